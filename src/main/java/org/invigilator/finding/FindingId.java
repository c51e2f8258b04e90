package org.invigilator.finding;

import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.rule.AssessedViolation;

/**
 * The stable id of a finding: a hash of rule, account and subject, never of wording, handle or run.
 */
final class FindingId {
  private FindingId() {}

  static String of(AssessedViolation judgement) {
    String fingerprint =
        String.join(
            "\n",
            judgement.rule(),
            judgement.account().isEmpty() ? judgement.academy() : judgement.account(),
            judgement.subject().kind().label(),
            judgement.subject().id(),
            judgement.subject().aspect());
    return "F-" + DigestUtils.sha256Hex(fingerprint).substring(0, 12);
  }
}
