package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters that change on a day. */
class DatedValuesTest {
  private static final Map<String, Object> AGES = Map.of("2024-01-01", 13, "2027-04-01", 16);

  @ParameterizedTest
  @CsvSource({
    "2020-01-01, 13",
    "2024-01-01, 13",
    "2027-03-31, 13",
    "2027-04-01, 16",
    "2030-01-01, 16"
  })
  void valueOfTheDayCounts(LocalDate day, int age) {
    assertThat(DatedValues.on(AGES, day, null)).isEqualTo(age);
    assertThat(DatedValues.on(Map.of("tiktok", AGES, "x", 13), day, null))
        .isEqualTo(day.getYear() < 2024 ? Map.of("x", 13) : Map.of("tiktok", age, "x", 13));
  }

  @Test
  void everythingElseStaysAsItIs() {
    LocalDate day = LocalDate.of(2026, 11, 20);
    for (Object value : List.of(13, "text", List.of("a"), Map.of("a", 1), Map.of())) {
      assertThat(DatedValues.on(value, day, null)).isEqualTo(value);
    }
    assertThat(DatedValues.on(null, day, null)).isNull();
  }

  @Test
  void beforeTheFirstDayTheUsualValueCounts() {
    Map<String, Object> later = Map.of("2027-04-01", 16);
    LocalDate before = LocalDate.of(2027, 3, 31);
    LocalDate first = LocalDate.of(2027, 4, 1);
    assertThat(DatedValues.on(later, before, 13)).isEqualTo(13);
    assertThat(DatedValues.on(later, first, 13)).isEqualTo(16);
    assertThat(DatedValues.on(Map.of("tiktok", later, "x", 13), before, Map.of()))
        .isEqualTo(Map.of("x", 13));
    assertThat(DatedValues.on(Map.of("tiktok", later, "x", 13), first, Map.of()))
        .isEqualTo(Map.of("tiktok", 16, "x", 13));
  }
}
