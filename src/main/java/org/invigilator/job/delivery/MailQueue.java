package org.invigilator.job.delivery;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.report.mail.Letters;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The mails of the runs in the database, each with its state and how often it was tried. */
final class MailQueue {
  private static final int SUBJECT = 400;
  private static final int REASON = 1_000;

  private final JdbcClient jdbc;
  private final Clock clock;

  MailQueue(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = JdbcClient.create(jdbc);
    this.clock = clock;
  }

  /** What can become of a mail. */
  enum State {
    QUEUED,
    SENDING,
    SENT,
    FAILED;

    private String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A mail that is to be sent. */
  record Waiting(String id, String recipient, int attempts) {}

  /**
   * Puts the mails of an audit date into the queue; those that were sent before stay sent, and one
   * that waits for someone who is no longer to get it is dropped.
   *
   * @param remindersToo whether the letters have all reminders of the date; otherwise those that
   *     wait stay
   */
  void replace(LocalDate asOf, List<Letters.Letter> letters, boolean remindersToo) {
    dropOthers(asOf, letters, remindersToo);
    letters.forEach(letter -> put(asOf, letter));
  }

  private void dropOthers(LocalDate asOf, List<Letters.Letter> letters, boolean remindersToo) {
    Set<String> wanted = letters.stream().map(Letters.Letter::id).collect(Collectors.toSet());
    for (String id :
        jdbc.sql("select id from mail where as_of = :asOf and state in ('queued', 'failed')")
            .param("asOf", Date.valueOf(asOf))
            .query(String.class)
            .list()) {
      if (!wanted.contains(id) && (remindersToo || !Letters.isReminder(id))) {
        jdbc.sql("delete from mail where id = :id").param("id", id).update();
      }
    }
  }

  private void put(LocalDate asOf, Letters.Letter letter) {
    boolean known =
        jdbc.sql("select id from mail where id = :id")
            .param("id", letter.id())
            .query(String.class)
            .optional()
            .isPresent();
    if (known) {
      // A repeated run may know more; a mail that was not sent yet is written anew.
      jdbc.sql(
              """
              update mail set message = :message, subject = :subject, state = 'queued', attempts = 0
              where id = :id and state in ('queued', 'failed')""")
          .param("message", letter.message())
          .param("subject", clip(letter.subject(), SUBJECT))
          .param("id", letter.id())
          .update();
    } else {
      jdbc.sql(
              """
              insert into mail (id, as_of, recipient, subject, message, state, attempts, told, changed_at)
              values (:id, :asOf, :recipient, :subject, :message, 'queued', 0, '', :at)""")
          .param("id", letter.id())
          .param("asOf", Date.valueOf(asOf))
          .param("recipient", letter.recipient())
          .param("subject", clip(letter.subject(), SUBJECT))
          .param("message", letter.message())
          .param("at", Timestamp.from(clock.instant()))
          .update();
    }
  }

  /** What waits, the oldest first, with what was being sent when a run was cut off. */
  List<Waiting> waiting() {
    return jdbc.sql(
            """
            select id, recipient, attempts from mail where state in ('queued', 'sending')
            order by as_of, id""")
        .query(
            (rs, n) ->
                new Waiting(rs.getString("id"), rs.getString("recipient"), rs.getInt("attempts")))
        .list();
  }

  /** The message of a mail that waits. */
  byte[] message(String id) {
    return jdbc.sql("select message from mail where id = :id")
        .param("id", id)
        .query((rs, n) -> rs.getBytes("message"))
        .single();
  }

  /** Counts one more run that tries to send a mail. */
  void countAttempt(String id) {
    jdbc.sql("update mail set attempts = attempts + 1 where id = :id").param("id", id).update();
  }

  /** Notes that a mail was sent, and deletes its text. */
  void sent(String id) {
    mark(id, State.SENT, "");
    jdbc.sql("update mail set message = null where id = :id").param("id", id).update();
  }

  /**
   * Notes what became of a mail.
   *
   * @param reason why it was not sent, or empty
   */
  void mark(String id, State state, String reason) {
    jdbc.sql("update mail set state = :state, told = :reason, changed_at = :at where id = :id")
        .param("state", state.label())
        .param("reason", clip(reason, REASON))
        .param("at", Timestamp.from(clock.instant()))
        .param("id", id)
        .update();
  }

  /** How many mails of an audit date are in a state. */
  int count(LocalDate asOf, String state) {
    return jdbc.sql("select count(*) from mail where as_of = :asOf and state = :state")
        .param("asOf", Date.valueOf(asOf))
        .param("state", state)
        .query(Integer.class)
        .single();
  }

  private static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
