package org.invigilator.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.invigilator.policy.PolicyPack;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;

/** The rules about the trust as a whole, under each of its policies. */
public final class TrustAudit {
  private final TrustIndex trust;
  private final Requirements requirements;
  private final Map<List<String>, AssessedViolation> violations = new LinkedHashMap<>();
  private final Map<String, Outcome> notEvaluated = new TreeMap<>();
  private final Map<String, Map<String, Cause>> pending = new TreeMap<>();
  private final Set<String> ran = new TreeSet<>();
  private final Set<String> breached = new TreeSet<>();

  public TrustAudit(TrustIndex trust, Requirements requirements) {
    this.trust = trust;
    this.requirements = requirements;
  }

  /** What the trust as a whole came to; outcomes name no account. */
  public record Result(List<AssessedViolation> violations, List<Outcome> outcomes) {}

  /** Runs the rules. */
  public Result run() {
    for (PolicyPack pack : requirements.packs()) {
      run(pack);
    }
    List<Outcome> outcomes = new ArrayList<>(notEvaluated.values());
    breached.forEach(rule -> outcomes.add(Outcome.of(rule, "", Outcome.Kind.FINDING, 1)));
    pending.forEach(
        (rule, causes) ->
            outcomes.add(
                new Outcome(
                    rule, "", Outcome.Kind.PENDING, List.copyOf(causes.values()), causes.size())));
    ran.stream()
        .filter(rule -> outcomes.stream().noneMatch(o -> o.rule().equals(rule)))
        .forEach(rule -> outcomes.add(Outcome.of(rule, "", Outcome.Kind.NONE, 1)));
    return new Result(
        List.copyOf(violations.values()),
        outcomes.stream().map(o -> o.safe(trust.mentions()::withoutNames)).toList());
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
        trust.registers(),
        requirements.notKept(),
        trust.shrunk(),
        trust.now(),
        Freshness.of(requirements.of(pack)).registerDays());
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
  private static List<Cause.Gap> gaps(List<Requirement> asked, Inputs inputs) {
    return asked.stream()
        .flatMap(r -> r.info().needs().stream())
        .map(Input.Need::input)
        .filter(inputs.states()::containsKey)
        .flatMap(input -> inputs.state(input).cause().stream())
        .filter(Cause.Gap.class::isInstance)
        .map(Cause.Gap.class::cast)
        .filter(gap -> !gap.isDecided())
        .distinct()
        .sorted(Comparator.comparing(gap -> gap.register().fileName()))
        .toList();
  }

  private void run(Requirement requirement, Rule.OfTrust rule, TrustView view, Inputs inputs) {
    boolean ofRegisters = !requirement.info().requires(Input.OfAccount.CAPTURES);
    List<Inputs.State> missing =
        requirement.lacksSettingAmong(requirements.of(requirement.pack()))
            ? List.of(Inputs.notSet(requirement))
            : ofRegisters ? inputs.missing(requirement.info()) : List.of();
    if (!missing.isEmpty()) {
      notEvaluated(requirement.rule(), missing);
      return;
    }
    ran.add(requirement.rule());
    ResultCollector collector = new ResultCollector();
    rule.check(view, collector);
    Map<String, Cause> causes = new TreeMap<>();
    int unjudged = collector.unjudged().size();
    boolean isUnproven = inputs.isUnprovenClaim(requirement.info());
    for (Violation violation : collector.violations()) {
      if (isUnproven) {
        continue;
      }
      Optional<Cause> doubt =
          trust.unclear().doubt(requirement.info(), Optional.empty(), violation);
      if (doubt.isPresent()) {
        causes.put(doubt.get().identity(), doubt.get());
        unjudged++;
        continue;
      }
      breached.add(requirement.rule());
      Subject subject = violation.subject();
      violations.merge(
          List.of(
              requirement.rule(),
              subject.kind().name(),
              violation.account(),
              subject.id(),
              subject.aspect()),
          AssessedViolation.of(requirement, violation, "", "", "", trust),
          AssessedViolation::and);
    }
    collector
        .pending()
        .forEach(
            why -> {
              Cause cause = new Cause.OfRule(requirement.rule(), why, false);
              pending
                  .computeIfAbsent(requirement.rule(), r -> new TreeMap<>())
                  .putIfAbsent(cause.identity(), cause);
            });
    collector
        .unjudged()
        .forEach(
            one -> {
              Cause cause = one.cause(requirement.rule());
              causes.putIfAbsent(cause.identity(), cause);
            });
    if (unjudged > 0) {
      add(
          new Outcome(
              requirement.rule(),
              "",
              Outcome.Kind.NOT_EVALUATED,
              List.copyOf(causes.values()),
              unjudged));
    }
    if ((unjudged == 0 || isUnproven)
        && ofRegisters
        && !inputs.lacking(requirement.info()).isEmpty()) {
      notEvaluated(requirement.rule(), inputs.lacking(requirement.info()));
    }
  }

  private void notEvaluated(String rule, List<Inputs.State> states) {
    List<Cause> causes = states.stream().flatMap(s -> s.cause().stream()).distinct().toList();
    add(new Outcome(rule, "", Outcome.Kind.NOT_EVALUATED, causes, 1));
  }

  /** Several policies may ask for the same rule, and each may lack something. */
  private void add(Outcome outcome) {
    notEvaluated.merge(
        outcome.rule(),
        outcome,
        (one, other) ->
            new Outcome(
                one.rule(),
                "",
                Outcome.Kind.NOT_EVALUATED,
                Stream.concat(one.causes().stream(), other.causes().stream()).distinct().toList(),
                Math.max(one.count(), other.count())));
  }
}
