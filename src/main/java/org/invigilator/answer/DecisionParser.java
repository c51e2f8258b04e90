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

  private static final Pattern WAIVE =
      Pattern.compile(
          "(?is)waived?(?:\\s+until)?\\s*(.*?)(?:[\\s,.;:]*\\bbecause\\b[\\s:,]*(.*))?");
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
    if (said.toLowerCase(Locale.ROOT).startsWith("waive") && waive.matches()) {
      return Optional.of(
          new DecisionParser(
              Decision.Kind.WAIVER, date(waive.group(1).strip()), reason(waive.group(2))));
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
