package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A date of a policy, which may be only a month: duties then start on the first day of the month
 * and deadlines are on its last.
 */
public record PolicyDate(String written, LocalDate first, LocalDate last) {

  /** Reads yyyy-MM-dd or yyyy-MM. */
  @JsonCreator
  public static PolicyDate of(String text) {
    try {
      if (text.length() == 7) {
        YearMonth month = YearMonth.parse(text);
        return new PolicyDate(text, month.atDay(1), month.atEndOfMonth());
      }
      LocalDate day = LocalDate.parse(text);
      return new PolicyDate(text, day, day);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' cannot be read as a date; write 2026-02-28, or 2026-02 for a month", e);
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return written;
  }
}
