package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The same tests as those of {@link AuditTest}, on PostgreSQL. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class AuditOnPostgresTest extends AuditTest {
  private final StateLocation place = Postgres.fresh();

  @Override
  StateLocation place() {
    return place;
  }

  @Override
  Map<String, String> login() {
    return Postgres.LOGIN;
  }

  /** The schema is made by the first run, which must be the only one all the same. */
  @Test
  void aTrustIsLockedAlsoBeforeItsSchemaIsMade() throws Exception {
    StateLocation.Server server = (StateLocation.Server) place;
    StateLocation one = server.inSchema("first_night_" + server.schema());
    StateLocation other = server.inSchema("other_night_" + server.schema());
    try (StateStore first = StateStore.open(one, Postgres.LOGIN);
        StateStore second = StateStore.open(other, Postgres.LOGIN)) {
      assertThat(first.identity()).isNotEqualTo(second.identity());
      assertThatThrownBy(() -> StateStore.open(one, Postgres.LOGIN))
          .isInstanceOf(RunLock.Busy.class);
    }
    StateStore.open(one, Postgres.LOGIN).close();
  }
}
