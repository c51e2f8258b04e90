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
    "1-N2, false",
    "7–11, true",
    "Year 7, true",
    "Y10 and Y11, true",
    "'9, 10, 11', true",
    "Sixth form, true",
    "KS3, true",
    "Key Stage 4, true",
    "the older ones, false",
    "7-9-11, false"
  })
  void rangeHasTheYoungerFirst(String text, boolean isRange) {
    assertThat(YearGroup.Range.parse(text).isPresent()).isEqualTo(isRange);
  }
}
