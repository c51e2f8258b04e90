package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Brings the findings of one scope up to what the audit of one date found: what is new, open,
 * reopened, waived or dismissed, and what was not found again.
 */
final class Reconciliation {
  private static final String INSERT =
      """
      insert into finding (id, scope, first_seen, rule, account, academy, platform, subject_kind, subject_id, aspect,
        url, severity, mode, basis, clauses, pupils, people, observed, expected, last_seen, due, status, status_on,
        prior_status, evidence, decision_id, owner)
      values (:id, :scope, :firstSeen, :rule, :account, :academy, :platform, :subjectKind, :subjectId, :aspect,
        :url, :severity, :mode, :basis, :clauses, :pupils, :people, :observed, :expected, :lastSeen, :due, :status,
        :statusOn, :priorStatus, :evidence, :decisionId, :owner)""";
  private static final String UPDATE =
      """
      update finding set rule = :rule, account = :account, academy = :academy, platform = :platform,
        subject_kind = :subjectKind, subject_id = :subjectId, aspect = :aspect, url = :url, severity = :severity,
        mode = :mode, basis = :basis, clauses = :clauses, pupils = :pupils, people = :people, observed = :observed,
        expected = :expected, last_seen = :lastSeen, due = :due, status = :status, status_on = :statusOn,
        prior_status = :priorStatus, evidence = :evidence, decision_id = :decisionId, owner = :owner
      where id = :id""";
  private static final String SETTLE =
      """
      update finding set status = :status, status_on = :statusOn, prior_status = :priorStatus, decision_id = :decisionId
      where id = :id""";
  private static final String EVENT =
      "insert into finding_event (finding_id, as_of, status) values (:id, :asOf, :status)";

  /** The longest subject, aspect and address that the columns take. */
  private static final int SUBJECT = 400;

  private static final int ADDRESS = 2_000;

  private final NamedParameterJdbcTemplate jdbc;
  private final String scope;
  private final LocalDate asOf;
  private final ApplicableDecisions decisions;
  private final Map<String, Known> known;
  private final List<SqlParameterSource> inserts = new ArrayList<>();
  private final List<SqlParameterSource> updates = new ArrayList<>();
  private final List<SqlParameterSource> settled = new ArrayList<>();
  private final List<SqlParameterSource> events = new ArrayList<>();

  /** What the ledger already has of a finding. */
  private record Known(
      String id,
      Status status,
      LocalDate on,
      @Nullable Status prior,
      LocalDate firstSeen,
      String rule,
      String severity,
      @Nullable Date due,
      String decision,
      String evidence,
      String account,
      String academy) {

    /** Its status by the audits before a date; null when they knew nothing of it. */
    @Nullable Status before(LocalDate asOf) {
      return on.isBefore(asOf) ? status : prior;
    }
  }

