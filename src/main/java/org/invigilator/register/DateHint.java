package org.invigilator.register;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Guesses the date a person meant by another form of writing, only to show how to write it. */
public final class DateHint {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.UK);
  private static final Pattern FULL_YEAR = Pattern.compile("\\p{L}{3}.{0,8}(?<!\\d)\\d{4}$");
  private static final LocalDate FIRST_OF_TWO_DIGITS = LocalDate.of(1960, 1, 1);
  private static final List<DateTimeFormatter> FORMS =
      List.of(
          form("d MMM ", true),
          form("d MMMM ", true),
          form("d MMM ", false),
          form("d MMMM ", false),
          form("d M ", true),
          form("d M ", false));

  private DateHint() {}

  private static DateTimeFormatter form(String dayAndMonth, boolean isFourDigits) {
    DateTimeFormatterBuilder builder =
        new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(dayAndMonth);
    return (isFourDigits
            ? builder.appendPattern("uuuu")
            : builder.appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_OF_TWO_DIGITS))
        .toFormatter(Locale.UK)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * The date that a text with the name of a month and a year of four digits stands for; empty when
   * it is not clear.
   */
  static Optional<LocalDate> inFull(String text) {
    if (text.length() < 8 || text.length() > 32 || !FULL_YEAR.matcher(text).find()) {
      return Optional.empty();
    }
    return read(text);
  }

  /** The date as dd/MM/yyyy; empty when the text is not recognised or no such day exists. */
  public static Optional<String> of(String text) {
    return read(text).map(WRITTEN::format);
  }

  private static Optional<LocalDate> read(String text) {
    // Java's British short form of September is Sept.
    String words =
        text.replaceAll("[\\s\\p{Z}\\p{Cf}./-]+", " ")
            .strip()
            .replaceFirst(
                "(?i)^(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |^(?:mon|tue|wed|thu|fri|sat|sun),? ",
                "")
            .replaceFirst("(?i)^(\\d{1,2})(?:st|nd|rd|th)(?: of)? ", "$1 ")
            .replaceFirst(
                "(?i)^(\\p{L}{3,9}) (\\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\\d{2})$", "$2 $1 $3")
            .replaceFirst("(?i)\\bsep\\b", "Sept");
    for (DateTimeFormatter form : FORMS) {
      try {
        return Optional.of(LocalDate.parse(words, form));
      } catch (DateTimeException e) {
        // The next form may fit.
      }
    }
    return Optional.empty();
  }
}
