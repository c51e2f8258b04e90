package org.invigilator.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What every rule that runs on an account comes to, gathered while it runs. */
final class RuleOutcomes {
  private final String account;
  private final Map<String, RuleInfo> running = new LinkedHashMap<>();
  private final Map<String, List<Inputs.State>> missing = new LinkedHashMap<>();
  private final Map<String, Tally> pending = new TreeMap<>();
  private final Map<String, Tally> notEvaluated = new TreeMap<>();
  private final Map<String, Tally> historic = new TreeMap<>();
  private final Set<Cause> limits = new LinkedHashSet<>();
  private final Set<Cause> gaps = new LinkedHashSet<>();

  RuleOutcomes(String account) {
    this.account = account;
  }

  private static final class Tally {
    private final Map<String, Cause> causes = new TreeMap<>();
    private int count;

    /** Causes that differ only in what moves by itself are one. */
    private void add(Cause cause) {
      causes.putIfAbsent(cause.identity(), cause);
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
  boolean reads(Input input) {
    return running.values().stream().anyMatch(info -> info.reads(input));
  }

  /** Notes that a rule cannot run for want of inputs. */
  void missing(String rule, List<Inputs.State> states) {
    missing.put(rule, states);
  }

  /** Notes what a rule said beside its breaches. */
  void note(String rule, ResultCollector results) {
    results.pending().forEach(why -> tally(pending, rule, new Cause.OfRule(rule, why, false)));
    for (ResultCollector.Unjudged one : results.unjudged()) {
      Cause cause = one.cause(rule);
      tally(notEvaluated, rule, cause);
      if (one.limit()) {
        limits.add(cause);
      }
    }
  }

  /** Notes that a finding is not claimed. */
  void doubt(String rule, Cause cause) {
    tally(notEvaluated, rule, cause);
  }

  /** Notes a breach from before the policy was in force. */
  void historic(Requirement requirement) {
    tally(historic, requirement.rule(), new Cause.BeforePolicy(requirement.pack().id()));
  }

  private static void tally(Map<String, Tally> tallies, String rule, Cause cause) {
    tallies.computeIfAbsent(rule, r -> new Tally()).add(cause);
  }

  /** What could not be read or judged; known once the rules are concluded. */
  Set<Cause> gaps() {
    return gaps;
  }

  /** What the platform gives to no one. */
  Set<Cause> limits() {
    return limits;
  }

  /**
   * The outcome of every rule but the one that speaks last.
   *
   * @param breaches how many violations of a rule there are
   */
  List<Outcome> conclude(Inputs inputs, java.util.function.ToIntFunction<String> breaches) {
    List<Outcome> outcomes = new ArrayList<>();
    running.forEach(
        (rule, info) -> {
          if (!info.judgesCoverage()) {
            outcomes.addAll(conclude(rule, info, inputs, breaches.applyAsInt(rule)));
          }
        });
    return outcomes;
  }

  private List<Outcome> conclude(String rule, RuleInfo info, Inputs inputs, int breaches) {
    List<Inputs.State> absent = missing.get(rule);
    if (absent != null) {
      note(absent);
      return List.of(outcome(rule, Outcome.Kind.NOT_EVALUATED, causes(absent), 1));
    }
    List<Outcome> outcomes = new ArrayList<>(2);
    if (breaches > 0) {
      outcomes.add(Outcome.of(rule, account, Outcome.Kind.FINDING, breaches));
    }
    add(rule, Outcome.Kind.PENDING, pending, outcomes);
    add(rule, Outcome.Kind.HISTORIC, historic, outcomes);
    Tally unjudged = notEvaluated.get(rule);
    if (unjudged != null) {
      add(rule, Outcome.Kind.NOT_EVALUATED, notEvaluated, outcomes);
      unjudged.causes.values().stream().filter(c -> !limits.contains(c)).forEach(gaps::add);
    }
    List<Inputs.State> lacking = inputs.lacking(info);
    if (!lacking.isEmpty()) {
      outcomes.add(outcome(rule, Outcome.Kind.NOT_EVALUATED, causes(lacking), 1));
      note(lacking);
    }
    return outcomes.isEmpty() ? List.of(Outcome.of(rule, account, Outcome.Kind.NONE, 1)) : outcomes;
  }

  private void add(
      String rule, Outcome.Kind kind, Map<String, Tally> tallies, List<Outcome> outcomes) {
    Tally tally = tallies.get(rule);
    if (tally != null) {
      outcomes.add(outcome(rule, kind, List.copyOf(tally.causes.values()), tally.count));
    }
  }

  private Outcome outcome(String rule, Outcome.Kind kind, List<Cause> causes, int count) {
    return new Outcome(rule, account, kind, causes, count);
  }

  private static List<Cause> causes(List<Inputs.State> states) {
    return states.stream().flatMap(s -> s.cause().stream()).distinct().toList();
  }

  private void note(List<Inputs.State> states) {
    states.stream()
        .flatMap(s -> s.cause().stream())
        .filter(Cause.OfSource.class::isInstance)
        .map(Cause.OfSource.class::cast)
        // No one can make a source show a field that it does not have.
        .forEach(c -> (c.input().field().isPresent() ? limits : gaps).add(c));
  }
}
