package org.invigilator.rule;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a rule came to on an account, or on the trust when the account is empty.
 *
 * @param causes why it was not judged, or not yet; empty for findings and passes
 * @param count how many subjects it stands for
 */
public record Outcome(String rule, String account, Kind kind, List<Cause> causes, int count) {

  /** An outcome that needs no cause. */
  public static Outcome of(String rule, String account, Kind kind, int count) {
    return new Outcome(rule, account, kind, List.of(), count);
  }

  /** The same outcome without what identifies pupils. */
  Outcome safe(UnaryOperator<String> safe) {
    return because(cause -> cause.safe(safe));
  }

  /** The same outcome with its causes in another form. */
  public Outcome because(UnaryOperator<Cause> form) {
    return causes.isEmpty()
        ? this
        : new Outcome(rule, account, kind, causes.stream().map(form).distinct().toList(), count);
  }

  /** The causes in one line for people; empty when there are none. */
  public String reason() {
    return Sentences.reason(causes);
  }

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
