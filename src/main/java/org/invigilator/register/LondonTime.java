package org.invigilator.register;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;

/** Instants are stored in UTC and compared with policies as Europe/London dates and times. */
public final class LondonTime {
  public static final ZoneId ZONE = ZoneId.of("Europe/London");

  private static final int DAY = 86_400;

  private static final long SINCE_1972 = 63_072_000;

  private LondonTime() {}

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.UK).withZone(ZONE);

  /** The London date and time of an instant, for readers. */
  public static String show(Instant instant) {
    return SHOWN.format(instant);
  }

  /** A date for readers, as in "28 November 2026". */
  public static String show(LocalDate date) {
    return DATE.format(date);
  }

  /**
   * The London date of an instant. London is in UTC or an hour ahead, and has been since 1972, so
   * only the last hour of a UTC day may belong to the day after.
   */
  public static LocalDate date(Instant instant) {
    long seconds = instant.getEpochSecond();
    return seconds >= SINCE_1972 && Math.floorMod(seconds, DAY) < DAY - 3_600
        ? LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY))
        : LocalDate.ofInstant(instant, ZONE);
  }

  /** The instant at which a London date begins. */
  public static Instant startOf(LocalDate date) {
    return date.atStartOfDay(ZONE).toInstant();
  }

  /**
   * The instant of a London time at which a duty starts: the earlier one when the clocks repeat it,
   * and the moment of the change when they skip it.
   */
  public static Instant starting(LocalDateTime local) {
    return read(local, true);
  }

  /**
   * The instant of a London time at which something ends: the later one when the clocks repeat it,
   * and the moment of the change when they skip it.
   */
  public static Instant ending(LocalDateTime local) {
    return read(local, false);
  }

  /** Whether a local time exists in London, where the clocks skip an hour in spring. */
  public static boolean exists(LocalDateTime local) {
    return !ZONE.getRules().getValidOffsets(local).isEmpty();
  }

  private static Instant read(LocalDateTime local, boolean earlier) {
    List<ZoneOffset> offsets = ZONE.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition change = ZONE.getRules().getTransition(local);
      return change.getInstant();
    }
    return local.toInstant(earlier ? offsets.get(0) : offsets.get(offsets.size() - 1));
  }
}
