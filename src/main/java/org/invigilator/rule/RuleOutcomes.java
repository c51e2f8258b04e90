package org.invigilator.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What every rule that runs on an account comes to, gathered while it runs. */
final class RuleOutcomes {
  private final String account;
  private final Map<String, RuleInfo> running = new LinkedHashMap<>();
  private final Map<String, List<Inputs.State>> missing = new LinkedHashMap<>();
  private final Map<String, Tally> pending = new TreeMap<>();
  private final Map<String, Tally> notEvaluated = new TreeMap<>();
  private final Map<String, Tally> historic = new TreeMap<>();
  private final Set<String> limits = new TreeSet<>();
  private final Set<String> gaps = new LinkedHashSet<>();

  RuleOutcomes(String account) {
    this.account = account;
  }

  private static final class Tally {
    private final Set<String> reasons = new TreeSet<>();
    private int count;

    private void add(String reason) {
      reasons.add(reason);
      count++;
    }
  }

  void runs(Requirement requirement) {
    running.put(requirement.rule(), requirement.info());
  }

  boolean runs(String rule) {
    return running.containsKey(rule);
  }

  /** Whether some running rule can use an input. */
  boolean wants(String input) {
    return running.values().stream()
        .anyMatch(i -> i.inputs().contains(input) || i.inputs().contains(input + "?"));
  }

  /** Notes that a rule cannot run for want of inputs. */
  void missing(String rule, List<Inputs.State> states) {
    missing.put(rule, states);
  }

  /** Notes what a rule said beside its breaches. */
  void note(String rule, ResultCollector verdicts) {
    verdicts.pending().forEach(reason -> tally(pending, rule, reason));
    verdicts.notEvaluated().forEach(reason -> tally(notEvaluated, rule, reason));
    limits.addAll(verdicts.limits());
  }

  /** Notes a breach from before the policy was in force. */
  void historic(Requirement requirement) {
    tally(
        historic,
        requirement.rule(),
        "published before " + requirement.pack().id() + " was in force");
  }

  private static void tally(Map<String, Tally> tallies, String rule, String reason) {
    tallies.computeIfAbsent(rule, r -> new Tally()).add(reason);
  }

  /** What could not be read or judged; known once the rules are concluded. */
  Set<String> gaps() {
    return gaps;
  }

  /** What the platform gives to nobody. */
  Set<String> limits() {
    return limits;
  }

  /**
   * The outcome of every rule but the one that speaks last.
   *
   * @param breaches how many breaches of a rule stand
   */
  List<Outcome> conclude(Inputs inputs, java.util.function.ToIntFunction<String> breaches) {
    List<Outcome> outcomes = new ArrayList<>();
    running.forEach(
        (rule, info) -> {
          if (!rule.equals(AccountAudit.COVERAGE)) {
            outcomes.addAll(conclude(rule, info, inputs, breaches.applyAsInt(rule)));
          }
        });
    return outcomes;
  }

  private List<Outcome> conclude(String rule, RuleInfo info, Inputs inputs, int breaches) {
    List<Inputs.State> absent = missing.get(rule);
    if (absent != null) {
      note(absent);
      return List.of(outcome(rule, Outcome.Kind.NOT_EVALUATED, reasons(absent), 1));
    }
    List<Outcome> outcomes = new ArrayList<>(2);
    if (breaches > 0) {
      outcomes.add(outcome(rule, Outcome.Kind.FINDING, "", breaches));
    }
    add(rule, Outcome.Kind.PENDING, pending, outcomes);
    add(rule, Outcome.Kind.HISTORIC, historic, outcomes);
    Tally unjudged = notEvaluated.get(rule);
    if (unjudged != null) {
      add(rule, Outcome.Kind.NOT_EVALUATED, notEvaluated, outcomes);
      unjudged.reasons.stream().filter(r -> !limits.contains(r)).forEach(gaps::add);
    }
    List<Inputs.State> lacking = inputs.lacking(info);
    if (!lacking.isEmpty()) {
      outcomes.add(outcome(rule, Outcome.Kind.NOT_EVALUATED, reasons(lacking), 1));
      note(lacking);
    }
    return outcomes.isEmpty() ? List.of(outcome(rule, Outcome.Kind.NONE, "", 1)) : outcomes;
  }

  private void add(
      String rule, Outcome.Kind kind, Map<String, Tally> tallies, List<Outcome> outcomes) {
    Tally tally = tallies.get(rule);
    if (tally != null) {
      outcomes.add(outcome(rule, kind, String.join("; ", tally.reasons), tally.count));
    }
  }

  private Outcome outcome(String rule, Outcome.Kind kind, String reason, int count) {
    return new Outcome(rule, account, kind, reason, count);
  }

  private static String reasons(List<Inputs.State> states) {
    return String.join("; ", states.stream().map(Inputs.State::reason).distinct().toList());
  }

  private void note(List<Inputs.State> states) {
    states.stream().filter(Inputs.State::captured).map(Inputs.State::reason).forEach(gaps::add);
  }
}
