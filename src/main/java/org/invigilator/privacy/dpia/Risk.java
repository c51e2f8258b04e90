package org.invigilator.privacy.dpia;

import java.util.Locale;

/**
 * A risk to individuals, assessed before and after measures.
 *
 * @param source the source of the risk and the nature of its potential impact
 * @param measures the options to reduce or eliminate it
 */
record Risk(
    String source,
    Likelihood likelihood,
    Severity severity,
    String measures,
    Effect effect,
    Level residual) {

  /** How likely harm is. */
  enum Likelihood {
    REMOTE,
    POSSIBLE,
    PROBABLE
  }

  /** How severe harm would be. */
  enum Severity {
    MINIMAL,
    SIGNIFICANT,
    SEVERE
  }

  /** The overall or the residual risk. */
  enum Level {
    LOW,
    MEDIUM,
    HIGH
  }

  /** What measures do to a risk. */
  enum Effect {
    ELIMINATED,
    REDUCED,
    ACCEPTED
  }

  /** The overall risk, by the matrix of the ICO's guidance on impact assessments. */
  Level overall() {
    if (likelihood == Likelihood.REMOTE || severity == Severity.MINIMAL) {
      return Level.LOW;
    }
    return severity == Severity.SEVERE || likelihood == Likelihood.PROBABLE
        ? Level.HIGH
        : Level.MEDIUM;
  }

  static String word(Enum<?> value) {
    String name = value.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }
}
