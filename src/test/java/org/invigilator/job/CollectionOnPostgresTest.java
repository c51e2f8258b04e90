package org.invigilator.job;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The same tests as those of {@link CollectionTest}, on PostgreSQL. */
@Tag("postgres")
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class CollectionOnPostgresTest extends CollectionTest {
  private final Place place = Postgres.fresh();

  @Override
  Place place() {
    return place;
  }

  @Override
  Map<String, String> login() {
    return Postgres.LOGIN;
  }
}
