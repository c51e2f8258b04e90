package org.invigilator.register;

import java.util.function.UnaryOperator;

/**
 * A problem in a file, worded so that the person who keeps the file can fix it.
 *
 * @param file the file name, with the sheet if it is a workbook
 * @param row the row as a spreadsheet counts it, 1 being the header; 0 when the whole file is meant
 * @param column the column's name, or an empty text
 * @param found what was found
 * @param remedy how to fix it
 */
public record Problem(String file, int row, String column, String found, String remedy) {

  /** The same problem without what identifies pupils in what was found. */
  public Problem safe(UnaryOperator<String> safe) {
    return new Problem(safe.apply(file), row, column, safe.apply(found), safe.apply(remedy));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (row > 0) {
      text.append(", row ").append(row);
    }
    if (!column.isEmpty()) {
      boolean table = !file.matches("(?i).*\\.ya?ml|policy .*|packs|policies/.*");
      text.append(table ? ", column " : ", ").append(column);
    }
    text.append(": ").append(found);
    return remedy.isEmpty() ? text.toString() : text.append(" ").append(remedy).toString();
  }
}
