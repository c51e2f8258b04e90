package org.invigilator.job;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The same tests as those of {@link TermTest}, on PostgreSQL. */
@Tag("postgres")
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class TermOnPostgresTest extends TermTest {
  private final StateLocation place = Postgres.fresh();

  @Override
  StateLocation place() {
    return place;
  }

  @Override
  Map<String, String> login() {
    return Postgres.LOGIN;
  }
}
