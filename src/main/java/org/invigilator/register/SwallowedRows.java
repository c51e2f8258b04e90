package org.invigilator.register;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds cells of a CSV file that contain rows of the table, because a quotation mark before them is
 * not closed. A remark of several lines is no such cell: its lines are not like the row.
 */
final class SwallowedRows {
  private static final Pattern LINE = Pattern.compile("\\r\\n|[\\r\\n]");
  private static final Pattern LETTERS = Pattern.compile("\\p{L}+");
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /** Fewer separators in a line may be those of a sentence. */
  private static final int LEAST_CELLS = 4;

  private final Pattern separator;
  private int width;

  SwallowedRows(char separator) {
    this.separator = Pattern.compile(Pattern.quote(String.valueOf(separator)));
  }

  /**
   * Whether a cell of a row contains another row.
   *
   * @param cells as they are in the file
   */
  boolean areIn(List<String> cells) {
    width = Math.max(width, cells.size());
    for (int at = 0; at < cells.size(); at++) {
      String cell = cells.get(at);
      if (!hasBreak(cell)) {
        continue;
      }
      String[] lines = LINE.split(cell, -1);
      for (int i = 1; i < lines.length; i++) {
        if (isRow(separator.split(lines[i], -1), cells, at)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a cell has more than one line, which most have not. */
  static boolean hasBreak(String cell) {
    return cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0;
  }

  /**
   * Whether a line within a cell is a row, or the beginning of one: as wide as the table, or with
   * the same kind of number or date in the same place as the row around it.
   */
  private boolean isRow(String[] parts, List<String> around, int at) {
    if (parts.length >= Math.max(LEAST_CELLS, width)) {
      return true;
    }
    boolean hasNumber = false;
    for (int i = 0; i < Math.min(at, parts.length); i++) {
      String shape = shape(parts[i]);
      if (!shape.equals(shape(around.get(i)))) {
        return false;
      }
      hasNumber |= shape.indexOf('9') >= 0;
    }
    return hasNumber && parts.length > 1 && parts.length >= Math.min(at + 1, width);
  }

  private static String shape(String cell) {
    return DIGITS.matcher(LETTERS.matcher(cell.strip()).replaceAll("a")).replaceAll("9");
  }
}
