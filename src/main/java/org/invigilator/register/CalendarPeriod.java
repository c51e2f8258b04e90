package org.invigilator.register;

import java.time.LocalDate;

/** A holiday, closure or pre-election period, both ends included. */
public record CalendarPeriod(String academy, LocalDate from, LocalDate to, String kind) {

  static CalendarPeriod of(Row row) {
    return new CalendarPeriod(
        row.text("academy_code"),
        row.date("from").orElseThrow(),
        row.date("to").orElseThrow(),
        row.choice("kind"));
  }

  /** Whether this is a pre-election period. */
  public boolean isPreElection() {
    return kind.equals("pre-election");
  }

  /** Whether the period is for this academy and contains this day. */
  public boolean has(String academyCode, LocalDate day) {
    boolean isForAll = academy.equalsIgnoreCase("ALL") || academy.equalsIgnoreCase("TRUST");
    return (isForAll || academy.equals(academyCode)) && !day.isBefore(from) && !day.isAfter(to);
  }

  /** Whether no posts can be expected in this period. */
  public boolean isBreak() {
    return kind.equals("holiday") || kind.equals("closure");
  }
}
