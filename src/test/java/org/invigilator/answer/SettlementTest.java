package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.SampleDecision;
import org.invigilator.finding.SampleTrust;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several answers to a question is accepted. */
class SettlementTest {
  private static final LocalDate DAY = SampleTrust.DAY;

  @AutoClose private final SampleAnswers desk = new SampleAnswers();
  private final Map<String, LocalDate> firstRead = new HashMap<>();
  private final List<Answer> accepted = new ArrayList<>();
  private final List<Decision> replaced = new ArrayList<>();

  private void settle(Answer... answers) {
    new Settlement(desk.history(), firstRead, desk.lines)
        .settle(
            List.of(answers),
            (answer, earlier) -> {
              accepted.add(answer);
              replaced.addAll(earlier);
            });
  }

  private SampleDecision owner(String person) {
    return SampleDecision.on(desk.post, Decision.Kind.OWNER).saying(person);
  }

  /** An answer from a workbook of a date, or from one of unknown date. */
  private static Answer answer(LocalDate issued, String source, SampleDecision decision) {
    Decision taken = decision.from(source).id("D-" + source).taken();
    return new Answer(
        source,
        taken.finding().isEmpty() ? taken.rule() : taken.finding(),
        taken.kind().unit(),
        Optional.ofNullable(issued),
        Optional.of(taken));
  }

  private Answer cleared() {
    return new Answer("c.xlsx", desk.post.id(), "owner", Optional.of(DAY), Optional.empty());
  }

  private void inForce(SampleDecision decision) {
    desk.audits.decisions().take(decision.taken());
  }

  private List<String> results() {
    return desk.lines.stream().map(l -> l.result().label() + " " + l.why()).toList();
  }

  @Test
  void answerThatNothingContradictsIsAccepted() {
    Answer answer = answer(DAY, "a.xlsx, Findings row 2", owner("P-2"));
    settle(answer);
    assertThat(accepted).containsExactly(answer);
    assertThat(desk.lines)
        .containsExactly(
            new AnswerLine(
                "a.xlsx, Findings row 2",
                desk.post.id(),
                "Owner",
                "P-2",
                AnswerLine.Result.ACCEPTED,
                ""));
  }

  @Test
  void sameAnswerFromTwoPeopleIsAcceptedOnce() {
    settle(answer(DAY, "a.xlsx", owner("P-2")), answer(DAY, "b.xlsx", owner("P-2")));
    assertThat(accepted).extracting(Answer::source).containsExactly("a.xlsx");
    assertThat(results()).containsExactly("accepted ");
  }

  @Test
  void differentAnswersToOneQuestionAreAllDisputed() {
    settle(
        answer(DAY, "a.xlsx", owner("P-2")),
        answer(DAY, "b.xlsx", owner("P-3")),
        answer(DAY, "c.xlsx", owner("P-4")),
        answer(DAY, "d.xlsx", SampleDecision.on(desk.post, Decision.Kind.NOTE)));
    assertThat(accepted).extracting(Answer::source).containsExactly("d.xlsx");
    assertThat(results())
        .containsExactly(
            "disputed Another answer is 'P-3' (b.xlsx), 'P-4' (c.xlsx). None of them was accepted. Agree on one and send it back.",
            "disputed Another answer is 'P-2' (a.xlsx), 'P-4' (c.xlsx). None of them was accepted. Agree on one and send it back.",
            "disputed Another answer is 'P-2' (a.xlsx), 'P-3' (b.xlsx). None of them was accepted. Agree on one and send it back.",
            "accepted ");
  }

  @Test
  void answerReplacesTheOneThatItsWorkbookShowed() {
    inForce(owner("P-2"));
    settle(answer(DAY, "a.xlsx", owner("P-3")));
    assertThat(replaced).extracting(Decision::text).containsExactly("P-2");
    assertThat(results()).containsExactly("accepted This replaces 'P-2'.");
  }

  @ParameterizedTest
  @CsvSource({"2026-11-01", "''"})
  void answerOfAWorkbookThatDidNotShowTheOneInForceIsDisputed(String issued) {
    inForce(owner("P-2"));
    settle(answer(issued.isEmpty() ? null : LocalDate.parse(issued), "a.xlsx", owner("P-3")));
    assertThat(accepted).isEmpty();
    assertThat(results())
        .containsExactly(
            "disputed 'P-2' was accepted from answers.xlsx, Findings row 2 on 2 November 2026 and is still in force. To change it, use the newest workbook.");
  }

