package org.invigilator.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;

/** The rules and parameters that packs inheriting from a pack must not change. */
record Locks(PolicyPack pack) {

  /**
   * Checks a pack that inherits from this one.
   *
   * @throws InvalidInput with every locked value that it changes
   */
  void check(PolicyPack narrower, String label) {
    List<Problem> problems = new ArrayList<>();
    narrower
        .ruleOverrides()
        .forEach(
            (rule, own) ->
                changedLocks(rule, own)
                    .forEach(what -> problems.add(problem(label, "overrides." + rule, what))));
    for (Clause clause : narrower.clauseList()) {
      pack.clauseList().stream()
          .filter(c -> c.number().equals(clause.number()))
          .forEach(before -> compare(before, clause, label, problems));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /** The locked rules and parameters that an override would change. */
  List<String> changedLocks(String rule, TrustSettings.Override own) {
    List<String> all = new ArrayList<>();
    if (pack.locks().contains(rule)) {
      all.add(rule);
    } else if (own.parameters() != null) {
      own.parameters().keySet().stream()
          .map(name -> rule + "." + name)
          .filter(pack.locks()::contains)
          .forEach(all::add);
    }
    return all;
  }

  private void compare(Clause before, Clause after, String label, List<Problem> problems) {
    for (Clause.RuleUse use : before.rules()) {
      Clause.@Nullable RuleUse now =
          after.rules().stream().filter(u -> u.id().equals(use.id())).findFirst().orElse(null);
      if (pack.locks().contains(use.id()) && !use.equals(now)) {
        problems.add(problem(label, after.number(), use.id()));
      } else {
        for (Map.Entry<String, Object> value : use.parameters().entrySet()) {
          String name = use.id() + "." + value.getKey();
          Object changed = now == null ? null : now.parameters().get(value.getKey());
          if (pack.locks().contains(name) && !Objects.equals(value.getValue(), changed)) {
            problems.add(problem(label, after.number(), name));
          }
        }
      }
    }
  }

  private Problem problem(String label, String where, String what) {
    return new Problem(
        label,
        0,
        where,
        "'" + what + "' is locked by the policy '" + pack.id() + "'.",
        "Remove the change, or ask the owner of that policy.");
  }
}
