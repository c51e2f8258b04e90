package org.invigilator.register.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerLegendTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Y = parent does NOT want photos, N = no objection",
        "Key: Y = parent has said NO to photographs; N = no objection",
        "1 = parent objects",
        "Consents (blank = yes)",
        "Yes means consent was refused",
        "N: happy for photos to be used",
        "Social media (Y = no photos)"
      })
  void meaningAgainstTheUsualOneIsFound(String text) {
    assertThat(AnswerLegend.contrary(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Y = consent given, N = consent refused",
        "Yes = parent agrees; No = parent does not agree",
        "Y = no objection",
        "0 = not allowed, 1 = allowed",
        "blank = no reply",
        "Tel No: 01632 960100",
        "Year 1: photo day",
        "No = 12 pupils"
      })
  void usualMeaningIsNone(String text) {
    assertThat(AnswerLegend.contrary(text)).isEmpty();
  }
}
