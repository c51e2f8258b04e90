package org.invigilator.policy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a preview changes of the policies, and nothing else.
 *
 * @param on the day whose policies and dated parameters count; empty for the audit date
 * @param packs the policies in place of the trust's; empty for the trust's own
 * @param parameters values of parameters by rule, over those of the policies and the trust
 */
public record PolicyChange(
    Optional<LocalDate> on, List<String> packs, Map<String, Map<String, Object>> parameters) {
  public static final PolicyChange NONE = new PolicyChange(Optional.empty(), List.of(), Map.of());

  /** The settings of a trust under this change. */
  public TrustSettings of(TrustSettings settings) {
    Map<String, TrustSettings.Override> overrides = new LinkedHashMap<>(settings.ruleOverrides());
    parameters.forEach(
        (rule, values) ->
            overrides.merge(
                rule,
                new TrustSettings.Override(null, null, values, null, null),
                (before, after) -> after.over(before)));
    return settings.with(packs.isEmpty() ? settings.packs() : packs, overrides);
  }
}
