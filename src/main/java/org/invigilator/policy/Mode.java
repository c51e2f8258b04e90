package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a rule decides, or shows evidence to a person who decides. */
public enum Mode {
  AUTOMATED,
  ASSISTED;

  @JsonCreator
  static Mode of(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "automated" -> AUTOMATED;
      case "assisted" -> ASSISTED;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is not recognised as a mode; use automated or assisted");
    };
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
