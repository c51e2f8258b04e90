package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.invigilator.policy.Severity;
import org.invigilator.rule.AssessedViolation;
import org.invigilator.rule.Subject;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/** What rules on trial found in the latest audit of each scope. */
final class Trials {
  private static final int SUBJECT = 400;
  private static final int ADDRESS = 2_000;

  private final NamedParameterJdbcTemplate jdbc;

  Trials(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes what an audit found in a scope; what an earlier one found there is replaced. */
  void keep(String scope, LocalDate asOf, List<AssessedViolation> found) {
    jdbc.update(
        "delete from trial_finding where scope = :scope",
        new MapSqlParameterSource("scope", scope));
    List<SqlParameterSource> rows = new ArrayList<>();
    for (AssessedViolation violation : found) {
      TrialFinding one = TrialFinding.of(violation);
      rows.add(
          new MapSqlParameterSource("scope", scope)
              .addValue("number", rows.size() + 1)
              .addValue("asOf", Date.valueOf(asOf))
              .addValue("rule", one.rule())
              .addValue("severity", one.severity().toString())
              .addValue("academy", one.academy())
              .addValue("account", one.account())
              .addValue("kind", one.subject().kind().label())
              .addValue("subject", clip(one.subject().id(), SUBJECT))
              .addValue("url", clip(one.subject().url(), ADDRESS)));
    }
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(
          """
          insert into trial_finding
            (scope, number, as_of, rule, severity, academy, account, subject_kind, subject_id, url)
          values (:scope, :number, :asOf, :rule, :severity, :academy, :account, :kind, :subject, :url)""",
          rows.toArray(SqlParameterSource[]::new));
    }
  }

  private static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** What was found in the audit of a date, by rule and account. */
  List<TrialFinding> of(LocalDate asOf) {
    return jdbc
        .query(
            "select * from trial_finding where as_of = :asOf",
            new MapSqlParameterSource("asOf", Date.valueOf(asOf)),
            (rs, n) ->
                new TrialFinding(
                    rs.getString("rule"),
                    Severity.of(rs.getString("severity")),
                    rs.getString("academy"),
                    rs.getString("account"),
                    Subject.of(
                            Subject.Kind.valueOf(
                                rs.getString("subject_kind").toUpperCase(Locale.ROOT)),
                            rs.getString("subject_id"))
                        .at(rs.getString("url"))))
        .stream()
        .sorted(
            Comparator.comparing(TrialFinding::severity)
                .thenComparing(TrialFinding::rule)
                .thenComparing(TrialFinding::academy)
                .thenComparing(TrialFinding::account)
                .thenComparing(one -> one.subject().id()))
        .toList();
  }
}
