package org.invigilator.policy;

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
 */
public record PolicyPack(
    @JsonProperty(value = "pack", required = true) String id,
    @Nullable String inherits,
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
    @Nullable List<Clause> clauses) {

  public PolicyPack {
    clauses = clauses == null ? List.of() : List.copyOf(clauses);
    kindAliases = kindAliases == null ? Map.of() : Map.copyOf(kindAliases);
    responsibleRoles = responsibleRoles == null ? List.of() : List.copyOf(responsibleRoles);
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
  PolicyPack over(PolicyPack parent) {
    Map<String, Clause> merged = new LinkedHashMap<>();
    parent.clauseList().forEach(c -> merged.put(c.number(), c));
    clauseList().forEach(c -> merged.put(c.number(), c));
    Map<String, List<String>> aliases = new LinkedHashMap<>(parent.aliases());
    aliases.putAll(aliases());
    return new PolicyPack(
        id,
        inherits,
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
        new ArrayList<>(merged.values()));
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
