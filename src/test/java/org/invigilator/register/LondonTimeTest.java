package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class LondonTimeTest {

  /**
   * The reading by the hour of the day must be that of the time zone rules, change days included.
   */
  @Test
  void aDateIsThatOfTheTimeZoneRulesInEveryHour() {
    Instant end = Instant.parse("2045-01-01T00:00:00Z");
    for (Instant at = Instant.parse("1968-01-01T00:30:00Z");
        at.isBefore(end);
        at = at.plus(Duration.ofHours(1))) {
      assertThat(LondonTime.date(at)).isEqualTo(LocalDate.ofInstant(at, LondonTime.ZONE));
    }
  }

  @Test
  void midnightInSummerIsAnHourBeforeThatOfUtc() {
    assertThat(LondonTime.date(Instant.parse("2026-08-31T22:59:59Z"))).isEqualTo("2026-08-31");
    assertThat(LondonTime.date(Instant.parse("2026-08-31T23:00:00Z"))).isEqualTo("2026-09-01");
    assertThat(LondonTime.date(Instant.parse("2026-12-31T23:59:59Z"))).isEqualTo("2026-12-31");
  }
}
