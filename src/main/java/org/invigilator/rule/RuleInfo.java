package org.invigilator.rule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of a rule.
 *
 * @param needs what must have been read
 * @param observed how what it saw is said, by the key of each sentence
 * @param unjudged how it says why a subject was not judged, or not yet, by the key of each phrase
 * @param judgesCoverage whether it runs after all others, on what they could not see
 * @param judgesRows whether it is about the rows of the register themselves, also a repeated one
 * @param matchesNames whether it compares followers' names with the roll, which needs recorded
 *     grounds
 * @param limitsCopies whether its parameters say how long the program's own copies may be kept
 * @param forOperator whether only whoever operates the program can put right what it finds, so that
 *     no school is asked to
 * @param fills parameters that the policy's own vocabulary fills or completes
 * @param product whether it runs under every policy because it protects the audit itself
 * @param closedAccounts whether it is about closed accounts
 * @param supersededBy rules whose finding about the same act is stronger
 * @param fixed parameters that say how the rule reads its clause and cannot be set otherwise
 * @param stricter which parameters bind more tightly when there is {@code more} or {@code less} of
 *     them
 * @param columns columns of the accounts register of which the file must have at least one, for
 *     where it has none, a blank cell says nothing of the account
 * @param byAbsence the inputs in which it finds that something is missing: where one of them was
 *     not read whole, nothing is claimed
 * @param settings the parameters of which one must be set, for otherwise there is nothing to
 *     compare with; empty for a rule that can do without
 * @param choices the words that a list of a parameter may have, where it cannot have others
 * @param hiddenBy rules whose finding says that what this one goes by is missing
 * @param lists the word and domain lists by which it judges
 * @param stated the parameter whose number the text of a clause gives; empty when there is none
 */