  @Test
  void clearedCellWithdrawsTheAnswerInForceAndElseMeansNothing() {
    settle(cleared());
    assertThat(desk.lines).isEmpty();
    inForce(owner("P-2"));
    settle(cleared());
    assertThat(accepted).containsExactly(cleared());
    assertThat(replaced).extracting(Decision::text).containsExactly("P-2");
    assertThat(desk.lines)
        .extracting(AnswerLine::field, AnswerLine::entered)
        .containsExactly(tuple("Owner", "(nothing)"));
  }

  @ParameterizedTest
  @CsvSource({"D-a.xlsx", "D-1"})
  void answerThatIsInForceAlreadyMeansNothing(String id) {
    inForce(owner("P-2").id(id));
    settle(answer(DAY, "a.xlsx", owner("P-2")));
    assertThat(desk.lines).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2026-11-02, false", "2026-11-03, true", "'', true"})
  void answerThatWasTakenFromAWorkbookAndHasEndedIsNotTakenFromItAgain(
      String issued, boolean again) {
    inForce(owner("P-2"));
    desk.audits.decisions().withdraw(owner("P-2").taken(), DAY.plusDays(1));
    settle(answer(issued.isEmpty() ? null : LocalDate.parse(issued), "a.xlsx", owner("P-2")));
    assertThat(accepted).hasSize(again ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "WAIVER, other, 2027-01-31, true",
    "WAIVER, because, 2027-01-30, true",
    "WAIVER, because, 2027-01-31, false",
    "FALSE_POSITIVE, because, 2027-01-31, true",
  })
  void decisionIsAnotherWhenItsKindItsReasonOrItsDateIs(
      Decision.Kind kind, String said, LocalDate until, boolean another) {
    inForce(SampleDecision.on(desk.post, Decision.Kind.WAIVER).until(LocalDate.of(2027, 1, 31)));
    settle(answer(DAY, "a.xlsx", SampleDecision.on(desk.post, kind).saying(said).until(until)));
    assertThat(accepted).hasSize(another ? 1 : 0);
  }

  @Test
  void decisionIsAnotherWhenOthersAskForIt() {
    SampleDecision waiver =
        SampleDecision.on(desk.post, Decision.Kind.WAIVER).until(LocalDate.of(2027, 1, 31));
    inForce(waiver);
    desk.audits.decisions().take(waiver.id("D-2").taken());
    for (String[] names : List.of(new String[] {"P-3", "P-2"}, new String[] {"P-1", "P-3"})) {
      Decision d = waiver.id("D-" + names[0]).taken();
      settle(
          new Answer(
              "a.xlsx",
              d.finding(),
              "decision",
              Optional.of(DAY),
              Optional.of(
                  new Decision(
                      d.id(),
                      d.takenOn(),
                      d.kind(),
                      d.finding(),
                      "",
                      "",
                      "",
                      d.text(),
                      d.until(),
                      "",
                      "",
                      names[0],
                      names[1],
                      "a.xlsx",
                      Optional.empty(),
                      Optional.empty()))));
    }
    assertThat(accepted).hasSize(2);
  }

  @Test
  void unsettledAnswerGivesWayToANewerOne() {
    firstRead.put("a.xlsx", DAY.minusDays(7));
    settle(
        answer(DAY.minusDays(7), "a.xlsx, Findings row 2", owner("P-2")),
        answer(DAY, "b.xlsx, Findings row 2", owner("P-3")));
    assertThat(accepted).extracting(Answer::inWords).containsExactly("P-3");
    assertThat(results()).containsExactly("accepted ");
  }

  @Test
  void unsettledAnswerIsReadAgainWhileNoOtherIsGiven() {
    firstRead.put("a.xlsx", DAY.minusDays(7));
    settle(answer(DAY, "a.xlsx, Findings row 2", owner("P-2")));
    assertThat(accepted).extracting(Answer::inWords).containsExactly("P-2");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void unsettledAnswerMeansNothingOnceItsQuestionWasAnsweredOtherwise(int days, int lines) {
    inForce(owner("P-3"));
    firstRead.put("a.xlsx", DAY.plusDays(days));
    settle(answer(DAY, "a.xlsx, Findings row 2", owner("P-2")));
    assertThat(desk.lines).hasSize(lines);
  }

  @Test
  void waiverOfARuleReplacesNoOther() {
    inForce(SampleDecision.ofRule("profanity-in-post", "NTH-TW-01", ""));
    settle(
        answer(DAY, "b", SampleDecision.ofRule("profanity-in-post", "", "NTH")),
        answer(DAY, "c", SampleDecision.ofRule("profanity-in-post", "", "STH")));
    assertThat(accepted).extracting(Answer::source).containsExactly("b", "c");
    assertThat(replaced).isEmpty();
  }
}
