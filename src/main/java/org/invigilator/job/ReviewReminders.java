package org.invigilator.job;

import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.TrustSettings;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The days before a policy's review on which the audit and the pack for the review are made by
 * themselves, and which of them were (case H198: 60 days before).
 */
public final class ReviewReminders {
  private static final List<Integer> DAYS_BEFORE = List.of(60, 30, 7);

  private final JdbcTemplate jdbc;

  ReviewReminders(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** A rehearsal of a review. */
  public record Rehearsal(String pack, LocalDate review, int daysBefore) {}

  /** The rehearsals whose day has come on a date, held or not; none once the review is past. */
  public static List<Rehearsal> reached(List<PolicyPack> packs, LocalDate on) {
    List<Rehearsal> reached = new ArrayList<>();
    for (PolicyPack pack : packs) {
      pack.reviewDueOn()
          .filter(review -> !on.isAfter(review))
          .ifPresent(
              review ->
                  DAYS_BEFORE.stream()
                      .filter(days -> !on.isBefore(review.minusDays(days)))
                      .forEach(days -> reached.add(new Rehearsal(pack.id(), review, days))));
    }
    return reached;
  }

  /**
   * The rehearsals of a trust whose day has come on a date, as its settings and packs have it.
   *
   * @throws org.invigilator.register.InvalidInput when these cannot be read
   */
  public static List<Rehearsal> reached(Path trustFolder, LocalDate on) {
    PackLibrary library = new PackLibrary(trustFolder.resolve("policies"));
    return reached(
        TrustSettings.read(trustFolder).packs().stream()
            .map(id -> library.asOf(id, on).inForce())
            .toList(),
        on);
  }

  /** Those of some rehearsals that were not held yet. */
  List<Rehearsal> notHeld(List<Rehearsal> rehearsals) {
    return rehearsals.stream()
        .filter(
            r ->
                jdbc.queryForList(
                        "select pack from rehearsal where pack = ? and review_on = ? and days_before = ?",
                        String.class,
                        r.pack(),
                        Date.valueOf(r.review()),
                        r.daysBefore())
                    .isEmpty())
        .toList();
  }

  /** Notes that some were held. */
  void held(List<Rehearsal> rehearsals, LocalDate on) {
    for (Rehearsal r : notHeld(rehearsals)) {
      jdbc.update(
          "insert into rehearsal (pack, review_on, days_before, as_of) values (?, ?, ?, ?)",
          r.pack(),
          Date.valueOf(r.review()),
          r.daysBefore(),
          Date.valueOf(on));
    }
  }
}
