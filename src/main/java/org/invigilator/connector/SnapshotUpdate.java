package org.invigilator.connector;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.LineHead;

/**
 * Turns the stored pages of a reading into the snapshot file of its part; only a complete list
 * replaces an older one.
 *
 * @param before the last completed reading
 */
record SnapshotUpdate(AccountPart target, OpenReading open, Optional<CompletedReading> before) {
  private static final String REPORTED_COMPLETE = " and reported the list as complete";

  void write() {
    List<String> lines = KnownLines.kept(target, target.cursors().lines(target.key()));
    Part part = target.part();
    long distinct = lines.stream().map(line -> LineHead.of(line).id()).distinct().count();
    long found = target.connector().namesPeople() ? distinct : open.found();
    ReadingDoubt doubts = new ReadingDoubt(target, open, before);
    String doubt = doubts.of(lines);
    // A first reading has nothing to spoil.
    boolean isDoubtful = !doubt.isEmpty() && open.sweep() && before.isPresent();
    boolean whole = doubt.isEmpty() && !(open.sweep() && target.isOfPeople() && isFarTooFew(found));
    boolean swept = open.sweep() && whole;
    Optional<Instant> oldest =
        part == Part.MENTIONS ? Optional.of(target.windowStart()) : Optional.empty();
    // What cannot be believed changes nothing of what is stored.
    long items =
        swept
            ? target.files().replace(part, lines, open.from())
            : target.files().add(part, isDoubtful ? List.of() : lines, oldest);
    target
        .cursors()
        .complete(
            target.key(),
            new CompletedReading(
                open.runDate(),
                doubts.readAt(),
                swept ? Optional.of(open.runDate()) : before.flatMap(CompletedReading::swept),
                tried(whole),
                target.isOfPeople() || !doubt.isEmpty()
                    ? before
                        .map(CompletedReading::newest)
                        .filter(n -> !target.isOfPeople())
                        .orElse("")
                    : newest(lines, before.map(CompletedReading::newest).orElse("")),
                items,
                target.counted(),
                swept ? open.watched() : before.map(CompletedReading::watched).orElse(""),
                doubt.isEmpty() ? note(whole, found) : doubt));
  }

  private Optional<LocalDate> tried(boolean whole) {
    boolean again = before.map(b -> b.note().contains(REPORTED_COMPLETE)).orElse(false);
    return open.sweep() && (whole || again)
        ? Optional.of(target.runDate())
        : before.flatMap(CompletedReading::tried);
  }

  /** What the file lacks although the reading was completed; it stays until a full reading. */
  private String note(boolean whole, long found) {
    String source = target.connector().source();
    if (!whole) {
      return source
          + " returned "
          + found
          + " of "
          + target.counted()
          + " on "
          + LondonTime.show(open.runDate())
          + REPORTED_COMPLETE;
    }
    if (!open.shortfall().isEmpty()) {
      return open.shortfall();
    }
    OptionalInt cap = target.connector().cap(target.part());
    return cap.isPresent() && open.found() >= cap.getAsInt()
        ? source + " only returns the latest " + cap.getAsInt()
        : open.sweep()
            ? ""
            : before
                .map(CompletedReading::note)
                .filter(n -> !n.contains(ReadingDoubt.FEWER_NEW))
                .orElse("");
  }

  /**
   * Lists are shorter than the profile's count, since suspended people are left out; but not by
   * much.
   */
  private boolean isFarTooFew(long found) {
    long counted = target.counted();
    return counted > 0 && (found == 0 || found < counted - Math.max(2, counted / 10));
  }

  private static String newest(List<String> lines, String before) {
    String newest = before;
    for (String line : lines) {
      String id = LineHead.of(line).id();
      if (id.length() > newest.length()
          || (id.length() == newest.length() && id.compareTo(newest) > 0)) {
        newest = id;
      }
    }
    return newest;
  }
}
