package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  /** A finding seen from three weeks before a day up to that day. */
  private static Finding finding(Status status, Subject subject, Optional<Decision> decision) {
    return new Finding(
        "F-1",
        "pupil-follower",
        Severity.HIGH,
        Mode.AUTOMATED,
        status,
        DAY.minusWeeks(3),
        DAY,
        Optional.of(DAY),
        "NTH",
        "NTH-TW-01",
        "twitter",
        subject,
        List.of("NTH-1"),
        List.of("P-1"),
        "NTH-1 is 5001.",
        "No pupil follows.",
        Map.of("ctat-2024", List.of("5.1")),
        true,
        "P-1",
        "e1",
        Change.WORLD,
        Optional.empty(),
        "Rang NTH-1 about 5001",
        decision,
        Optional.empty());
  }

  private static Finding finding(Status status) {
    return finding(status, Subject.of(Subject.Kind.POST, "1"), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "NEW, true, true, false, new",
    "OPEN, true, true, false, open",
    "REOPENED, true, true, false, reopened",
    "NOT_RECHECKED, true, true, false, not_rechecked",
    "RESOLVED, false, false, false, resolved",
    "WAIVED, true, false, true, waived",
    "DISMISSED, true, false, true, dismissed",
  })
  void statusSaysWhetherSomeoneMustStillAct(
      Status status, boolean live, boolean open, boolean suppressed, String label) {
    assertThat(status.isLive()).isEqualTo(live);
    assertThat(status.isOpen()).isEqualTo(open);
    assertThat(status.isSuppressed()).isEqualTo(suppressed);
    assertThat(status.label()).isEqualTo(label);
  }

  @Test
  void findingIsOverdueAfterItsDueDateWhileItIsOpen() {
    assertThat(finding(Status.OPEN).isOverdue(DAY)).isFalse();
    assertThat(finding(Status.OPEN).isOverdue(DAY.plusDays(1))).isTrue();
    assertThat(finding(Status.WAIVED).isOverdue(DAY.plusDays(1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN, FIXED, -1, true",
    "OPEN, FIXED, 0, false",
    "OPEN, IN_PROGRESS, -1, false",
    "RESOLVED, FIXED, -1, false",
    "NOT_RECHECKED, FIXED, -1, false",
  })
  void findingSeenAfterItWasCalledFixedIsFixedInWordsOnly(
      Status status, Decision.Kind kind, int days, boolean inWordsOnly) {
    Decision decision =
        SampleDecision.on(finding(status), kind).takenOn(DAY.plusDays(days)).taken();
    assertThat(
            finding(status, Subject.of(Subject.Kind.POST, "1"), Optional.of(decision))
                .isFixedInWordsOnly())
        .isEqualTo(inWordsOnly);
    assertThat(finding(status).isFixedInWordsOnly()).isFalse();
  }

  @Test
  void onlyWholeWeeksAreCounted() {
    assertThat(finding(Status.OPEN).weeksOpen(DAY)).isEqualTo(3);
    assertThat(finding(Status.OPEN).weeksOpen(DAY.minusDays(1))).isEqualTo(2);
    assertThat(finding(Status.OPEN).weeksOpen(DAY.minusWeeks(9))).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "FOLLOWER, '', (pupil) is (number left out)., Rang (pupil) about (number left out)",
    "PUPIL, '', (pupil) is (number left out)., Rang (pupil) about (number left out)",
    "POST, 5001, (pupil) is 5001., Rang (pupil) about 5001",
  })
  void nothingOfAPupilIsLeftInWhatIsPassedOn(
      Subject.Kind kind, String subject, String observed, String note) {
    Finding whole = finding(Status.OPEN, Subject.of(kind, "5001"), Optional.empty());
    Decision decision =
        SampleDecision.on(whole, Decision.Kind.WAIVER).saying("NTH-1 at 5001").taken();
    Finding bare =
        finding(Status.OPEN, Subject.of(kind, "5001"), Optional.of(decision))
            .withoutPupils(text -> text.replace("NTH-1", "(pupil)"));
    assertThat(bare.subject()).isEqualTo(Subject.of(kind, subject));
    assertThat(bare.pupils()).isEmpty();
    assertThat(bare.observed()).isEqualTo(observed);
    assertThat(bare.note()).isEqualTo(note);
    assertThat(bare.decision().orElseThrow().text())
        .isEqualTo("(pupil) at " + (subject.isEmpty() ? "(number left out)" : subject));
    assertThat(bare.people()).containsExactly("P-1");
  }

  @Test
  void referenceIsTakenOutOfASubjectThatIsNoPupil() {
    Subject post = new Subject(Subject.Kind.POST, "NTH-1/a", "NTH-1/b", "https://x/NTH-1");
    assertThat(
            finding(Status.OPEN, post, Optional.empty())
                .withoutPupils(text -> text.replace("NTH-1", "?"))
                .subject())
        .isEqualTo(new Subject(Subject.Kind.POST, "?/a", "?/b", "https://x/?"));
  }

  @Test
  void followerWithoutANumberLeavesTheTextAsItIs() {
    Finding bare =
        finding(Status.OPEN, Subject.of(Subject.Kind.FOLLOWER, ""), Optional.empty())
            .withoutPupils(text -> text);
    assertThat(bare.observed()).isEqualTo("NTH-1 is 5001.");
  }

  @Test
  void numberIsTheSameForTheSameRuleAccountAndSubjectOnly() {
    SampleViolation one = SampleViolation.ofPost("1");
    String id = FindingId.of(one.assessed());
    assertThat(id).matches("F-[0-9a-f]{12}");
    assertThat(
            List.of(
                one.seen(Evidence.worded("x")), one.of(Severity.LOW), one.at("NTH-TW-01", "STH")))
        .extracting(same -> FindingId.of(same.assessed()))
        .containsOnly(id);
    assertThat(
            List.of(
                one.rule("post-geotagged"),
                one.at("STH-TW-01", "NTH"),
                one.at("", "NTH"),
                one.at("", "STH"),
                one.about(Subject.of(Subject.Kind.MEDIA, "1")),
                one.about(Subject.of(Subject.Kind.POST, "2")),
                one.about(Subject.of(Subject.Kind.POST, "1", "a"))))
        .extracting(other -> FindingId.of(other.assessed()))
        .doesNotHaveDuplicates()
        .doesNotContain(id);
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, accepted",
    "REFUSED, refused",
    "DISPUTED, disputed",
    "NOTED, noted",
  })
  void resultOfAnAnswerIsAWord(AnswerLine.Result result, String label) {
    assertThat(result.label()).isEqualTo(label);
  }

  @Test
  void whoeverIsNamedInItIsShownWithoutAPupilsName() {
    Finding shown =
        finding(
                Status.OPEN,
                Subject.of(Subject.Kind.PERSON, "Keziah Thornbury (leader)"),
                Optional.empty())
            .safe(text -> text.replace("Keziah Thornbury", "[pupil]").replace("P-1", "[person]"));
    assertThat(shown.subject().id()).isEqualTo("[pupil] (leader)");
    assertThat(
            finding(Status.OPEN, Subject.of(Subject.Kind.POST, "41"), Optional.empty())
                .safe(text -> "x")
                .subject()
                .id())
        .isEqualTo("41");
    assertThat(shown.people()).containsExactly("[person]");
  }
}
