package org.invigilator.connector;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Everything that is stored about one part of one account.
 *
 * @param failure why the latest run did not complete it
 */
record PartState(
    String source,
    Optional<OpenReading> open,
    Optional<CompletedReading> completed,
    Optional<PartOutcome> failure) {

  /** A part that was never read from this source. */
  static PartState unread(String source) {
    return new PartState(source, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether the reading of a run date is completed. */
  boolean isCompleted(LocalDate runDate) {
    return open.isEmpty() && completed.map(c -> c.runDate().equals(runDate)).orElse(false);
  }
}
