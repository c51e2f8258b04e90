package org.invigilator.match;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How sure it is that a follower is a pupil, from what was seen of the name. */
final class FollowerOdds {
  private static final double FULL_HANDLE = 0.8;

  private static final double BIAS = 1.46;

  private static final Map<NameSign, Double> WEIGHTS =
      Map.ofEntries(
          Map.entry(NameSign.SHORT_FORM, -1.38),
          Map.entry(NameSign.LONG_FORM, -1.62),
          Map.entry(NameSign.SPELLING, -2.64),
          Map.entry(NameSign.TYPO, -0.59),
          Map.entry(NameSign.PART_OF_SURNAME, -3.16),
          Map.entry(NameSign.OTHER_FORENAME, -1.34),
          Map.entry(NameSign.JOINED, -0.91),
          Map.entry(NameSign.STYLISED, -0.28),
          Map.entry(NameSign.SEVERAL_PUPILS, -1.45),
          Map.entry(NameSign.SURNAME_FIRST, -0.74),
          Map.entry(NameSign.MIDDLE_NAME_AGREES, 1.71),
          Map.entry(NameSign.MIDDLE_NAME_DIFFERS, -2.51),
          Map.entry(NameSign.MIDDLE_NAME_UNKNOWN, -2.65),
          Map.entry(NameSign.LONGER_NAME, -3.42),
          Map.entry(NameSign.OTHER_DISPLAY_NAME, -1.79),
          Map.entry(NameSign.BETTER_MATCH, -3.68),
          Map.entry(NameSign.ORGANISATION, -7.0),
          Map.entry(NameSign.ADULT, -6.0),
          Map.entry(NameSign.PERHAPS_ADULT, -3.5),
          Map.entry(NameSign.OTHER_PLACE, -1.5),
          Map.entry(NameSign.NAME_IN_BIO, 0.43),
          Map.entry(NameSign.SCHOOL_IN_BIO, 1.0),
          Map.entry(NameSign.SCHOOL_YEAR, 1.0));

  /**
   * A name of two ordinary words, one that many people abroad have, or one beside words that mostly
   * adults use is never certain.
   */
  private static final Set<NameSign> LIKELY_AT_MOST =
      EnumSet.of(
          NameSign.ORDINARY_WORDS,
          NameSign.COMMON_ABROAD,
          NameSign.PERHAPS_ADULT,
          NameSign.OTHER_PLACE);

  private static final double MOST_IF_LIKELY = 0.94;

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
            + 3.71 * display
            + (isHandleOnly ? 1.71 : 0)
            + (!isHandleOnly ? 0 : isFullHandle ? 0.61 : -0.33 * handle)
            - 0.76 * Math.min(moreWords, 3)
            - (moreWords > 0 ? 0.19 : 0)
            - 0.83 * common
            - 1.47 * Math.max(0, common - 1)
            + 1.46 * Math.max(0, common - 2)
            + (isHandleOnly && isFullHandle ? 0.28 * (common + 1) : 0);
    for (NameSign sign : signs) {
      odds += WEIGHTS.getOrDefault(sign, 0.0);
    }
    boolean isOther =
        signs.contains(NameSign.SHORT_FORM)
            || signs.contains(NameSign.LONG_FORM)
            || signs.contains(NameSign.SPELLING);
    if (isOther && signs.contains(NameSign.PART_OF_SURNAME)) {
      odds -= 1.08;
    }
    double confidence = 1 / (1 + Math.exp(-odds));
    return LIKELY_AT_MOST.stream().anyMatch(signs::contains)
        ? Math.min(confidence, MOST_IF_LIKELY)
        : confidence;
  }
}
