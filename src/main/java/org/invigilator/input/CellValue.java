package org.invigilator.input;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/**
 * What a cell of a workbook shows, as the text that a person would type.
 *
 * @param cell null when it was never written
 * @param from1904 whether the workbook counts its days from 1904, as older ones of the Mac do
 */
public record CellValue(@Nullable Cell cell, boolean from1904) {
  /** The serial number of the day after 31 December 9999, with which dates end. */
  private static final BigDecimal END_OF_DATES = BigDecimal.valueOf(2_958_466);

  private static final LocalDate START_1904 = LocalDate.of(1904, 1, 1);
  private static final LocalDate START_1900 = LocalDate.of(1899, 12, 30);

  /** Excel counts 29 February 1900, which never was; days before it are one later. */
  private static final int DAY_THAT_NEVER_WAS = 60;

  /** A number without a date's format is taken for a date from 1950 to 2099; 2024 is a year. */
  private static final BigDecimal FIRST_LIKELY = BigDecimal.valueOf(18_264);

  private static final BigDecimal LAST_LIKELY = BigDecimal.valueOf(73_051);
  private static final int BETWEEN_1900_AND_1904 = 1_462;

  private static final long SECONDS = 86_400;
  private static final int DIGITS_KEPT = 15;

  /** What is no part of a date in a number format: texts, colours, conditions and languages. */
  private static final Pattern NOT_OF_DATES =
      Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|\\*.");

  /** The time that programs add to a date alone. */
  private static final Pattern MIDNIGHT =
      Pattern.compile("(?<=^\\d{4}-\\d{2}-\\d{2})[T ]00:00(?::00(?:\\.0+)?)?Z?$");

  /** How a program writes characters that XML cannot hold. */
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  /** The text; a time of day follows its date. */
  public String text() {
    return isFormattedAsDate() ? asDateAndTime() : plain();
  }

  /** The text, with the day of a date alone. */
  public String textOfDay() {
    return isFormattedAsDate() ? asDate() : plain();
  }

  /** The text of a cell in which a date alone is expected; a time of day is left out. */
  public String asDate() {
    return date()
        .map(date -> date.toLocalDate().toString())
        .orElseGet(() -> MIDNIGHT.matcher(plain()).replaceFirst(""));
  }

  /** The text, with the day of a date alone, or its month alone where the cell shows no day. */
  public String textOfDayOrMonth() {
    String day = textOfDay();
    boolean isMonth = isFormattedAsDate() && date().isPresent() && !shows("dD");
    return isMonth ? day.substring(0, day.lastIndexOf('-')) : day;
  }

  /**
   * The text of a cell in which a date is expected: a number is a date, however it is formatted.
   */
  public String asDateAndTime() {
    return date()
        .map(
            date ->
                date.toLocalTime().toSecondOfDay() == 0
                    ? date.toLocalDate().toString()
                    : date.toString())
        .orElseGet(
            () -> plain().endsWith("Z") ? plain() : MIDNIGHT.matcher(plain()).replaceFirst(""));
  }

  /** The text of a cell in which no date is expected: a number stays one. */
  public String plain() {
    if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
      return "";
    }
    if (cell.getType() == CellType.NUMBER) {
      // A spreadsheet keeps only 15 digits of a number, so a longer id is damaged; the check of its
      // column reports it.
      BigDecimal number = cell.asNumber();
      return number.precision() > DIGITS_KEPT || number.scale() < -2
          ? String.format(Locale.ROOT, "%.5E", number)
          : number.stripTrailingZeros().toPlainString();
    }
    String text = cell.getText();
    return text == null
        ? ""
        : ESCAPED
            .matcher(text)
            .replaceAll(
                m ->
                    java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(m.group(1), 16))));
  }

  /** Whether it is a formula whose result was never saved, as some programs write them. */
  public boolean isWithoutResult() {
    return cell != null && cell.getType() == CellType.FORMULA && cell.getRawValue() == null;
  }

  /** Whether it is a formula whose result is an empty text, or was not saved. */
  public boolean isEmptyFormula() {
    return cell != null
        && cell.getType() == CellType.FORMULA
        && (cell.getRawValue() == null || cell.getRawValue().isEmpty());
  }

  /** Whether it is a formula. */
  public boolean isFormula() {
    return cell != null && cell.getType() == CellType.FORMULA;
  }

  private boolean isFormattedAsDate() {
    return shows("dDyY");
  }

  /** Whether the number format of the cell has one of these letters. */
  private boolean shows(String letters) {
    String format = cell == null ? null : cell.getDataFormatString();
    return format != null
        && NOT_OF_DATES
            .matcher(format)
            .replaceAll("")
            .chars()
            .anyMatch(c -> letters.indexOf(c) >= 0);
  }

  /** The moment that a number stands for; a number outside of the calendar is none. */
  private Optional<LocalDateTime> date() {
    Optional<BigDecimal> serial =
        number()
            .filter(n -> n.signum() >= 0 && n.compareTo(END_OF_DATES) < 0)
            .filter(n -> isFormattedAsDate() || isLikelyDate(n));
    return serial.map(
        number -> {
          long seconds =
              number
                  .multiply(BigDecimal.valueOf(SECONDS))
                  .setScale(0, RoundingMode.HALF_UP)
                  .longValueExact();
          long days = seconds / SECONDS;
          LocalDate start =
              from1904
                  ? START_1904
                  : days < DAY_THAT_NEVER_WAS ? START_1900.plusDays(1) : START_1900;
          return start.plusDays(days).atStartOfDay().plusSeconds(seconds % SECONDS);
        });
  }

  private boolean isLikelyDate(BigDecimal number) {
    BigDecimal from1900 = from1904 ? number.add(BigDecimal.valueOf(BETWEEN_1900_AND_1904)) : number;
    return from1900.compareTo(FIRST_LIKELY) >= 0 && from1900.compareTo(LAST_LIKELY) < 0;
  }

  /** The number in the cell, or the last result of its formula. */
  private Optional<BigDecimal> number() {
    if (cell == null) {
      return Optional.empty();
    }
    if (cell.getType() == CellType.NUMBER) {
      return Optional.of(cell.asNumber());
    }
    String raw = cell.getType() == CellType.FORMULA ? cell.getRawValue() : null;
    return raw != null && raw.matches("\\d{1,7}(\\.\\d{1,20})?")
        ? Optional.of(new BigDecimal(raw))
        : Optional.empty();
  }
}
