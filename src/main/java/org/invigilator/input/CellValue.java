package org.invigilator.input;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;

/**
 * What a cell of a workbook shows; null when the cell was never written. Numbers and dates become
 * the text that a person would type.
 */
public record CellValue(@Nullable Cell cell) {
  /** The serial number of the day after 31 December 9999, with which dates end. */
  private static final int END_OF_DATES = 2_958_466;

  private static final int DIGITS_KEPT = 15;

  /** The text; a time of day follows its date. */
  public String text() {
    return date()
        .map(
            date ->
                date.toLocalTime().toSecondOfDay() == 0
                    ? date.toLocalDate().toString()
                    : date.toString())
        .orElseGet(this::withoutDate);
  }

  /** The text, with the day of a date alone. */
  public String textOfDay() {
    return date().map(date -> date.toLocalDate().toString()).orElseGet(this::withoutDate);
  }

  private String withoutDate() {
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
    return text == null ? "" : text;
  }

  /** The date in a cell that is formatted as one; a number outside of the calendar is none. */
  private Optional<LocalDateTime> date() {
    if (cell == null || cell.getType() != CellType.NUMBER) {
      return Optional.empty();
    }
    String format = cell.getDataFormatString();
    if (format == null || format.chars().noneMatch(c -> "dDyY".indexOf(c) >= 0)) {
      return Optional.empty();
    }
    double serial = cell.asNumber().doubleValue();
    if (serial < 0 || serial >= END_OF_DATES) {
      return Optional.empty();
    }
    try {
      return Optional.of(cell.asDate());
    } catch (DateTimeException e) {
      // A moment before midnight may be rounded to an hour that no day has.
      return Optional.empty();
    }
  }
}
