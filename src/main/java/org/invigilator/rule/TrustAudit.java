package org.invigilator.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.invigilator.policy.PolicyPack;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;

/** The rules about the trust as a whole, under each of its policies. */
public final class TrustAudit {
  private final TrustIndex trust;
  private final Requirements requirements;
  private final Map<List<String>, AssessedViolation> judgements = new LinkedHashMap<>();
  private final Map<String, Outcome> notEvaluated = new TreeMap<>();
  private final Map<String, Set<String>> pending = new TreeMap<>();
  private final Set<String> ran = new TreeSet<>();
  private final Set<String> breached = new TreeSet<>();

  public TrustAudit(TrustIndex trust, Requirements requirements) {
    this.trust = trust;
    this.requirements = requirements;
  }

  /** What the trust as a whole came to; outcomes name no account. */
  public record Result(List<AssessedViolation> judgements, List<Outcome> outcomes) {}

  /** Runs the rules. */
  public Result run() {
    for (PolicyPack pack : requirements.packs()) {
      run(pack);
    }
    List<Outcome> outcomes = new ArrayList<>(notEvaluated.values());
    breached.forEach(rule -> outcomes.add(new Outcome(rule, "", Outcome.Kind.FINDING, "", 1)));
    pending.forEach(
        (rule, reasons) ->
            outcomes.add(
                new Outcome(
                    rule, "", Outcome.Kind.PENDING, String.join("; ", reasons), reasons.size())));
    ran.stream()
        .filter(rule -> outcomes.stream().noneMatch(o -> o.rule().equals(rule)))
        .forEach(rule -> outcomes.add(new Outcome(rule, "", Outcome.Kind.NONE, "", 1)));
    return new Result(List.copyOf(judgements.values()), outcomes);
  }

  private void run(PolicyPack pack) {
    TrustView view = view(pack);
    Inputs inputs = inputs(pack);
    for (Requirement requirement : requirements.of(pack)) {
      if (requirement.check() instanceof Rule.OfTrust rule) {
        run(requirement, rule, view, inputs);
      }
    }
  }

  private Inputs inputs(PolicyPack pack) {
    return Inputs.ofRegisters(
        trust.registers(), trust.now(), Freshness.of(requirements.of(pack)).registerDays());
  }

  /** The trust as one of its policies sees it. */
  public TrustView view(PolicyPack pack) {
    List<Account> accounts =
        trust.registers().accounts().stream()
            .filter(a -> !a.isPersonal() && trust.known().duplicateOf(a).isEmpty())
            .filter(a -> requirements.packsFor(a, trust).contains(pack))
            .toList();
    List<Academy> academies =
        trust.registers().academies().stream()
            .filter(a -> requirements.packsFor(a.pack()).contains(pack))
            .toList();
    return new TrustView(
        trust, pack, accounts, academies, gaps(requirements.of(pack), inputs(pack)));
  }

  /** Every register that some rule of the policy needs and that is not there, or not fresh. */
  private static List<TrustView.Gap> gaps(List<Requirement> asked, Inputs inputs) {
    Set<String> needed = new LinkedHashSet<>();
    asked.forEach(r -> r.info().inputs().forEach(i -> needed.add(i.replace("?", ""))));
    return needed.stream()
        .filter(inputs.states()::containsKey)
        .filter(i -> inputs.state(i).level() != Inputs.Level.WHOLE)
        .sorted()
        .map(i -> new TrustView.Gap(i, inputs.state(i).reason()))
        .toList();
  }

  private void run(Requirement requirement, Rule.OfTrust rule, TrustView view, Inputs inputs) {
    boolean ofRegisters = !requirement.info().inputs().contains("captures");
    List<Inputs.State> missing = ofRegisters ? inputs.missing(requirement.info()) : List.of();
    if (!missing.isEmpty()) {
      notEvaluated(requirement.rule(), missing);
      return;
    }
    ran.add(requirement.rule());
    ResultCollector verdicts = new ResultCollector();
    rule.check(view, verdicts);
    for (Violation breach : verdicts.breaches()) {
      breached.add(requirement.rule());
      Subject subject = breach.subject();
      judgements.merge(
          List.of(
              requirement.rule(),
              subject.kind().name(),
              breach.account(),
              subject.id(),
              subject.aspect()),
          AssessedViolation.of(requirement, breach, "", "", ""),
          AssessedViolation::and);
    }
    verdicts
        .pending()
        .forEach(
            reason ->
                pending.computeIfAbsent(requirement.rule(), r -> new TreeSet<>()).add(reason));
    if (!verdicts.notEvaluated().isEmpty()) {
      notEvaluated.put(
          requirement.rule(),
          new Outcome(
              requirement.rule(),
              "",
              Outcome.Kind.NOT_EVALUATED,
              String.join("; ", new TreeSet<>(verdicts.notEvaluated())),
              verdicts.notEvaluated().size()));
    } else if (ofRegisters && !inputs.lacking(requirement.info()).isEmpty()) {
      notEvaluated(requirement.rule(), inputs.lacking(requirement.info()));
    }
  }

  private void notEvaluated(String rule, List<Inputs.State> states) {
    String reasons =
        String.join("; ", states.stream().map(Inputs.State::reason).distinct().toList());
    notEvaluated.put(rule, new Outcome(rule, "", Outcome.Kind.NOT_EVALUATED, reasons, 1));
  }
}
