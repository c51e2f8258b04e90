package org.invigilator.privacy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.invigilator.register.LondonTime;

/** Reads an access log from its first entry, and reports what is missing or was changed. */
final class LogVerification {
  /** The part of a hash that a run's summary shows, enough to identify it. */
  private static final int SHORTEST = 12;

  private final LogAnchor anchor;
  private final Optional<LogAnchor.Head> head;
  private final Set<String> unmet = new TreeSet<>();
  private final Set<String> audits = new HashSet<>();
  private boolean anchored;
  private long number;
  private String hash = AccessLog.START;
  private Optional<String> broken = Optional.empty();

  /**
   * @param kept hashes that must be in the log
   */
  LogVerification(Collection<String> kept, LogAnchor anchor) {
    this.anchor = anchor;
    this.head = anchor.read();
    this.anchored = head.map(h -> h.number() == 0).orElse(false);
    kept.stream().filter(one -> !one.isEmpty() && !one.equals(AccessLog.START)).forEach(unmet::add);
  }

  void take(AccessLog.Entry entry) {
    if (broken.isEmpty()) {
      if (entry.number() != number + 1) {
        broken = Optional.of("entry " + (number + 1) + " is missing");
      } else if (!entry.hashAfter(hash).equals(entry.hash())) {
        broken =
            Optional.of(
                "entry " + entry.number() + " of " + LondonTime.show(entry.at()) + " was changed");
      }
    }
    number = entry.number();
    hash = entry.hash();
    anchored |= head.map(h -> h.number() == number && h.hash().equals(hash)).orElse(false);
    unmet.removeIf(one -> one.length() >= SHORTEST && entry.hash().startsWith(one));
    if (entry.did().equals("audit")) {
      audits.add(entry.what().split(" ", 2)[0]);
    }
  }

  /**
   * What was found.
   *
   * @param finished the runs that finished, the newest first
   */
  AccessLog.Verification result(List<String> finished) {
    return new AccessLog.Verification(
        number,
        hash,
        broken
            .or(this::atItsEnd)
            .or(
                () ->
                    unmet.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                            "the log does not contain a hash that was kept elsewhere: entries at its end are missing"))
            .or(() -> withoutEntry(finished)));
  }

  /**
   * The newest run may still be without its entry, and one that was cut off before its end has none
   * for ever. But if any later run has one, nothing was removed, since the chain is whole.
   */
  private Optional<String> withoutEntry(List<String> finished) {
    return finished.size() > 1 && finished.stream().limit(2).noneMatch(audits::contains)
        ? Optional.of("the audit " + finished.get(1) + " finished but has no entry")
        : Optional.empty();
  }

  private Optional<String> atItsEnd() {
    if (anchor.isMissing()) {
      return Optional.of("the file " + LogAnchor.FILE + ", which holds its last hash, was deleted");
    }
    return anchor.file() == null || anchored
        ? Optional.empty()
        : Optional.of(
            head.isEmpty()
                ? "the file " + LogAnchor.FILE + ", which holds its last hash, was changed"
                : "entries at its end are missing, the last of them "
                    + head.map(LogAnchor.Head::number).orElse(0L));
  }
}
