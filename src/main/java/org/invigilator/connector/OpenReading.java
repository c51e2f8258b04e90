package org.invigilator.connector;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A reading in progress.
 *
 * @param sweep whether the whole list is read, rather than what is new in it
 * @param from only what is not older than this
 * @param watched the fingerprint of the handles and names its people are searched for
 * @param found how many rows were read, or how many unknown people
 * @param knownRun how many known people came last in a row
 * @param ended whether the last page is stored
 * @param shortfall what its pages lack as far as it has come, in words; empty when nothing
 */
record OpenReading(
    LocalDate runDate,
    boolean sweep,
    String sinceId,
    Optional<Instant> from,
    String next,
    int pages,
    int found,
    int knownRun,
    boolean ended,
    String watched,
    String shortfall) {

  static OpenReading begin(
      LocalDate runDate, boolean sweep, String sinceId, Optional<Instant> from, String watched) {
    return new OpenReading(runDate, sweep, sinceId, from, "", 0, 0, 0, false, watched, "");
  }

  /**
   * The same reading from the start of the list; its stored pages are kept, but do not count as
   * known.
   */
  OpenReading restarted() {
    return new OpenReading(runDate, sweep, sinceId, from, "", pages, 0, 0, false, watched, "");
  }

  /**
   * The same reading after one more page.
   *
   * @param lack what the pages read by this process lack; what an earlier one noted stays
   */
  OpenReading afterPage(
      String nextPage, int foundNow, int knownRunNow, boolean endedNow, String lack) {
    return new OpenReading(
        runDate,
        sweep,
        sinceId,
        from,
        nextPage,
        pages + 1,
        foundNow,
        knownRunNow,
        endedNow,
        watched,
        lack.isEmpty() ? shortfall : lack);
  }
}
