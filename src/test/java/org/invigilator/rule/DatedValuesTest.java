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
    assertThat(DatedValues.on(AGES, day)).isEqualTo(age);
    assertThat(DatedValues.on(Map.of("tiktok", AGES, "x", 13), day))
        .isEqualTo(Map.of("tiktok", age, "x", 13));
  }

  @Test
  void everythingElseStaysAsItIs() {
    LocalDate day = LocalDate.of(2026, 11, 20);
    for (Object value : List.of(13, "text", List.of("a"), Map.of("a", 1), Map.of())) {
      assertThat(DatedValues.on(value, day)).isEqualTo(value);
    }
    assertThat(DatedValues.on(null, day)).isNull();
  }
}
