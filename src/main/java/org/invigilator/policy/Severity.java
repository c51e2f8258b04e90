package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How soon someone must act, the most urgent first. */
public enum Severity {
  /** Act today. */
  CRITICAL,
  /** This week. */
  HIGH,
  /** This month. */
  MEDIUM,
  /** Tidy up. */
  LOW,
  /** Good to know. */
  INFO;

  @JsonCreator
  public static Severity of(String text) {
    for (Severity severity : values()) {
      if (severity.name().equalsIgnoreCase(text.strip())) {
        return severity;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not recognised as a severity; use critical, high, medium, low or info");
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The more urgent of two. */
  public Severity worse(Severity other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean atLeast(Severity other) {
    return compareTo(other) <= 0;
  }
}
