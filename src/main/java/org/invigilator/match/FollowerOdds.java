package org.invigilator.match;

import java.util.Map;
import java.util.Set;

/** How sure it is that a follower is a pupil, from what was seen of the name. */
final class FollowerOdds {
  private static final double FULL_HANDLE = 0.8;

  private static final double BIAS = 1.98;

  private static final Map<NameSign, Double> WEIGHTS =
      Map.ofEntries(
          Map.entry(NameSign.SHORT_FORM, -1.56),
          Map.entry(NameSign.LONG_FORM, -1.3),
          Map.entry(NameSign.SPELLING, -2.27),
          Map.entry(NameSign.TYPO, -0.6),
          Map.entry(NameSign.PART_OF_SURNAME, -2.45),
          Map.entry(NameSign.OTHER_FORENAME, -1.32),
          Map.entry(NameSign.JOINED, -0.84),
          Map.entry(NameSign.STYLISED, -0.22),
          Map.entry(NameSign.SEVERAL_PUPILS, -1.31),
          Map.entry(NameSign.SURNAME_FIRST, -0.8),
          Map.entry(NameSign.MIDDLE_NAME_AGREES, 1.1),
          Map.entry(NameSign.MIDDLE_NAME_DIFFERS, -2.0),
          Map.entry(NameSign.MIDDLE_NAME_UNKNOWN, -1.2),
          Map.entry(NameSign.LONGER_NAME, -2.5),
          Map.entry(NameSign.OTHER_DISPLAY_NAME, -1.5),
          Map.entry(NameSign.BETTER_MATCH, -3.51),
          Map.entry(NameSign.ORGANISATION, -6.0),
          Map.entry(NameSign.ADULT, -6.0),
          Map.entry(NameSign.SCHOOL_IN_BIO, 1.0),
          Map.entry(NameSign.SCHOOL_YEAR, 1.0));

  /** A name of two ordinary words may be that of anything, so it is never certain. */
  private static final double MOST_OF_ORDINARY = 0.94;

  private FollowerOdds() {}

  /**
   * The confidence that a follower is the pupil: a logistic regression, fitted on names of people
   * with known accounts and on invented pupils, where a fifth of the followers are meant.
   *
   * @param display how much of the name is in the display name, from 0 to 1
   * @param handle the same of the handle
   * @param moreWords words of the display name that are not explained
   * @param commonness see {@link RollIndex#commonness}, more where several pupils have the name
   */
  static double confidence(
      double display, double handle, int moreWords, double commonness, Set<NameSign> signs) {
    boolean isHandleOnly = display == 0;
    boolean isFullHandle = handle >= FULL_HANDLE;
    double common = commonness - 5;
    double odds =
        BIAS
            + 2.98 * display
            + (isHandleOnly ? 1.10 : 0)
            + (isFullHandle ? 0.47 : -0.46 * handle)
            - 1.02 * display * handle
            - 0.66 * Math.min(moreWords, 3)
            - (moreWords > 0 ? 0.30 : 0)
            - 0.86 * common
            - 1.27 * Math.max(0, common - 1)
            + 1.21 * Math.max(0, common - 2)
            + (isHandleOnly && isFullHandle ? 0.30 * (common + 1) : 0);
    for (NameSign sign : signs) {
      odds += WEIGHTS.getOrDefault(sign, 0.0);
    }
    boolean isOther =
        signs.contains(NameSign.SHORT_FORM)
            || signs.contains(NameSign.LONG_FORM)
            || signs.contains(NameSign.SPELLING);
    if (isOther && signs.contains(NameSign.PART_OF_SURNAME)) {
      odds -= 1;
    }
    double confidence = 1 / (1 + Math.exp(-odds));
    return signs.contains(NameSign.ORDINARY_WORDS)
        ? Math.min(confidence, MOST_OF_ORDINARY)
        : confidence;
  }
}
