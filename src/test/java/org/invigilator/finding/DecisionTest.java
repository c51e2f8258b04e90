package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
  private static final LocalDate LAST = LocalDate.of(2027, 1, 31);

  private static Decision decision(
      Decision.Kind kind,
      String said,
      Optional<LocalDate> until,
      Optional<LocalDate> endedOn,
      Optional<LocalDate> settledOn) {
    return new Decision(
        "D-1",
        LocalDate.of(2026, 11, 20),
        kind,
        "F-1",
        "",
        "",
        "",
        said,
        until,
        "",
        "",
        "P-1",
        "P-2",
        "a.xlsx",
        endedOn,
        settledOn);
  }

  private static Decision waiver(Optional<LocalDate> endedOn, Optional<LocalDate> settledOn) {
    return decision(Decision.Kind.WAIVER, "x", Optional.of(LAST), endedOn, settledOn);
  }

  @ParameterizedTest
  @CsvSource({
    "OWNER, P-7, , P-7",
    "NOTE, Asked IT, , Asked IT",
    "DUE, '', 2027-01-31, 2027-01-31",
    "DUE, '', , ''",
    "WAIVER, mail moves, 2027-01-31, waive until 31/01/2027 because mail moves",
    "WAIVER, '', 2027-01-31, waive until 31/01/2027",
    "FIXED, '', , fixed",
    "IN_PROGRESS, IT has it, , in progress: IT has it",
    "NOT_A_PUPIL, a shop, , not a pupil because a shop",
  })
  void decisionIsWordedAsItWouldBeTypedIntoItsCell(
      Decision.Kind kind, String said, LocalDate until, String words) {
    assertThat(
            decision(kind, said, Optional.ofNullable(until), Optional.empty(), Optional.empty())
                .inWords())
        .isEqualTo(words);
  }

  @Test
  void waiverRunsUpToAndIncludingItsLastDay() {
    Decision waiver = waiver(Optional.empty(), Optional.empty());
    assertThat(waiver.runsOn(LAST.minusDays(1))).isTrue();
    assertThat(waiver.runsOn(LAST)).isTrue();
    assertThat(waiver.runsOn(LAST.plusDays(1))).isFalse();
    assertThat(waiver(Optional.of(LAST), Optional.empty()).runsOn(LAST)).isFalse();
    assertThat(
            decision(
                    Decision.Kind.FALSE_POSITIVE,
                    "x",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())
                .runsOn(LAST))
        .as("without a last day")
        .isTrue();
  }

  @Test
  void decisionIsOpenUntilItIsReplacedOrItsFindingIsSettled() {
    assertThat(waiver(Optional.empty(), Optional.empty()).isOpen()).isTrue();
    assertThat(waiver(Optional.of(LAST), Optional.empty()).isOpen()).isFalse();
    assertThat(waiver(Optional.empty(), Optional.of(LAST)).isOpen()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "OWNER, owner, owner, false",
    "DUE, due, due, false",
    "NOTE, note, note, false",
    "FIXED, decision, fixed, false",
    "IN_PROGRESS, decision, in progress, false",
    "WAIVER, decision, waiver, false",
    "NOT_A_PUPIL, decision, not a pupil, true",
    "FALSE_POSITIVE, decision, false positive, true",
  })
  void eachKindAnswersOneQuestion(
      Decision.Kind kind, String unit, String label, boolean dismissal) {
    assertThat(kind.unit()).isEqualTo(unit);
    assertThat(kind.label()).isEqualTo(label);
    assertThat(kind.isDismissal()).isEqualTo(dismissal);
  }

  @ParameterizedTest
  @CsvSource({
    "Owner, OWNER, owner",
    "' due ', DUE, due",
    "NOTE, NOTE, note",
    "Decision, DECISION, decision",
    "Requested by, REQUESTED_BY, decision",
    "approved by, APPROVED_BY, decision",
  })
  void columnIsFoundByItsHeaderHoweverItIsSpelled(String header, AnswerField field, String unit) {
    assertThat(AnswerField.of(header)).hasValue(field);
    assertThat(field.header()).isEqualToIgnoringCase(header.strip());
    assertThat(field.unit()).isEqualTo(unit);
  }

  @Test
  void columnWithAnyOtherHeaderIsNoAnswer() {
    assertThat(AnswerField.of("Owners")).isEmpty();
  }
}
