package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "Waive until 31 January 2027 – new starter | WAIVER | 2027-01-31 | new starter",
        "waive until Jan 31 2027 because x | WAIVER | 2027-01-31 | x",
        "waive until 1st of March 2027 because x | WAIVER | 2027-03-01 | x",
        "Deleted post | FIXED | | ",
        "post deleted 19/11 | FIXED | | 19/11",
        "waive until 31/01/2027 because … | WAIVER | 2027-01-31 | ",
        "waive until 31/01/2027 | WAIVER | 2027-01-31 | ",
        "waive until 30/02/2027 because x | WAIVER | | x",
        "waive until because x | WAIVER | | x",
        "not a pupil | NOT_A_PUPIL | | ",
        "not this pupil because the other one is at STH | NOT_A_PUPIL | | the other one is at STH",
        "a different pupil, the namesake at STH | NOT_A_PUPIL | | the namesake at STH",
        "Not a pupil until 31/07/2027 because she is a cousin | NOT_A_PUPIL | 2027-07-31 | she is a cousin",
        "false positive till 1st Feb 2027, because of a typing error | FALSE_POSITIVE | 2027-02-01 | of a typing error",
        "not a pupil until 31/07/2027 | NOT_A_PUPIL | 2027-07-31 | ",
        "not a pupil because until then she was one | NOT_A_PUPIL | | until then she was one",
        "not a pupil, because it is a shop | NOT_A_PUPIL | | it is a shop",
        "FALSE POSITIVE because of a quotation | FALSE_POSITIVE | | of a quotation",
        "false positive: a quotation | FALSE_POSITIVE | | a quotation",
        "Done | FIXED | | ",
        "DONE! | FIXED | | ",
        "completed | FIXED | | ",
        "Post deleted | FIXED | | ",
        "removed 20/11/26 | FIXED | | 20/11/26",
        "in-progress | IN_PROGRESS | | ",
        "Waive until 31-Jan-27: the office moves | WAIVER | 2027-01-31 | the office moves",
        "waive until 31/01/2027; the office moves | WAIVER | 2027-01-31 | the office moves",
        "Resolved. | FIXED | | ",
        "This has now been fixed, post deleted | FIXED | | post deleted",
        "sorted - spoke to Anita | FIXED | | spoke to Anita",
        "dealt with | FIXED | | ",
        "WIP | IN_PROGRESS | | ",
        "Ticket raised | IN_PROGRESS | | ",
        "will do next week | IN_PROGRESS | | next week",
        "awaiting reply from the office | IN_PROGRESS | | reply from the office",
        "ongoing: waiting for the head | IN_PROGRESS | | waiting for the head",
        "Working on it | IN_PROGRESS | | ",
        "risk accepted until 31/12/2026 because the office moves | WAIVER | 2026-12-31 | the office moves",
        "Accept the risk until 31st December 2026 as we close | WAIVER | 2026-12-31 | we close",
        "accepted to 31 Dec 2026 | WAIVER | 2026-12-31 | ",
        "Waive to 31.12.26 because x | WAIVER | 2026-12-31 | x",
        "waiver till 1st Sep 2027. | WAIVER | 2027-09-01 | ",
        "N/A because it is a shop | FALSE_POSITIVE | | it is a shop",
        "n/a - the park, not the pupil | FALSE_POSITIVE | | the park, not the pupil",
        "not applicable | FALSE_POSITIVE | | ",
        "false alarm | FALSE_POSITIVE | | ",
        "Not our pupil: a cousin | NOT_A_PUPIL | | a cousin",
      })
  void wordsOfPeopleAreUnderstood(String text, String kind, String until, String reason) {
    DecisionParser wording = DecisionParser.of(text).orElseThrow();
    assertThat(wording.kind().name()).isEqualTo(kind);
    assertThat(wording.until().map(Object::toString).orElse(null)).isEqualTo(until);
    assertThat(wording.reason()).isEqualTo(reason == null ? "" : reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not done",
        "not fixed yet",
        "fixed by Friday",
        "fix",
        "fix the login page, please",
        "complete the training",
        "Fixed - will check",
        "done, to be confirmed",
        "fixed, not yet",
        "done when Anita is back",
        "will be fixed",
        "to be done",
        "nearly done",
        "fixed?",
        "done, once the office has moved",
        "naturally",
        "Nathan",
        "completely wrong",
        "accepting",
        "acceptable",
        "unresolved",
        "a pupil",
        "yes",
        "ok"
      })
  void whatIsNotClearIsNoDecision(String text) {
    assertThat(DecisionParser.of(text)).isEmpty();
  }

  @Property(tries = 500)
  void anythingElseIsNoDecisionAndNeverAnError(@ForAll String text) {
    assertThat(DecisionParser.of("x" + text)).isEmpty();
    assertThat(DecisionParser.of("waive " + text)).isPresent();
  }
}
