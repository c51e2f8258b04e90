package org.invigilator.register;

import java.util.function.UnaryOperator;

/**
 * A problem in a file, worded so that the person who keeps the file can fix it.
 *
 * @param file the file name, with the sheet if it is a workbook
 * @param row the row as a spreadsheet counts it, 1 being the header; 0 when the whole file is meant
 * @param column the column's name, or an empty text
 * @param value what the cell contains, for a problem that many cells may have; else an empty text
 * @param cause what was found; with a value it completes "'value' …"
 * @param remedy how to fix it
 */
public record Problem(
    String file, int row, String column, String value, String cause, String remedy) {

  /** A problem that is not one of the contents of a cell. */
  public Problem(String file, int row, String column, String found, String remedy) {
    this(file, row, column, "", found, remedy);
  }

  /** What was found, as a sentence. */
  public String found() {
    return value.isEmpty() ? cause : "'" + value + "' " + cause;
  }

  /** The same problem without what identifies pupils in what was found. */
  public Problem safe(UnaryOperator<String> safe) {
    return new Problem(
        safe.apply(file), row, column, safe.apply(value), safe.apply(cause), safe.apply(remedy));
  }

  /** The file and the column, as the beginning of a sentence. */
  String place() {
    boolean isTable = !file.matches("(?i).*\\.ya?ml|policy .*|packs|policies/.*");
    return column.isEmpty() ? file : file + (isTable ? ", column " : ", ") + column;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (row > 0) {
      text.append(", row ").append(row);
    }
    text.append(place().substring(file.length())).append(": ").append(found());
    return remedy.isEmpty() ? text.toString() : text.append(" ").append(remedy).toString();
  }
}
