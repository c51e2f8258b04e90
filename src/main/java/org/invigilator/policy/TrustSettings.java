package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;

/** What {@code trust.yaml} says: the trust's name, its policies, and where it departs from them. */
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
    @Nullable Map<String, Object> calendar) {

  /**
   * How the trust wants one rule: switched on or off, at another severity, or with other
   * parameters. A locked one cannot be changed by an academy's overlay.
   */
  public record Override(
      @Nullable Boolean enabled,
      @Nullable Severity severity,
      @Nullable Map<String, Object> parameters,
      @Nullable Boolean locked) {

    /** This override laid over a wider one: what it says wins, the rest is kept. */
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
          locked == null ? wider.locked : locked);
    }

    /** Whether no academy may change the rule. */
    public boolean isLocked() {
      return Boolean.TRUE.equals(locked);
    }
  }

  /**
   * How a rule runs under a policy: the policy's own wish, then the trust's, then its academy's
   * unless the trust has locked the rule. Absent where nobody wishes anything.
   */
  public @Nullable Override override(String rule, PolicyPack pack) {
    Override wish = pack.ruleOverrides().get(rule);
    Override trust = ruleOverrides().get(rule);
    Override academy = pack.localOverrides().get(rule);
    if (trust != null) {
      wish = wish == null ? trust : trust.over(wish);
    }
    if (academy != null && (trust == null || !trust.isLocked())) {
      wish = wish == null ? academy : academy.over(wish);
    }
    return wish;
  }

  /** Whether a list of the trust adds to the built-in one or takes its place. */
  public enum ListUse {
    @JsonProperty("extend")
    EXTEND,
    @JsonProperty("replace")
    REPLACE
  }

  /** The settings of nobody in particular, who chose one policy and changed nothing in it. */
  public static TrustSettings of(String pack) {
    return new TrustSettings(
        "any trust", List.of(pack), null, null, null, null, null, null, null, null);
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
              "No policy is chosen.",
              "Name at least one pack, for example packs: [ctat-2024]."));
    }
    Source.check(settings.sources, "trust.yaml");
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

  public Map<String, Override> ruleOverrides() {
    return overrides == null ? Map.of() : overrides;
  }

  /** Where what accounts show comes from, by the one name of the platform. */
  public Map<String, Source> sourceByPlatform() {
    return Source.canonical(sources);
  }

  /** Which of the grounds for matching names are not on record; empty when all are. */
  public List<String> missingForNameMatching() {
    return onPrivacy().missingForNameMatching();
  }

  /** What is on record about the processing, if anything. */
  public Privacy onPrivacy() {
    return privacy == null ? Privacy.UNSAID : privacy;
  }

  /** For how long things are kept, as far as the trust says it. */
  public Retention onRetention() {
    return retention == null ? Retention.UNSAID : retention;
  }

  /** Whether the built-in list of this name is left out because the trust keeps its own. */
  public boolean replacesList(String list) {
    return lists != null && lists.get(list) == ListUse.REPLACE;
  }
}
