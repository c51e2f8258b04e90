package org.invigilator.answer;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.finding.Decision;
import org.invigilator.register.Cells;
import org.invigilator.register.Texts;

/**
 * What the cell <i>Decision</i> says.
 *
 * @param until the last day of a waiver, empty when none that exists was given
 * @param reason what follows because, or empty
 */
record DecisionParser(Decision.Kind kind, Optional<LocalDate> until, String reason) {
  /** What can be chosen; a date and a reason complete the third. */
  static final String CHOICES =
      "fixed; in progress; waive until 31/01/2027 because …; not a pupil; false positive";

  private static final Pattern WAIVE = Pattern.compile("(?i)waived?(?:\\s+until)?");
  private static final Pattern BECAUSE =
      Pattern.compile("(?i)" + Texts.WORD_START + "because\\b[\\s:,]*");
  private static final Pattern OTHER =
      Pattern.compile(
          "(?is)(fixed|in progress|not a pupil|false positive)(?:[\\s,.;:]+(?:because\\b[\\s:,]*)?(.*))?");
  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("d MMMM uuuu")
          .toFormatter(Locale.UK)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Reads a cell; empty when it says nothing that can be chosen. */
  static Optional<DecisionParser> of(String text) {
    String said = text.strip();
    Matcher waive = WAIVE.matcher(said);
    if (waive.lookingAt()) {
      Matcher because = BECAUSE.matcher(said);
      boolean given = because.find(waive.end());
      int end = given ? endOfDate(said, because.start()) : said.length();
      return Optional.of(
          new DecisionParser(
              Decision.Kind.WAIVER,
              date(said.substring(waive.end(), end).strip()),
              reason(given ? said.substring(because.end()) : null)));
    }
    Matcher other = OTHER.matcher(said);
    return other.matches()
        ? Optional.of(
            new DecisionParser(
                Decision.Kind.valueOf(other.group(1).toUpperCase(Locale.ROOT).replace(' ', '_')),
                Optional.empty(),
                reason(other.group(2))))
        : Optional.empty();
  }

  /** Where the date ends before the marks and blanks that lead to the reason. */
  private static int endOfDate(String said, int because) {
    int end = because;
    while (end > 0 && " \t\n\u000b\f\r,.;:".indexOf(said.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static String reason(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("^[…. ]+$", "");
  }

  private static Optional<LocalDate> date(String text) {
    Optional<LocalDate> date = Cells.date(text);
    if (date.isPresent()) {
      return date;
    }
    try {
      return Optional.of(LocalDate.parse(text, WRITTEN));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
