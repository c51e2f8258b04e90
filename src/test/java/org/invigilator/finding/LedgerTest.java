package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.job.TrustInput;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Input;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What becomes of findings from audit to audit, and how decisions on them apply. */
class LedgerTest {
  private static final String RULE = "profanity-in-post";
  private static final String ACCOUNT = "NTH-TW-01";
  private static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  @TempDir Path folder;
  private final JdbcTemplate jdbc = LedgerDatabase.create();
  private final Ledger ledger = new Ledger(jdbc);
  private final Decisions decisions = new Decisions(jdbc);
  private Assignments assignments;

  @BeforeEach
  void read() throws Exception {
    assignments =
        TrustInput.of(new TrustBuilder("ctat-2024", DAY).write(folder), DAY).assignments();
  }

  private static AssessedViolation violation(String post, String word, Severity severity) {
    Evidence evidence = Evidence.of("post").term("kind", "post").term("word", word);
    return new AssessedViolation(
        RULE,
        Subject.of(Subject.Kind.POST, post),
        ACCOUNT,
        "NTH",
        severity,
        Mode.AUTOMATED,
        true,
        Map.of("ctat-2024", List.of("5.1")),
        List.of(evidence),
        "No listed word.",
        List.of(),
        List.of(),
        evidence.identity());
  }

  private static AssessedViolation violation(String post) {
    return violation(post, "d***", Severity.HIGH);
  }

  private void audit(LocalDate asOf, Outcome outcome, AssessedViolation... found) {
    ledger.reconcile(
        ACCOUNT,
        "twitter",
        asOf,
        List.of(found),
        List.of(outcome),
        Optional.empty(),
        assignments,
        asOf);
  }

  private static Outcome checked() {
    return Outcome.of(RULE, ACCOUNT, Outcome.Kind.NONE, 1);
  }

  private static Outcome notChecked() {
    return new Outcome(
        RULE,
        ACCOUNT,
        Outcome.Kind.NOT_EVALUATED,
        List.of(new Cause.OfSource(Input.OfAccount.POSTS, Cause.Trouble.UNREADABLE, "HTTP 503", 0)),
        1);
  }

