package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TermCalendarTest {
  private static final TermCalendar CALENDAR =
      new TermCalendar(
          List.of(
              new CalendarPeriod(
                  "ALL", LocalDate.of(2026, 12, 19), LocalDate.of(2027, 1, 3), "holiday"),
              new CalendarPeriod(
                  "NTH", LocalDate.of(2026, 11, 27), LocalDate.of(2026, 11, 27), "closure"),
              new CalendarPeriod(
                  "ALL", LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 1), "pre-election")));

  @Test
  void daysOfTermAreCountedAndWeekendsMoveToMonday() {
    LocalDate friday = LocalDate.of(2026, 11, 20);
    assertThat(CALENDAR.after("STH", friday, 7)).isEqualTo("2026-11-27");
    assertThat(CALENDAR.after("NTH", friday, 7)).isEqualTo("2026-11-30");
    assertThat(CALENDAR.after("STH", friday.plusDays(2), 7)).isEqualTo("2026-11-30");
    assertThat(CALENDAR.after("STH", LocalDate.of(2026, 12, 16), 7)).isEqualTo("2027-01-08");
    assertThat(CALENDAR.after("STH", LocalDate.of(2026, 12, 18), 0)).isEqualTo("2026-12-18");
  }

  @Property(tries = 300)
  void dueDateIsASchoolDayAndNotTooEarly(
      @ForAll @IntRange(max = 400) int offset, @ForAll @IntRange(max = 90) int days) {
    LocalDate since = LocalDate.of(2026, 9, 1).plusDays(offset);
    LocalDate due = CALENDAR.after("NTH", since, days);
    assertThat(due).isAfterOrEqualTo(since.plusDays(days));
    assertThat(due.getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    assertThat(CALENDAR.isBreak("NTH", due)).isFalse();
    long term =
        since
            .plusDays(1)
            .datesUntil(due.plusDays(1))
            .filter(d -> !CALENDAR.isBreak("NTH", d))
            .count();
    assertThat(term).isBetween((long) days, days + 3L);
  }
}
