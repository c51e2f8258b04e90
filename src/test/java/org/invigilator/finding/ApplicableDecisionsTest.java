package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Subject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which findings a decision covers, and when it stops to count. */
class ApplicableDecisionsTest {
  private static final LocalDate DAY = SampleTrust.DAY;
  private static final SampleViolation VIOLATION = SampleViolation.ofPost("1");
  private static final SampleViolation FOLLOWER =
      SampleViolation.ofFollower("5001", "NTH-2", "NTH-1");

  @AutoClose private final SampleLedger audits = new SampleLedger();
  private final Decisions decisions = audits.decisions();

  /** The finding of the first audit. */
  private Finding found() {
    audits.audit(DAY, VIOLATION);
    return audits.only(DAY);
  }

  @ParameterizedTest
  @CsvSource({
    "profanity-in-post, NTH-TW-01, '', true",
    "profanity-in-post, '', NTH, true",
    "post-geotagged, NTH-TW-01, '', false",
    "profanity-in-post, STH-TW-01, '', false",
    "profanity-in-post, '', STH, false",
  })
  void waiverOfARuleCoversItsAccountOrAcademyOnly(
      String rule, String account, String academy, boolean covers) {
    audits.take(SampleDecision.ofRule(rule, account, academy));
    audits.audit(DAY, VIOLATION);
    assertThat(audits.only(DAY).status()).isEqualTo(covers ? Status.WAIVED : Status.NEW);
    assertThat(audits.only(DAY).decision().map(Decision::id))
        .isEqualTo(covers ? Optional.of("D-1") : Optional.empty());
    audits.auditUnread(DAY.plusDays(1));
    assertThat(audits.only(DAY.plusDays(1)).status())
        .isEqualTo(covers ? Status.WAIVED : Status.NOT_RECHECKED);
  }

  private void dismissPair() {
    audits.audit(DAY, FOLLOWER);
    String pair = decisions.ground(audits.only(DAY).id()).orElseThrow().pair();
    assertThat(pair).isEqualTo("pupil-follower|twitter|5001|NTH-1;NTH-2");
    audits.take(SampleDecision.on(audits.only(DAY), Decision.Kind.NOT_A_PUPIL).about(pair));
  }

