package org.invigilator.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.policy.Clause;
import org.invigilator.policy.Mode;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Retention;
import org.invigilator.policy.Severity;
import org.invigilator.policy.TrustSettings;
import org.invigilator.policy.Versions;
import org.invigilator.register.Account;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.Register;
import org.jspecify.annotations.Nullable;

/** Which rules run where: what the chosen policies ask for, changed by the trust's overrides. */
public final class Requirements {
  private final LocalDate day;
  private final Retention.Limits retention;
  private final Set<Register> notKept;
  private final List<Versions> policies;
  private final Map<PolicyPack, List<Requirement>> current = new LinkedHashMap<>();
  private final Map<PolicyPack, List<Requirement>> earlier = new LinkedHashMap<>();

  private record Key(String rule, Map<String, @Nullable Object> parameters, Mode mode) {}

  private record Draft(List<String> clauses, List<Severity> severities) {}

  /**
   * Combines policies and overrides.
   *
   * @throws InvalidInput when one of them names an unknown rule or parameter
   */
  public Requirements(List<Versions> policies, TrustSettings settings) {
    this(policies, settings, LocalDate.MAX);
  }

  /**
   * The same with the parameters of a day, where some change on a day.
   *
   * @throws InvalidInput when one of them names an unknown rule or parameter
   */
  public Requirements(List<Versions> policies, TrustSettings settings, LocalDate day) {
    this.day = day;
    this.policies = List.copyOf(policies);
    List<Problem> problems =
        new ArrayList<>(new ReferenceCheck(settings, allVersions()).problems());
    if (problems.isEmpty()) {
      policies.forEach(policy -> read(policy, settings, problems));
    }
    boolean matchesNames =
        current.values().stream()
            .flatMap(List::stream)
            .anyMatch(r -> r.info().matchesNames() && r.parameters().flag("enabled"));
    List<String> missing = settings.missingForNameMatching();
    if (matchesNames && !missing.isEmpty()) {
      problems.add(
          new Problem(
              "trust.yaml",
              0,
              "privacy.name_matching",
              "Followers' names may be compared with the roll only on recorded grounds. Not on"
                  + " record: "
                  + String.join(", ", missing)
                  + ".",
              "Enter them once the data protection impact assessment is done, or switch the rule off."));
    }
    Retention.Bounds bounds = bounds();
    problems.addAll(settings.onRetention().problems(bounds));
    retention = settings.onRetention().within(bounds);
    notKept = settings.registersNotKept();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private void read(Versions policy, TrustSettings settings, List<Problem> problems) {
    PolicyPack pack = policy.inForce();
    boolean only = policy.earlier().isEmpty();
    current.put(
        pack,
        of(
            pack,
            new Requirement.EffectivePeriod(
                pack.effectiveFrom(), Optional.empty(), only, pack.id()),
            settings,
            problems));
    List<Requirement> before = new ArrayList<>();
    Optional<LocalDate> until = pack.effectiveFrom();
    for (int i = 0; i < policy.earlier().size(); i++) {
      PolicyPack old = policy.earlier().get(i);
      boolean first = i == policy.earlier().size() - 1;
      String name = old.id().equals(pack.id()) ? old.versionedId() : old.id();
      of(
              old,
              new Requirement.EffectivePeriod(old.effectiveFrom(), until, first, name),
              settings,
              problems)
          .stream()
          .filter(r -> r.check() instanceof Rule.OfPost || r.check() instanceof Rule.OfPosts)
          .forEach(before::add);
      until = old.effectiveFrom();
    }
    earlier.put(pack, before);
  }

  /** The longest that all policies allow the program's copies to be kept. */
  private Retention.Bounds bounds() {
    List<Parameters> given =
        current.values().stream()
            .flatMap(List::stream)
            .filter(r -> r.info().limitsCopies())
            .map(Requirement::parameters)
            .toList();
    Parameters defaults = new Parameters(Catalogue.one(RuleInfo::limitsCopies).parameters());
    return new Retention.Bounds(
        defaults.strictest(given, "post_days"),
        defaults.strictest(given, "follower_days"),
        defaults.strictest(given, "inbound_days"));
  }

  /** For how long what is kept is kept, within what the policies allow. */
  public Retention.Limits retention() {
    return retention;
  }

  /** The registers that the trust has decided not to keep. */
  public Set<Register> notKept() {
    return notKept;
  }

  /** The policies the trust chose, in its order, each in the version in force. */
  public List<PolicyPack> packs() {
    return List.copyOf(current.keySet());
  }

  /** Every version of every policy, for looking up a clause. */
  public List<PolicyPack> allVersions() {
    return policies.stream()
        .flatMap(v -> Stream.concat(Stream.of(v.inForce()), v.earlier().stream()))
        .toList();
  }

  /** What one policy asks for in the version in force. */
  public List<Requirement> of(PolicyPack pack) {
    return current.getOrDefault(pack, List.of());
  }

  /** What earlier versions of a policy ask of the posts of their time. */
  public List<Requirement> ofEarlier(PolicyPack pack) {
    return earlier.getOrDefault(pack, List.of());
  }

  /**
   * The policies that bind an account: the one its academy names when the trust chose it, or else
   * all that speak for the whole trust.
   */
  public List<PolicyPack> packsFor(Account account, TrustIndex trust) {
    return packsFor(trust.academy(account.academy()).map(a -> a.pack()).orElse(""));
  }

  /** The policies that bind an academy which names this pack. */
  public List<PolicyPack> packsFor(String named) {
    List<PolicyPack> own =
        policies.stream().filter(v -> v.isCalled(named)).map(Versions::inForce).toList();
    if (!own.isEmpty()) {
      return own;
    }
    List<PolicyPack> packs = packs();
    List<PolicyPack> wide = packs.stream().filter(p -> !p.isForAcademy()).toList();
    return wide.isEmpty() ? packs : wide;
  }

  private List<Requirement> of(
      PolicyPack pack,
      Requirement.EffectivePeriod period,
      TrustSettings settings,
      List<Problem> problems) {
    ParameterValues values = new ParameterValues(pack, settings, day);
    Map<Key, Draft> drafts = new LinkedHashMap<>();
    Set<String> asked = new LinkedHashSet<>();
    for (Clause clause : pack.clauseList()) {
      for (Clause.RuleUse use : clause.rules()) {
        RuleInfo info = Catalogue.require(use.id());
        asked.add(use.id());
        Key key =
            new Key(
                use.id(), values.of(use.id(), use.parameters()), use.mode().orElse(info.mode()));
        Draft draft =
            drafts.computeIfAbsent(key, k -> new Draft(new ArrayList<>(), new ArrayList<>()));
        if (!draft.clauses().contains(clause.number())) {
          draft.clauses().add(clause.number());
        }
        draft.severities().add(use.severity().orElse(info.severity()));
      }
    }
    for (String rule : Catalogue.ids()) {
      RuleInfo info = Catalogue.require(rule);
      TrustSettings.Override override = settings.override(rule, pack);
      boolean chosen =
          override != null && (Boolean.TRUE.equals(override.enabled()) || override.isOnTrial());
      if (!asked.contains(rule) && (info.product() || chosen)) {
        drafts.put(
            new Key(rule, values.of(rule, Map.of()), info.mode()),
            new Draft(List.of(), new ArrayList<>(List.of(info.severity()))));
      }
    }
    List<Requirement> all = new ArrayList<>();
    drafts.forEach((key, draft) -> add(all, key, draft, pack, period, settings, problems));
    return List.copyOf(all);
  }

  private static void add(
      List<Requirement> all,
      Key key,
      Draft draft,
      PolicyPack pack,
      Requirement.EffectivePeriod period,
      TrustSettings settings,
      List<Problem> problems) {
    TrustSettings.Override override = settings.override(key.rule(), pack);
    if (override != null && Boolean.FALSE.equals(override.enabled())) {
      return;
    }
    Severity severity = draft.severities().stream().reduce(Severity::worse).orElse(Severity.INFO);
    Parameters parameters = new Parameters(key.parameters());
    try {
      Catalogue.require(key.rule()).choices().forEach(parameters::mustBeAmong);
      parameters.mustHaveNoYear();
      all.add(
          new Requirement(
              key.rule(),
              Catalogue.require(key.rule()),
              pack,
              List.copyOf(draft.clauses()),
              override != null && override.severity() != null ? override.severity() : severity,
              key.mode(),
              parameters,
              Catalogue.create(key.rule(), parameters),
              period,
              override != null && override.isOnTrial()));
    } catch (Parameters.InvalidParameter e) {
      boolean own =
          override != null
              && override.parameters() != null
              && override.parameters().containsKey(e.name());
      problems.add(
          own
              ? new Problem(
                  "trust.yaml", 0, "overrides." + key.rule(), String.valueOf(e.getMessage()), "")
              : new Problem(
                  "policy " + pack.id(), 0, key.rule(), String.valueOf(e.getMessage()), ""));
    }
  }
}
