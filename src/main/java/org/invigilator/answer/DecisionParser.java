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

  /** Reads a cell; empty when its text is not one of the choices. */
  static Optional<DecisionParser> of(String text) {
    String stripped = text.strip();
    Matcher waive = WAIVE.matcher(stripped);
    if (stripped.toLowerCase(Locale.ROOT).startsWith("waive") && waive.matches()) {
      return Optional.of(
          new DecisionParser(
              Decision.Kind.WAIVER, date(waive.group(1).strip()), reason(waive.group(2))));
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
