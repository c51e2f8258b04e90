package org.invigilator.rule;

/**
 * What a rule came to on an account, or on the trust when the account is empty (matrix section 0).
 *
 * @param count how many subjects it stands for
 */
public record Outcome(String rule, String account, Kind kind, String reason, int count) {

  /** The answers a rule can give; only {@code NONE} is a pass. */
  public enum Kind {
    FINDING,
    NONE,
    PENDING,
    NOT_EVALUATED,
    DISMISSED,
    HISTORIC
  }
}
