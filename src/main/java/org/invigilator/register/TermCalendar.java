package org.invigilator.register;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;

/** Counts days of term for deadlines: holidays and closures do not count. */
public record TermCalendar(List<CalendarPeriod> periods) {
  private static final int LONGEST_BREAK = 400;

  /** Whether an academy is on holiday or closed on a day. */
  public boolean isBreak(String academy, LocalDate day) {
    return periods.stream().anyMatch(p -> p.isBreak() && p.has(academy, day));
  }

  /**
   * The day on which a number of term days have passed; if it is on a weekend or in a break, the
   * next school day.
   */
  public LocalDate after(String academy, LocalDate since, int days) {
    LocalDate day = since;
    int counted = 0;
    for (int i = 0; i < days + LONGEST_BREAK && counted < days; i++) {
      day = day.plusDays(1);
      if (!isBreak(academy, day)) {
        counted++;
      }
    }
    for (int i = 0; i < LONGEST_BREAK && !isSchoolDay(academy, day); i++) {
      day = day.plusDays(1);
    }
    return day;
  }

  private boolean isSchoolDay(String academy, LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !isBreak(academy, day);
  }
}
