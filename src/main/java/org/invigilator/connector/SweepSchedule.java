package org.invigilator.connector;

import java.time.LocalDate;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Part;

/** When a part is due to be read in full again. */
final class SweepSchedule {
  private static final int TRY_AGAIN_DAYS = 7;

  private SweepSchedule() {}

  /**
   * Mentions are read in full only once. A list that came incomplete is tried again in the next
   * run, and then a week later.
   */
  static boolean isDue(CompletedReading last, Part part, Source settings, LocalDate runDate) {
    boolean readOnce = part == Part.MENTIONS && last.swept().isPresent();
    boolean triedLately =
        last.tried().map(day -> runDate.isBefore(day.plusDays(TRY_AGAIN_DAYS))).orElse(false);
    boolean old =
        last.swept()
            .map(
                day ->
                    settings.sweepEveryDays() > 0
                        && !runDate.isBefore(day.plusDays(settings.sweepEveryDays())))
            .orElse(true);
    return !readOnce && !triedLately && old;
  }
}
