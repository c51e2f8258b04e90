package org.invigilator.register;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the texts of cells strictly, so that 29/02/2019 is a mistake and never 28 February. */
public final class Cells {
  static final Set<String> YES = Set.of("yes", "y", "true", "1", "✓", "✔", "☑");
  private static final Set<String> NO = Set.of("no", "n", "false", "0", "✗", "✘", "☐");
  private static final List<DateTimeFormatter> LOCALS =
      List.of(
          strict("d/M/uuuu H:mm[:ss]"),
          strict("uuuu-MM-dd'T'HH:mm[:ss]"),
          strict("uuuu-MM-dd HH:mm[:ss]"));
  private static final Pattern DATE_FORM =
      Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{4}|\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME_OF_DAY =
      Pattern.compile("(?<=\\d)[T ]\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?Z?$");
  private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})[/-](\\d{1,2})[/-](\\d{1,2})");

  /** What Google Forms writes into a CSV file: 2026/09/03 10:01:22 am GMT+1. */
  private static final Pattern OF_FORM =
      Pattern.compile(
          "(\\d{4}/\\d{1,2}/\\d{1,2} \\d{1,2}:\\d{2}:\\d{2} [ap]m) (?:GMT|UTC|(BST))([+-]\\d{1,2}(?::\\d{2})?)?",
          Pattern.CASE_INSENSITIVE);

  private static final DateTimeFormatter FORM_TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("uuuu/M/d h:mm:ss a")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int LONGEST = 8_000;

  /** Ids name folders and files, so they must not contain parts of a path. */
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,79}");

  private static final Pattern WITH_SCHEME =
      Pattern.compile("https?://[\\p{L}\\p{N}\\[]\\S*", Pattern.CASE_INSENSITIVE);

  private static final Pattern INDEX = Pattern.compile("\\d{1,3}");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,25}");

  /** The users of YouTube and Bluesky have ids that are not numbers. */
  private static final Pattern OTHER_USER =
      Pattern.compile("UC[A-Za-z0-9_-]{10,40}|did:(?:plc|web):[A-Za-z0-9._:%-]{1,200}");

  private static final Pattern ROUNDED = Pattern.compile("\\d(\\.\\d+)?[eE][+-]?\\d+");

  /** Registers repeat the same dates, so each is parsed once, up to a limit. */
  private static final Map<String, Optional<LocalDate>> DATES = new ConcurrentHashMap<>();

  private static final int DATES_KEPT = 20_000;

  private Cells() {}

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  /**
   * A date written dd/MM/yyyy, yyyy-MM-dd, or with the name of its month (3 September 2019), with
   * or without a time of day; empty for anything else.
   */
  public static Optional<LocalDate> date(String text) {
    Optional<LocalDate> known = DATES.get(text);
    if (known == null) {
      known = parseDate(text);
      if (DATES.size() < DATES_KEPT) {
        DATES.put(text, known);
      }
    }
    return known;
  }

  private static Optional<LocalDate> parseDate(String text) {
    int length = text.length();
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return date(
          number(text, yearFirst.start(1), yearFirst.end(1)),
          number(text, yearFirst.start(2), yearFirst.end(2)),
          number(text, yearFirst.start(3), yearFirst.end(3)));
    }
    if (length == 10 && text.charAt(4) == '-' && text.charAt(7) == '-') {
      return date(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    }
    int first = text.indexOf('/');
    int second = text.indexOf('/', first + 1);
    return first < 1
            || first > 2
            || second - first < 2
            || second - first > 3
            || length - second != 5
        ? otherDate(text)
        : date(
            number(text, second + 1, length),
            number(text, first + 1, second),
            number(text, 0, first));
  }

  /** A date with a time of day behind it, or in words with a year of four digits. */
  private static Optional<LocalDate> otherDate(String text) {
    Optional<LocalDate> ofForm = ofForm(text).map(LondonTime::date);
    if (ofForm.isPresent()) {
      return ofForm;
    }
    String day = TIME_OF_DAY.matcher(text).replaceFirst("");
    return day.length() < text.length() ? parseDate(day) : DateHint.inFull(text);
  }

  private static Optional<LocalDate> date(int year, int month, int day) {
    try {
      return year < 1 || month < 1 || day < 1
          ? Optional.empty()
          : Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The number that digits make, or -1 when there is anything but digits. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** A London date and time without an offset. */
  public static Optional<LocalDateTime> local(String text) {
    return first(LOCALS, text, LocalDateTime::from)
        .or(() -> ofForm(text).map(at -> LocalDateTime.ofInstant(at, LondonTime.ZONE)));
  }

  /** The time at which a form was sent, with its difference from UTC. */
  private static Optional<Instant> ofForm(String text) {
    Matcher form = OF_FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      String zone = form.group(2) != null ? "+1" : form.group(3) == null ? "Z" : form.group(3);
      return Optional.of(
          LocalDateTime.parse(form.group(1), FORM_TIME).toInstant(ZoneOffset.of(zone)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** An ISO instant with its offset, or a date and time in London. */
  public static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant());
    } catch (DateTimeException e) {
      return local(text).filter(LondonTime::exists).map(LondonTime::starting);
    }
  }

  /** A day in the place of the month: 9/13/2026. */
  private static final Pattern MONTH_FIRST =
      Pattern.compile("^(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2\\d|3[01])[/.-](?:20)?\\d{2}\\b");

  /** Completes "'31/11/2026' …" for a text that is not a date. */
  public static String notADate(String text) {
    if (MONTH_FIRST.matcher(text).find()) {
      return "seems to be written month first, as in the United States. Write every date day first.";
    }
    return DATE_FORM.matcher(text).matches()
        ? "is not in the calendar."
        : "cannot be read as a date.";
  }

  private static String notAMoment(String text) {
    return MONTH_FIRST.matcher(text).find() ? notADate(text) : "cannot be read as a date and time.";
  }

  /** What is wrong with a filled cell, completing "'text' …"; empty when nothing is. */
  static Optional<String> problem(String name, Column column, String text) {
    boolean names =
        column.need() == Column.Need.KEY
            || name.equals("account_id")
            || name.equals("academy_code");
    if (names && (!KEY.matcher(text).matches() || text.contains(".."))) {
      return Optional.of(
          "is not an id: use at most 80 letters, digits, spaces, dots, hyphens and underscores.");
    }
    if (text.length() > LONGEST) {
      return Optional.of("is longer than " + LONGEST + " characters.");
    }
    return switch (column.type()) {
      case DATE -> date(text).isPresent() ? ok() : Optional.of(notADate(text));
      case DATE_OR_ONGOING ->
          text.equalsIgnoreCase("ongoing") || date(text).isPresent()
              ? ok()
              : Optional.of(notADate(text) + " The word 'ongoing' is allowed too.");
      case LOCAL -> local(text).isPresent() ? ok() : Optional.of(notAMoment(text));
      case INSTANT -> instant(text).isPresent() ? ok() : Optional.of(notAMoment(text));
      case YES_NO ->
          isOneOf(text, YES) || isOneOf(text, NO) ? ok() : Optional.of("is neither yes nor no.");
      case ENUM ->
          column.values().contains(text)
                  || column.values().stream().anyMatch(text::equalsIgnoreCase)
              ? ok()
              : Optional.of("is not one of the choices.");
      case MULTI -> column.values().contains(text) ? ok() : wrongPart(column, text);
      case DIGITS ->
          DIGITS.matcher(text).matches() || OTHER_USER.matcher(text).matches()
              ? ok()
              : Optional.of("is not a whole number (a spreadsheet may have rounded it).");
      case POST ->
          PostKey.of(text).isPresent()
              ? ok()
              : Optional.of(
                  "is not a post id or a link to a post (a spreadsheet may have rounded it).");
      case ID ->
          ROUNDED.matcher(text).matches()
              ? Optional.of("is a number that a spreadsheet has rounded.")
              : ok();
      case INDEX ->
          text.equals("*") || INDEX.matcher(text).matches()
              ? ok()
              : Optional.of("is neither a number from 0 nor *.");
      case YEAR ->
          YearGroup.parse(text).isPresent()
              ? ok()
              : Optional.of("is not a year group: N1, N2, R or 1 to 14.");
      case YEARS ->
          YearGroup.Range.parse(text).isPresent()
              ? ok()
              : Optional.of("is not a year group or a range of them, the younger first.");
      case HOST -> Texts.isUnknown(text) ? ok() : WrittenHost.problem(text);
      case HOSTS -> wrongHost(text);
      case URL ->
          Texts.isUnknown(text) || isAddress(text) ? ok() : Optional.of("is not one web address.");
      case TEXT, EMAIL, LIST, HANDLES -> ok();
    };
  }

  private static Optional<String> wrongPart(Column column, String text) {
    return Stream.of(text.split(";"))
        .map(String::strip)
        .filter(
            part -> !part.isEmpty() && column.values().stream().noneMatch(part::equalsIgnoreCase))
        .findFirst()
        .map(part -> "has '" + part + "', which is not one of the choices.");
  }

  private static boolean isAddress(String text) {
    // A page within a school's own network may be at a host of one word.
    return WITH_SCHEME.matcher(text).matches()
        || (text.indexOf('@') != 0 && WrittenHost.of(text).isPresent());
  }

  private static Optional<String> wrongHost(String cell) {
    return Stream.of(cell.split("[;,\\n]"))
        .map(String::strip)
        .filter(part -> !Texts.isUnknown(part))
        .flatMap(
            part ->
                WrittenHost.problem(part)
                    .map(problem -> "has '" + part + "', which " + problem)
                    .stream())
        .findFirst();
  }

  /**
   * What to type instead.
   *
   * @param text what the cell contains, or an empty text
   */
  static String remedy(Column column, String text) {
    if (text.isEmpty() && !column.example().isEmpty() && column.values().isEmpty()) {
      return "Enter it, for example " + column.example() + ".";
    }
    return switch (column.type()) {
      case DATE, DATE_OR_ONGOING ->
          DateHint.of(text)
              .map(date -> "Write " + date + ".")
              .orElse("Write it like " + column.example() + ".");
      case ENUM, MULTI -> "Use " + String.join(", ", column.values()) + ".";
      case YES_NO -> "Write yes or no.";
      case URL ->
          "Paste the address of the page, one for each row, such as " + column.example() + ".";
      case INSTANT -> "Write it like 18/11/2026 10:00, in London time.";
      case POST ->
          "Format the column as text and paste the id or the link of the post again. Where the platform shows no ids, write the account and the time of the post, for example FHH-IG-01 03/11/2026 14:05.";
      case DIGITS, ID ->
          "Format the column as text and paste the id again, for example " + column.example() + ".";
      default -> "Write it like " + column.example() + ".";
    };
  }

  private static boolean isOneOf(String text, Set<String> words) {
    return words.contains(Texts.lower(text));
  }

  private static Optional<String> ok() {
    return Optional.empty();
  }

  private static <T> Optional<T> first(
      List<DateTimeFormatter> formats, String text, Function<TemporalAccessor, T> as) {
    for (DateTimeFormatter format : formats) {
      try {
        return Optional.of(as.apply(format.parse(text)));
      } catch (DateTimeException e) {
        // The next format may fit; if none does, the caller reports the cell.
      }
    }
    return Optional.empty();
  }
}
