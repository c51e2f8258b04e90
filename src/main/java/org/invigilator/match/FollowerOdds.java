package org.invigilator.match;

import java.util.Map;
import java.util.Set;

/** How sure it is that a follower is a pupil, from what was seen of the name. */
final class FollowerOdds {
  private static final double FULL_HANDLE = 0.8;

  private static final double BIAS = 1.95;

  private static final Map<NameSign, Double> WEIGHTS =
      Map.ofEntries(
          Map.entry(NameSign.SHORT_FORM, -1.90),
          Map.entry(NameSign.LONG_FORM, -2.09),
          Map.entry(NameSign.SPELLING, -2.49),
          Map.entry(NameSign.TYPO, -1.00),
          Map.entry(NameSign.PART_OF_SURNAME, -2.38),
          Map.entry(NameSign.OTHER_FORENAME, -1.16),
          Map.entry(NameSign.JOINED, -0.94),
          Map.entry(NameSign.STYLISED, -0.23),
          Map.entry(NameSign.SEVERAL_PUPILS, -1.24),
          Map.entry(NameSign.SURNAME_FIRST, -0.91),
          Map.entry(NameSign.MIDDLE_NAME_AGREES, 1.07),
          Map.entry(NameSign.MIDDLE_NAME_DIFFERS, -2.5),
          Map.entry(NameSign.MIDDLE_NAME_UNKNOWN, -0.7),
          Map.entry(NameSign.LONGER_NAME, -2.5),
          Map.entry(NameSign.OTHER_DISPLAY_NAME, -1.5),
          Map.entry(NameSign.BETTER_MATCH, -3.30),
          Map.entry(NameSign.ORGANISATION, -6.0),
          Map.entry(NameSign.ADULT, -6.0),
          Map.entry(NameSign.SCHOOL_IN_BIO, 1.0),
          Map.entry(NameSign.SCHOOL_YEAR, 1.0));

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
            + 2.96 * display
            + (isHandleOnly ? 0.97 : 0)
            + (isFullHandle ? 0.53 : -0.23 * handle)
            - 1.10 * display * handle
            - 0.99 * Math.min(moreWords, 3)
            - (moreWords > 0 ? 0.49 : 0)
            - 0.73 * common
            - 1.45 * Math.max(0, common - 1)
            + 1.21 * Math.max(0, common - 2)
            + (isHandleOnly && isFullHandle ? 0.31 * (common + 1) : 0);
    for (NameSign sign : signs) {
      odds += WEIGHTS.getOrDefault(sign, 0.0);
    }
    boolean isOther =
        signs.contains(NameSign.SHORT_FORM)
            || signs.contains(NameSign.LONG_FORM)
            || signs.contains(NameSign.SPELLING);
    if (isOther && signs.contains(NameSign.PART_OF_SURNAME)) {
      odds -= 1.5;
    }
    return 1 / (1 + Math.exp(-odds));
  }
}
