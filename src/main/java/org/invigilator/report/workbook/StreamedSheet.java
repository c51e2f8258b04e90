package org.invigilator.report.workbook;

import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/**
 * A sheet whose layout (widths, header, lists to choose from) is kept in memory while its rows,
 * which follow the header in their order, are written away.
 *
 * @param layout where the header is written, and everything that is not a row
 * @param rows where the rows are written
 */
record StreamedSheet(XSSFSheet layout, Sheet rows) {

  /** A sheet of a small workbook, which is kept in memory as a whole. */
  static StreamedSheet inMemory(XSSFSheet sheet) {
    return new StreamedSheet(sheet, sheet);
  }

  Row createRow(int number) {
    return rows.createRow(number);
  }
}
