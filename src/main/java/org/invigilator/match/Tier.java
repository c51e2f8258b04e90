package org.invigilator.match;

import java.util.Locale;
import java.util.Optional;

/** How sure it is that a name means a pupil; below the last one nothing is reported or kept. */
public enum Tier {
  CERTAIN(0.95),
  LIKELY(0.8),
  POSSIBLE(0.5);

  private final double from;

  Tier(double from) {
    this.from = from;
  }

  /** The tier of a confidence between 0 and 1; empty below the last one. */
  public static Optional<Tier> of(double confidence) {
    for (Tier tier : values()) {
      if (confidence >= tier.from) {
        return Optional.of(tier);
      }
    }
    return Optional.empty();
  }

  /** The least confidence of this tier. */
  public double from() {
    return from;
  }

  /** The tier as files and settings name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
