package org.invigilator.finding;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One run of an audit.
 *
 * @param attempt counts the runs of one audit date from 1
 * @param inputs a hash over registers, packs, lists and settings, by which a broken run knows that
 *     they changed
 */
public record AuditRun(
    String id,
    String job,
    LocalDate asOf,
    int attempt,
    String inputs,
    State state,
    Instant startedAt,
    Optional<Instant> finishedAt) {

  /** How far a run came. */
  public enum State {
    STARTED,
    STOPPED,
    FAILED,
    FINISHED
  }
}
