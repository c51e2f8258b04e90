package org.invigilator.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;

/**
 * What a rule found wrong with one subject: the first of three stages. Weighed with what the
 * policies say it becomes an {@link AssessedViolation}, and in the ledger a finding.
 *
 * @param evidence what was seen, without a pupil's name, a handle or a private detail
 * @param pupils references of the pupils it is about
 * @param people ids of the people it is about
 * @param severity where this case is graded otherwise than its rule
 * @param mode where this case is for a person to decide although its rule decides
 * @param account the account it belongs to when it was found while looking at the whole trust
 * @param academy the academy it belongs to when it belongs to no account
 * @param scopeKeys the scopeKeys it judges; of several findings about one act only the strongest
 *     stays
 */
public record Violation(
    Subject subject,
    Evidence evidence,
    List<String> pupils,
    List<String> people,
    Optional<Severity> severity,
    Optional<Mode> mode,
    String account,
    String academy,
    Set<String> scopeKeys) {

  public static Violation of(Subject subject, Evidence evidence) {
    return new Violation(
        subject,
        evidence,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        "",
        "",
        Set.of());
  }

  public Violation pupils(List<String> refs) {
    return new Violation(
        subject, evidence, refs, people, severity, mode, account, academy, scopeKeys);
  }

  public Violation person(String id) {
    return new Violation(
        subject, evidence, pupils, List.of(id), severity, mode, account, academy, scopeKeys);
  }

  public Violation graded(Severity grade) {
    return new Violation(
        subject, evidence, pupils, people, Optional.of(grade), mode, account, academy, scopeKeys);
  }

  public Violation assisted() {
    return new Violation(
        subject,
        evidence,
        pupils,
        people,
        severity,
        Optional.of(Mode.ASSISTED),
        account,
        academy,
        scopeKeys);
  }

  public Violation account(org.invigilator.register.Account owner) {
    return new Violation(
        subject, evidence, pupils, people, severity, mode, owner.id(), owner.academy(), scopeKeys);
  }

  public Violation academy(String code) {
    return new Violation(
        subject, evidence, pupils, people, severity, mode, account, code, scopeKeys);
  }

  public Violation scopeKeys(Set<String> judged) {
    return new Violation(
        subject, evidence, pupils, people, severity, mode, account, academy, judged);
  }
}
