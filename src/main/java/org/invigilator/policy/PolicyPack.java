package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of one policy: its dates, whom it covers, and every clause with how it is checked.
 *
 * @param replaces the id of the policy it took the place of, where that had another id
 * @param roleAliases what this policy calls an office, and what the registers call it
 * @param permittedPlatforms the platforms the policy allows; absent when it has no such list
 * @param permittedForPupils those it allows where pupils are meant; absent when it has no list
 * @param document what stands on its cover and signature page, by the name of the field
 * @param overrides how rules run where no single clause says it
 * @param waiverDays for how many days at most a finding of a severity may be waived
 * @param locked rules ({@code rule}) or parameters ({@code rule.parameter}) that no narrower pack
 *     may change
 * @param local the overrides that come from an academy's own overlay, narrower than the trust's
 */
public record PolicyPack(
    @JsonProperty(value = "pack", required = true) String id,
    @Nullable String inherits,
    @Nullable String replaces,
    @Nullable String title,
    @Nullable String trust,
    @Nullable String academy,
    @Nullable String level,
    @Nullable String version,
    @JsonProperty("approved_on") @Nullable PolicyDate approved,
    @JsonProperty("approved_by") @Nullable String approvedBy,
    @JsonProperty("effective_from") @Nullable PolicyDate effective,
    @JsonProperty("review_due_on") @Nullable PolicyDate review,
    @JsonProperty("review_cycle_months") @Nullable Integer reviewCycleMonths,
    @JsonProperty("signature_block") @Nullable Boolean signatureBlock,
    @JsonProperty("responsible_roles") @Nullable List<String> responsibleRoles,
    @JsonProperty("people_covered") @Nullable List<String> peopleCovered,
    @JsonProperty("kind_aliases") @Nullable Map<String, List<String>> kindAliases,
    @JsonProperty("role_aliases") @Nullable Map<String, String> roleAliases,
    @JsonProperty("permitted_platforms") @Nullable List<String> permittedPlatforms,
    @JsonProperty("permitted_for_pupils") @Nullable List<String> permittedForPupils,
    @Nullable Map<String, String> document,
    @Nullable Map<String, TrustSettings.Override> overrides,
    @JsonProperty("waiver_days") @Nullable Map<Severity, Integer> waiverDays,
    @Nullable List<String> locked,
    @JsonIgnore @Nullable Map<String, TrustSettings.Override> local,
    @Nullable List<Clause> clauses) {

  public PolicyPack {
    clauses = clauses == null ? List.of() : List.copyOf(clauses);
    kindAliases = kindAliases == null ? Map.of() : Map.copyOf(kindAliases);
    responsibleRoles = responsibleRoles == null ? List.of() : List.copyOf(responsibleRoles);
    roleAliases = roleAliases == null ? Map.of() : Map.copyOf(roleAliases);
    document = document == null ? Map.of() : Map.copyOf(document);
    overrides = overrides == null ? Map.of() : Map.copyOf(overrides);
    local = local == null ? Map.of() : Map.copyOf(local);
    locked = locked == null ? List.of() : List.copyOf(locked);
    peopleCovered = peopleCovered == null ? List.of() : List.copyOf(peopleCovered);
  }

  /**
   * The day from which the policy binds; empty when its text has no date, and it then covers the
   * whole history.
   */
  public Optional<LocalDate> effectiveFrom() {
    return Optional.ofNullable(effective).map(PolicyDate::first);
  }

  /**
   * The last day by which the policy must be reviewed: the printed date, or else approval plus
   * cycle.
   */
  public Optional<LocalDate> reviewDueOn() {
    if (review != null) {
      return Optional.of(review.last());
    }
    return approved == null || reviewCycleMonths == null
        ? Optional.empty()
        : Optional.of(approved.last().plusMonths(reviewCycleMonths));
  }

  public Optional<LocalDate> approvedOn() {
    return Optional.ofNullable(approved).map(PolicyDate::last);
  }

  /** The first day on which the approval may have been given. */
  public Optional<LocalDate> approvedFrom() {
    return Optional.ofNullable(approved).map(PolicyDate::first);
  }

  /** The review date that the policy itself prints; its last day when it is a month. */
  public Optional<LocalDate> printedReview() {
    return Optional.ofNullable(review).map(PolicyDate::last);
  }

  /** The id with the version, or with the first day where the version has no name. */
  public String versionedId() {
    return id
        + "@"
        + (version == null ? effectiveFrom().map(Object::toString).orElse("") : version);
  }

  public String displayTitle() {
    return title == null ? id : title;
  }

  /** Whether the pack speaks for one academy rather than for the whole trust. */
  public boolean isForAcademy() {
    return "academy".equals(level);
  }

  /**
   * This pack laid over its parent: its own values win, its clauses replace those of the same
   * number and the rest follow.
   */
  PolicyPack over(PolicyPack parent, String label) {
    new Locks(parent).check(this, label);
    Map<String, TrustSettings.Override> wide = new LinkedHashMap<>(parent.ruleOverrides());
    Map<String, TrustSettings.Override> narrow = new LinkedHashMap<>(parent.localOverrides());
    Map<String, TrustSettings.Override> into = isForAcademy() ? narrow : wide;
    ruleOverrides()
        .forEach((rule, own) -> into.merge(rule, own, (before, after) -> after.over(before)));
    Map<String, String> roleNames = new LinkedHashMap<>(parent.officeAliases());
    roleNames.putAll(officeAliases());
    Map<String, String> fields = new LinkedHashMap<>(parent.documentFields());
    fields.putAll(documentFields());
    List<String> locks = new ArrayList<>(parent.locks());
    locks.addAll(locks());
    Map<String, Clause> merged = new LinkedHashMap<>();
    parent.clauseList().forEach(c -> merged.put(c.number(), c));
    clauseList().forEach(c -> merged.put(c.number(), c));
    Map<String, List<String>> aliases = new LinkedHashMap<>(parent.aliases());
    aliases.putAll(aliases());
    return new PolicyPack(
        id,
        inherits,
        replaces,
        first(title, parent.title),
        first(trust, parent.trust),
        first(academy, parent.academy),
        first(level, parent.level),
        first(version, parent.version),
        first(approved, parent.approved),
        first(approvedBy, parent.approvedBy),
        first(effective, parent.effective),
        first(review, parent.review),
        first(reviewCycleMonths, parent.reviewCycleMonths),
        first(signatureBlock, parent.signatureBlock),
        roles().isEmpty() ? parent.roles() : roles(),
        covered().isEmpty() ? parent.covered() : covered(),
        aliases,
        roleNames,
        first(permittedPlatforms, parent.permittedPlatforms),
        first(permittedForPupils, parent.permittedForPupils),
        fields,
        wide,
        first(waiverDays, parent.waiverDays),
        locks,
        narrow,
        new ArrayList<>(merged.values()));
  }

  private static final Map<Severity, Integer> LONGEST_WAIVER =
      Map.of(
          Severity.CRITICAL, 14,
          Severity.HIGH, 92,
          Severity.MEDIUM, 184,
          Severity.LOW, 366,
          Severity.INFO, 366);

  /** For how many days at most a finding of a severity may be waived under this policy. */
  public int longestWaiver(Severity severity) {
    Integer own = waiverDays == null ? null : waiverDays.get(severity);
    return own == null ? LONGEST_WAIVER.getOrDefault(severity, 0) : own;
  }

  /** The clauses in the order of the document; never absent. */
  public List<Clause> clauseList() {
    return clauses == null ? List.of() : clauses;
  }

  /**
   * What this policy calls kinds of people, and what the people register calls them; never absent.
   */
  public Map<String, List<String>> aliases() {
    return kindAliases == null ? Map.of() : kindAliases;
  }

  /** What this policy calls offices, and what the registers call them; never absent. */
  public Map<String, String> officeAliases() {
    return roleAliases == null ? Map.of() : roleAliases;
  }

  /** What stands on the cover and the signature page; never absent. */
  public Map<String, String> documentFields() {
    return document == null ? Map.of() : document;
  }

  /** How the policy wants rules where no clause says it; never absent. */
  public Map<String, TrustSettings.Override> ruleOverrides() {
    return overrides == null ? Map.of() : overrides;
  }

  /** How one academy wants rules, beyond what the trust says; never absent. */
  public Map<String, TrustSettings.Override> localOverrides() {
    return local == null ? Map.of() : local;
  }

  /** The rules and parameters that no narrower pack may change; never absent. */
  public List<String> locks() {
    return locked == null ? List.of() : locked;
  }

  /** The office that a name of this policy means in the registers. */
  public String office(String name) {
    return officeAliases().getOrDefault(name, name);
  }

  /** The offices the policy relies on, as it calls them. */
  public List<String> responsible() {
    return roles();
  }

  private List<String> roles() {
    return responsibleRoles == null ? List.of() : responsibleRoles;
  }

  private List<String> covered() {
    return peopleCovered == null ? List.of() : peopleCovered;
  }

  private static <T> @Nullable T first(@Nullable T own, @Nullable T inherited) {
    return own == null ? inherited : own;
  }
}
