package org.invigilator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenDateTest {
  @ParameterizedTest
  @CsvSource({
    "Approved 18/11/2026, 2026-11-18",
    "Approved 18.11.26, 2026-11-18",
    "18th of November 2026, 2026-11-18",
    "Sept 2026, 2026-09",
    "September 2026, 2026-09",
    "1 Feb. 2026, 2026-02-01",
    "Decision 2019,",
    "Marketing 2025,",
    "Mayor 2025,",
    "Augmented 2025,",
    "31/02/2026,"
  })
  void aDateIsOneThatPeopleWrite(String text, String date) {
    assertThat(WrittenDate.in(text).orElse(null)).isEqualTo(date);
  }
}
