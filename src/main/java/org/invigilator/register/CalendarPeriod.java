package org.invigilator.register;

import java.time.LocalDate;

/**
 * A run of days on which school is out or an election is near, both ends included (matrix 3.10).
 */
public record CalendarPeriod(String academy, LocalDate from, LocalDate to, String kind) {

  static CalendarPeriod of(Row row) {
    return new CalendarPeriod(
        row.text("academy_code"),
        row.date("from").orElseThrow(),
        row.date("to").orElseThrow(),
        row.choice("kind"));
  }

  /** Whether an election is near. */
  public boolean isPreElection() {
    return kind.equals("pre-election");
  }

  /** Whether the period is for an academy and has a day. */
  public boolean has(String academyCode, LocalDate day) {
    return (academy.equalsIgnoreCase("ALL") || academy.equals(academyCode))
        && !day.isBefore(from)
        && !day.isAfter(to);
  }

  /** Whether nobody can be expected to post in this period. */
  public boolean isBreak() {
    return kind.equals("holiday") || kind.equals("closure");
  }
}
