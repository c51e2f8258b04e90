package org.invigilator.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.invigilator.rule.Judgement;

/**
 * The stable id of a finding: a hash of rule, account and subject, never of wording, handle or run.
 */
final class FindingId {
  private FindingId() {}

  static String of(Judgement judgement) {
    String fingerprint =
        String.join(
            "\n",
            judgement.rule(),
            judgement.account().isEmpty() ? judgement.academy() : judgement.account(),
            judgement.subject().kind().label(),
            judgement.subject().id(),
            judgement.subject().aspect());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(fingerprint.getBytes(StandardCharsets.UTF_8));
      return "F-" + HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
