package org.invigilator.rule;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.invigilator.register.Account;

/** The violations of one account, without those about an act that a stronger rule also found. */
final class AccountViolations {
  private final Account account;
  private final TrustIndex trust;
  private final Map<Key, AssessedViolation> violations = new LinkedHashMap<>();

  private record Key(String rule, Subject.Kind kind, String id, String aspect) {}

  /**
   * A violation that is kept unless it is superseded.
   *
   * @param seen the text that was judged, or empty
   */
  record Candidate(Requirement requirement, Violation violation, String seen) {}

  AccountViolations(Account account, TrustIndex trust) {
    this.account = account;
    this.trust = trust;
  }

  /** Takes everything that was found in one subject; what is superseded is left out. */
  void addUnlessSuperseded(List<Candidate> found) {
    Map<String, Set<String>> rules = found.size() > 1 ? rulesByScope(found) : Map.of();
    for (Candidate candidate : found) {
      if (!isSuperseded(candidate, rules)) {
        Subject subject = candidate.violation().subject();
        violations.merge(
            new Key(candidate.requirement().rule(), subject.kind(), subject.id(), subject.aspect()),
            AssessedViolation.of(
                candidate.requirement(),
                candidate.violation(),
                account.id(),
                account.academy(),
                candidate.seen(),
                trust),
            AssessedViolation::and);
      }
    }
  }

  /**
   * The rules that found something, by the scope keys of what they found; one on trial takes the
   * place of no other.
   */
  private static Map<String, Set<String>> rulesByScope(List<Candidate> found) {
    Map<String, Set<String>> rules = new HashMap<>();
    for (Candidate candidate : found) {
      if (!candidate.requirement().trial()) {
        for (String key : candidate.violation().scopeKeys()) {
          rules.computeIfAbsent(key, k -> new HashSet<>(2)).add(candidate.requirement().rule());
        }
      }
    }
    return rules;
  }

  private static boolean isSuperseded(Candidate candidate, Map<String, Set<String>> rulesByScope) {
    List<String> stronger = candidate.requirement().info().supersededBy();
    Set<String> keys = candidate.violation().scopeKeys();
    return !stronger.isEmpty()
        && !keys.isEmpty()
        && keys.stream()
            .allMatch(
                key ->
                    stronger.stream().anyMatch(rulesByScope.getOrDefault(key, Set.of())::contains));
  }

  /** How many violations of a rule there are. */
  int count(String rule) {
    return (int) violations.keySet().stream().filter(k -> k.rule().equals(rule)).count();
  }

  /** All violations, in the order in which they were found. */
  List<AssessedViolation> all() {
    return List.copyOf(violations.values());
  }
}
