package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fixed | FIXED | | ",
        "In Progress | IN_PROGRESS | | ",
        "waive until 31/01/2027 because the office moves | WAIVER | 2027-01-31 | the office moves",
        "Waive until 2027-01-31, because: it rains | WAIVER | 2027-01-31 | it rains",
        "waived until 31 January 2027 because x | WAIVER | 2027-01-31 | x",
        "waive until 31/01/2027 because … | WAIVER | 2027-01-31 | ",
        "waive until 31/01/2027 | WAIVER | 2027-01-31 | ",
        "waive until 30/02/2027 because x | WAIVER | | x",
        "waive until because x | WAIVER | | x",
        "not a pupil | NOT_A_PUPIL | | ",
        "not a pupil, because it is a shop | NOT_A_PUPIL | | it is a shop",
        "FALSE POSITIVE because of a quotation | FALSE_POSITIVE | | of a quotation",
        "false positive: a quotation | FALSE_POSITIVE | | a quotation",
      })
  void wordsOfPeopleAreUnderstood(String text, String kind, String until, String reason) {
    DecisionParser wording = DecisionParser.of(text).orElseThrow();
    assertThat(wording.kind().name()).isEqualTo(kind);
    assertThat(wording.until().map(Object::toString).orElse(null)).isEqualTo(until);
    assertThat(wording.reason()).isEqualTo(reason == null ? "" : reason);
  }

  @Property(tries = 500)
  void anythingElseIsNoDecisionAndNeverAnError(@ForAll String text) {
    assertThat(DecisionParser.of("x" + text)).isEmpty();
    assertThat(DecisionParser.of("waive " + text)).isPresent();
  }
}
