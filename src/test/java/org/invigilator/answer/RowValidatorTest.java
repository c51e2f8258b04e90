package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.Finding;
import org.invigilator.finding.SampleTrust;
import org.invigilator.finding.SampleViolation;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Evidence;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers in a row of a workbook are accepted, and why others are not. */
class RowValidatorTest {
  private static final LocalDate DAY = SampleTrust.DAY;
  private static final String ROW = "a.xlsx, Findings row 2";

  @AutoClose private final SampleAnswers desk = new SampleAnswers();

  /** A row in which the cells of some columns were filled in: column, text, column, text … */
  private static Reply reply(String finding, String... columnsAndTexts) {
    Map<AnswerField, String> values = new EnumMap<>(AnswerField.class);
    Set<AnswerField> touched = EnumSet.noneOf(AnswerField.class);
    for (int i = 0; i < columnsAndTexts.length; i += 2) {
      AnswerField field = AnswerField.of(columnsAndTexts[i]).orElseThrow();
      touched.add(field);
      if (!columnsAndTexts[i + 1].isEmpty()) {
        values.put(field, columnsAndTexts[i + 1]);
      }
    }
    return new Reply(ROW, finding, Optional.empty(), values, touched);
  }

  /** The same row with the stamp it was issued with. */
  private static Reply stamped(Finding finding, String... columnsAndTexts) {
    Reply reply = reply(finding.id(), columnsAndTexts);
    return new Reply(
        ROW,
        finding.id(),
        Optional.of(SampleAnswers.stamp(finding, Map.of())),
        reply.values(),
        reply.touched());
  }

  private Decision accepted() {
    assertThat(desk.lines).isEmpty();
    assertThat(desk.answers).hasSize(1);
    return desk.answers.get(0).decision().orElseThrow();
  }

  private void refused(String why) {
    assertThat(desk.answers).isEmpty();
    assertThat(desk.lines).hasSize(1);
    assertThat(desk.lines.get(0).result()).isEqualTo(AnswerLine.Result.REFUSED);
    assertThat(desk.why()).isEqualTo(why);
  }

  @Test
  void noteThatReadsLikeADecisionIsKeptAndSaidToDecideNothing() {
    desk.validate(reply(desk.post.id(), "Note", "waive until 31/01/2027 because of exams"));
    assertThat(desk.answers).hasSize(1);
    assertThat(desk.lines).hasSize(1);
    assertThat(desk.why()).startsWith("This reads like a decision");
  }

  @Test
  void rowOfNoFindingIsRefusedWithItsShortenedId() {
    desk.validate(reply("F".repeat(41), "Note", "x"));
    assertThat(desk.lines)
        .containsExactly(
            new AnswerLine(
                ROW,
                "F".repeat(40),
                "",
                "",
                AnswerLine.Result.REFUSED,
                "There is no finding with this ID. Use the newest workbook."));
  }

  @Test
  void acceptedDecisionHasItsFindingItsWordsAndItsSource() {
    desk.validate(
        stamped(
            desk.follower,
            "Decision",
            "not a pupil because it is a shop",
            "Requested by",
            "P-1",
            "Approved by",
            "Hester Vale"));
    Decision decision = accepted();
    assertThat(decision.id()).matches("D-[0-9a-f]{16}");
    assertThat(decision)
        .isEqualTo(
            new Decision(
                decision.id(),
                DAY,
                Decision.Kind.NOT_A_PUPIL,
                desk.follower.id(),
                "",
                "",
                "",
                "it is a shop",
                Optional.empty(),
                desk.follower.evidence(),
                "pupil-follower|twitter|5001|NTH-1",
                "P-1",
                "P-9",
                ROW,
                Optional.empty(),
                Optional.empty()));
    assertThat(desk.answers.get(0).issued()).hasValue(DAY);
    assertThat(desk.answers.get(0).question()).containsExactly(desk.follower.id(), "decision");
  }

  @Test
  void dismissalOfAFalsePositiveConcernsNoPair() {
    desk.validate(
        reply(desk.follower.id(), "Decision", "false positive: a shop", "Requested by", "P-1"));
    assertThat(accepted().pair()).isEmpty();
    assertThat(accepted().evidence()).isEqualTo(desk.follower.evidence());
    assertThat(desk.answers.get(0).issued()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Note, Asked IT, NOTE, Asked IT, ",
    "Owner, P-2, OWNER, P-2, ",
    "Owner, brendan oakes, OWNER, P-2, ",
    "Due, 2026-11-02, DUE, '', 2026-11-02",
    "Due, 03/11/2027, DUE, '', 2027-11-03",
    "Decision, fixed, FIXED, '', ",
    "Decision, in progress because IT has it, IN_PROGRESS, IT has it, ",
  })
  void answerThatNeedsNoApprovalIsAccepted(
      String column, String text, Decision.Kind kind, String said, LocalDate until) {
    desk.validate(reply(desk.post.id(), column, text));
    assertThat(accepted().kind()).isEqualTo(kind);
    assertThat(accepted().text()).isEqualTo(said);
    assertThat(accepted().until().orElse(null)).isEqualTo(until);
    assertThat(accepted().evidence()).isEmpty();
    assertThat(desk.answers.get(0).unit()).isEqualTo(kind.unit());
  }

