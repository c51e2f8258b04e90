package org.invigilator.rule;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.register.Texts;

/**
 * A breach with what the policies say of it: every clause that forbids it and the gravest severity
 * any of them gives.
 *
 * @param clauses clause numbers by pack
 * @param evidence a hash of what the judgement rests on: the text that was judged, or else what was
 *     observed without its counts; a dismissal holds until it changes
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
    String observed,
    String expected,
    List<String> pupils,
    List<String> people,
    String evidence) {

  /** Counts that grow from night to night while nothing else changes. */
  private static final Pattern COUNT =
      Pattern.compile(
          Texts.WORD_START
              + "\\d[\\d,]{0,15} (?:days?|weeks?|hours?|nights?|runs?|posts?|followers?|replies|answers)\\b");

  /**
   * @param seen the text that was judged, or an empty one where a register or the account as a
   *     whole was
   */
  static AssessedViolation of(
      Requirement requirement, Violation breach, String account, String academy, String seen) {
    return new AssessedViolation(
        requirement.rule(),
        breach.subject(),
        breach.account().isEmpty() ? account : breach.account(),
        breach.academy().isEmpty() ? academy : breach.academy(),
        breach.severity().orElse(requirement.severity()),
        breach.mode().orElse(requirement.mode()),
        requirement.isPolicy(),
        requirement.isPolicy()
            ? Map.of(requirement.period().policy(), requirement.clauses())
            : Map.of(),
        breach.observed(),
        requirement.expected(),
        breach.pupils(),
        breach.people(),
        DigestUtils.sha256Hex(
                seen.isEmpty() ? COUNT.matcher(breach.observed()).replaceAll("") : seen)
            .substring(0, 16));
  }

  /** The same breach under one more clause. */
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
        told(observed, other.observed),
        told(expected, other.expected),
        List.copyOf(new TreeSet<>(join(pupils, other.pupils))),
        List.copyOf(new TreeSet<>(join(people, other.people))),
        evidence.equals(other.evidence)
            ? evidence
            : DigestUtils.sha256Hex(evidence + other.evidence).substring(0, 16));
  }

  /** Both texts, unless one says nothing that the other does not. */
  private static String told(String one, String other) {
    Set<String> ofOne = words(one);
    Set<String> ofOther = words(other);
    return ofOne.containsAll(ofOther)
        ? one
        : ofOther.containsAll(ofOne) ? other : one + " " + other;
  }

  private static Set<String> words(String text) {
    return new TreeSet<>(List.of(text.split("[ ,.]+")));
  }

  private static List<String> join(List<String> a, List<String> b) {
    return java.util.stream.Stream.concat(a.stream(), b.stream()).distinct().toList();
  }
}
