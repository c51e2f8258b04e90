package org.invigilator.register;

/**
 * Something wrong in a file a person keeps, told so that this person can mend it.
 *
 * @param file the file as the person knows it, with the sheet when it is a workbook
 * @param row the row as a spreadsheet counts it, 1 being the header; 0 when the whole file is meant
 * @param column the column's name, or an empty text
 * @param found what was found
 * @param remedy what would do instead
 */
public record Problem(String file, int row, String column, String found, String remedy) {

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