  @ParameterizedTest
  @CsvSource({"Note, note", "Owner, owner", "Due, due", "Decision, decision"})
  void clearedCellWithdrawsItsAnswer(String column, String unit) {
    desk.validate(stamped(desk.post, column, ""));
    assertThat(desk.lines).isEmpty();
    assertThat(desk.answers)
        .containsExactly(new Answer(ROW, desk.post.id(), unit, Optional.of(DAY), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"Owner, P-1", "Due, 09/11/2026"})
  void ownerOrDueDateThatIsNoNewsIsAnAnswerOnlyWhereTheCellIsKnownToBeChanged(
      String column, String text) {
    desk.validate(reply(desk.post.id(), column, text));
    assertThat(desk.answers).isEmpty();
    assertThat(desk.lines).isEmpty();
    desk.validate(stamped(desk.post, column, text));
    assertThat(desk.answers).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "Owner | P-77 | 'Owner': no one with this ID or name is in the people register.",
        "Due | 31/02/2027 | We cannot read '31/02/2027' as a date. Write it like 31/01/2027.",
        "Due | 01/11/2026 | This date, 1 November 2026, is in the past.",
        "Due | 04/11/2027 | This date is more than a year away.",
        "Requested by | P-1 | A name is given, but the Decision column is blank.",
        "Decision | dismissed because it is banter | 'dismissed because it is banter' is not one of the choices. If nothing is wrong, write 'false positive because …'. Use: fixed, in progress, waive until DD/MM/YYYY because …, not a pupil, false positive (both may end: until DD/MM/YYYY).",
        "Decision | won't fix | 'won't fix' is not one of the choices. To leave it as it is for a time, write 'waive until 31/01/2027 because …'. Use: fixed, in progress, waive until DD/MM/YYYY because …, not a pupil, false positive (both may end: until DD/MM/YYYY).",
        "Decision | perhaps | 'perhaps' is not one of the choices. Use: fixed, in progress, waive until DD/MM/YYYY because …, not a pupil, false positive (both may end: until DD/MM/YYYY).",
        "Decision | false positive | Please give a reason: after 'because', or in the Note column.",
        "Decision | not a pupil because x | This finding is not about a pupil. Choose false positive.",
        "Decision | false positive until 01/11/2026 because x | The last day is in the past.",
        "Decision | waive because x | Please give the last day of the waiver as a date, like 'waive until 31/01/2027 because …'.",
        "Decision | waive until 01/11/2026 because x | The last day of the waiver is in the past.",
        "Decision | waive until 03/02/2027 because x | A high finding can be waived for at most 92 days, until 2 February 2027.",
        "Decision | waive until 02/02/2027 because x | 'Requested by' is blank. Write who requests this.",
        "Decision | waive until 02/11/2026 because x | 'Requested by' is blank. Write who requests this.",
        "Decision | waive until 02/02/2027 | Please give a reason: after 'because', or in the Note column.",
        "Decision | false positive because the password is x | This text seems to contain a password. We did not keep it. Delete it from the file, then change that password.",
      })
  void answerThatCannotBeAcceptedIsRefusedWithTheNextStep(String column, String text, String why) {
    desk.validate(reply(desk.post.id(), column, text));
    refused(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "P-1 | P-9 | ",
        "P-1 | | 'Approved by' is blank. Someone other than the requester must approve this.",
        "P-1 | P-1 | 'Approved by' must be someone other than the requester.",
        "P-77 | P-9 | 'Requested by': no one with this ID or name is in the people register.",
        "P-1 | P-77 | 'Approved by': no one with this ID or name is in the people register.",
        " | P-9 | 'Requested by' is blank. Write who requests this.",
      })
  void waiverNeedsTwoPeople(String requested, String approved, String why) {
    desk.validate(
        reply(
            desk.follower.id(),
            "Decision",
            "waive until 31/01/2027 because x",
            "Requested by",
            requested == null ? "" : requested,
            "Approved by",
            approved == null ? "" : approved));
    if (why == null) {
      assertThat(accepted().until()).hasValue(LocalDate.of(2027, 1, 31));
      assertThat(accepted().evidence()).isEmpty();
    } else {
      refused(why);
    }
  }

  @Test
  void onePersonMayDismissWhatAPersonMustJudgeUnlessItIsSevere() {
    String[] answer = {"Decision", "false positive because x", "Requested by", "P-1"};
    desk.validate(reply(desk.follower.id(), answer));
    assertThat(accepted().approvedBy()).isEmpty();
    desk.answers.clear();
    desk.validate(
        reply(
            desk.follower.id(),
            "Decision",
            "false positive because x",
            "Requested by",
            "P-1",
            "Approved by",
            "P-1"));
    refused("'Approved by' must be someone other than the requester.");
    desk.lines.clear();
    desk.validate(reply(desk.post.id(), answer));
    refused("'Approved by' is blank. Someone other than the requester must approve this.");
    desk.lines.clear();
    desk.audits.audit(DAY, SampleViolation.ofPost("1").of(Severity.MEDIUM));
    desk.validate(reply(desk.post.id(), answer));
    refused("'Approved by' is blank. Someone other than the requester must approve this.");
    desk.lines.clear();
    desk.audits.audit(DAY, SampleViolation.ofFollower("5001", "NTH-1").of(Severity.HIGH));
    desk.validate(reply(desk.follower.id(), answer));
    refused("'Approved by' is blank. Someone other than the requester must approve this.");
  }

