package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.policy.Severity;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How answers are kept, replaced and taken back. */
class DecisionsTest {
  private static final LocalDate DAY = SampleTrust.DAY;
  private static final LocalDate NEXT = DAY.plusDays(1);

  @AutoClose private final SampleLedger audits = new SampleLedger();
  private final Decisions decisions = audits.decisions();
  private Finding finding;

  @BeforeEach
  void audit() {
    audits.audit(DAY, SampleViolation.ofPost("1"));
    finding = audits.only(DAY);
  }

  private SampleDecision answer(String id, Decision.Kind kind) {
    return SampleDecision.on(finding, kind).id(id);
  }

  private Decision byId(String id) {
    return decisions.all().stream().filter(d -> d.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void decisionIsKeptAsItWasTaken() {
    Decision decision =
        answer("D-1", Decision.Kind.NOT_A_PUPIL).about("r|t|1|N").until(DAY.plusDays(3)).taken();
    decisions.take(decision);
    assertThat(decisions.all()).containsExactly(decision);
    assertThat(decisions.current()).containsExactly(decision);
  }

  @Test
  void decisionThatEndedIsReplacedWhenItIsTakenAgain() {
    decisions.take(answer("D-1", Decision.Kind.FIXED).endedOn(DAY).taken());
    decisions.take(answer("D-1", Decision.Kind.FIXED).takenOn(NEXT).taken());
    assertThat(decisions.all()).extracting(Decision::takenOn).containsExactly(NEXT);
  }

  @Test
  void waiverOfARuleEndsNoOther() {
    audits.take(SampleDecision.ofRule("profanity-in-post", "NTH-TW-01", "").id("D-1"));
    audits.take(SampleDecision.ofRule("profanity-in-post", "", "NTH").id("D-2"));
    assertThat(decisions.current()).extracting(Decision::id).containsExactly("D-1", "D-2");
  }

  @Test
  void answersOfAnAuditAreKeptInTheirOrderUntilTheirFileIsReadAgain() {
    AnswerLine one =
        new AnswerLine("a.xlsx, row 2", "F-1", "Note", "x", AnswerLine.Result.ACCEPTED, "");
    AnswerLine two =
        new AnswerLine("b.xlsx, row 3", "F-2", "Due", "y", AnswerLine.Result.REFUSED, "no date");
    AnswerLine three = new AnswerLine("a.xlsx", "", "", "", AnswerLine.Result.NOTED, "read before");
    decisions.record(DAY, List.of(one, two));
    decisions.record(DAY, List.of(three));
    decisions.record(NEXT, List.of(one));
    assertThat(decisions.answers(DAY)).containsExactly(one, two, three);
    decisions.forget(DAY, Set.of("a.xlsx"));
    assertThat(decisions.answers(DAY)).containsExactly(two);
    assertThat(decisions.answers(NEXT)).containsExactly(one);
  }

  @Test
  void longSourceIdAndColumnOfAnAnswerAreShortened() {
    AnswerLine line =
        new AnswerLine(
            "s".repeat(401), "f".repeat(61), "c".repeat(61), "x", AnswerLine.Result.DISPUTED, "y");
    decisions.record(DAY, List.of(line));
    assertThat(decisions.answers(DAY))
        .containsExactly(
            new AnswerLine(
                "s".repeat(400),
                "f".repeat(60),
                "c".repeat(60),
                "x",
                AnswerLine.Result.DISPUTED,
                "y"));
  }

  @Test
  void fileKeepsTheDayOnWhichItWasFirstReadUntilThatIsForgotten() {
    decisions.noteRead("abc", "a.xlsx", DAY, true);
    assertThat(decisions.read("abc")).hasValue(new Decisions.Read(DAY, true));
    decisions.noteRead("abc", "a.xlsx", NEXT, false);
    decisions.forget(NEXT, Set.of("a.xlsx"));
    decisions.forget(DAY, Set.of("b.xlsx"));
    assertThat(decisions.read("abc")).hasValue(new Decisions.Read(DAY, false));
    decisions.forget(DAY, Set.of("a.xlsx"));
    assertThat(decisions.read("abc")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a.xlsx, Findings row 2 | a.xlsx", "a.xlsx | a.xlsx", "a,b.xlsx, x, y | a,b.xlsx"})
  void fileOfASourceIsWhatStandsBeforeTheFirstCommaAndBlank(String source, String file) {
    assertThat(Decisions.fileOf(source)).isEqualTo(file);
  }

  @Test
  void onlyWhatAnAuditTookFromTheFilesIsTakenBack() {
    audits.take(answer("D-1", Decision.Kind.NOTE));
    audits.take(answer("D-2", Decision.Kind.OWNER).takenOn(NEXT).from("b.xlsx, row 2"));
    audits.take(answer("D-3", Decision.Kind.FIXED).takenOn(NEXT));
    decisions.forget(NEXT, Set.of("answers.xlsx"));
    assertThat(decisions.all()).extracting(Decision::id).containsExactly("D-1", "D-2");
  }

  @Test
  void dueDateIsGoneWithTheAnswerThatIsTakenBack() {
    audits.take(answer("D-1", Decision.Kind.DUE).until(DAY.plusDays(90)));
    assertThat(audits.only(DAY).due()).hasValue(DAY.plusDays(90));
    decisions.forget(DAY, Set.of("answers.xlsx"));
    assertThat(audits.only(DAY).due()).isEmpty();
  }

  @Test
  void ownerIsBackWhenTheAnswerThatReplacedItIsTakenBack() {
    audits.take(answer("D-1", Decision.Kind.OWNER).saying("P-2"));
    audits.take(answer("D-2", Decision.Kind.OWNER).takenOn(NEXT).saying("P-4"));
    assertThat(audits.only(DAY).owner()).isEqualTo("P-4");
    decisions.forget(NEXT, Set.of("answers.xlsx"));
    assertThat(audits.only(DAY).owner()).isEqualTo("P-2");
    assertThat(byId("D-1").endedOn()).isEmpty();
  }

  @Test
  void answerStaysReplacedByOneThatIsNotTakenBack() {
    audits.take(answer("D-1", Decision.Kind.FIXED));
    audits.take(answer("D-2", Decision.Kind.IN_PROGRESS).takenOn(NEXT).from("b.xlsx, row 2"));
    decisions.forget(NEXT, Set.of("answers.xlsx"));
    assertThat(byId("D-1").endedOn()).hasValue(NEXT);
    decisions.forget(NEXT, Set.of("b.xlsx"));
    assertThat(byId("D-1").endedOn()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"NOTE, true", "FIXED, false"})
  void withdrawalIsTakenBackUnlessTheSameQuestionWasAnsweredSince(
      Decision.Kind since, boolean revived) {
    Decision first = answer("D-1", Decision.Kind.WAIVER).taken();
    decisions.take(first);
    decisions.withdraw(first, NEXT);
    audits.take(answer("D-2", since).takenOn(NEXT).from("b.xlsx, row 2"));
    decisions.forget(NEXT, Set.of("answers.xlsx"));
    assertThat(byId("D-1").endedOn()).isEqualTo(revived ? Optional.empty() : Optional.of(NEXT));
  }

  @Test
  void withdrawalIsTakenBackWhateverWasAnsweredElsewhere() {
    Decision ofFinding = answer("D-1", Decision.Kind.WAIVER).taken();
    Decision ofRule = SampleDecision.ofRule("profanity-in-post", "NTH-TW-01", "").id("D-2").taken();
    Decision earlier = answer("D-3", Decision.Kind.NOTE).taken();
    List.of(ofFinding, ofRule, earlier).forEach(decisions::take);
    decisions.withdraw(earlier, DAY);
    decisions.withdraw(ofFinding, NEXT);
    decisions.withdraw(ofRule, NEXT);
    audits.take(
        SampleDecision.ofRule("profanity-in-post", "", "NTH")
            .id("D-4")
            .takenOn(NEXT)
            .from("b.yaml, waiver 1"));
    decisions.forget(NEXT, Set.of("answers.xlsx"));
    assertThat(decisions.current()).extracting(Decision::id).containsExactly("D-1", "D-2", "D-4");
  }

  @Test
  void coveredFindingsAreCountedNowAndEver() {
    audits.take(SampleDecision.ofRule("profanity-in-post", "", "NTH").until(NEXT));
    audits.audit(DAY, SampleViolation.ofPost("1"), SampleViolation.ofPost("2"));
    assertThat(decisions.covers()).containsOnlyKeys("D-1");
    assertThat(decisions.covers()).containsEntry("D-1", new Decisions.Covers(2, 2));
    audits.audit(NEXT, SampleViolation.ofPost("1"));
    assertThat(decisions.covers()).containsEntry("D-1", new Decisions.Covers(1, 2));
  }

  @Test
  void decisionRestsOnWhatTheLedgerHasOfItsFinding() {
    audits.audit("STH-TW-01", DAY, SampleViolation.ofFollower("5001", "NTH-1", "NTH-2"));
    Finding follower = audits.findings(DAY).get(1);
    assertThat(decisions.ground(follower.id()))
        .hasValue(
            new DecisionGround(
                "pupil-follower",
                "pupil-follower|twitter|5001|NTH-1;NTH-2",
                java.util.Set.of("NTH-1", "NTH-2"),
                follower.evidence(),
                Severity.MEDIUM,
                true,
                Status.NEW,
                "NTH",
                "NTH-TW-01",
                "P-1",
                Optional.of(DAY.plusDays(28)),
                DAY));
    assertThat(decisions.ground(finding.id()))
        .hasValue(
            new DecisionGround(
                "profanity-in-post",
                "",
                java.util.Set.of(),
                finding.evidence(),
                Severity.HIGH,
                false,
                Status.NEW,
                "NTH",
                "NTH-TW-01",
                "P-1",
                Optional.of(DAY.plusDays(7)),
                DAY));
    assertThat(decisions.ground("F-0")).isEmpty();
  }

  @Test
  void onlyAFollowerWhoMayBeAPupilMakesAPair() {
    audits.audit(
        NEXT,
        SampleViolation.ofPost("1").naming("NTH-1"),
        SampleViolation.ofFollower("5001").naming());
    assertThat(audits.findings(NEXT))
        .extracting(f -> decisions.ground(f.id()).orElseThrow())
        .extracting(DecisionGround::pair, DecisionGround::aboutPupils)
        .containsExactly(tuple("", true), tuple("", false));
  }
}
