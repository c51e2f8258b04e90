package org.invigilator.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Finding;
import org.invigilator.finding.RowFingerprint;
import org.invigilator.finding.SampleLedger;
import org.invigilator.finding.SampleTrust;
import org.invigilator.finding.SampleViolation;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.rule.TrustIndex;

/** A ledger with two findings, and what becomes of the answers to them. */
final class SampleAnswers implements AutoCloseable {
  static final List<PolicyPack> PACKS = List.of(new PackLibrary().get("ctat-2024"));

  final SampleLedger audits = new SampleLedger();
  final List<AnswerLine> lines = new ArrayList<>();
  final List<Answer> answers = new ArrayList<>();

  /** A swear word in a post: high, automated. */
  final Finding post;

  /** A follower who may be a pupil: medium, assisted. */
  final Finding follower;

  SampleAnswers() {
    audits.audit(
        SampleTrust.DAY, SampleViolation.ofPost("1"), SampleViolation.ofFollower("5001", "NTH-1"));
    post = audits.findings(SampleTrust.DAY).get(0);
    follower = audits.findings(SampleTrust.DAY).get(1);
  }

  static TrustIndex trust() {
    return SampleTrust.index();
  }

  /** What a row of a finding is issued with. */
  static RowFingerprint stamp(Finding finding, Map<AnswerField, String> issued) {
    return RowFingerprint.of(
        trust().trustName(), SampleTrust.DAY, finding.id(), finding.evidence(), issued);
  }

  DecisionHistory history() {
    return new DecisionHistory(audits.decisions(), SampleTrust.DAY);
  }

  DecisionContext context() {
    return new DecisionContext(trust(), PACKS);
  }

  DecisionValidator validator() {
    return new DecisionValidator(trust(), PACKS, audits.decisions(), List.of());
  }

  /** Validates one row. */
  void validate(Reply reply) {
    new RowValidator(history(), context(), new SafeText(trust()), lines, answers).validate(reply);
  }

  /** Validates one entry of a file of waivers. */
  Optional<String> validate(WaiverFile.Entry entry) {
    return new WaiverValidator(history(), context(), new SafeText(trust()), lines, answers)
        .validate(entry, "waivers.yaml, waiver 1");
  }

  /** Why the one answer was not accepted. */
  String why() {
    return lines.get(lines.size() - 1).why();
  }

  @Override
  public void close() {
    audits.close();
  }
}
