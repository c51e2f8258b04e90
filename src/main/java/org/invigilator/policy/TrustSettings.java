package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.Register;
import org.invigilator.register.StrictYaml;
import org.jspecify.annotations.Nullable;

/** The contents of {@code trust.yaml}: the trust's name, its policies and its settings. */
public record TrustSettings(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) List<String> packs,
    @Nullable Map<String, Override> overrides,
    @Nullable Map<String, Source> sources,
    @Nullable Map<String, ListUse> lists,
    @Nullable Privacy privacy,
    @Nullable Retention retention,
    @Nullable Spending budget,
    @Nullable Delivery delivery,
    @Nullable Answers answers,
    @JsonProperty("not_kept") @Nullable List<String> notKept,
    @Nullable Map<String, Object> calendar) {

  /**
   * Settings of a rule: on or off, another severity, or other parameters. An academy's overlay
   * cannot change a locked one.
   *
   * @param trial whether what it finds is shown apart and counts for nothing
   */
  public record Override(
      @Nullable Boolean enabled,
      @Nullable Severity severity,
      @Nullable Map<String, Object> parameters,
      @Nullable Boolean locked,
      @Nullable Boolean trial) {

    /** This override merged with a wider one; its own values win. */
    Override over(Override wider) {
      Map<String, Object> all = new LinkedHashMap<>();
      if (wider.parameters != null) {
        all.putAll(wider.parameters);
      }
      if (parameters != null) {
        all.putAll(parameters);
      }
      return new Override(
          enabled == null ? wider.enabled : enabled,
          severity == null ? wider.severity : severity,
          all.isEmpty() ? null : all,
          locked == null ? wider.locked : locked,
          trial == null ? wider.trial : trial);
    }

    /** Whether the rule is on trial. */
    public boolean isOnTrial() {
      return Boolean.TRUE.equals(trial);
    }

    /** Whether academies must not change the rule. */
    public boolean isLocked() {
      return Boolean.TRUE.equals(locked);
    }
  }

  /**
   * The settings of a rule under a policy: those of the policy, changed by those of the trust, and
   * by those of the academy unless the trust has locked the rule. Absent when there are none.
   */
  public @Nullable Override override(String rule, PolicyPack pack) {
    Override result = pack.ruleOverrides().get(rule);
    Override trust = ruleOverrides().get(rule);
    Override academy = pack.localOverrides().get(rule);
    if (trust != null) {
      result = result == null ? trust : trust.over(result);
    }
    if (academy != null && (trust == null || !trust.isLocked())) {
      result = result == null ? academy : academy.over(result);
    }
    return result;
  }

  /** Whether a list of the trust extends or replaces the built-in one. */
  public enum ListUse {
    @JsonProperty("extend")
    EXTEND,
    @JsonProperty("replace")
    REPLACE
  }

  /** Settings with one policy and no changes. */
  public static TrustSettings of(String pack) {
    return new TrustSettings(
        "any trust", List.of(pack), null, null, null, null, null, null, null, null, null, null);
  }

  /** The same settings with other policies and settings of rules. */
  TrustSettings with(List<String> otherPacks, Map<String, Override> otherOverrides) {
    return new TrustSettings(
        name,
        otherPacks,
        otherOverrides,
        sources,
        lists,
        privacy,
        retention,
        budget,
        delivery,
        answers,
        notKept,
        calendar);
  }

  /**
   * Reads {@code trust.yaml} of a trust folder.
   *
   * @throws InvalidInput with every problem when it cannot be used
   */
  public static TrustSettings read(Path trustFolder) {
    TrustSettings settings =
        StrictYaml.read(trustFolder.resolve("trust.yaml"), "trust.yaml", TrustSettings.class);
    List<Problem> problems = new ArrayList<>();
    if (settings.packs == null || settings.packs.isEmpty()) {
      problems.add(
          new Problem(
              "trust.yaml",
              0,
              "packs",
              "There is no policy pack.",
              "Name at least one pack, for example packs: [ctat-2024]."));
    }
    Source.check(settings.sources, "trust.yaml");
    for (String name : settings.notKept == null ? List.<String>of() : settings.notKept) {
      if (Register.named(name).isEmpty()) {
        problems.add(
            new Problem(
                "trust.yaml",
                0,
                "not_kept",
                "There is no register '" + name + "'.",
                "Choose from: " + String.join(", ", Register.names()) + "."));
      }
    }
    if (settings.budget != null) {
      settings.budget.problem("trust.yaml").ifPresent(problems::add);
    }
    if (settings.delivery != null) {
      problems.addAll(settings.delivery.problems("trust.yaml"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return settings;
  }

  /** The registers that the trust has decided not to keep. */
  public Set<Register> registersNotKept() {
    return notKept == null
        ? Set.of()
        : notKept.stream()
            .flatMap(name -> Register.named(name).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether an approver must send back a file of their own. */
  public boolean approverSendsOwnFile() {
    return answers != null && answers.needsOwnFile();
  }

  public Map<String, Override> ruleOverrides() {
    return overrides == null ? Map.of() : overrides;
  }

  /** The sources by the standard name of the platform. */
  public Map<String, Source> sourceByPlatform() {
    return Source.canonical(sources);
  }

  /** The keys of the records that are missing for comparing names; empty when none is. */
  public List<String> missingForNameMatching() {
    return onPrivacy().missingForNameMatching();
  }

  /** The records about the data processing. */
  public Privacy onPrivacy() {
    return privacy == null ? Privacy.UNSAID : privacy;
  }

  /** The retention periods set by the trust. */
  public Retention onRetention() {
    return retention == null ? Retention.UNSAID : retention;
  }

  /** The lists whose use is set. */
  public Set<String> namedLists() {
    return lists == null ? Set.of() : lists.keySet();
  }

  /** Whether the trust's own list replaces the built-in one. */
  public boolean replacesList(String list) {
    return lists != null && lists.get(list) == ListUse.REPLACE;
  }
}
