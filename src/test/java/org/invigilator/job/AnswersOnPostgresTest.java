package org.invigilator.job;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The same tests as those of {@link AnswersTest}, on PostgreSQL. */
@Tag("postgres")
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class AnswersOnPostgresTest extends AnswersTest {
  private final StateLocation place = Postgres.fresh();

  @Override
  StateLocation place() {
    return place;
  }

  @Override
  Map<String, String> login() {
    return Postgres.LOGIN;
  }

  @Override
  boolean stateIsInFolder() {
    return false;
  }
}
