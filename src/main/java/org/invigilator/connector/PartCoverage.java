package org.invigilator.connector;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture.Extent;

/** How much of a part the snapshot has after a run, and why not all of it. */
record PartCoverage(AccountPart target) {

  /**
   * The outcome for {@code capture.json}; what an interrupted reading has stored so far is added to
   * the file.
   */
  PartOutcome outcome() {
    Connector connector = target.connector();
    if (!Capability.includes(connector.capabilities(), target.part())) {
      return new PartOutcome(Extent.UNSUPPORTED, "not available from " + connector.source());
    }
    PartState state = target.state();
    if (!target.isCompleted(state)) {
      return incomplete(state);
    }
    CompletedReading completed = state.completed().orElseThrow();
    if (!completed.note().isEmpty()) {
      return new PartOutcome(Extent.PARTIAL, completed.note());
    }
    if (!target.isOfPeople()) {
      return new PartOutcome(Extent.COMPLETE, "");
    }
    if (!connector.capabilities().contains(Capability.FOLLOWERS)) {
      return new PartOutcome(
          Extent.PARTIAL,
          connector.source() + " gives account numbers only, without handles or names");
    }
    return ofPeople(completed);
  }

  private PartOutcome incomplete(PartState state) {
    List<String> stored = target.cursors().lines(target.key());
    if (!stored.isEmpty()) {
      target.files().add(target.part(), stored, Optional.empty());
    }
    PartOutcome failure =
        state.failure().orElse(new PartOutcome(Extent.NOT_CAPTURED, "not reached in this run"));
    if (!target.files().has(target.part())) {
      return failure.extent() == Extent.PARTIAL
          ? new PartOutcome(Extent.UNREADABLE, failure.reason())
          : failure;
    }
    String since =
        state
            .completed()
            .map(c -> "; last read completely on " + LondonTime.show(c.runDate()))
            .orElse("");
    return new PartOutcome(Extent.PARTIAL, failure.reason() + since);
  }

  private PartOutcome ofPeople(CompletedReading completed) {
    int late =
        target.collector().watched().missingFrom(target.cursors().watched(completed.watched()));
    if (late > 0) {
      return new PartOutcome(
          Extent.PARTIAL,
          late
              + (late == 1 ? " handle or name was" : " handles or names were")
              + " added to the registers after "
              + completed.swept().map(LondonTime::show).orElse("the last full reading")
              + ", when the whole list was last read");
    }
    Optional<LocalDate> swept = completed.swept().filter(day -> !day.equals(target.runDate()));
    return new PartOutcome(
        Extent.COMPLETE,
        swept.map(day -> "the whole list was last read on " + LondonTime.show(day)).orElse(""));
  }
}
