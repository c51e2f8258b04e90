package org.invigilator.connector;

import java.util.Optional;
import org.invigilator.snapshot.Capture.Part;

/**
 * How large the next page is to be. Every row is charged for: where the profile gives a count, the
 * first page has just the new people and the known ones that end a list, and pages grow from one
 * row on; where nothing is known they grow from twenty.
 *
 * @param counted how many people the profile counts now, -1 when it gives no number
 * @param countedBefore how many it counted at the last reading, likewise
 * @param knownRun how many known people in a row end a list
 */
record PageSize(Connector.Sizes sizes, Part part, long counted, long countedBefore, int knownRun) {
  private static final int[] GROWING = {1, 2, 5, 20, 100, 1000};
  private static final int UNKNOWN_FROM = 3;
  private static final int SPARE = 20;

  int next(OpenReading open) {
    if (part != Part.FOLLOWERS && part != Part.FOLLOWING) {
      return sizes.largest();
    }
    if (open.sweep()) {
      return counted < 0 ? sizes.largest() : sizes.fit(counted - open.found() + SPARE);
    }
    Optional<Long> expected = expected();
    if (open.pages() == 0 && expected.isPresent()) {
      return sizes.fit(Math.min(expected.get() + knownRun, GROWING[GROWING.length - 1]));
    }
    int step = open.pages() + (expected.isPresent() ? -1 : UNKNOWN_FROM);
    return sizes.fit(GROWING[Math.min(step, GROWING.length - 1)]);
  }

  /** How many people must have been added since the last reading, going by the profile. */
  private Optional<Long> expected() {
    return countedBefore < 0 || counted < 0
        ? Optional.empty()
        : Optional.of(Math.max(0, counted - countedBefore));
  }
}
