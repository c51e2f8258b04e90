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
import org.jspecify.annotations.Nullable;

/**
 * The text of a cell <i>Decision</i>, read.
 *
 * @param until the last day of a waiver, empty when it is missing or cannot be read
 * @param reason what follows because, or empty
 */
record DecisionParser(Decision.Kind kind, Optional<LocalDate> until, String reason) {
  /** The choices, for a reader. */
  static final String CHOICES =
      "fixed, in progress, waive until DD/MM/YYYY because …, not a pupil, false positive";

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

  /** Reads a cell; empty when its text is not one of the choices. */
  static Optional<DecisionParser> of(String text) {
    String stripped = text.strip();
    Matcher waive = WAIVE.matcher(stripped);
    if (waive.lookingAt()) {
      Matcher because = BECAUSE.matcher(stripped);
      boolean given = because.find(waive.end());
      int end = given ? endOfDate(stripped, because.start()) : stripped.length();
      return Optional.of(
          new DecisionParser(
              Decision.Kind.WAIVER,
              date(stripped.substring(waive.end(), end).strip()),
              reason(given ? stripped.substring(because.end()) : null)));
    }
    Matcher other = OTHER.matcher(stripped);
    return other.matches()
        ? Optional.of(
            new DecisionParser(
                Decision.Kind.valueOf(other.group(1).toUpperCase(Locale.ROOT).replace(' ', '_')),
                Optional.empty(),
                reason(other.group(2))))
        : Optional.empty();
  }

  /** Where the date ends before the marks and blanks that lead to the reason. */
  private static int endOfDate(String stripped, int because) {
    int end = because;
    while (end > 0 && " \t\n\u000b\f\r,.;:".indexOf(stripped.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static String reason(@Nullable String text) {
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
