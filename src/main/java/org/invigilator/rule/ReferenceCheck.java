package org.invigilator.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Questions;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the rules, parameters and yearly questions that policies and overrides name exist.
 */
final class ReferenceCheck {
  private final TrustSettings settings;
  private final List<PolicyPack> packs;
  private final List<Problem> problems = new ArrayList<>();

  ReferenceCheck(TrustSettings settings, List<PolicyPack> packs) {
    this.settings = settings;
    this.packs = packs;
  }

  /** Everything that is named and does not exist. */
  List<Problem> problems() {
    settings
        .ruleOverrides()
        .forEach(
            (id, override) ->
                checkRule("trust.yaml", "overrides." + id, id, override.parameters()));
    for (PolicyPack pack : packs) {
      checkOverrides(pack);
      for (Clause clause : pack.clauseList()) {
        clause
            .rules()
            .forEach(
                use ->
                    checkRule("policy " + pack.id(), clause.number(), use.id(), use.parameters()));
      }
    }
    packs.forEach(this::checkQuestions);
    return problems;
  }

  private void checkQuestions(PolicyPack pack) {
    for (Clause clause : pack.clauseList()) {
      for (Clause.Question question : clause.attestations()) {
        if (Questions.of(question.id()).isEmpty()) {
          problems.add(
              new Problem(
                  "policy " + pack.id(),
                  0,
                  clause.number(),
                  "There is no yearly question '" + question.id() + "'.",
                  "Choose one of: " + String.join(", ", Questions.ids()) + "."));
        }
      }
    }
  }

  private void checkOverrides(PolicyPack pack) {
    Stream.of(pack.ruleOverrides(), pack.localOverrides())
        .forEach(
            overrides ->
                overrides.forEach(
                    (id, override) ->
                        checkRule(
                            "policy " + pack.id(), "overrides." + id, id, override.parameters())));
  }

  private void checkRule(
      String file, String where, String rule, @Nullable Map<String, Object> parameters) {
    RuleInfo info = Catalogue.info(rule);
    if (info == null) {
      problems.add(
          new Problem(
              file,
              0,
              where,
              "There is no rule '" + rule + "'.",
              "The nearest is '" + Catalogue.nearest(rule) + "'; policy show lists all."));
    } else if (parameters != null) {
      parameters.keySet().forEach(name -> checkParameter(file, where, rule, info, name));
    }
  }

  private void checkParameter(String file, String where, String rule, RuleInfo info, String name) {
    if (info.fixed().contains(name) && where.startsWith("overrides.")) {
      problems.add(
          new Problem(
              file,
              0,
              where,
              "The parameter '" + name + "' of '" + rule + "' cannot be changed.",
              "It only says how the rule is read; take it out."));
    } else if (!info.parameters().containsKey(name)) {
      problems.add(
          new Problem(
              file,
              0,
              where,
              "The rule '" + rule + "' has no parameter '" + name + "'.",
              "Choose one of: "
                  + String.join(", ", new TreeMap<>(info.parameters()).keySet())
                  + "."));
    }
  }
}