  /**
   * @param scope an account id, or an empty text for the trust as a whole
   * @param asOf the audit date, not before any that the scope was audited for
   */
  Reconciliation(NamedParameterJdbcTemplate jdbc, String scope, LocalDate asOf) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.asOf = asOf;
    this.decisions = new ApplicableDecisions(jdbc, scope, asOf);
    this.known = known();
  }

  private Map<String, Known> known() {
    Map<String, Known> all = new LinkedHashMap<>();
    jdbc.query(
        "select * from finding where scope = :scope order by id",
        Map.of("scope", scope),
        rs -> {
          String prior = rs.getString("prior_status");
          all.put(
              rs.getString("id"),
              new Known(
                  rs.getString("id"),
                  RowMappers.status(rs.getString("status")),
                  RowMappers.date(rs, "status_on"),
                  prior == null ? null : RowMappers.status(prior),
                  RowMappers.date(rs, "first_seen"),
                  rs.getString("rule"),
                  rs.getString("severity"),
                  rs.getDate("due"),
                  rs.getString("decision_id"),
                  rs.getString("evidence"),
                  rs.getString("account"),
                  rs.getString("academy")));
        });
    return all;
  }

  /**
   * Takes what was found, and writes it.
   *
   * @param readOn the day of the saved copy when it is too old to count as the audit's, or else the
   *     audit date
   */
  void reconcile(
      String platform,
      List<AssessedViolation> violations,
      List<Outcome> outcomes,
      Assignments assignments,
      LocalDate readOn) {
    violations.forEach(violation -> found(violation, platform, assignments, readOn));
    notFound(checkedInFull(outcomes));
    write();
  }

  /** Closes everything, because the scope is no longer registered and no one reads it any more. */
  void close() {
    notFound(known.values().stream().map(Known::rule).collect(Collectors.toSet()));
    write();
  }

  private void found(
      AssessedViolation violation, String platform, Assignments assignments, LocalDate readOn) {
    String id = FindingId.of(violation);
    Known before = known.remove(id);
    Status prior = before == null ? null : before.before(asOf);
    Optional<Decision> decision = decisions.suppressedBy(id, violation, platform);
    boolean wasSuppressed =
        prior == Status.NOT_RECHECKED && before != null && !before.decision().isEmpty();
    Status status = status(wasSuppressed ? Status.WAIVED : prior, decision);
    if (status == Status.REOPENED || status.isSuppressed()) {
      decisions.settle(id);
    }
    LocalDate first = before == null ? asOf : before.firstSeen();
    LocalDate read = Catalogue.require(violation.rule()).readsAccounts() ? readOn : asOf;
    MapSqlParameterSource row =
        row(violation, platform)
            .addValue("id", id)
            .addValue("scope", scope)
            .addValue("firstSeen", Date.valueOf(first))
            .addValue("lastSeen", Date.valueOf(read.isAfter(first) ? read : first))
            .addValue("due", due(violation, status, first, before, assignments))
            .addValue("status", status.label())
            .addValue("statusOn", Date.valueOf(asOf))
            .addValue("priorStatus", prior == null ? null : prior.label())
            .addValue("decisionId", decision.map(Decision::id).orElse(""))
            .addValue("owner", decisions.owner(id).orElseGet(() -> assignments.owner(violation)));
    (before == null ? inserts : updates).add(row);
    if (status == Status.OPEN ? prior == Status.NOT_RECHECKED : status != prior) {
      event(id, status);
    }
  }

  private static Status status(@Nullable Status prior, Optional<Decision> decision) {
    if (decision.isPresent()) {
      return decision.get().kind() == Decision.Kind.WAIVER ? Status.WAIVED : Status.DISMISSED;
    }
    return prior == null
        ? Status.NEW
        : prior == Status.RESOLVED || prior.isSuppressed() ? Status.REOPENED : Status.OPEN;
  }

  /**
   * The due date stays while a finding is open, or is what a person answered; it is set anew when
   * the finding comes back or its severity changes.
   */
  private @Nullable Date due(
      AssessedViolation violation,
      Status status,
      LocalDate first,
      @Nullable Known before,
      Assignments assignments) {
    String id = before == null ? "" : before.id();
    Optional<LocalDate> answered = decisions.due(id, status == Status.REOPENED);
    if (answered.isPresent()) {
      return Date.valueOf(answered.get());
    }
    boolean same = before != null && before.severity().equals(violation.severity().toString());
    boolean stays = status != Status.REOPENED && status != Status.NEW;
    if (before != null && before.due() != null && same && stays) {
      return before.due();
    }
    return assignments
        .due(violation.severity(), status == Status.REOPENED ? asOf : first, violation.academy())
        .map(Date::valueOf)
        .orElse(null);
  }

  private static MapSqlParameterSource row(AssessedViolation violation, String platform) {
    return new MapSqlParameterSource()
        .addValue("rule", violation.rule())
        .addValue("account", violation.account())
        .addValue("academy", violation.academy())
        .addValue("platform", platform)
        .addValue("subjectKind", violation.subject().kind().label())
        .addValue("subjectId", clip(violation.subject().id(), SUBJECT))
        .addValue("aspect", clip(violation.subject().aspect(), SUBJECT))
        .addValue("url", clip(violation.subject().url(), ADDRESS))
        .addValue("severity", violation.severity().toString())
        .addValue("mode", violation.mode().toString())
        .addValue("basis", violation.policy() ? "policy" : "trust-choice")
        .addValue("clauses", RowMappers.clauses(violation.clauses()))
        .addValue("pupils", String.join(";", violation.pupils()))
        .addValue("people", String.join(";", violation.people()))
        .addValue("observed", RowMappers.evidence(violation.observed()))
        .addValue("expected", violation.expected())
        .addValue("evidence", violation.evidence());
  }

  /** A text as long as its column takes; the finding's id was made of the whole. */
  private static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** The rules whose silence proves something: they ran, and lacked nothing. */
  private static Set<String> checkedInFull(List<Outcome> outcomes) {
    Set<String> ran =
        outcomes.stream().map(Outcome::rule).collect(Collectors.toCollection(TreeSet::new));
    outcomes.stream()
        .filter(o -> o.kind() == Outcome.Kind.NOT_EVALUATED)
        .map(Outcome::rule)
        .forEach(ran::remove);
    return ran;
  }

  /**
   * Findings that were not found again are resolved where their rule saw everything, and otherwise
   * could not be rechecked.
   */
  private void notFound(Set<String> inFull) {
    for (Known finding : known.values()) {
      Status prior = finding.before(asOf);
      boolean wasLive = prior != null && prior.isLive();
      if (wasLive || finding.on().equals(asOf)) {
        Optional<Decision> decision = Optional.empty();
        Status status = Status.RESOLVED;
        if (prior == null || !prior.isLive() || inFull.contains(finding.rule())) {
          decisions.settle(finding.id());
        } else {
          decision =
              decisions.suppressedUnseenBy(
                  finding.id(),
                  finding.rule(),
                  finding.account(),
                  finding.academy(),
                  finding.evidence(),
                  finding.decision());
          status = decision.isPresent() ? status(prior, decision) : Status.NOT_RECHECKED;
        }
        settled.add(
            new MapSqlParameterSource("id", finding.id())
                .addValue("status", status.label())
                .addValue("statusOn", Date.valueOf(asOf))
                .addValue("priorStatus", prior == null ? null : prior.label())
                .addValue("decisionId", decision.map(Decision::id).orElse(finding.decision())));
        if (status != prior) {
          event(finding.id(), status);
        }
      }
    }
  }

  private void event(String id, Status status) {
    events.add(
        new MapSqlParameterSource("id", id)
            .addValue("asOf", Date.valueOf(asOf))
            .addValue("status", status.label()));
  }

  /** What was recorded of this date before is replaced, so that a repeated audit ends the same. */
  private void write() {
    jdbc.update(
        """
        delete from finding_event where as_of = :asOf
          and finding_id in (select id from finding where scope = :scope)""",
        Map.of("asOf", Date.valueOf(asOf), "scope", scope));
    batch(INSERT, inserts);
    batch(UPDATE, updates);
    batch(SETTLE, settled);
    batch(EVENT, events);
  }

  private void batch(String sql, List<SqlParameterSource> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
    }
  }
}
