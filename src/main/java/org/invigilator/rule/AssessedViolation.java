package org.invigilator.rule;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;

/**
 * A violation with what the policies say of it: every clause that forbids it and the gravest
 * severity any of them gives. The second of three stages; the ledger makes it a finding.
 *
 * @param clauses clause numbers by pack
 * @param observed what was seen under each requirement that it breaks
 * @param evidence the identity of what it rests on; a dismissal holds until it changes
 * @param trial whether only rules on trial found it
 */
public record AssessedViolation(
    String rule,
    Subject subject,
    String account,
    String academy,
    Severity severity,
    Mode mode,
    boolean policy,
    Map<String, List<String>> clauses,
    List<Evidence> observed,
    String expected,
    List<String> pupils,
    List<String> people,
    String evidence,
    boolean trial) {

  /**
   * @param text the text that was judged, or an empty one where a register or the account as a
   *     whole was
   * @param trust knows what identifies pupils, which the ledger does not keep, and who is one
   */
  static AssessedViolation of(
      Requirement requirement,
      Violation violation,
      String account,
      String academy,
      String text,
      TrustIndex trust) {
    UnaryOperator<String> safe = trust.mentions()::withoutNames;
    Evidence seen = violation.evidence().safe(safe).judging(text);
    return new AssessedViolation(
        requirement.rule(),
        violation.subject().safe(safe),
        violation.account().isEmpty() ? account : violation.account(),
        violation.academy().isEmpty() ? academy : violation.academy(),
        violation.severity().orElse(requirement.severity()),
        violation.mode().orElse(requirement.mode()),
        requirement.isPolicy(),
        requirement.isPolicy()
            ? Map.of(requirement.period().policy(), requirement.clauses())
            : Map.of(),
        List.of(seen),
        requirement.expected(),
        join(violation.pupils(), violation.people().stream().filter(trust::isPupil).toList()),
        violation.people().stream().filter(id -> !trust.isPupil(id)).toList(),
        seen.identity(),
        requirement.trial());
  }

  /** The same violation under one more clause. */
  AssessedViolation and(AssessedViolation other) {
    Map<String, List<String>> all = new TreeMap<>(clauses);
    other.clauses.forEach((pack, numbers) -> all.merge(pack, numbers, (a, b) -> join(a, b)));
    return new AssessedViolation(
        rule,
        subject,
        account,
        academy,
        severity.worse(other.severity),
        mode == Mode.AUTOMATED || other.mode == Mode.AUTOMATED ? Mode.AUTOMATED : Mode.ASSISTED,
        policy || other.policy,
        all,
        join(observed, other.observed),
        expected.contains(other.expected) ? expected : expected + " " + other.expected,
        List.copyOf(new TreeSet<>(join(pupils, other.pupils))),
        List.copyOf(new TreeSet<>(join(people, other.people))),
        evidence.equals(other.evidence) ? evidence : both(evidence, other.evidence),
        trial && other.trial);
  }

  private static <T> List<T> join(List<T> a, List<T> b) {
    return java.util.stream.Stream.concat(a.stream(), b.stream()).distinct().toList();
  }

  private static String both(String one, String other) {
    String prefix = one.startsWith(Evidence.OF_FACTS) ? Evidence.OF_FACTS : "";
    return prefix + DigestUtils.sha256Hex(one + other).substring(0, 16);
  }
}
