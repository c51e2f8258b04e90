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

/**
 * The clock of the policies: instants are kept in UTC and judged as Europe/London dates and times.
 */
public final class LondonTime {
  public static final ZoneId ZONE = ZoneId.of("Europe/London");

  private LondonTime() {}

  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.UK).withZone(ZONE);

  /** An instant as a London clock showed it, for people. */
  public static String show(Instant instant) {
    return SHOWN.format(instant);
  }

  /** The London date of an instant. */
  public static LocalDate date(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }

  /** The instant at which a London date begins. */
  public static Instant startOf(LocalDate date) {
    return date.atStartOfDay(ZONE).toInstant();
  }

  /**
   * A London time as the start of a duty: the earlier of two readings; a time the clocks skip is
   * the moment they jump.
   */
  public static Instant starting(LocalDateTime local) {
    return read(local, true);
  }

  /**
   * A London time as an end: the later of two readings; a time the clocks skip is the moment they
   * jump.
   */
  public static Instant ending(LocalDateTime local) {
    return read(local, false);
  }

  /** Whether London's clocks show a time at all; in spring they skip an hour. */
  public static boolean exists(LocalDateTime local) {
    return !ZONE.getRules().getValidOffsets(local).isEmpty();
  }

  private static Instant read(LocalDateTime local, boolean earlier) {
    List<ZoneOffset> offsets = ZONE.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition jump = ZONE.getRules().getTransition(local);
      return jump.getInstant();
    }
    return local.toInstant(earlier ? offsets.get(0) : offsets.get(offsets.size() - 1));
  }
}
