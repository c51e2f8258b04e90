package org.invigilator.job.delivery;

import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.TrustSettings;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reminders of a policy's review: on which days before it the review pack is due, and for which of
 * them it was written.
 */
public final class ReviewReminders {
  private static final List<Integer> DAYS_BEFORE = List.of(60, 30, 7);

  private final JdbcClient jdbc;

  public ReviewReminders(JdbcTemplate jdbc) {
    this.jdbc = JdbcClient.create(jdbc);
  }

  /**
   * A reminder of a review.
   *
   * @param title what the policy is called
   */
  public record Reminder(String pack, String title, LocalDate review, int daysBefore) {}

  /** The reminders that are due on a date, dealt with or not; none once the review is past. */
  public static List<Reminder> reached(List<PolicyPack> packs, LocalDate on) {
    List<Reminder> reached = new ArrayList<>();
    for (PolicyPack pack : packs) {
      pack.reviewDueOn()
          .filter(review -> !on.isAfter(review))
          .ifPresent(
              review ->
                  DAYS_BEFORE.stream()
                      .filter(days -> !on.isBefore(review.minusDays(days)))
                      .forEach(
                          days ->
                              reached.add(
                                  new Reminder(pack.id(), pack.displayTitle(), review, days))));
    }
    return reached;
  }

  /**
   * The reminders of a trust that are due on a date, as its settings and packs have it.
   *
   * @throws org.invigilator.register.InvalidInput when these cannot be read
   */
  public static List<Reminder> reached(Path trustFolder, LocalDate on) {
    PackLibrary library = new PackLibrary(trustFolder.resolve("policies"));
    return reached(
        TrustSettings.read(trustFolder).packs().stream()
            .map(id -> library.asOf(id, on).inForce())
            .toList(),
        on);
  }

  /** Those for which no review pack was written yet. */
  public List<Reminder> notWritten(List<Reminder> reminders) {
    return reminders.stream()
        .filter(
            r ->
                jdbc.sql(
                        """
                        select pack from rehearsal
                        where pack = :pack and review_on = :review and days_before = :days""")
                    .param("pack", r.pack())
                    .param("review", Date.valueOf(r.review()))
                    .param("days", r.daysBefore())
                    .query(String.class)
                    .list()
                    .isEmpty())
        .toList();
  }

  /** Notes that the review pack was written for some. */
  public void written(List<Reminder> reminders, LocalDate on) {
    for (Reminder r : notWritten(reminders)) {
      jdbc.sql(
              """
              insert into rehearsal (pack, review_on, days_before, as_of)
              values (:pack, :review, :days, :asOf)""")
          .param("pack", r.pack())
          .param("review", Date.valueOf(r.review()))
          .param("days", r.daysBefore())
          .param("asOf", Date.valueOf(on))
          .update();
    }
  }
}
