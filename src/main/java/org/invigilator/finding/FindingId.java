package org.invigilator.finding;

import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.rule.AssessedViolation;

/**
 * The stable id of a finding: a hash of rule, account and subject, never of wording, handle or run.
 */
final class FindingId {
  private FindingId() {}

  static String of(AssessedViolation violation) {
    String fingerprint =
        String.join(
            "\n",
            violation.rule(),
            violation.account().isEmpty() ? violation.academy() : violation.account(),
            violation.subject().kind().label(),
            violation.subject().id(),
            violation.subject().aspect());
    return "F-" + DigestUtils.sha256Hex(fingerprint).substring(0, 12);
  }
}
