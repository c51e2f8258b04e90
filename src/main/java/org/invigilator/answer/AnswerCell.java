package org.invigilator.answer;

import java.util.Locale;
import java.util.Optional;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.invigilator.finding.AnswerField;
import org.invigilator.input.CellValue;
import org.invigilator.register.Cells;
import org.jspecify.annotations.Nullable;

/** One cell of a workbook that was sent back; null when the cell was never written. */
record AnswerCell(@Nullable Cell cell) {
  private static final int LONGEST = 2_000;

  /** Why the cell cannot be read as an answer. */
  Optional<String> problem() {
    if (cell == null) {
      return Optional.empty();
    }
    if (cell.getType() == CellType.FORMULA || cell.getFormula() != null) {
      return Optional.of("The cell contains a formula. Type the value itself.");
    }
    if (cell.getType() == CellType.ERROR) {
      return Optional.of("The cell shows an error. Type the value itself.");
    }
    String text = text().strip();
    if (text.length() > LONGEST) {
      return Optional.of(
          String.format(
              Locale.UK,
              "The text has %,d characters; at most %,d are allowed. Shorten it.",
              text.length(),
              LONGEST));
    }
    if (!text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0) {
      return Optional.of(
          "The text begins with '"
              + text.charAt(0)
              + "', which a spreadsheet may read as a formula. Begin with a letter.");
    }
    return text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')
        ? Optional.of("The text contains invisible control characters. Type it again.")
        : Optional.empty();
  }

  /** The text as an answer to a field: stripped, and a date as 2026-11-20. */
  String value(AnswerField field) {
    String value = text().strip().replace("\r\n", "\n");
    return field == AnswerField.DUE ? Cells.date(value).map(Object::toString).orElse(value) : value;
  }

  String text() {
    return new CellValue(cell, false).textOfDay();
  }
}
