package org.invigilator.register.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.register.Problem;

/**
 * Times at which the answers of a form came in: they are in order, and where that is so only with
 * the month first, the days of all of them would be misread.
 */
final class AmericanDates {
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4}),? \\d{1,2}:\\d{2}.*");

  /** With fewer rows the order says nothing. */
  private static final int LEAST = 4;

  /** So many different days in a row are on the same day of different months by no chance. */
  private static final int SAME = 3;

  private AmericanDates() {}

  /** Why the times of a sheet cannot be read; empty where they can. */
  static Optional<Problem> in(SourceSheet sheet) {
    return sheet.headings().stream()
        .filter(heading -> !heading.isBlank())
        .filter(
            heading -> {
              List<Matcher> times = times(sheet, heading);
              return (rises(times, time -> date(time, 1, 2))
                      && !rises(times, time -> date(time, 2, 1)))
                  || isOfOneMonth(times);
            })
        .findFirst()
        .map(
            heading ->
                new Problem(
                    sheet.source().label(),
                    sheet.headerRow(),
                    heading,
                    "These times seem to have the month before the day.",
                    "Set the country of the form or spreadsheet to the United Kingdom (in Google Sheets: File, Settings, Locale) and save it again."));
  }

  /** Whether the first figures are all the same, and the second are not. */
  private static boolean isOfOneMonth(List<Matcher> times) {
    return times.stream().map(time -> time.group(1)).distinct().count() == 1
        && times.stream().map(time -> time.group(2)).distinct().count() >= SAME;
  }

  private static List<Matcher> times(SourceSheet sheet, String heading) {
    List<Matcher> times = new ArrayList<>();
    for (SourceSheet.Row row : sheet.rows()) {
      Matcher time = TIME.matcher(sheet.text(row, heading));
      if (time.matches()) {
        times.add(time);
      }
    }
    return times;
  }

  private static boolean rises(List<Matcher> times, Function<Matcher, Optional<LocalDate>> day) {
    List<LocalDate> days = times.stream().flatMap(time -> day.apply(time).stream()).toList();
    return days.size() == times.size()
        && days.size() >= LEAST
        && days.stream().distinct().count() > 1
        && days.equals(days.stream().sorted().toList());
  }

  private static Optional<LocalDate> date(Matcher time, int month, int day) {
    try {
      return Optional.of(
          LocalDate.of(
              Integer.parseInt(time.group(3)),
              Integer.parseInt(time.group(month)),
              Integer.parseInt(time.group(day))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
