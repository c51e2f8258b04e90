package org.invigilator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;
import org.invigilator.finding.SampleTrust;
import org.invigilator.finding.SampleViolation;
import org.invigilator.rule.Evidence;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which entries of a file of waivers are accepted, and why others are not. */
class WaiverValidatorTest {
  private static final LocalDate DAY = SampleTrust.DAY;
  private static final String PLACE = "waivers.yaml, waiver 1";

  @AutoClose private final SampleAnswers desk = new SampleAnswers();

  /** A valid entry with some keys changed; an empty text leaves a key out. */
  private static WaiverFile.Entry entry(Map<String, String> changes) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "rule", "profanity-in-post",
                "account", "NTH-TW-01",
                "until", "31/01/2027",
                "reason", " The play quotes it ",
                "requested_by", "P-1",
                "approved_by", "P-9"));
    all.putAll(changes);
    all.values().removeIf(String::isEmpty);
    return new WaiverFile.Entry(
        all.get("finding"),
        all.get("rule"),
        all.get("account"),
        all.get("academy"),
        all.get("decision"),
        all.get("until"),
        all.get("reason"),
        all.get("requested_by"),
        all.get("approved_by"));
  }

  private WaiverFile.Entry ofFinding(String id, String key, String value) {
    return entry(Map.of("rule", "", "account", "", "finding", id, key, value));
  }

  private WaiverFile.Entry dismissal(String decision) {
    return entry(
        Map.of(
            "rule",
            "",
            "account",
            "",
            "until",
            "",
            "finding",
            desk.follower.id(),
            "decision",
            decision));
  }

  private Decision accepted(WaiverFile.Entry entry) {
    Optional<String> id = desk.validate(entry);
    assertThat(desk.lines).isEmpty();
    assertThat(desk.answers).hasSize(1);
    Decision decision = desk.answers.get(0).decision().orElseThrow();
    assertThat(id).hasValue(decision.id());
    return decision;
  }

  private void refused(WaiverFile.Entry entry, String why) {
    assertThat(desk.validate(entry)).isEmpty();
    assertThat(desk.answers).isEmpty();
    assertThat(desk.why()).isEqualTo(why);
  }

  @Test
  void waiverOfARuleHasItsRuleItsPlaceAndItsWords() {
    Decision decision = accepted(entry(Map.of()));
    assertThat(decision)
        .isEqualTo(
            new Decision(
                decision.id(),
                DAY,
                Decision.Kind.WAIVER,
                "",
                "profanity-in-post",
                "NTH-TW-01",
                "",
                "The play quotes it",
                Optional.of(LocalDate.of(2027, 1, 31)),
                "",
                "",
                "P-1",
                "P-9",
                PLACE,
                Optional.empty(),
                Optional.empty()));
    assertThat(desk.answers)
        .containsExactly(
            new Answer(
                PLACE, "profanity-in-post", "decision", Optional.of(DAY), Optional.of(decision)));
    assertThat(desk.answers.get(0).question()).containsExactly(decision.id(), "decision");
  }

  @Test
  void waiverOfARuleMayCoverAnAcademy() {
    assertThat(accepted(entry(Map.of("account", "", "academy", "STH"))).academy()).isEqualTo("STH");
  }

  @Test
  void waiverOfAFindingRestsOnNoEvidence() {
    Decision decision = accepted(ofFinding(desk.follower.id(), "decision", ""));
    assertThat(decision.kind()).isEqualTo(Decision.Kind.WAIVER);
    assertThat(decision.finding()).isEqualTo(desk.follower.id());
    assertThat(decision.evidence()).isEmpty();
    assertThat(decision.pair()).isEmpty();
    assertThat(desk.answers.get(0).finding()).isEqualTo(desk.follower.id());
  }

  @ParameterizedTest
  @CsvSource({"not a pupil, pupil-follower|twitter|5001|NTH-1", "false positive, ''"})
  void dismissalRestsOnTheEvidenceOfItsFinding(String decision, String pair) {
    Decision dismissal = accepted(dismissal(decision));
    assertThat(dismissal.kind().label()).isEqualTo(decision);
    assertThat(dismissal.until()).isEmpty();
    assertThat(dismissal.evidence()).isEqualTo(desk.follower.evidence());
    assertThat(dismissal.pair()).isEqualTo(pair);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "rule | \"\" | Give either a finding or a rule.",
        "finding | F-0 | Give either a finding or a rule.",
        "rule | post-geotaged | There is no rule 'post-geotaged'. Did you mean 'post-geotagged'?",
        "account | \"\" | Give either the account or the academy for which the rule is waived.",
        "academy | NTH | Give either the account or the academy for which the rule is waived.",
        "account | NTH-TW-9 | There is no account 'NTH-TW-9' in the register.",
        "until | \"\" | Please give the last day of the waiver as a date, like 'waive until 31/01/2027 because …'.",
        "until | 31/02/2027 | Please give the last day of the waiver as a date, like 'waive until 31/01/2027 because …'.",
        "until | 01/11/2026 | The last day of the waiver is in the past.",
        "until | 03/02/2027 | A high finding can be waived for at most 92 days, until 2 February 2027.",
        "reason | \"\" | Please give a reason: after 'because', or in the Note column.",
        "requested_by | \"\" | 'Requested by' is blank. Write who requests this.",
        "requested_by | P-77 | 'Requested by': no one with this ID or name is in the people register.",
        "approved_by | P-1 | 'Approved by' must be someone other than the requester.",
      })
  void entryThatCannotBeAcceptedIsRefusedWithTheNextStep(String key, String value, String why) {
    refused(entry(Map.of(key, value)), why);
  }

  @Test
  void academyOrFindingThatDoesNotExistIsNamed() {
    refused(
        entry(Map.of("account", "", "academy", "XXX")),
        "There is no academy 'XXX' in the register.");
    refused(ofFinding("F-0", "decision", ""), "There is no finding with this ID.");
  }

  @Test
  void dismissalMayEnd() {
    Decision dismissal = accepted(ofFinding(desk.follower.id(), "decision", "not a pupil"));
    assertThat(dismissal.kind()).isEqualTo(Decision.Kind.NOT_A_PUPIL);
    assertThat(dismissal.until()).isPresent();
    assertThat(dismissal.evidence()).isEqualTo(desk.follower.evidence());
    assertThat(dismissal.inWords()).startsWith("not a pupil until ");
  }

  @Test
  void onlyAFindingCanBeDismissed() {
    refused(
        entry(Map.of("until", "", "decision", "false positive")),
        "Only a finding can be dismissed, not a rule. Give the finding's ID.");
    refused(
        dismissal("fixed"),
        "Please give the last day of the waiver as a date, like 'waive until 31/01/2027 because …'.");
  }

  @Test
  void severityOfTheFindingLimitsItsWaiver() {
    assertThat(accepted(ofFinding(desk.follower.id(), "until", "05/05/2027")).until())
        .hasValue(LocalDate.of(2027, 5, 5));
    desk.answers.clear();
    refused(
        ofFinding(desk.follower.id(), "until", "06/05/2027"),
        "A medium finding can be waived for at most 184 days, until 5 May 2027.");
  }

  @ParameterizedTest
  @CsvSource({
    "until, 01/11/2026, profanity-in-post, waive until 01/11/2026",
    "until, '', profanity-in-post, ''",
  })
  void refusedEntryIsRepeatedAsItWasWritten(String key, String value, String subject, String said) {
    desk.validate(entry(Map.of(key, value)));
    assertThat(desk.lines.get(0))
        .isEqualTo(new AnswerLine(PLACE, subject, "", said, AnswerLine.Result.REFUSED, desk.why()));
    desk.lines.clear();
    desk.validate(ofFinding("F-0", key, value));
    assertThat(desk.lines.get(0).finding()).isEqualTo("F-0");
  }

  @ParameterizedTest
  @CsvSource({"finding", "rule", "decision", "reason"})
  void unsafeTextIsNeitherKeptNorShown(String key) {
    assertThat(desk.validate(entry(Map.of(key, "password: x")))).isEmpty();
    assertThat(desk.lines)
        .containsExactly(new AnswerLine(PLACE, "", "", "", AnswerLine.Result.REFUSED, desk.why()));
    assertThat(desk.why()).startsWith("This text seems to contain a password.");
  }

  @Test
  void entryThatIsInForceIsNotTakenAgain() {
    Decision decision = accepted(entry(Map.of()));
    desk.audits.decisions().take(decision);
    desk.answers.clear();
    assertThat(desk.validate(entry(Map.of()))).hasValue(decision.id());
    assertThat(desk.answers).isEmpty();
    desk.audits.decisions().withdraw(decision, DAY);
    assertThat(accepted(entry(Map.of())).id()).isEqualTo(decision.id());
  }

  @Test
  void waiverThatEndedCountsAgainWhateverTheEvidence() {
    WaiverFile.Entry waiver = ofFinding(desk.follower.id(), "decision", "");
    Decision decision = accepted(waiver);
    desk.audits.decisions().take(decision);
    desk.audits.decisions().withdraw(decision, DAY);
    desk.answers.clear();
    assertThat(accepted(waiver).id()).isEqualTo(decision.id());
  }

  @Test
  void dismissalThatEndedCountsAgainOnlyOnTheSameEvidence() {
    Decision decision = accepted(dismissal("false positive"));
    desk.audits.decisions().take(decision);
    desk.audits.decisions().withdraw(decision, DAY);
    desk.answers.clear();
    assertThat(accepted(dismissal("false positive")).id()).isEqualTo(decision.id());
    desk.answers.clear();
    desk.audits.audit(
        DAY, SampleViolation.ofFollower("5001", "NTH-1").seen(Evidence.worded("Seen again.")));
    refused(
        dismissal("false positive"),
        "The evidence for this finding has changed since it was dismissed. Check it again; to dismiss it again, change the reason.");
  }
}
