package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Severity;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many findings each audit had to tell of, for the change and the trend. */
public final class Counts {
  private final JdbcTemplate jdbc;

  public Counts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The findings of one audit that are alike. */
  public record Count(
      LocalDate asOf, String academy, Severity severity, Status status, int findings) {}

  /** Counts what an audit has to tell; what an earlier one of the same date had is replaced. */
  public void keep(LocalDate asOf, List<Finding> findings) {
    jdbc.update("delete from audit_count where as_of = ?", Date.valueOf(asOf));
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    findings.forEach(
        f ->
            counts.merge(
                List.of(f.academy(), f.severity().toString(), f.status().label()),
                1,
                Integer::sum));
    List<Object[]> rows = new ArrayList<>();
    counts.forEach(
        (key, n) ->
            rows.add(new Object[] {Date.valueOf(asOf), key.get(0), key.get(1), key.get(2), n}));
    jdbc.batchUpdate(
        "insert into audit_count (as_of, academy, severity, status, findings) values (?, ?, ?, ?, ?)",
        rows);
  }

  /** The counts of all audits up to a date, the oldest first. */
  public List<Count> upTo(LocalDate asOf) {
    return jdbc.query(
        "select as_of, academy, severity, status, findings from audit_count where as_of <= ? order by as_of, academy, severity, status",
        (rs, n) ->
            new Count(
                RowMappers.date(rs, "as_of"),
                rs.getString(2),
                Severity.of(rs.getString(3)),
                RowMappers.status(rs.getString(4)),
                rs.getInt(5)),
        Date.valueOf(asOf));
  }

  /** The dates of all finished audits up to one, the oldest first. */
  public List<LocalDate> audits(LocalDate asOf) {
    return jdbc
        .queryForList(
            "select distinct as_of from audit_run where as_of <= ? and state = 'FINISHED' order by as_of",
            Date.class,
            Date.valueOf(asOf))
        .stream()
        .map(Date::toLocalDate)
        .toList();
  }

  /** The date of the latest finished audit at least a week before a date. */
  public Optional<LocalDate> weekBefore(LocalDate asOf) {
    return audits(asOf.minusDays(7)).stream().reduce((a, b) -> b);
  }
}
