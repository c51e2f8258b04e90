package org.invigilator.policy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A day or a month as people in the United Kingdom write it, such as 18/11/2026, 18.11.26, 18th
 * November 2026, November 2026 or 11/2026, and as packs do: 2026-11-18 and 2026-11.
 */
public final class WrittenDate {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<![\\d/.-])(?:(?<iso>(?<y>\\d{4})-(?<m>\\d{2})(?:-(?<d>\\d{2}))?)"
              + "|(?:(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?)?(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|t|ober|ember)?\\.?,?\\s+(?<year>\\d{4})"
              + "|(?:(?<dd>\\d{1,2})[/.-])?(?<mm>\\d{1,2})[/.-](?<yyyy>\\d{4})|(?<sd>\\d{1,2})[/.-](?<sm>\\d{1,2})[/.-](?<yy>\\d{2}))(?![\\d/-])",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SERIAL = Pattern.compile("\\d{5}");
  private static final LocalDate START_OF_SERIALS = LocalDate.of(1899, 12, 30);

  private WrittenDate() {}

  /** The first date in a text, as packs write it; empty when there is none in the calendar. */
  public static Optional<String> in(String text) {
    Matcher found = FORM.matcher(text);
    return found.find() ? read(found) : Optional.empty();
  }

  /** Where the first date in a text begins; -1 when there is none. */
  public static int at(String text) {
    Matcher found = FORM.matcher(text);
    return found.find() ? found.start() : -1;
  }

  /** A text with a mark in place of its first date. */
  public static String marked(String text, String mark) {
    return FORM.matcher(text).replaceFirst(Matcher.quoteReplacement(mark));
  }

  /**
   * A cell that contains a date and nothing else, as packs write it. A number of five digits is
   * what a spreadsheet shows of a date when it has lost its format.
   */
  public static Optional<String> of(String cell) {
    String text =
        cell.strip().replaceFirst("(?i)^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+", "");
    if (SERIAL.matcher(text).matches()) {
      return Optional.of(START_OF_SERIALS.plusDays(Integer.parseInt(text)).toString());
    }
    Matcher found = FORM.matcher(text);
    return found.matches() ? read(found) : Optional.empty();
  }

  private static Optional<String> read(Matcher found) {
    if (found.group("iso") != null) {
      return date(found.group("y"), Integer.parseInt(found.group("m")), found.group("d"));
    }
    if (found.group("month") != null) {
      String start = found.group("month").toUpperCase(Locale.ROOT);
      int month =
          Stream.of(Month.values())
              .filter(m -> m.name().startsWith(start))
              .findFirst()
              .orElseThrow()
              .getValue();
      return date(found.group("year"), month, found.group("day"));
    }
    if (found.group("yy") != null) {
      return date("20" + found.group("yy"), Integer.parseInt(found.group("sm")), found.group("sd"));
    }
    return date(found.group("yyyy"), Integer.parseInt(found.group("mm")), found.group("dd"));
  }

  private static Optional<String> date(String year, int month, @Nullable String day) {
    try {
      int y = Integer.parseInt(year);
      return Optional.of(
          day == null
              ? YearMonth.of(y, month).toString()
              : LocalDate.of(y, month, Integer.parseInt(day)).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