  private Finding only(LocalDate asOf) {
    List<Finding> all = ledger.findings(asOf, Sentences.OF_CODES);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private Decision decision(
      String id, LocalDate on, Decision.Kind kind, Finding finding, Optional<LocalDate> until) {
    return new Decision(
        id,
        on,
        kind,
        finding.id(),
        "",
        "",
        "",
        "because",
        until,
        kind.isDismissal() ? finding.evidence() : "",
        "",
        "P-1",
        "P-2",
        "answers.xlsx, Findings, row 2",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void findingIsNewThenOpenThenResolvedThenReopenedUnderOneNumber() {
    audit(DAY, checked(), violation("1"));
    Finding first = only(DAY);
    assertThat(first.status()).isEqualTo(Status.NEW);
    assertThat(first.observed()).isEqualTo("The post contains the word 'd***'.");
    audit(DAY.plusDays(1), checked(), violation("1"));
    assertThat(only(DAY.plusDays(1)).status()).isEqualTo(Status.OPEN);
    assertThat(only(DAY.plusDays(1)).due()).isEqualTo(first.due());
    audit(DAY.plusDays(2), checked());
    assertThat(only(DAY.plusDays(2)).status()).isEqualTo(Status.RESOLVED);
    audit(DAY.plusDays(3), checked());
    assertThat(ledger.findings(DAY.plusDays(3), Sentences.OF_CODES)).isEmpty();
    audit(DAY.plusDays(30), checked(), violation("1"));
    Finding again = only(DAY.plusDays(30));
    assertThat(again.status()).isEqualTo(Status.REOPENED);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.firstSeen()).isEqualTo(DAY);
    assertThat(again.due()).isNotEqualTo(first.due());
    assertThat(ledger.events(DAY.minusDays(1), DAY.plusDays(30)))
        .extracting(Ledger.Event::status)
        .containsExactly(Status.NEW, Status.OPEN, Status.RESOLVED, Status.REOPENED);
    assertThat(ledger.resolved(DAY, DAY.plusDays(10), Sentences.OF_CODES)).isEmpty();
  }

  @Test
  void findingThatCouldNotBeCheckedIsNeverResolved() {
    audit(DAY, checked(), violation("1"));
    audit(DAY.plusDays(1), notChecked());
    assertThat(only(DAY.plusDays(1)).status()).isEqualTo(Status.NOT_RECHECKED);
    assertThat(only(DAY.plusDays(1)).lastSeen()).isEqualTo(DAY);
    assertThat(ledger.outcomes())
        .extracting(Outcome::reason)
        .containsExactly("the posts could not be read: HTTP 503");
    audit(DAY.plusDays(2), checked(), violation("1"));
    assertThat(only(DAY.plusDays(2)).status()).isEqualTo(Status.OPEN);
  }

  @Test
  void repeatedAuditOfADateTellsTheSameStory() {
    audit(DAY, checked(), violation("1"));
    audit(DAY, checked());
    assertThat(only(DAY).status()).isEqualTo(Status.RESOLVED);
    audit(DAY, checked(), violation("1"));
    assertThat(only(DAY).status()).isEqualTo(Status.NEW);
    assertThat(ledger.events(DAY.minusDays(1), DAY)).hasSize(1);
  }

  @Test
  void dueDateIsSetAnewOnlyWhenTheSeverityChanges() {
    audit(DAY, checked(), violation("1"));
    Optional<LocalDate> high = only(DAY).due();
    assertThat(high).hasValueSatisfying(due -> assertThat(due).isAfter(DAY));
    audit(DAY.plusDays(3), checked(), violation("1", "d***", Severity.CRITICAL));
    assertThat(only(DAY.plusDays(3)).due()).isNotEqualTo(high);
  }

  @Test
  void dismissalHoldsUntilTheEvidenceChangesWhateverTheWording() {
    audit(DAY, checked(), violation("1"));
    decisions.take(
        decision(
            "D-1", DAY.plusDays(1), Decision.Kind.FALSE_POSITIVE, only(DAY), Optional.empty()));
    audit(DAY.plusDays(1), checked(), violation("1"));
    assertThat(only(DAY.plusDays(1)).status()).isEqualTo(Status.DISMISSED);
    audit(DAY.plusDays(2), notChecked());
    assertThat(only(DAY.plusDays(2)).status()).isEqualTo(Status.DISMISSED);
    audit(DAY.plusDays(3), checked(), violation("1", "b***", Severity.HIGH));
    assertThat(only(DAY.plusDays(3)).status()).isEqualTo(Status.REOPENED);
    assertThat(decisions.current()).isEmpty();
    assertThat(decisions.all()).hasSize(1);
  }

  @Test
  void dismissalTakenByAVersionThatHashedSentencesIsAdoptedOnce() {
    audit(DAY, checked(), violation("1"));
    decisions.take(
        decision(
            "D-1", DAY.plusDays(1), Decision.Kind.FALSE_POSITIVE, only(DAY), Optional.empty()));
    jdbc.update("update decision set evidence = '0123456789abcdef'");
    audit(DAY.plusDays(1), checked(), violation("1"));
    assertThat(only(DAY.plusDays(1)).status()).isEqualTo(Status.DISMISSED);
    assertThat(decisions.current().get(0).evidence()).isEqualTo(violation("1").evidence());
  }

  @Test
  void waiverCoversUpToItsLastDayAndTheFindingComesBack() {
    audit(DAY, checked(), violation("1"));
    LocalDate last = DAY.plusDays(5);
    decisions.take(decision("D-1", DAY, Decision.Kind.WAIVER, only(DAY), Optional.of(last)));
    audit(last, checked(), violation("1", "b***", Severity.HIGH));
    assertThat(only(last).status()).isEqualTo(Status.WAIVED);
    assertThat(decisions.covers()).containsEntry("D-1", new Decisions.Covers(1, 1));
    audit(last.plusDays(1), checked(), violation("1"));
    assertThat(only(last.plusDays(1)).status()).isEqualTo(Status.REOPENED);
  }

  @Test
  void laterAnswerEndsTheEarlierOneOfItsKindOnly() {
    audit(DAY, checked(), violation("1"));
    Finding finding = only(DAY);
    decisions.take(decision("D-1", DAY, Decision.Kind.IN_PROGRESS, finding, Optional.empty()));
    decisions.take(decision("D-2", DAY, Decision.Kind.NOTE, finding, Optional.empty()));
    decisions.take(
        decision("D-3", DAY.plusDays(1), Decision.Kind.FIXED, finding, Optional.empty()));
    assertThat(decisions.current()).extracting(Decision::id).containsExactly("D-2", "D-3");
    decisions.forget(DAY.plusDays(1), java.util.Set.of("answers.xlsx"));
    assertThat(decisions.current()).extracting(Decision::id).containsExactly("D-1", "D-2");
  }

  @Test
  void dueDateThatIsAnsweredCountsAtOnceAndIsGoneWithItsAnswer() {
    audit(DAY, checked(), violation("1"));
    LocalDate due = DAY.plusDays(90);
    Decision answer = decision("D-1", DAY, Decision.Kind.DUE, only(DAY), Optional.of(due));
    decisions.take(answer);
    assertThat(only(DAY).due()).hasValue(due);
    decisions.withdraw(answer, DAY);
    assertThat(only(DAY).due()).isEmpty();
    audit(DAY.plusDays(1), checked(), violation("1"));
    assertThat(only(DAY.plusDays(1)).due()).isPresent();
  }

  @Test
  void accountThatIsNoLongerRegisteredHasItsFindingsClosed() {
    audit(DAY, checked(), violation("1"));
    ledger.closeUnregistered(DAY.plusDays(1), List.of());
    assertThat(only(DAY.plusDays(1)).status()).isEqualTo(Status.RESOLVED);
    assertThat(ledger.outcomes()).isEmpty();
  }

  @Test
  void answersOfAnAuditAreKeptInTheirOrder() {
    AnswerLine one =
        new AnswerLine("a.xlsx, row 2", "F-1", "Note", "x", AnswerLine.Result.TAKEN, "");
    AnswerLine two =
        new AnswerLine("a.xlsx, row 3", "F-2", "Due", "y", AnswerLine.Result.REFUSED, "no date");
    decisions.record(DAY, List.of(one));
    decisions.record(DAY, List.of(two));
    assertThat(decisions.answers(DAY)).containsExactly(one, two);
    decisions.noteRead("abc", "a.xlsx", DAY, true);
    decisions.noteRead("abc", "a.xlsx", DAY.plusDays(1), false);
    assertThat(decisions.read("abc")).hasValue(new Decisions.Read(DAY, false));
    decisions.forget(DAY, java.util.Set.of("a.xlsx"));
    assertThat(decisions.answers(DAY)).isEmpty();
    assertThat(decisions.read("abc")).isEmpty();
  }
}
