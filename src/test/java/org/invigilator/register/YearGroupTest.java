package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YearGroupTest {
  @ParameterizedTest
  @CsvSource({
    "7-11, true",
    "N1-6, true",
    "R, true",
    "9-9, true",
    "11-7, false",
    "11-R, false",
    "1-N2, false"
  })
  void rangeHasTheYoungerFirst(String text, boolean isRange) {
    assertThat(YearGroup.Range.parse(text).isPresent()).isEqualTo(isRange);
  }
}
