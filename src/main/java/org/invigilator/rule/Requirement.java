package org.invigilator.rule;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.policy.Mode;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One rule as one policy asks for it: the clauses that call for it with the same parameters, and
 * how grave it is.
 *
 * @param clauses the clause numbers; empty when the trust chose the rule or the product brings it
 * @param trial whether what it finds is shown apart and counts for nothing
 */
public record Requirement(
    String rule,
    RuleInfo info,
    PolicyPack pack,
    List<String> clauses,
    Severity severity,
    Mode mode,
    Parameters parameters,
    Rule check,
    EffectivePeriod period,
    boolean trial) {

  /**
   * When a version of a policy was in force.
   *
   * @param from its first day; empty when its text has no date
   * @param until the first day of the version that replaced it, itself outside
   * @param policy what the policy is called in findings: its id, with @ and the version where a
   *     newer one bears the same id
   * @param first whether no version before it is known, so that what was done earlier is historic
   */
  public record EffectivePeriod(
      Optional<LocalDate> from, Optional<LocalDate> until, boolean first, String policy) {}

  /** Whether neither the clause nor the policy sets what the rule would compare with. */
  public boolean lacksSetting() {
    return !info.settings().isEmpty()
        && info.settings().stream()
            .allMatch(
                name -> isNothing(parameters.values().get(name), info.parameters().get(name)));
  }

  /** Whether nothing is set for a rule, under any clause of the policy that asks for this one. */
  boolean lacksSettingAmong(List<Requirement> all) {
    return lacksSetting()
        && all.stream()
            .filter(other -> other.rule().equals(rule) && other.pack().equals(pack))
            .allMatch(Requirement::lacksSetting);
  }

  /** Whether nothing is set; an empty list says something where none at all is the usual value. */
  private static boolean isNothing(@Nullable Object value, @Nullable Object usual) {
    return value == null
        || (usual instanceof Collection<?> && value instanceof Collection<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  /**
   * By what rules judge: for each a hash over the versions, clauses, severities and parameters
   * under which it runs, and the lists by which it judges.
   */
  public static Map<String, String> bases(List<Requirement> requirements, TrustIndex trust) {
    Map<String, String> texts = new TreeMap<>();
    for (Requirement one : requirements) {
      texts.merge(
          one.rule(),
          String.join(
              "\n",
              one.period().policy() + one.period().from() + one.period().until(),
              one.clauses().toString(),
              one.severity().toString(),
              one.mode().toString() + (one.trial() ? " on trial" : ""),
              new TreeMap<>(one.parameters().values()) + ofLists(one, trust)),
          (a, b) -> a + "\n" + b);
    }
    texts.replaceAll((rule, text) -> DigestUtils.sha256Hex(text));
    return texts;
  }

  /** What the lists of a rule add to what it judges by, where the trust has lines of its own. */
  private static String ofLists(Requirement one, TrustIndex trust) {
    String fingerprint = trust.words().fingerprint(one.info().lists());
    return fingerprint.isEmpty() ? "" : "\n" + fingerprint;
  }

  /** Whether the policy asks for it; otherwise the trust or the product chose it. */
  public boolean isPolicy() {
    return !clauses.isEmpty();
  }

  /** Whether an act on a London date was before the policy bound anybody. */
  boolean isHistoric(LocalDate day) {
    return period.first() && isBeforeStart(day);
  }

  /** Whether an act on a London date is judged by this version rather than by another one. */
  boolean judges(LocalDate day) {
    return (period.until().isEmpty() || day.isBefore(period.until().get()))
        && (period.first() || !isBeforeStart(day));
  }

  private boolean isBeforeStart(LocalDate day) {
    return period.from().isPresent() && day.isBefore(period.from().get());
  }

  /** Whether its version is in force on the audit date, and so judges more than old posts. */
  boolean isCurrent() {
    return period.until().isEmpty();
  }

  public String expected() {
    return parameters.fill(info.expected());
  }
}