  @Test
  void reasonOfADismissalMayStandInTheNoteColumn() {
    desk.validate(
        new Reply(
            ROW,
            desk.follower.id(),
            Optional.empty(),
            Map.of(
                AnswerField.DECISION,
                "false positive",
                AnswerField.NOTE,
                "It is a shop",
                AnswerField.REQUESTED_BY,
                "P-1"),
            Set.of(AnswerField.DECISION)));
    assertThat(accepted().text()).isEqualTo("It is a shop");
  }

  @Test
  void unsafeReasonInTheNoteColumnIsRefusedEvenIfTheNoteIsNotNew() {
    desk.validate(
        new Reply(
            ROW,
            desk.follower.id(),
            Optional.empty(),
            Map.of(AnswerField.DECISION, "false positive", AnswerField.NOTE, "Sam Jones said so"),
            Set.of(AnswerField.DECISION)));
    assertThat(desk.answers).isEmpty();
    assertThat(desk.why()).startsWith("This text names a pupil");
  }

  @Test
  void noteIsNoReasonForWhatNeedsNone() {
    desk.validate(
        new Reply(
            ROW,
            desk.post.id(),
            Optional.empty(),
            Map.of(AnswerField.DECISION, "fixed", AnswerField.NOTE, "Soon"),
            Set.of(AnswerField.DECISION)));
    assertThat(accepted().text()).isEmpty();
  }

  @Test
  void dismissalIsDisputedWhenTheEvidenceHasChangedSinceTheWorkbook() {
    Finding issued = desk.follower;
    desk.audits.audit(
        DAY, SampleViolation.ofFollower("5001", "NTH-1").seen(Evidence.worded("Seen again.")));
    desk.validate(stamped(issued, "Decision", "false positive because x", "Requested by", "P-1"));
    assertThat(desk.answers).isEmpty();
    assertThat(desk.lines)
        .containsExactly(
            new AnswerLine(
                ROW,
                issued.id(),
                "Decision",
                "false positive because x",
                AnswerLine.Result.DISPUTED,
                "The evidence for this finding has changed since this workbook was written. Check it again in the newest workbook."));
    desk.lines.clear();
    desk.validate(stamped(issued, "Decision", "fixed"));
    assertThat(accepted().kind()).isEqualTo(Decision.Kind.FIXED);
  }

  @ParameterizedTest
  @CsvSource({"Decision, fixed", "Due, 09/12/2026"})
  void nothingIsDecidedOnAResolvedFinding(String column, String text) {
    desk.audits.audit(DAY.plusDays(1));
    desk.validate(reply(desk.post.id(), column, text));
    refused("This finding was resolved on 3 November 2026, so there is nothing to decide.");
  }

  @Test
  void unsafeTextIsNeitherKeptNorShownAndTheOtherCellsCount() {
    desk.validate(reply(desk.post.id(), "Note", "password: x", "Decision", "fixed"));
    assertThat(desk.lines)
        .extracting(AnswerLine::finding, AnswerLine::field, AnswerLine::entered)
        .containsExactly(tuple(desk.post.id(), "Note", ""));
    assertThat(desk.answers).extracting(Answer::unit).containsExactly("decision");
  }

  @Test
  void decisionWithAnUnsafeNameIsNotReadAtAll() {
    desk.validate(
        reply(
            desk.post.id(),
            "Note",
            "Asked IT",
            "Decision",
            "fixed",
            "Approved by",
            "Samuel Jones"));
    assertThat(desk.lines).extracting(AnswerLine::field).containsExactly("Approved by");
    assertThat(desk.answers).extracting(Answer::unit).containsExactly("note");
  }

  @Test
  void longTextIsShortenedWhereItIsRepeated() {
    desk.validate(reply(desk.post.id(), "Decision", "x".repeat(121)));
    desk.validate(reply(desk.post.id(), "Decision", "y".repeat(40)));
    assertThat(desk.lines)
        .extracting(AnswerLine::entered)
        .containsExactly("x".repeat(120) + "…", "y".repeat(40));
    assertThat(desk.lines.get(0).why()).startsWith("'" + "x".repeat(40) + "…' is not");
    assertThat(desk.lines.get(1).why()).startsWith("'" + "y".repeat(40) + "' is not");
  }

  @Test
  void sameAnswerHasTheSameIdAndAnyOtherHasAnother() {
    for (String text : List.of("Asked IT", "Asked IT", "Asked HR")) {
      desk.validate(reply(desk.post.id(), "Note", text));
    }
    List<String> ids = desk.answers.stream().map(a -> a.decision().orElseThrow().id()).toList();
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
  }
}
