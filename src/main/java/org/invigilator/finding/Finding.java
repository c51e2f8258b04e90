package org.invigilator.finding;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Subject;

/**
 * One thing that is wrong, as the ledger knows it on an audit date.
 *
 * @param account the account it is about, empty when it is about an academy or the trust
 * @param clauses clause numbers by pack; empty when no clause asks for it
 * @param policy whether a policy asks for it; otherwise the trust or the product chose the rule
 */
public record Finding(
    String id,
    String rule,
    Severity severity,
    Mode mode,
    Status status,
    LocalDate firstSeen,
    LocalDate lastSeen,
    Optional<LocalDate> due,
    String academy,
    String account,
    String platform,
    Subject subject,
    List<String> pupils,
    List<String> people,
    String observed,
    String expected,
    Map<String, List<String>> clauses,
    boolean policy) {

  /** Whole weeks from the day it was first seen. */
  public long weeksOpen(LocalDate asOf) {
    return Math.max(0, ChronoUnit.WEEKS.between(firstSeen, asOf));
  }
}
