package org.invigilator.match;

import java.util.EnumSet;
import java.util.Set;
import org.invigilator.register.Pupil;

/**
 * A pupil who may be meant by a name, and what speaks for and against it.
 *
 * @param confidence between 0 and 1
 * @param written the name as it is written, folded and joined, by which it is compared with those
 *     of other people; never shown or stored
 */
public record Recognition(Pupil pupil, double confidence, Set<NameSign> signs, String written) {
  /** The most that a name says where it may as well be someone else's. */
  private static final double MOST_IF_DOUBTED = 0.94;

  /** The same with a further sign, for which it is likely at most. */
  public Recognition doubted(NameSign why) {
    Set<NameSign> all = EnumSet.of(why);
    all.addAll(signs);
    return new Recognition(pupil, Math.min(confidence, MOST_IF_DOUBTED), Set.copyOf(all), written);
  }
}