  static Stream<Arguments> followers() {
    return Stream.of(
        arguments("the same pair", FOLLOWER, true),
        arguments("another follower", SampleViolation.ofFollower("5002", "NTH-1", "NTH-2"), false),
        arguments("other pupils", FOLLOWER.naming("NTH-1"), false),
        arguments("another rule", FOLLOWER.rule("underage-follower"), false),
        arguments("other evidence", FOLLOWER.seen(Evidence.worded("He is called so.")), false),
        arguments("no follower", FOLLOWER.about(Subject.of(Subject.Kind.PUPIL, "5001")), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("followers")
  void followerWhoIsNotThePupilIsDismissedOnOtherAccountsToo(
      String what, SampleViolation elsewhere, boolean dismissed) {
    dismissPair();
    audits.audit("STH-TW-01", DAY.plusDays(1), elsewhere.at("STH-TW-01", "STH"));
    assertThat(audits.only(DAY.plusDays(1)).status())
        .isEqualTo(dismissed ? Status.DISMISSED : Status.NEW);
    audits.auditUnread("STH-TW-01", DAY.plusDays(2));
    assertThat(audits.only(DAY.plusDays(2)).status())
        .isEqualTo(dismissed ? Status.DISMISSED : Status.NOT_RECHECKED);
    assertThat(decisions.current()).extracting(Decision::id).containsExactly("D-1");
  }

  private static SampleViolation recognised(long thousandths, String sign) {
    String tier = thousandths >= 950 ? "certain" : "likely";
    return SampleViolation.ofFollower("5001", "NTH-1")
        .rule("pupil-follower-candidate")
        .seen(
            Evidence.of("name")
                .count("confidence", thousandths)
                .with(
                    "signs",
                    new Fact.Aside(
                        List.of(Evidence.worded("Match: " + tier + " (" + sign + ").")))));
  }

  @ParameterizedTest
  @CsvSource({
    "980, 'full name; same year', REOPENED",
    "980, full name, DISMISSED",
    "940, 'full name; same year', DISMISSED",
    "700, full name, DISMISSED"
  })
  void dismissedPupilIsAskedAboutAgainWhenMoreSpeaksForThem(
      long thousandths, String signs, Status status) {
    audits.audit(DAY, recognised(900, "full name"));
    String pair = decisions.ground(audits.only(DAY).id()).orElseThrow().pair();
    audits.take(SampleDecision.on(audits.only(DAY), Decision.Kind.NOT_A_PUPIL).about(pair));
    audits.audit(DAY.plusDays(1), recognised(900, "full name"));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.DISMISSED);
    audits.audit(DAY.plusDays(2), recognised(thousandths, signs));
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(status);
    // A repeated audit begins by taking back what the first one ended.
    decisions.forget(DAY.plusDays(2), Set.of());
    audits.audit(DAY.plusDays(2), recognised(thousandths, signs));
    assertThat(audits.only(DAY.plusDays(2)).status()).as("again").isEqualTo(status);
    audits.audit(DAY.plusDays(3), recognised(thousandths, signs));
    assertThat(audits.only(DAY.plusDays(3)).status())
        .isEqualTo(status == Status.REOPENED ? Status.OPEN : status);
  }

  @Test
  void dismissalOfAVersionThatDidNotKeepHowSureAMatchWasHolds() {
    audits.audit(DAY, recognised(900, "full name"));
    String pair = decisions.ground(audits.only(DAY).id()).orElseThrow().pair();
    audits.take(SampleDecision.on(audits.only(DAY), Decision.Kind.NOT_A_PUPIL).about(pair));
    assertThat(audits.jdbc().update("update decision set evidence = substring(evidence, 1, 18)"))
        .isEqualTo(1);
    audits.audit(DAY.plusDays(1), recognised(980, "full name; same year"));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.DISMISSED);
  }

  @Test
  void pairWithManyPupilsIsShortenedToItsColumn() {
    List<String> pupils = Stream.iterate(1000, n -> n + 1).limit(200).map(n -> "N-" + n).toList();
    assertThat(ApplicableDecisions.pair("r", "twitter", "1", pupils))
        .hasSize(700)
        .startsWith("r|twitter|1|N-1000;N-1001;");
    assertThat(ApplicableDecisions.pair("r", "twitter", "1", List.of("b", "a", "b")))
        .isEqualTo("r|twitter|1|a;b");
  }

  @ParameterizedTest
  @CsvSource({"NOTE", "OWNER", "FIXED", "IN_PROGRESS"})
  void answerThatLeavesTheFindingOpenCoversNothing(Decision.Kind kind) {
    audits.take(SampleDecision.on(found(), kind));
    audits.audit(DAY.plusDays(1), VIOLATION);
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.OPEN);
    audits.auditUnread(DAY.plusDays(2));
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(Status.NOT_RECHECKED);
  }

  @ParameterizedTest
  @CsvSource({"FALSE_POSITIVE, other, NOT_RECHECKED", "FALSE_POSITIVE, '', DISMISSED"})
  void dismissalCoversAnUnreadFindingByItsEvidence(
      Decision.Kind kind, String evidence, Status status) {
    audits.take(SampleDecision.on(found(), kind));
    audits.jdbc().update("update decision set evidence = ?", evidence);
    audits.auditUnread(DAY.plusDays(1));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(status);
  }

  @Test
  void waiverCoversAnUnreadFindingUpToItsLastDay() {
    audits.take(SampleDecision.on(found(), Decision.Kind.WAIVER).until(DAY.plusDays(1)));
    audits.auditUnread(DAY.plusDays(1));
    assertThat(audits.only(DAY.plusDays(1)).status()).isEqualTo(Status.WAIVED);
    audits.auditUnread(DAY.plusDays(2));
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(Status.NOT_RECHECKED);
    audits.audit(DAY.plusDays(3), VIOLATION);
    assertThat(audits.only(DAY.plusDays(3)).status()).isEqualTo(Status.REOPENED);
  }

