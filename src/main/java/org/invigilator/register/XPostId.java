package org.invigilator.register;

import java.time.Instant;
import java.util.Optional;

/**
 * The ids that X gives to posts since November 2010: they grow with time, and the moment of
 * publication is above their 22 lowest bits, in milliseconds.
 */
public final class XPostId {
  private static final int TIME_BITS = 22;
  private static final long FIRST_MILLISECOND = 1288834974657L;

  /** Earlier ids were counted and are shorter. */
  private static final int SHORTEST = 15;

  private XPostId() {}

  /** When the post with an id was published; empty for an id that does not contain it. */
  public static Optional<Instant> publishedAt(String id) {
    if (id.length() < SHORTEST
        || id.length() > 19
        || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Instant.ofEpochMilli((Long.parseLong(id) >> TIME_BITS) + FIRST_MILLISECOND));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The smallest id of a post that is published at a moment; 1 for one before such ids began. */
  public static String at(Instant moment) {
    long made = moment.toEpochMilli() - FIRST_MILLISECOND;
    return made <= 0 ? "1" : Long.toString(made << TIME_BITS);
  }
}
