package org.invigilator.job.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.invigilator.register.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {
  @Test
  void isAMinuteUnlessTheEnvironmentSaysOtherwise() {
    assertThat(Lease.time(Map.of())).isEqualTo(Duration.ofMinutes(1));
    assertThat(Lease.time(Map.of("INVIGILATOR_LEASE_SECONDS", " 5 ")))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "3601", "-5", "1.5", "5s", "99999999999"})
  void otherTimesAreRefused(String seconds) {
    assertThatThrownBy(() -> Lease.time(Map.of("INVIGILATOR_LEASE_SECONDS", seconds)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("from 2 to 3600");
  }
}
