package org.invigilator.rule;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.TrustSettings;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of rules under one policy: the catalogue's, then the clause's, then the trust's
 * overrides, with the policy's own lists and in the words of the registers.
 *
 * @param day the day on which they count, where they change on a day
 */
record ParameterValues(PolicyPack pack, TrustSettings settings, LocalDate day) {

  /**
   * The parameters of a rule.
   *
   * @param own those that the clause gives
   */
  Map<String, @Nullable Object> of(String rule, Map<String, Object> own) {
    RuleInfo info = Catalogue.require(rule);
    Map<String, @Nullable Object> values = new LinkedHashMap<>(info.parameters());
    values.putAll(own);
    info.fills().forEach((name, fill) -> fillIn(values, name, fill));
    Map<String, @Nullable Object> usual = new LinkedHashMap<>(info.parameters());
    TrustSettings.Override override = settings.override(rule, pack);
    if (override != null && override.parameters() != null) {
      // Until a value of the trust's own counts, the clause's does.
      override
          .parameters()
          .keySet()
          .forEach(name -> usual.put(name, DatedValues.on(values.get(name), day, usual.get(name))));
      values.putAll(override.parameters());
    }
    if (override != null && Boolean.TRUE.equals(override.enabled())) {
      values.computeIfPresent("enabled", (name, off) -> true);
    }
    values.replaceAll((name, value) -> DatedValues.on(value, day, usual.get(name)));
    info.fills().forEach((name, fill) -> translate(values, name, fill));
    return values;
  }

  /** Gives a parameter that no one set the policy's own list. */
  private void fillIn(Map<String, @Nullable Object> values, String name, RuleInfo.Fill fill) {
    if (fill == RuleInfo.Fill.PERMITTED_PLATFORMS) {
      values.computeIfAbsent(name, n -> pack.permittedPlatforms());
    } else if (fill == RuleInfo.Fill.PERMITTED_FOR_PUPILS) {
      values.computeIfAbsent(name, n -> pack.permittedForPupils());
    }
  }

  /** Puts the policy's words for people and roles into those of the registers. */
  private void translate(Map<String, @Nullable Object> values, String name, RuleInfo.Fill fill) {
    if (fill == RuleInfo.Fill.PERSON_KINDS) {
      values.computeIfPresent(name, (n, kinds) -> withAliases(kinds));
    } else if (fill == RuleInfo.Fill.ROLES) {
      values.computeIfPresent(name, (n, roles) -> registerRoles(roles));
    }
  }

  /** Roles under the names that the registers use. */
  private Object registerRoles(Object roles) {
    return roles instanceof List<?> names
        ? names.stream().map(n -> pack.registerRole(String.valueOf(n))).toList()
        : roles;
  }

  /** Kinds of people under the policy's names and under those of the people register. */
  private Object withAliases(Object kinds) {
    if (!(kinds instanceof List<?> names)) {
      return kinds;
    }
    Set<String> all = new LinkedHashSet<>();
    for (Object name : names) {
      all.add(String.valueOf(name));
      all.addAll(pack.aliases().getOrDefault(String.valueOf(name), List.of()));
    }
    return List.copyOf(all);
  }
}
