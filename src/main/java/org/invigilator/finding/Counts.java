package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.invigilator.policy.Severity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many findings each audit reported, for the change and the trend. */
public final class Counts {
  /** Stands for an academy where what only IT can put right is counted; no code has a blank. */
  private static final String OPERATOR = "for IT";

  private final NamedParameterJdbcTemplate named;
  private final JdbcClient jdbc;

  public Counts(JdbcTemplate jdbc) {
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.jdbc = JdbcClient.create(jdbc);
  }

  /**
   * The findings of one audit that are alike.
   *
   * @param academy to which they belong; none's for what only IT can put right
   * @param byPolicy how many of them only a change of policy made new, reopened or gone
   * @param isOperatorApart whether what only IT can put right is not among them, as in earlier
   *     versions
   */
  public record Count(
      LocalDate asOf,
      String academy,
      Severity severity,
      Status status,
      int findings,
      int byPolicy,
      boolean isOperatorApart) {}

  private record Key(String academy, Severity severity, Status status) {}

  /** Counts what an audit reports; what an earlier one of the same date had is replaced. */
  public void keep(LocalDate asOf, List<Finding> findings) {
    jdbc.sql("delete from audit_count where as_of = :asOf")
        .param("asOf", Date.valueOf(asOf))
        .update();
    Map<Key, List<Finding>> counts =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    f ->
                        new Key(
                            f.isForOperator() ? OPERATOR : f.academy(), f.severity(), f.status()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    named.batchUpdate(
        """
        insert into audit_count
          (as_of, academy, severity, status, findings, by_policy, operator_apart)
        values (:asOf, :academy, :severity, :status, :findings, :byPolicy, true)""",
        counts.entrySet().stream()
            .map(
                count ->
                    new MapSqlParameterSource("asOf", Date.valueOf(asOf))
                        .addValue("academy", count.getKey().academy())
                        .addValue("severity", count.getKey().severity().toString())
                        .addValue("status", count.getKey().status().label())
                        .addValue("findings", count.getValue().size())
                        .addValue(
                            "byPolicy",
                            count.getValue().stream().filter(Finding::isTurnOfPolicy).count()))
            .toArray(SqlParameterSource[]::new));
  }

  /** The counts of all audits up to a date, the oldest first. */
  public List<Count> upTo(LocalDate asOf) {
    return jdbc.sql(
            """
            select as_of, academy, severity, status, findings, by_policy, operator_apart from audit_count
            where as_of <= :asOf
            order by as_of, academy, severity, status""")
        .param("asOf", Date.valueOf(asOf))
        .query(
            (rs, n) ->
                new Count(
                    RowMappers.date(rs, "as_of"),
                    rs.getString("academy"),
                    Severity.of(rs.getString("severity")),
                    RowMappers.status(rs.getString("status")),
                    rs.getInt("findings"),
                    rs.getInt("by_policy"),
                    rs.getBoolean("operator_apart")))
        .list();
  }

  /** The dates of all finished audits up to one, the oldest first. */
  public List<LocalDate> audits(LocalDate asOf) {
    return jdbc.sql(
            """
            select distinct as_of from audit_run where as_of <= :asOf and state = 'FINISHED'
            order by as_of""")
        .param("asOf", Date.valueOf(asOf))
        .query((rs, n) -> RowMappers.date(rs, "as_of"))
        .list();
  }

  /** The date of the latest finished audit at least a week before a date. */
  public Optional<LocalDate> weekBefore(LocalDate asOf) {
    return audits(asOf.minusDays(7)).stream().reduce((a, b) -> b);
  }
}
