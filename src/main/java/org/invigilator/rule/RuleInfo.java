package org.invigilator.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of a rule.
 *
 * @param inputs what must have been read; a trailing ? marks what only some of its checks need
 * @param product whether it runs under every policy because it protects the audit itself
 * @param closedAccounts whether it is about closed accounts
 * @param supersededBy rules whose finding about the same act is stronger
 * @param fixed parameters that say how the rule reads its clause and cannot be set otherwise
 * @param stricter which parameters bind more tightly when there is {@code more} or {@code less} of
 *     them
 */
public record RuleInfo(
    String group,
    String title,
    Mode mode,
    Severity severity,
    String checks,
    String reason,
    Map<String, @Nullable Object> parameters,
    List<String> inputs,
    String expected,
    String fix,
    boolean product,
    boolean closedAccounts,
    List<String> supersededBy,
    Map<String, String> stricter,
    List<String> fixed) {

  @JsonCreator
  static RuleInfo of(
      @JsonProperty("group") String group,
      @JsonProperty("title") String title,
      @JsonProperty("mode") Mode mode,
      @JsonProperty("severity") Severity severity,
      @JsonProperty("checks") String checks,
      @JsonProperty("reason") String reason,
      @JsonProperty("parameters") @Nullable Map<String, @Nullable Object> parameters,
      @JsonProperty("inputs") @Nullable List<String> inputs,
      @JsonProperty("expected") @Nullable String expected,
      @JsonProperty("fix") @Nullable String fix,
      @JsonProperty("product") @Nullable Boolean product,
      @JsonProperty("closed_accounts") @Nullable Boolean closedAccounts,
      @JsonProperty("yields_to") @Nullable List<String> supersededBy,
      @JsonProperty("stricter") @Nullable Map<String, String> stricter,
      @JsonProperty("fixed") @Nullable List<String> fixed) {
    return new RuleInfo(
        group,
        title,
        mode,
        severity,
        checks,
        reason,
        parameters == null ? Map.of() : parameters,
        inputs == null ? List.of() : List.copyOf(inputs),
        expected == null ? "" : expected,
        fix == null ? "" : fix,
        Boolean.TRUE.equals(product),
        Boolean.TRUE.equals(closedAccounts),
        supersededBy == null ? List.of() : List.copyOf(supersededBy),
        stricter == null ? Map.of() : Map.copyOf(stricter),
        fixed == null ? List.of() : List.copyOf(fixed));
  }
}
