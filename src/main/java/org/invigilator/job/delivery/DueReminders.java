package org.invigilator.job.delivery;

import java.sql.Date;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
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

  private record Key(String finding, String owner, LocalDate due, boolean isOverdue) {}

  /**
   * The ids of the findings whose owners are to be reminded in a run: open, with an owner, due by
   * then or soon, and not reminded of by a mail that was sent or, of an earlier audit, still waits.
   *
   * @param daysBefore how many days before the due date
   */
  Set<String> due(ReportModel model, int daysBefore) {
    Set<Key> before =
        new HashSet<>(
            jdbc.sql(
                    """
                    select r.finding_id, r.owner_id, r.due, r.is_overdue
                    from reminder r left join mail m on m.id = r.mail_id
                    where m.state = 'sent'
                      or (r.as_of < :asOf and (m.state is null or m.state <> 'failed'))""")
                .param("asOf", Date.valueOf(model.asOf()))
                .query(
                    (rs, n) ->
                        new Key(
                            rs.getString("finding_id"),
                            rs.getString("owner_id"),
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

  /**
   * Notes that the owners of findings are reminded of them in a run.
   *
   * @param mails the id of the mail about each finding, by the finding's id
   */
  void note(ReportModel model, Map<String, String> mails) {
    // A mail of this date that another one replaced was never sent.
    jdbc.sql("delete from reminder where as_of = :asOf and mail_id not in (select id from mail)")
        .param("asOf", Date.valueOf(model.asOf()))
        .update();
    for (Finding finding : model.findings()) {
      String mail = mails.get(finding.id());
      if (mail != null) {
        note(key(finding, model.asOf()), model.asOf(), mail);
      }
    }
  }

  private void note(Key key, LocalDate asOf, String mail) {
    Map<String, Object> values =
        Map.of(
            "finding", key.finding(),
            "owner", key.owner(),
            "due", Date.valueOf(key.due()),
            "isOverdue", key.isOverdue(),
            "asOf", Date.valueOf(asOf),
            "mail", mail);
    jdbc.sql(
            """
            delete from reminder where finding_id = :finding and owner_id = :owner and due = :due
              and is_overdue = :isOverdue""")
        .params(values)
        .update();
    jdbc.sql(
            """
            insert into reminder (finding_id, owner_id, due, is_overdue, as_of, mail_id)
            values (:finding, :owner, :due, :isOverdue, :asOf, :mail)""")
        .params(values)
        .update();
  }

  private static Key key(Finding f, LocalDate asOf) {
    return new Key(f.id(), f.owner(), f.due().orElseThrow(), f.isOverdue(asOf));
  }
}
