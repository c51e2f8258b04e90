package org.invigilator.match;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.invigilator.register.Pupil;

/** What was seen of the pupils who may be one follower, each with the strongest sign. */
final class FollowerEvidence {

  /** What was seen of one pupil. */
  static final class OfPupil {
    double display;
    double handle;
    int more;
    String first = "";
    String written = "";
    String last = "";
    final EnumSet<NameSign> signs = EnumSet.noneOf(NameSign.class);

    /** How much was seen in both places. */
    double sum() {
      return display + handle;
    }
  }

  private final Map<Pupil, OfPupil> found = new HashMap<>(4);

  Map<Pupil, OfPupil> found() {
    return found;
  }

  private OfPupil of(RollIndex.Form form) {
    return found.computeIfAbsent(form.pupil(), p -> new OfPupil());
  }

  /**
   * Notes a name in the display name.
   *
   * @param weight how much of the name it is, from 0 to 1
   * @param forename the forename of the roll, and as it is written
   * @param more further words that are not explained
   */
  void display(
      RollIndex.Form form,
      double weight,
      String surname,
      String forename,
      String written,
      int more,
      boolean isStylised,
      EnumSet<NameSign> signs) {
    OfPupil one = of(form);
    double weighed = weight * ofForm(form) * (isStylised ? 0.97 : 1);
    if (weighed > one.display) {
      one.display = weighed;
      one.more = more;
      one.first = forename;
      one.written = written;
      one.last = surname;
      one.signs.clear();
      one.signs.addAll(signs);
      if (form.first() != RollName.First.FULL) {
        one.signs.add(NameSign.OTHER_FORENAME);
      }
      if (form.last() != RollName.Last.FULL) {
        one.signs.add(NameSign.PART_OF_SURNAME);
      }
      if (isStylised) {
        one.signs.add(NameSign.STYLISED);
      }
    }
  }

  /** Notes a name that is written as one word in the display name. */
  void joined(RollIndex.Form form, double weight, int more, boolean isStylised) {
    RollName name = RollIndex.name(form.pupil());
    display(
        form,
        weight,
        name.last(),
        name.first(),
        name.first(),
        more,
        isStylised,
        EnumSet.of(NameSign.JOINED));
  }

  /** Notes a name in the handle. */
  void handle(RollIndex.Form form, double weight) {
    OfPupil one = of(form);
    double weighed = weight * ofForm(form);
    if (weighed <= one.handle) {
      return;
    }
    one.handle = weighed;
    if (one.display == 0) {
      RollName name = RollIndex.name(form.pupil());
      one.first = name.first();
      one.written = name.first();
      one.last = name.last();
      one.signs.add(NameSign.HANDLE);
    } else {
      one.signs.add(NameSign.HANDLE_AGREES);
    }
  }

  /** Notes which names of the display name a handle contains, where no whole name is in it. */
  void partsOf(String handle) {
    for (OfPupil one : found.values()) {
      if (one.handle == 0 && one.display > 0) {
        boolean hasLast = one.last.length() > 3 && handle.contains(one.last);
        boolean hasFirst = one.first.length() > 2 && handle.contains(one.first);
        one.handle = hasLast ? 0.5 : hasFirst ? 0.3 : 0;
        if (hasLast) {
          one.signs.add(NameSign.HANDLE_AGREES);
        }
      }
    }
  }

  private static double ofForm(RollIndex.Form form) {
    return switch (form.first()) {
          case FULL -> 1;
          case ONE -> 0.9;
          case MIDDLE -> 0.6;
        }
        * switch (form.last()) {
          case FULL -> 1;
          case BARE -> 0.95;
          case HALF -> 0.75;
        };
  }
}