  @Test
  void ownerWhoWasAnsweredReplacesTheOneOfTheRegister() {
    Finding finding = found();
    assertThat(finding.owner()).isEqualTo("P-1");
    audits.take(SampleDecision.on(finding, Decision.Kind.OWNER).id("D-1").saying("P-4"));
    audits.take(SampleDecision.on(finding, Decision.Kind.NOTE).id("D-2").saying("Asked IT"));
    audits.audit(DAY.plusDays(1), VIOLATION);
    assertThat(audits.only(DAY.plusDays(1)).owner()).isEqualTo("P-4");
    assertThat(audits.only(DAY.plusDays(1)).note()).isEqualTo("Asked IT");
    assertThat(audits.only(DAY.plusDays(1)).decision()).isEmpty();
  }

  @Test
  void dueDateThatWasAnsweredStaysAfterItHasPassed() {
    audits.take(SampleDecision.on(found(), Decision.Kind.DUE).until(DAY.plusDays(1)));
    audits.audit(DAY.plusDays(10), VIOLATION);
    assertThat(audits.only(DAY.plusDays(10)).due()).hasValue(DAY.plusDays(1));
  }

  @ParameterizedTest
  @CsvSource({"1, 2026-11-11", "2, 2026-12-02"})
  void dueDateOfAReopenedFindingIsOneThatWasAnsweredTheSameDay(int answered, LocalDate expected) {
    Finding finding = found();
    audits.take(SampleDecision.on(finding, Decision.Kind.WAIVER).id("D-1").until(DAY.plusDays(1)));
    SampleDecision due =
        SampleDecision.on(finding, Decision.Kind.DUE).id("D-2").until(DAY.plusDays(30));
    audits.take(due.takenOn(DAY.plusDays(1)));
    audits.audit(DAY.plusDays(1), VIOLATION);
    audits.take(due.id("D-3").takenOn(DAY.plusDays(answered)));
    audits.audit(DAY.plusDays(2), VIOLATION);
    assertThat(audits.only(DAY.plusDays(2)).status()).isEqualTo(Status.REOPENED);
    assertThat(audits.only(DAY.plusDays(2)).due()).hasValue(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "FIXED, 0, true",
    "IN_PROGRESS, 0, true",
    "DUE, 0, true",
    "NOTE, 0, false",
    "OWNER, 0, false",
    "FIXED, 1, false",
  })
  void earlierAnswerIsSettledWhenTheFindingIsResolved(
      Decision.Kind kind, int taken, boolean settled) {
    audits.take(
        SampleDecision.on(found(), kind).takenOn(DAY.plusDays(taken)).until(DAY.plusDays(30)));
    audits.audit(DAY.plusDays(1));
    assertThat(decisions.all().get(0).settledOn())
        .isEqualTo(settled ? Optional.of(DAY.plusDays(1)) : Optional.empty());
    audits.audit(DAY.plusDays(1), VIOLATION);
    assertThat(decisions.current()).as("when the audit is repeated").hasSize(1);
  }

  @Test
  void earlierAnswerIsSettledWhenTheFindingIsCovered() {
    audits.take(SampleDecision.on(found(), Decision.Kind.DUE).id("D-1").until(DAY.plusDays(30)));
    audits.take(SampleDecision.ofRule("profanity-in-post", "", "NTH").id("D-2"));
    audits.audit("STH-TW-01", DAY.plusDays(1));
    audits.audit(DAY.plusDays(1), VIOLATION);
    assertThat(decisions.current()).extracting(Decision::id).containsExactly("D-2");
  }

  @Test
  void coveredFindingShowsWhatCoversItRatherThanWhatWasSaidOfIt() {
    audits.take(SampleDecision.on(found(), Decision.Kind.FIXED).id("D-1"));
    assertThat(audits.only(DAY).decision().map(Decision::id)).hasValue("D-1");
    audits.take(SampleDecision.ofRule("profanity-in-post", "", "NTH").id("D-2"));
    audits.audit(DAY, VIOLATION, SampleViolation.ofFollower("5001", "NTH-1"));
    assertThat(audits.findings(DAY))
        .extracting(f -> f.rule() + " " + f.decision().map(Decision::id).orElse("none"))
        .containsExactly("profanity-in-post D-2", "pupil-follower none");
  }
}