public record RuleInfo(
    String group,
    String title,
    Mode mode,
    Severity severity,
    String checks,
    String reason,
    Map<String, @Nullable Object> parameters,
    List<Input.Need> needs,
    String expected,
    Map<String, String> observed,
    Map<String, String> unjudged,
    String fix,
    boolean product,
    boolean closedAccounts,
    List<String> supersededBy,
    Map<String, String> stricter,
    List<String> fixed,
    boolean judgesCoverage,
    boolean judgesRows,
    boolean matchesNames,
    boolean limitsCopies,
    boolean forOperator,
    Map<String, Fill> fills,
    List<Input> byAbsence,
    List<String> columns,
    List<String> settings,
    Map<String, List<String>> choices,
    String stated,
    List<String> hiddenBy,
    List<String> lists) {

  /** Where a policy's own vocabulary goes into a parameter. */
  public enum Fill {
    /** The platforms that the policy permits, where the parameter is not given. */
    PERMITTED_PLATFORMS,
    /** The platforms that the policy permits for pupils, where the parameter is not given. */
    PERMITTED_FOR_PUPILS,
    /** Kinds of people, each with the names that the people register uses. */
    PERSON_KINDS,
    /** Roles, under the names that the registers use. */
    ROLES;

    @JsonCreator
    static Fill of(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** Whether it reads an input, for some of its checks or for all. */
  public boolean reads(Input input) {
    return needs.stream().anyMatch(need -> need.input().equals(input));
  }

  /** Whether it cannot do without an input. */
  public boolean requires(Input input) {
    return needs.stream().anyMatch(need -> need.input().equals(input) && !need.optional());
  }

  /** Whether it goes by something that an account shows. */
  public boolean readsAccounts() {
    return needs.stream()
        .map(Input.Need::input)
        .anyMatch(
            i ->
                i instanceof Input.OfAccount of
                    && of != Input.OfAccount.CAPTURES
                    && of.field().isEmpty());
  }

  @JsonCreator
  static RuleInfo of(
      @JsonProperty("group") String group,
      @JsonProperty("title") String title,
      @JsonProperty("mode") Mode mode,
      @JsonProperty("severity") Severity severity,
      @JsonProperty("checks") String checks,
      @JsonProperty("reason") String reason,
      @JsonProperty("parameters") @Nullable Map<String, @Nullable Object> parameters,
      @JsonProperty("inputs") @Nullable List<Input.Need> needs,
      @JsonProperty("expected") @Nullable String expected,
      @JsonProperty("observed") @Nullable Map<String, String> observed,
      @JsonProperty("unjudged") @Nullable Map<String, String> unjudged,
      @JsonProperty("fix") @Nullable String fix,
      @JsonProperty("product") @Nullable Boolean product,
      @JsonProperty("closed_accounts") @Nullable Boolean closedAccounts,
      @JsonProperty("superseded_by") @Nullable List<String> supersededBy,
      @JsonProperty("stricter") @Nullable Map<String, String> stricter,
      @JsonProperty("fixed") @Nullable List<String> fixed,
      @JsonProperty("judges_coverage") @Nullable Boolean judgesCoverage,
      @JsonProperty("judges_rows") @Nullable Boolean judgesRows,
      @JsonProperty("matches_names") @Nullable Boolean matchesNames,
      @JsonProperty("limits_copies") @Nullable Boolean limitsCopies,
      @JsonProperty("for_operator") @Nullable Boolean forOperator,
      @JsonProperty("fills") @Nullable Map<String, Fill> fills,
      @JsonProperty("by_absence") @Nullable List<Input.Need> byAbsence,
      @JsonProperty("columns") @Nullable List<String> columns,
      @JsonProperty("settings") @Nullable List<String> settings,
      @JsonProperty("choices") @Nullable Map<String, Object> choices,
      @JsonProperty("stated") @Nullable String stated,
      @JsonProperty("hidden_by") @Nullable List<String> hiddenBy,
      @JsonProperty("lists") @Nullable List<String> lists) {
    return new RuleInfo(
        group,
        title,
        mode,
        severity,
        checks,
        reason,
        parameters == null ? Map.of() : parameters,
        needs == null ? List.of() : List.copyOf(needs),
        expected == null ? "" : expected,
        observed == null ? Map.of() : Map.copyOf(observed),
        unjudged == null ? Map.of() : Map.copyOf(unjudged),
        fix == null ? "" : fix,
        Boolean.TRUE.equals(product),
        Boolean.TRUE.equals(closedAccounts),
        supersededBy == null ? List.of() : List.copyOf(supersededBy),
        stricter == null ? Map.of() : Map.copyOf(stricter),
        fixed == null ? List.of() : List.copyOf(fixed),
        Boolean.TRUE.equals(judgesCoverage),
        Boolean.TRUE.equals(judgesRows),
        Boolean.TRUE.equals(matchesNames),
        Boolean.TRUE.equals(limitsCopies),
        Boolean.TRUE.equals(forOperator),
        fills == null ? Map.of() : Map.copyOf(fills),
        byAbsence == null ? List.of() : byAbsence.stream().map(Input.Need::input).toList(),
        columns == null ? List.of() : List.copyOf(columns),
        settings == null ? List.of() : List.copyOf(settings),
        choices == null ? Map.of() : words(choices),
        stated == null ? "" : stated,
        hiddenBy == null ? List.of() : List.copyOf(hiddenBy),
        lists == null ? List.of() : List.copyOf(lists));
  }

  /** The words of each choice: a list, or the words of a column, such as accounts.status. */
  private static Map<String, List<String>> words(Map<String, Object> choices) {
    Map<String, List<String>> words = new TreeMap<>();
    choices.forEach(
        (parameter, choice) -> {
          if (choice instanceof List<?> list) {
            words.put(parameter, list.stream().map(String::valueOf).toList());
          } else {
            String[] column = String.valueOf(choice).split("\\.");
            words.put(
                parameter,
                Objects.requireNonNull(
                        Schema.of(Register.valueOf(column[0].toUpperCase(Locale.ROOT)))
                            .columns()
                            .get(column[1]))
                    .values());
          }
        });
    return Map.copyOf(words);
  }

  /** Whether it asks nothing of a closed account, and closing one ends what it found of it. */
  public boolean endsWithTheAccount() {
    return !closedAccounts
        && (judgesCoverage
            || (requires(new Input.Register(Register.ACCOUNTS))
                && needs.stream().allMatch(need -> need.input() instanceof Input.Register)));
  }
}
