package org.invigilator.rule;

import java.time.LocalDate;
import java.util.List;
import org.invigilator.policy.Mode;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;

/**
 * One rule as one policy asks for it: the clauses that call for it with the same parameters, and
 * how grave it is.
 *
 * @param clauses the clause numbers; empty when the trust chose the rule or the product brings it
 */
public record Requirement(
    String rule,
    RuleInfo info,
    PolicyPack pack,
    List<String> clauses,
    Severity severity,
    Mode mode,
    Parameters parameters,
    Rule check) {

  /** Whether the policy asks for it; otherwise the trust or the product chose it. */
  public boolean isPolicy() {
    return !clauses.isEmpty();
  }

  /** Whether an act on a London date was before the policy bound anybody. */
  boolean isHistoric(LocalDate day) {
    return pack.effectiveFrom().map(day::isBefore).orElse(false);
  }

  public String expected() {
    return parameters.fill(info.expected());
  }
}
