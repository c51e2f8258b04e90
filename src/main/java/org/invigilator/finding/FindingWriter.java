package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.invigilator.rule.AssessedViolation;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** Gathers what an audit changes in the findings of one scope, and writes it in batches. */
final class FindingWriter {
  private static final String INSERT =
      """
      insert into finding (id, scope, first_seen, rule, account, academy, platform, subject_kind, subject_id, aspect,
        url, severity, mode, basis, clauses, pupils, people, observed, expected, last_seen, due, status, status_on,
        prior_status, evidence, decision_id, change_of, owner)
      values (:id, :scope, :firstSeen, :rule, :account, :academy, :platform, :subjectKind, :subjectId, :aspect,
        :url, :severity, :mode, :basis, :clauses, :pupils, :people, :observed, :expected, :lastSeen, :due, :status,
        :statusOn, :priorStatus, :evidence, :decisionId, :changeOf, :owner)""";
  private static final String UPDATE =
      """
      update finding set rule = :rule, account = :account, academy = :academy, platform = :platform,
        subject_kind = :subjectKind, subject_id = :subjectId, aspect = :aspect, url = :url, severity = :severity,
        mode = :mode, basis = :basis, clauses = :clauses, pupils = :pupils, people = :people, observed = :observed,
        expected = :expected, last_seen = :lastSeen, due = :due, status = :status, status_on = :statusOn,
        prior_status = :priorStatus, evidence = :evidence, decision_id = :decisionId,
        change_of = :changeOf, owner = :owner
      where id = :id""";
  private static final String SETTLE =
      """
      update finding set status = :status, status_on = :statusOn, prior_status = :priorStatus, decision_id = :decisionId,
        change_of = :changeOf, owner = coalesce(cast(:owner as varchar), owner)
      where id = :id""";
  private static final String EVENT =
      "insert into finding_event (finding_id, as_of, status, cause) values (:id, :asOf, :status, :cause)";

  private static final String REMOVE =
      """
      delete from finding_event where finding_id = :id and as_of = :asOf
        and not (status = 'open' and cause = 'edited')""";

  /** The longest subject, aspect and address that the columns take. */
  private static final int SUBJECT = 400;

  private static final int ADDRESS = 2_000;

  private final NamedParameterJdbcTemplate jdbc;
  private final String scope;
  private final LocalDate asOf;
  private final List<String> known;
  private final List<SqlParameterSource> inserts = new ArrayList<>();
  private final List<SqlParameterSource> updates = new ArrayList<>();
  private final List<SqlParameterSource> settled = new ArrayList<>();
  private final List<SqlParameterSource> events = new ArrayList<>();

  /**
   * What the ledger decides about a violation.
   *
   * @param prior its status by the audits before
   * @param decision the id of the decision that suppresses it, or empty
   */
  record Entry(
      String id,
      LocalDate firstSeen,
      LocalDate lastSeen,
      Optional<LocalDate> due,
      Status status,
      Optional<Status> prior,
      String decision,
      Change change,
      String owner) {}

  /**
   * @param known the ids of the findings that the scope has already
   */
  FindingWriter(
      NamedParameterJdbcTemplate jdbc, String scope, LocalDate asOf, Collection<String> known) {
    this.jdbc = jdbc;
    this.scope = scope;
    this.asOf = asOf;
    this.known = List.copyOf(known);
  }

  /** Takes a finding that was found again, or for the first time. */
  void add(AssessedViolation violation, String platform, Entry entry, boolean isNew) {
    MapSqlParameterSource row =
        row(violation, platform)
            .addValue("id", entry.id())
            .addValue("scope", scope)
            .addValue("firstSeen", Date.valueOf(entry.firstSeen()))
            .addValue("lastSeen", Date.valueOf(entry.lastSeen()))
            .addValue("due", entry.due().map(Date::valueOf).orElse(null))
            .addValue("status", entry.status().label())
            .addValue("statusOn", Date.valueOf(asOf))
            .addValue("priorStatus", entry.prior().map(Status::label).orElse(null))
            .addValue("decisionId", entry.decision())
            .addValue("changeOf", entry.change().label())
            .addValue("owner", entry.owner());
    (isNew ? inserts : updates).add(row);
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

  /** Takes the status of a finding that was not found again. */
  void settle(
      String id,
      Status status,
      Optional<Status> prior,
      String decision,
      Change change,
      Optional<String> owner) {
    settled.add(
        new MapSqlParameterSource("id", id)
            .addValue("status", status.label())
            .addValue("statusOn", Date.valueOf(asOf))
            .addValue("priorStatus", prior.map(Status::label).orElse(null))
            .addValue("decisionId", decision)
            .addValue("changeOf", change.label())
            .addValue("owner", owner.orElse(null)));
  }

  /** Takes a change of a finding's status, or of the post of an open one. */
  void event(String id, Status status, PostChange cause) {
    events.add(
        new MapSqlParameterSource("id", id)
            .addValue("asOf", Date.valueOf(asOf))
            .addValue("status", status.label())
            .addValue("cause", cause.label()));
  }

  /**
   * What was recorded of this date before is replaced, so that a repeated audit ends the same;
   * except that a post was edited, which only the first of them can see.
   */
  void write() {
    // One by one by their key: a condition on the scope makes H2 read the events of all others.
    batch(REMOVE, known.stream().map(this::ofDate).toList());
    batch(INSERT, inserts);
    batch(UPDATE, updates);
    batch(SETTLE, settled);
    batch("delete from finding_event where finding_id = :id and as_of = :asOf", events);
    batch(EVENT, events);
  }

  private SqlParameterSource ofDate(String id) {
    return new MapSqlParameterSource("id", id).addValue("asOf", Date.valueOf(asOf));
  }

  private void batch(String sql, List<SqlParameterSource> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
    }
  }
}
