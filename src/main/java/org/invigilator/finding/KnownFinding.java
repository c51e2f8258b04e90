package org.invigilator.finding;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.rule.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * What the ledger already has of a finding.
 *
 * @param pupils the references of those it is about
 */
record KnownFinding(
    String id,
    Status status,
    LocalDate on,
    @Nullable Status prior,
    LocalDate firstSeen,
    String rule,
    String severity,
    Optional<LocalDate> due,
    String decision,
    String evidence,
    String account,
    String academy,
    Subject subject,
    Set<String> pupils,
    Change change) {

  /** The findings of a scope, by id and in the order of their ids. */
  static Map<String, KnownFinding> ofScope(NamedParameterJdbcTemplate jdbc, String scope) {
    Map<String, KnownFinding> all = new LinkedHashMap<>();
    jdbc.query(
            "select * from finding where scope = :scope order by id",
            Map.of("scope", scope),
            (rs, n) -> of(rs))
        .forEach(finding -> all.put(finding.id(), finding));
    return all;
  }

  private static KnownFinding of(ResultSet rs) throws SQLException {
    String prior = rs.getString("prior_status");
    return new KnownFinding(
        rs.getString("id"),
        RowMappers.status(rs.getString("status")),
        RowMappers.date(rs, "status_on"),
        prior == null ? null : RowMappers.status(prior),
        RowMappers.date(rs, "first_seen"),
        rs.getString("rule"),
        rs.getString("severity"),
        Optional.ofNullable(rs.getDate("due")).map(Date::toLocalDate),
        rs.getString("decision_id"),
        rs.getString("evidence"),
        rs.getString("account"),
        rs.getString("academy"),
        Subject.of(
            Subject.Kind.valueOf(rs.getString("subject_kind").toUpperCase(Locale.ROOT)),
            rs.getString("subject_id")),
        Stream.of(rs.getString("pupils").split(";"))
            .filter(ref -> !ref.isEmpty())
            .collect(Collectors.toSet()),
        Change.of(rs.getString("change_of")));
  }

  /** Whether it was there by the audits before a date. */
  boolean wasLive(LocalDate asOf) {
    Status before = before(asOf);
    return before != null && before.isLive();
  }

  /** Its status by the audits before a date; null when they knew nothing of it. */
  @Nullable Status before(LocalDate asOf) {
    return on.isBefore(asOf) ? status : prior;
  }
}
