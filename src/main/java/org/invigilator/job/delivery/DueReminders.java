package org.invigilator.job.delivery;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.finding.Finding;
import org.invigilator.report.ReportModel;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reminders of findings that are due: an owner gets one before a due date and one after it. A due
 * date that was moved is another one.
 */
final class DueReminders {
  private final JdbcClient jdbc;

  DueReminders(JdbcTemplate jdbc) {
    this.jdbc = JdbcClient.create(jdbc);
  }

  private record Key(String finding, LocalDate due, boolean isOverdue) {}

  /**
   * The ids of the findings whose owners are to be reminded in a run: open, with an owner, due by
   * then or soon, and not reminded of by an earlier audit.
   *
   * @param daysBefore how many days before the due date
   */
  Set<String> due(ReportModel model, int daysBefore) {
    Set<Key> before =
        new HashSet<>(
            jdbc.sql("select finding_id, due, is_overdue from reminder where as_of < :asOf")
                .param("asOf", Date.valueOf(model.asOf()))
                .query(
                    (rs, n) ->
                        new Key(
                            rs.getString("finding_id"),
                            rs.getDate("due").toLocalDate(),
                            rs.getBoolean("is_overdue")))
                .list());
    LocalDate last = model.asOf().plusDays(daysBefore);
    return model.findings().stream()
        .filter(f -> f.status().isOpen() && !f.isForOperator() && !f.owner().isEmpty())
        .filter(f -> f.due().filter(due -> !due.isAfter(last)).isPresent())
        .filter(f -> !before.contains(key(f, model.asOf())))
        .map(Finding::id)
        .collect(Collectors.toSet());
  }

  /** Notes that the owners of findings were reminded of them in a run. */
  void note(ReportModel model, Set<String> findings) {
    jdbc.sql("delete from reminder where as_of = :asOf")
        .param("asOf", Date.valueOf(model.asOf()))
        .update();
    List<Key> keys =
        model.findings().stream()
            .filter(f -> findings.contains(f.id()))
            .map(f -> key(f, model.asOf()))
            .toList();
    for (Key key : keys) {
      jdbc.sql(
              """
              insert into reminder (finding_id, due, is_overdue, as_of)
              values (:finding, :due, :isOverdue, :asOf)""")
          .param("finding", key.finding())
          .param("due", Date.valueOf(key.due()))
          .param("isOverdue", key.isOverdue())
          .param("asOf", Date.valueOf(model.asOf()))
          .update();
    }
  }

  private static Key key(Finding f, LocalDate asOf) {
    return new Key(f.id(), f.due().orElseThrow(), f.isOverdue(asOf));
  }
}
