package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Exposure;
import org.invigilator.rule.Input;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of findings from audit to audit, and how decisions on them apply. */
class LedgerTest {
  private static final LocalDate DAY = SampleTrust.DAY;
  private static final SampleViolation VIOLATION = SampleViolation.ofPost("1");

  /** The same post with another word in it. */
  private static final SampleViolation CHANGED =
      VIOLATION.seen(Evidence.of("post").term("kind", "post").term("word", "b***"));

  @AutoClose private final SampleLedger audits = new SampleLedger();
  private final Ledger ledger = audits.ledger();
  private final Decisions decisions = audits.decisions();

  @Test
  void findingIsNewThenOpenThenResolvedThenReopenedUnderOneNumber() {
    audits.audit(DAY, VIOLATION);
    Finding first = audits.only(DAY);
    assertThat(first.status()).isEqualTo(Status.NEW);
    assertThat(first.observed()).isEqualTo("The post contains the word 'd***'.");
    audits.audit(DAY.plusDays(1), VIOLATION);
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.OPEN);
    assertThat(audits.only(DAY.plusDays(1)).due()).isEqualTo(first.due());
    audits.audit(DAY.plusDays(2));
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(Status.RESOLVED);
    assertThat(ledger.resolved(DAY.plusDays(1), DAY.plusDays(2), Sentences.OF_CODES))
        .extracting(Finding::id)
        .containsExactly(first.id());
    assertThat(ledger.resolved(DAY.plusDays(2), DAY.plusDays(3), Sentences.OF_CODES)).isEmpty();
    audits.audit(DAY.plusDays(3));
    assertThat(audits.findings(DAY.plusDays(3))).isEmpty();
    assertThat(ledger.all(Sentences.OF_CODES)).extracting(Finding::id).containsExactly(first.id());
    audits.audit(DAY.plusDays(30), VIOLATION);
    Finding again = audits.only(DAY.plusDays(30));
    assertThat(again.status()).isEqualTo(Status.REOPENED);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.firstSeen()).isEqualTo(DAY);
    assertThat(again.due()).hasValue(DAY.plusDays(37));
    assertThat(ledger.events(DAY.minusDays(1), DAY.plusDays(30)))
        .extracting(Ledger.Event::status)
        .containsExactly(Status.NEW, Status.RESOLVED, Status.REOPENED);
    assertThat(ledger.resolved(DAY, DAY.plusDays(30), Sentences.OF_CODES)).isEmpty();
  }

  @Test
  void findingThatCouldNotBeCheckedIsNeverResolved() {
    audits.audit(DAY, VIOLATION);
    audits.auditUnread(DAY.plusDays(1));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.NOT_RECHECKED);
    assertThat(audits.only(DAY.plusDays(1)).lastSeen()).isEqualTo(DAY);
    assertThat(ledger.outcomes())
        .extracting(Outcome::reason)
        .containsOnly("the posts could not be read: HTTP 503");
    audits.audit(DAY.plusDays(2), VIOLATION);
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(Status.OPEN);
  }

  @Test
  void repeatedAuditOfADateTellsTheSameStory() {
    audits.audit(DAY, VIOLATION);
    audits.audit(DAY);
    assertThat(audits.only(DAY).status()).isEqualTo(Status.RESOLVED);
    audits.audit(DAY, VIOLATION);
    assertThat(audits.only(DAY).status()).isEqualTo(Status.NEW);
    assertThat(ledger.events(DAY.minusDays(1), DAY)).hasSize(1);
  }

  @Test
  void whatWasFoundOnADateIsNotClosedByARepeatedAuditThatCouldNotCheck() {
    audits.audit(DAY, VIOLATION);
    audits.auditUnread(DAY);
    assertThat(audits.only(DAY).status()).isEqualTo(Status.NOT_RECHECKED);
    audits.auditUnread(DAY);
    assertThat(audits.only(DAY).status()).isEqualTo(Status.NOT_RECHECKED);
    assertThat(ledger.events(DAY.minusDays(1), DAY))
        .extracting(Ledger.Event::status)
        .containsExactly(Status.NOT_RECHECKED);
    audits.audit(DAY, VIOLATION);
    assertThat(audits.only(DAY).status()).isEqualTo(Status.NEW);
  }

  @Test
  void aRuleThatCannotCheckUnderNewSettingsClosesNothing() {
    audits.judgedBy("one");
    audits.audit(DAY, VIOLATION);
    audits.judgedBy("two");
    audits.auditUnread(DAY);
    assertThat(audits.only(DAY).status()).isEqualTo(Status.NOT_RECHECKED);
    assertThat(audits.only(DAY).change()).isEqualTo(Change.WORLD);
    audits.auditUnread(DAY.plusDays(1));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.NOT_RECHECKED);
    audits.audit(DAY.plusDays(2));
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void whatCameBackOnADateIsNotClosedByARepeatedAuditThatCouldNotCheck() {
    audits.audit(DAY, VIOLATION);
    audits.audit(DAY.plusDays(1));
    audits.audit(DAY.plusDays(2), VIOLATION);
    audits.auditUnread(DAY.plusDays(2));
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(Status.NOT_RECHECKED);
  }

  @Test
  void whatWasSeenGoneOnADateStaysClosedWhenARepeatedAuditCouldNotCheck() {
    audits.audit(DAY, VIOLATION);
    audits.audit(DAY);
    audits.auditUnread(DAY);
    assertThat(audits.only(DAY).status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void dueDateIsCountedFromTheFirstDayAgainOnlyWhenTheSeverityChanges() {
    audits.audit(DAY, VIOLATION);
    assertThat(audits.only(DAY).due()).hasValue(DAY.plusDays(7));
    audits.audit(DAY.plusDays(3), VIOLATION);
    assertThat(audits.only(DAY.plusDays(3)).due()).hasValue(DAY.plusDays(7));
    audits.audit(DAY.plusDays(4), VIOLATION.of(Severity.CRITICAL));
    assertThat(audits.only(DAY.plusDays(4)).due()).hasValue(DAY);
    audits.audit(DAY.plusDays(5), VIOLATION.of(Severity.INFO));
    assertThat(audits.only(DAY.plusDays(5)).due()).isEmpty();
  }

  @Test
  void dismissalHoldsUntilTheEvidenceChangesWhateverTheWording() {
    audits.audit(DAY, VIOLATION);
    audits.take(
        SampleDecision.on(audits.only(DAY), Decision.Kind.FALSE_POSITIVE)
            .id("D-1")
            .takenOn(DAY.plusDays(1)));
    audits.audit(DAY.plusDays(1), VIOLATION);
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.DISMISSED);
    audits.auditUnread(DAY.plusDays(2));
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(Status.DISMISSED);
    audits.audit(DAY.plusDays(3), CHANGED);
    assertThat(audits.only(DAY.plusDays(3)).status()).isEqualTo(Status.REOPENED);
    assertThat(decisions.current()).isEmpty();
    assertThat(decisions.all()).hasSize(1);
  }

  @Test
  void dismissalTakenByAVersionThatHashedSentencesIsAdoptedOnce() {
    audits.audit(DAY, VIOLATION);
    audits.take(
        SampleDecision.on(audits.only(DAY), Decision.Kind.FALSE_POSITIVE)
            .id("D-1")
            .takenOn(DAY.plusDays(1)));
    audits.jdbc().update("update decision set evidence = '0123456789abcdef'");
    audits.audit(DAY.plusDays(1), VIOLATION);
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.DISMISSED);
    assertThat(decisions.current().get(0).evidence()).isEqualTo(VIOLATION.assessed().evidence());
  }

  @Test
  void waiverCoversUpToItsLastDayAndTheFindingComesBack() {
    audits.audit(DAY, VIOLATION);
    LocalDate last = DAY.plusDays(5);
    audits.take(SampleDecision.on(audits.only(DAY), Decision.Kind.WAIVER).until(last));
    audits.audit(last, CHANGED);
    assertThat(audits.only(last).status()).isEqualTo(Status.WAIVED);
    assertThat(audits.only(last).due()).hasValue(DAY.plusDays(7));
    assertThat(decisions.covers()).containsEntry("D-1", new Decisions.Covers(1, 1));
    audits.audit(last.plusDays(1), VIOLATION);
    assertThat(audits.only(last.plusDays(1)).status()).isEqualTo(Status.REOPENED);
  }

  @Test
  void laterAnswerEndsTheEarlierOneOfItsKindOnly() {
    audits.audit(DAY, VIOLATION);
    Finding finding = audits.only(DAY);
    audits.take(SampleDecision.on(finding, Decision.Kind.IN_PROGRESS).id("D-1"));
    audits.take(SampleDecision.on(finding, Decision.Kind.NOTE).id("D-2"));
    audits.take(SampleDecision.on(finding, Decision.Kind.FIXED).id("D-3").takenOn(DAY.plusDays(1)));
    assertThat(decisions.current()).extracting(Decision::id).containsExactly("D-2", "D-3");
    decisions.forget(DAY.plusDays(1), Set.of("answers.xlsx"));
    assertThat(decisions.current()).extracting(Decision::id).containsExactly("D-1", "D-2");
  }

  @Test
  void dueDateThatIsAnsweredCountsAtOnceAndIsGoneWithItsAnswer() {
    audits.audit(DAY, VIOLATION);
    LocalDate due = DAY.plusDays(90);
    Decision answer = SampleDecision.on(audits.only(DAY), Decision.Kind.DUE).until(due).taken();
    decisions.take(answer);
    assertThat(audits.only(DAY).due()).hasValue(due);
    decisions.withdraw(answer, DAY);
    assertThat(audits.only(DAY).due()).isEmpty();
    audits.audit(DAY.plusDays(1), VIOLATION);
    assertThat(audits.only(DAY.plusDays(1)).due()).hasValue(DAY.plusDays(7));
  }

  @Test
  void accountThatIsNoLongerRegisteredHasItsFindingsClosed() {
    audits.audit(DAY, VIOLATION);
    ledger.closeUnregistered(DAY.plusDays(1), List.of());
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.RESOLVED);
    assertThat(ledger.outcomes()).isEmpty();
  }

  @Test
  void aFindingThatAStricterRuleLeavesByAChangeOfPolicyIsNotNewInTheWorld() {
    SampleViolation follower = SampleViolation.ofFollower("5001", "NTH-1");
    SampleViolation stricter = follower.rule("underage-follower");
    audits.judgedBy(Map.of("pupil-follower", "one", "underage-follower", "16"));
    audits.audit(DAY, stricter);
    audits.judgedBy(Map.of("pupil-follower", "one", "underage-follower", "13"));
    audits.audit(DAY.plusDays(1), follower, SampleViolation.ofFollower("5002", "NTH-1"));
    assertThat(audits.findings(DAY.plusDays(1)))
        .filteredOn(f -> f.rule().equals("pupil-follower"))
        .extracting(f -> f.subject().id(), Finding::change)
        .containsExactlyInAnyOrder(tuple("5001", Change.POLICY), tuple("5002", Change.WORLD));
  }

  @Test
  void whatIsClosedWithItsRowIsNotFixed() {
    audits.audit(DAY, VIOLATION);
    ledger.closeUnregistered(DAY.plusDays(1), List.of());
    assertThat(audits.only(DAY.plusDays(1)).change()).isEqualTo(Change.POLICY);
  }

  @Test
  void aChangeOfPolicyWhileARuleCouldNotLookIsStillOneWhenItCan() {
    audits.judgedBy("one");
    audits.audit(DAY, VIOLATION);
    audits.judgedBy("two");
    audits.auditUnread(DAY.plusDays(1));
    audits.audit(DAY.plusDays(2));
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(Status.RESOLVED);
    assertThat(audits.only(DAY.plusDays(2)).change()).isEqualTo(Change.POLICY);
    audits.audit(DAY.plusDays(3), VIOLATION);
    assertThat(audits.only(DAY.plusDays(3)).change()).isEqualTo(Change.WORLD);
  }

  @ParameterizedTest
  @CsvSource({
    "media-consent-missing, media-consent-untagged, 1, NOT_RECHECKED",
    "media-consent-withdrawn, media-consent-untagged, 1, NOT_RECHECKED",
    "media-consent-missing, media-consent-untagged, 2, RESOLVED",
    "media-consent-missing, post-geotagged, 1, RESOLVED",
    "profanity-in-post, media-consent-untagged, 1, RESOLVED"
  })
  void aPictureWhoseRowIsMissingIsNotPutRight(
      String rule, String instead, String post, Status status) {
    SampleViolation picture =
        VIOLATION
            .rule(rule)
            .seen(Evidence.worded("It is so."))
            .about(Subject.of(Subject.Kind.MEDIA, "1#0"));
    audits.audit(DAY, picture);
    audits.auditOf(
        List.of(rule, instead),
        DAY.plusDays(1),
        VIOLATION
            .rule(instead)
            .seen(Evidence.worded("It is so."))
            .about(Subject.of(Subject.Kind.POST, post)));
    assertThat(audits.findings(DAY.plusDays(1)))
        .filteredOn(f -> f.rule().equals(rule))
        .extracting(Finding::status)
        .containsExactly(status);
  }

  @Test
  void accountThatIsStillRegisteredKeepsItsFindings() {
    audits.audit("NTH-TW-01", DAY, VIOLATION);
    audits.audit("OLD-TW-01", DAY, VIOLATION.at("OLD-TW-01", "NTH"));
    audits.audit("", DAY, VIOLATION.at("", "NTH"));
    ledger.closeUnregistered(DAY, SampleTrust.index().registers().accounts());
    assertThat(audits.findings(DAY))
        .extracting(f -> f.account() + " " + f.status())
        .containsExactly(" NEW", "NTH-TW-01 NEW", "OLD-TW-01 RESOLVED");
    assertThat(ledger.outcomes()).extracting(Outcome::account).containsOnly("", "NTH-TW-01");
  }

  @Test
  void findingIsReportedAsItWasFound() {
    Subject subject = new Subject(Subject.Kind.FOLLOWER, "5001", "NTH-1", "https://x.com/5001");
    audits.audit(DAY, SampleViolation.ofFollower("5001", "NTH-1", "NTH-2").about(subject));
    assertThat(audits.only(DAY))
        .isEqualTo(
            new Finding(
                audits.only(DAY).id(),
                "pupil-follower",
                Severity.MEDIUM,
                Mode.ASSISTED,
                Status.NEW,
                DAY,
                DAY,
                Optional.of(DAY.plusDays(28)),
                "NTH",
                "NTH-TW-01",
                "twitter",
                subject,
                List.of("NTH-1", "NTH-2"),
                List.of(),
                "A pupil follows this account.",
                "Nothing of the kind.",
                Map.of("ctat-2024", List.of("5.1")),
                true,
                "P-1",
                Evidence.worded("A pupil follows this account.").identity(),
                Change.WORLD,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.of(1.0)));
    audits.auditUnread(DAY.plusDays(1));
    assertThat(audits.only(DAY.plusDays(1)).before()).hasValue(Status.NEW);
  }

  @Test
  void findingsAreReportedTheGravestFirstAndThenByRuleAccountAndSubject() {
    audits.audit(
        "STH-TW-01", DAY, VIOLATION.at("STH-TW-01", "STH"), VIOLATION.of(Severity.CRITICAL));
    audits.audit(
        DAY,
        VIOLATION.about(Subject.of(Subject.Kind.POST, "2", "b")),
        VIOLATION.about(Subject.of(Subject.Kind.POST, "2", "a")),
        VIOLATION.about(Subject.of(Subject.Kind.POST, "2", "c")),
        VIOLATION.about(Subject.of(Subject.Kind.POST, "4")),
        VIOLATION.about(Subject.of(Subject.Kind.POST, "3")),
        SampleViolation.ofFollower("9", "NTH-1").of(Severity.HIGH));
    assertThat(audits.findings(DAY))
        .extracting(
            f -> f.severity() + " " + f.account() + " " + f.subject().id() + f.subject().aspect())
        .containsExactly(
            "critical NTH-TW-01 1",
            "high NTH-TW-01 2a",
            "high NTH-TW-01 2b",
            "high NTH-TW-01 2c",
            "high NTH-TW-01 3",
            "high NTH-TW-01 4",
            "high STH-TW-01 1",
            "high NTH-TW-01 9");
  }

  @Test
  void longSubjectIsShortenedToItsColumnAndStillToldFromOthers() {
    Subject one =
        new Subject(
            Subject.Kind.FIELD, "i".repeat(401), "a".repeat(401), "https://" + "u".repeat(2_000));
    Subject other =
        new Subject(Subject.Kind.FIELD, "i".repeat(402), "a".repeat(400), "u".repeat(2_000));
    audits.audit(DAY, VIOLATION.about(one), VIOLATION.about(other));
    assertThat(audits.findings(DAY))
        .extracting(f -> f.subject().id(), f -> f.subject().aspect(), f -> f.subject().url())
        .containsExactlyInAnyOrder(
            tuple("i".repeat(400), "a".repeat(400), "https://" + "u".repeat(1_992)),
            tuple("i".repeat(400), "a".repeat(400), "u".repeat(2_000)));
  }

  @ParameterizedTest
  @CsvSource({
    "profanity-in-post, 1, 1",
    "profanity-in-post, -1, 0",
    "second-admin-missing, 1, 3",
  })
  void lastSeenIsTheDayOfTheSavedCopyWhereARuleReadsTheAccount(
      String rule, int copy, int lastSeen) {
    SampleViolation violation = VIOLATION.rule(rule).seen(Evidence.worded("It is so."));
    audits.audit(DAY, violation);
    audits.auditCopy(DAY.plusDays(3), DAY.plusDays(copy), violation);
    assertThat(audits.only(DAY.plusDays(3)).lastSeen()).isEqualTo(DAY.plusDays(lastSeen));
  }

  @Test
  void eachChangeOfAStatusIsAnEventOfItsDate() {
    audits.audit(DAY, VIOLATION);
    audits.audit("STH-TW-01", DAY, VIOLATION.at("STH-TW-01", "STH"));
    audits.audit(DAY, VIOLATION);
    audits.auditUnread(DAY.plusDays(1));
    audits.auditUnread(DAY.plusDays(2));
    audits.audit(DAY.plusDays(3), VIOLATION);
    audits.audit(DAY.plusDays(4), VIOLATION);
    assertThat(ledger.events(DAY, DAY.plusDays(4)))
        .extracting(Ledger.Event::on, Ledger.Event::status)
        .containsExactly(
            tuple(DAY.plusDays(1), Status.NOT_RECHECKED), tuple(DAY.plusDays(3), Status.OPEN));
    assertThat(ledger.events(DAY.minusDays(1), DAY)).hasSize(2);
  }

  @Test
  void kindsOfSubjectOpenBeforeADateAreKnown() {
    audits.audit(
        DAY, VIOLATION, SampleViolation.ofFollower("5001", "NTH-1"), VIOLATION.at("", "NTH"));
    audits.audit(DAY.plusDays(2), VIOLATION);
    assertThat(ledger.openSubjects("NTH-TW-01", DAY)).isEmpty();
    assertThat(ledger.openSubjects("NTH-TW-01", DAY.plusDays(2)))
        .containsExactlyInAnyOrder(Subject.Kind.POST, Subject.Kind.FOLLOWER);
    assertThat(ledger.openSubjects("NTH-TW-01", DAY.plusDays(3)))
        .containsExactly(Subject.Kind.POST);
    assertThat(ledger.openSubjects("STH-TW-01", DAY.plusDays(3))).isEmpty();
  }

  @Test
  void nothingSeenOnAPersonsOwnAccountIsKept() {
    Subject follower = Subject.of(Subject.Kind.FOLLOWER, "5001").at("https://x.com/5001");
    audits.audit(DAY, SampleViolation.ofFollower("5001", "NTH-1").about(follower));
    ledger.forget("NTH-TW-01");
    Finding bare = audits.only(DAY);
    assertThat(bare.observed())
        .isEqualTo("Closed, because the account is a person's own, not an official one.");
    assertThat(bare.pupils()).isEmpty();
    assertThat(bare.subject().url()).isEmpty();
  }

  @Test
  void outcomesOfTheLatestAuditAreCountedOnceForEachReason() {
    audits.audit(DAY);
    Cause unreadable =
        new Cause.OfSource(Input.OfAccount.POSTS, Cause.Trouble.UNREADABLE, "HTTP 503", 0);
    Outcome unread =
        new Outcome(
            "profanity-in-post", "NTH-TW-01", Outcome.Kind.NOT_EVALUATED, List.of(unreadable), 2);
    Outcome old = Outcome.of("post-geotagged", "NTH-TW-01", Outcome.Kind.HISTORIC, 4);
    Outcome pending = Outcome.of("profanity-in-post", "NTH-TW-01", Outcome.Kind.PENDING, 1);
    Reading reading =
        new Reading(
            "NTH-TW-01",
            "found",
            Optional.empty(),
            Optional.of(Instant.parse("2026-11-01T10:00:00Z")),
            1,
            2,
            List.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Exposure.NOTHING);
    ledger.reconcile(
        "NTH-TW-01",
        "twitter",
        DAY,
        List.of(),
        List.of(unread, pending, old, unread),
        Optional.of(reading),
        new Assignments(SampleTrust.index()),
        DAY,
        Map.of());
    assertThat(ledger.outcomes())
        .containsExactly(
            old,
            new Outcome(
                "profanity-in-post",
                "NTH-TW-01",
                Outcome.Kind.NOT_EVALUATED,
                List.of(unreadable),
                4),
            pending);
    assertThat(new Readings(audits.jdbc()).of(DAY))
        .containsExactly(Map.entry("NTH-TW-01", reading));
  }

  @Test
  void findingAboutAPupilWhoIsNoLongerOnTheRollIsNotFixed() {
    audits.audit(DAY, SampleViolation.ofFollower("5001", "NTH-1"));
    audits.audit(DAY.plusDays(1));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.RESOLVED);
    audits.audit(DAY.plusDays(2), SampleViolation.ofFollower("5002", "NTH-GONE"));
    audits.audit(DAY.plusDays(3));
    assertThat(audits.findings(DAY.plusDays(3)))
        .filteredOn(f -> f.pupils().contains("NTH-GONE"))
        .extracting(Finding::status)
        .containsExactly(Status.NOT_RECHECKED);
  }

  private Finding afterwards(LocalDate day, String rules) {
    audits.judgedBy(rules);
    audits.audit(day, VIOLATION);
    return audits.only(day);
  }

  @Test
  void whatOnlyThePolicyChangedIsMarked() {
    assertThat(afterwards(DAY, "one").change()).isEqualTo(Change.WORLD);
    audits.audit(DAY.plusDays(1));
    assertThat(audits.only(DAY.plusDays(1)).change()).isEqualTo(Change.WORLD);
    // The same finding comes back under other parameters, and goes under yet others.
    assertThat(afterwards(DAY.plusDays(2), "two").status()).isEqualTo(Status.REOPENED);
    assertThat(audits.only(DAY.plusDays(2)).change()).isEqualTo(Change.POLICY);
    assertThat(afterwards(DAY.plusDays(3), "two").change()).isEqualTo(Change.POLICY);
    audits.judgedBy("three");
    audits.audit(DAY.plusDays(4));
    assertThat(audits.only(DAY.plusDays(4)).status()).isEqualTo(Status.RESOLVED);
    assertThat(audits.only(DAY.plusDays(4)).change()).isEqualTo(Change.POLICY);
  }

  @Test
  void aFindingWhosePlaceAStricterRuleTookIsGoneByThePolicy() {
    SampleViolation follower = SampleViolation.ofFollower("5001", "NTH-1");
    SampleViolation other = SampleViolation.ofFollower("5002", "NTH-1");
    SampleViolation stricter = follower.rule("underage-follower");
    audits.judgedBy(Map.of("pupil-follower", "one", "underage-follower", "13"));
    audits.audit(DAY, follower, other);
    audits.judgedBy(Map.of("pupil-follower", "one", "underage-follower", "16"));
    audits.audit(DAY.plusDays(1), stricter);
    assertThat(audits.findings(DAY.plusDays(1)))
        .filteredOn(f -> f.status() == Status.RESOLVED)
        .extracting(f -> f.subject().id(), Finding::change)
        .containsExactlyInAnyOrder(tuple("5001", Change.POLICY), tuple("5002", Change.WORLD));
    // The next audits are under the same policy, so what is gone then is gone in the world.
    audits.audit(DAY.plusDays(2), stricter, follower);
    audits.audit(DAY.plusDays(3), stricter);
    assertThat(audits.findings(DAY.plusDays(3)))
        .filteredOn(f -> f.status() == Status.RESOLVED)
        .extracting(Finding::change)
        .containsExactly(Change.WORLD);
  }

  @Test
  void aWaiverThatEndsOnTheDayOfAChangeOfPolicyIsNews() {
    afterwards(DAY, "one");
    audits.take(SampleDecision.on(audits.only(DAY), Decision.Kind.WAIVER).until(DAY.plusDays(5)));
    audits.audit(DAY.plusDays(1), VIOLATION);
    assertThat(afterwards(DAY.plusDays(6), "two").status()).isEqualTo(Status.REOPENED);
    assertThat(audits.only(DAY.plusDays(6)).change()).isEqualTo(Change.WORLD);
    assertThat(afterwards(DAY.plusDays(6), "two").change()).isEqualTo(Change.WORLD);
  }

  @ParameterizedTest
  @CsvSource({"NTH-7, RESOLVED", "NTH-1, NOT_RECHECKED"})
  void oneNameThatCannotBeSearchedForSaysNothingOfOtherPupils(String unsearchable, Status status) {
    audits.audit(DAY, SampleViolation.ofFollower("5001", "NTH-1"));
    Cause cause =
        new Cause.OfRule(
            "pupil-follower", Evidence.of("unsearchable").pupil("pupil", unsearchable), false);
    nextDay(
        new Assignments(SampleTrust.index()),
        List.of(
            new Outcome(
                audits.only(DAY).rule(),
                "NTH-TW-01",
                Outcome.Kind.NOT_EVALUATED,
                List.of(cause),
                1)));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(status);
  }

  @Test
  void whatCouldNotBeRecheckedIsNotLeftWithSomeoneWhoHasGone() {
    audits.audit(DAY, VIOLATION);
    String owner = audits.only(DAY).owner();
    assertThat(owner).isNotEmpty();
    TrustBuilder changed =
        new TrustBuilder("ctat-2024", DAY.plusDays(1))
            .set("people", owner, Map.of("employed_to", DAY.minusDays(1).toString()));
    nextDay(
        new Assignments(SampleTrust.read(changed)),
        List.of(Outcome.of("profanity-in-post", "NTH-TW-01", Outcome.Kind.NOT_EVALUATED, 1)));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.NOT_RECHECKED);
    assertThat(audits.only(DAY.plusDays(1)).owner()).isNotEmpty().isNotEqualTo(owner);
  }

  @Test
  void aChangeOfPolicyOnTheSameDayIsOneToo() {
    assertThat(afterwards(DAY, "one").change()).isEqualTo(Change.WORLD);
    audits.judgedBy("two");
    audits.audit(DAY);
    assertThat(audits.only(DAY).status()).isEqualTo(Status.RESOLVED);
    assertThat(audits.only(DAY).change()).isEqualTo(Change.POLICY);
  }

  @Test
  void aRuleThatIsTakenOutOfThePolicyClosesItsFindings() {
    afterwards(DAY, "one");
    audits.judgedBy("");
    audits.audit(DAY.plusDays(1));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.RESOLVED);
    assertThat(audits.only(DAY.plusDays(1)).change()).isEqualTo(Change.POLICY);
  }

  @Test
  void ruleThatCouldNotSeeOneSubjectResolvesNothing() {
    audits.audit(DAY, VIOLATION);
    nextDay(
        new Assignments(SampleTrust.index()),
        List.of(
            Outcome.of("profanity-in-post", "NTH-TW-01", Outcome.Kind.NONE, 1),
            Outcome.of("profanity-in-post", "NTH-TW-01", Outcome.Kind.NOT_EVALUATED, 1)));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.NOT_RECHECKED);
  }

  /** An audit of the day after, which found nothing. */
  private void nextDay(Assignments assignments, List<Outcome> outcomes) {
    LocalDate day = DAY.plusDays(1);
    ledger.reconcile(
        "NTH-TW-01",
        "twitter",
        day,
        List.of(),
        outcomes,
        Optional.empty(),
        assignments,
        day,
        Map.of());
  }
}
