package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a policy: its dates, the people it covers, and how each clause is checked.
 *
 * @param replaces the id of the policy that it replaced, if that had another id
 * @param roleAliases the names of roles in this policy, with those in the registers
 * @param permittedPlatforms the platforms the policy allows; absent when it has no such list
 * @param permittedForPupils the platforms it allows for use with pupils; absent when it has no list
 * @param document the contents of its cover and signature page, by field name
 * @param overrides settings of rules that belong to no single clause
 * @param waiverDays the longest waiver in days by severity
 * @param locked rules ({@code rule}) or parameters ({@code rule.parameter}) that inheriting packs
 *     must not change
 * @param lawChanges changes in the law that the program does not know of
 * @param local the overrides of an academy's own overlay
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
    @JsonProperty("law_changes") @Nullable List<LawChange> lawChanges,
    @JsonIgnore @Nullable Map<String, TrustSettings.Override> local,
    @Nullable List<Clause> clauses) {

  public PolicyPack {
    clauses = clauses == null ? List.of() : List.copyOf(clauses);
    kindAliases =
        kindAliases == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(kindAliases));
    responsibleRoles = responsibleRoles == null ? List.of() : List.copyOf(responsibleRoles);
    roleAliases =
        roleAliases == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(roleAliases));
    document =
        document == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(document));
    overrides =
        overrides == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
    local = local == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(local));
    locked = locked == null ? List.of() : List.copyOf(locked);
    peopleCovered = peopleCovered == null ? List.of() : List.copyOf(peopleCovered);
  }

  /**
   * The day from which the policy is in force; empty when its text has no date, and it then applies
   * to all posts.
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

  /** Whether the pack is for one academy rather than the whole trust. */
  public boolean isForAcademy() {
    return "academy".equals(level);
  }

  /**
   * This pack merged with its parent: its own values win, its clauses replace those with the same
   * number, and other clauses are added.
   */
  PolicyPack over(PolicyPack parent, String label) {
    new Locks(parent).check(this, label);
    Map<String, TrustSettings.Override> wide = new LinkedHashMap<>(parent.ruleOverrides());
    Map<String, TrustSettings.Override> narrow = new LinkedHashMap<>(parent.localOverrides());
    Map<String, TrustSettings.Override> into = isForAcademy() ? narrow : wide;
    ruleOverrides()
        .forEach((rule, own) -> into.merge(rule, own, (before, after) -> after.over(before)));
    Map<String, String> roleNames = new LinkedHashMap<>(parent.roleNames());
    roleNames.putAll(roleNames());
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
        first(lawChanges, parent.lawChanges),
        narrow,
        new ArrayList<>(merged.values()));
  }

  private static final Map<Severity, Integer> MAX_WAIVER_DAYS =
      Map.of(
          Severity.CRITICAL, 14,
          Severity.HIGH, 92,
          Severity.MEDIUM, 184,
          Severity.LOW, 366,
          Severity.INFO, 366);

  /** The longest waiver in days of a finding with a severity under this policy. */
  public int longestWaiver(Severity severity) {
    Integer own = waiverDays == null ? null : waiverDays.get(severity);
    return own == null ? MAX_WAIVER_DAYS.getOrDefault(severity, 0) : own;
  }

  /** The changes in the law that the pack itself names; never absent. */
  List<LawChange> ownLawChanges() {
    return lawChanges == null ? List.of() : lawChanges;
  }

  /** The clauses in the order of the document; never absent. */
  public List<Clause> clauseList() {
    return clauses == null ? List.of() : clauses;
  }

  /**
   * The names of kinds of people in this policy, with those in the people register; never absent.
   */
  public Map<String, List<String>> aliases() {
    return kindAliases == null ? Map.of() : kindAliases;
  }

  /** The names of roles in this policy, with those in the registers; never absent. */
  public Map<String, String> roleNames() {
    return roleAliases == null ? Map.of() : roleAliases;
  }

  /** The contents of the cover and signature page; never absent. */
  public Map<String, String> documentFields() {
    return document == null ? Map.of() : document;
  }

  /** Settings of rules that belong to no single clause; never absent. */
  public Map<String, TrustSettings.Override> ruleOverrides() {
    return overrides == null ? Map.of() : overrides;
  }

  /** Settings of rules for one academy, in addition to the trust's; never absent. */
  public Map<String, TrustSettings.Override> localOverrides() {
    return local == null ? Map.of() : local;
  }

  /** The rules and parameters that inheriting packs must not change; never absent. */
  public List<String> locks() {
    return locked == null ? List.of() : locked;
  }

  /** The name in the registers of a role of this policy. */
  public String registerRole(String name) {
    return roleNames().getOrDefault(name, name);
  }

  /** The roles the policy relies on, by its own names. */
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
