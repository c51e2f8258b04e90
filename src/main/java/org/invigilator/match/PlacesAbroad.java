package org.invigilator.match;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Countries and large cities outside the United Kingdom: whoever lives there is hardly a pupil
 * here, although a family may come from there.
 */
final class PlacesAbroad {
  private static final int MOST_WORDS = 3;

  private static final Set<String> NAMES =
      GivenNames.lines("places_abroad.txt")
          .map(name -> name.replace(" ", ""))
          .filter(
              name ->
                  !NameRarity.isForename(name)
                      && !NameRarity.isSurname(name)
                      && !NameWords.isOrdinary(name))
          .collect(Collectors.toUnmodifiableSet());

  private PlacesAbroad() {}

  /** Whether a text names such a place with a capital, in one to three words. */
  static boolean isNamed(List<NameToken> words) {
    for (int at = 0; at < words.size(); at++) {
      String name = "";
      int last = Math.min(words.size(), at + MOST_WORDS);
      for (int end = at; words.get(at).capital() && end < last; end++) {
        name += words.get(end).folded();
        if (NAMES.contains(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
