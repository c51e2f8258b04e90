package org.invigilator.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Names and handles of the trust, held against handles that are nearly the same; only letters and
 * digits count.
 */
public final class Lookalikes {
  private static final int OTHERS = 36;

  /**
   * Something of the trust's.
   *
   * @param order in which it was added
   * @param characters which characters it has, a bit each
   */
  private record Real(int order, String platform, String squeezed, String shown, long characters) {}

  private final Map<Integer, List<Real>> byLength = new HashMap<>();
  private int added;

  /** Adds something of the trust's; an empty platform stands for every platform. */
  public void add(String platform, String name, String shown) {
    String squeezed = squeeze(name);
    byLength
        .computeIfAbsent(squeezed.length(), length -> new ArrayList<>())
        .add(new Real(added++, platform, squeezed, shown, characters(squeezed)));
  }

  /**
   * What a handle looks like, if it is nearly something of the trust's; of several what was added
   * first.
   *
   * @param maxDistance how many characters may differ
   * @param minLength how many characters a name must have to be held against another
   */
  public Optional<String> like(String platform, String handle, int maxDistance, int minLength) {
    String typed = squeeze(handle);
    if (typed.length() < minLength) {
      return Optional.empty();
    }
    LevenshteinDistance distance = new LevenshteinDistance(maxDistance);
    long characters = characters(typed);
    Real first = null;
    int least = Math.max(minLength, typed.length() - maxDistance);
    for (int length = least; length <= typed.length() + maxDistance; length++) {
      for (Real real : byLength.getOrDefault(length, List.of())) {
        boolean isEarlier = first == null || real.order() < first.order();
        boolean isMeant = real.platform().isEmpty() || real.platform().equals(platform);
        // A change of one character changes at most two of those that a name has.
        boolean mayBeLike = Long.bitCount(real.characters() ^ characters) <= 2 * maxDistance;
        if (isEarlier && mayBeLike && isMeant && distance.apply(typed, real.squeezed()) >= 0) {
          first = real;
        }
      }
    }
    return first == null ? Optional.empty() : Optional.of(first.shown());
  }

  private static long characters(String squeezed) {
    long bits = 0;
    for (int i = 0; i < squeezed.length(); i++) {
      int digit = Character.digit(squeezed.charAt(i), OTHERS);
      bits |= 1L << (digit < 0 ? OTHERS : digit);
    }
    return bits;
  }

  private static String squeeze(String name) {
    StringBuilder kept = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        kept.append(Character.toLowerCase(name.charAt(i)));
      }
    }
    return kept.toString();
  }
}
