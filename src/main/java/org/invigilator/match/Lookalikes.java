package org.invigilator.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Names and handles of the trust, held against handles that are nearly the same; only letters and
 * digits count.
 */
public final class Lookalikes {
  private record Real(String platform, String squeezed, String shown) {}

  private final List<Real> reals = new ArrayList<>();

  /** Adds something of the trust's; an empty platform stands for every platform. */
  public void add(String platform, String name, String shown) {
    reals.add(new Real(platform, squeeze(name), shown));
  }

  /**
   * What a handle looks like, if it is nearly something of the trust's.
   *
   * @param maxDistance how many characters may differ
   * @param minLength how many characters a name must have to be held against another
   */
  public Optional<String> like(String platform, String handle, int maxDistance, int minLength) {
    String typed = squeeze(handle);
    LevenshteinDistance distance = new LevenshteinDistance(maxDistance);
    for (Real real : reals) {
      int longer = Math.abs(real.squeezed().length() - typed.length());
      boolean meant = real.platform().isEmpty() || real.platform().equals(platform);
      if (meant
          && longer <= maxDistance
          && Math.min(real.squeezed().length(), typed.length()) >= minLength
          && distance.apply(typed, real.squeezed()) >= 0) {
        return Optional.of(real.shown());
      }
    }
    return Optional.empty();
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
