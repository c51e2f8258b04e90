package org.invigilator.finding;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.policy.Severity;
import org.invigilator.rule.Subject;

/**
 * What a finding is, as far as a decision on it needs to know.
 *
 * @param pair which follower it takes for which pupils; empty when it is about something else
 * @param pupils the references of those it is about
 * @param assisted whether it was shown for a person to decide
 */
public record DecisionGround(
    String rule,
    String pair,
    Set<String> pupils,
    String evidence,
    Severity severity,
    boolean assisted,
    Status status,
    String academy,
    String account,
    String owner,
    Optional<LocalDate> due,
    LocalDate statusOn) {

  static DecisionGround of(ResultSet rs) throws SQLException {
    Set<String> pupils =
        Stream.of(rs.getString("pupils").split(";"))
            .filter(ref -> !ref.isEmpty())
            .collect(Collectors.toSet());
    boolean follower = rs.getString("subject_kind").equals(Subject.Kind.FOLLOWER.label());
    return new DecisionGround(
        rs.getString("rule"),
        follower && !pupils.isEmpty()
            ? ApplicableDecisions.pair(
                rs.getString("rule"), rs.getString("platform"), rs.getString("subject_id"), pupils)
            : "",
        pupils,
        rs.getString("evidence"),
        Severity.of(rs.getString("severity")),
        rs.getString("mode").equals("assisted"),
        RowMappers.status(rs.getString("status")),
        rs.getString("academy"),
        rs.getString("account"),
        rs.getString("owner"),
        Optional.ofNullable(rs.getDate("due")).map(java.sql.Date::toLocalDate),
        RowMappers.date(rs, "status_on"));
  }

  /** Whether it is about pupils at all. */
  public boolean aboutPupils() {
    return !pupils.isEmpty();
  }
}
