package org.invigilator.report.workbook;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;

/**
 * How all sheets are laid out: A4 landscape, fixed headers, native tables, and texts that are never
 * formulas.
 */
final class Layout {
  private static final int LONGEST = 32_000;

  /** How many characters of running text fit into the width of one digit. */
  private static final float CHARACTERS = 1.0f;

  /**
   * How many characters of ten points fit on A4 landscape when they are printed in seven; a digit
   * is 5.25 points wide.
   */
  private static final int PRINTED = 213;

  /** The height of a line of text in points. */
  static final float LINE = 13.2f;

  private Layout() {}

  /** One column of a table: its header and its width in characters. */
  record Column(String header, int width) {}

  /** Sets a sheet up for paper. */
  static void print(Sheet sheet, int headerRow) {
    PrintSetup setup = sheet.getPrintSetup();
    setup.setPaperSize(PrintSetup.A4_PAPERSIZE);
    setup.setLandscape(true);
    setup.setFitWidth((short) 1);
    setup.setFitHeight((short) 0);
    sheet.setFitToPage(true);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.LEFT, 0.4);
    sheet.setMargin(org.apache.poi.ss.usermodel.PageMargin.RIGHT, 0.4);
    sheet.getFooter().setLeft("&A");
    sheet.getFooter().setRight("&P / &N");
    if (headerRow >= 0) {
      sheet.setRepeatingRows(new CellRangeAddress(headerRow, headerRow, 0, 0));
    }
  }

  /** Writes the header of a table and makes it a native one with filters. */
  static void table(
      XSSFSheet sheet, int headerRow, String name, List<Column> columns, int rows, Styles styles) {
    int last = headerRow + Math.max(1, rows);
    AreaReference area =
        new AreaReference(
            new CellReference(headerRow, 0),
            new CellReference(last, columns.size() - 1),
            SpreadsheetVersion.EXCEL2007);
    // Before its header, which the library otherwise reads and checks again for each column; it
    // takes the names of columns from there when the workbook is written.
    XSSFTable table = sheet.createTable(area);
    Row header = sheet.createRow(headerRow);
    for (int i = 0; i < columns.size(); i++) {
      text(header, i, columns.get(i).header(), styles.header);
      sheet.setColumnWidth(i, columns.get(i).width() * 256);
    }
    table.setName(name);
    table.setDisplayName(name);
    table.getCTTable().addNewAutoFilter().setRef(area.formatAsString());
    table.getCTTable().addNewTableStyleInfo().setName("TableStyleLight1");
    table.getCTTable().getTableStyleInfo().setShowRowStripes(true);
    sheet.createFreezePane(0, headerRow + 1);
    print(sheet, headerRow);
    int printed = lastPrinted(columns);
    if (printed < columns.size() - 1) {
      sheet
          .getWorkbook()
          .setPrintArea(sheet.getWorkbook().getSheetIndex(sheet), 0, printed, 0, last);
    }
  }

  /** The last column that is printed: on paper nothing may be smaller than seven points. */
  static int lastPrinted(List<Column> columns) {
    int width = 0;
    int last = 0;
    for (int i = 0; i < columns.size() && width + columns.get(i).width() <= PRINTED; i++) {
      width += columns.get(i).width();
      last = i;
    }
    return last;
  }

  /**
   * Protects all cells but the answers, without a password; filtering, formatting and deleting rows
   * stay allowed.
   */
  static void protect(XSSFSheet sheet) {
    sheet.enableLocking();
    sheet.lockAutoFilter(false);
    sheet.lockSort(false);
    sheet.lockInsertColumns(false);
    sheet.lockDeleteRows(false);
    sheet.lockFormatCells(false);
    sheet.lockFormatColumns(false);
    sheet.lockFormatRows(false);
    sheet.lockSelectLockedCells(false);
    sheet.lockSelectUnlockedCells(false);
  }

  /** Writes a text; for an empty text a cell is made only where people can fill it in. */
  static void text(Row row, int column, String text, CellStyle style) {
    if (text.isEmpty() && style.getLocked() && style.getFillPattern() == FillPatternType.NO_FILL) {
      return;
    }
    Cell cell = row.createCell(column);
    if (!text.isEmpty()) {
      cell.setCellValue(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text);
    }
    cell.setCellStyle(style);
  }

  static void number(Row row, int column, long number, CellStyle style) {
    Cell cell = row.createCell(column);
    cell.setCellValue(number);
    cell.setCellStyle(style);
  }

  static void date(Row row, int column, Optional<LocalDate> date, CellStyle style) {
    Cell cell = row.createCell(column);
    date.ifPresent(cell::setCellValue);
    cell.setCellStyle(style);
  }

  /** A link to a file beside the workbook. */
  static void file(Row row, int column, String path, Styles styles) {
    Cell cell = row.createCell(column);
    cell.setCellFormula("HYPERLINK(\"" + path + "\",\"" + path + "\")");
    cell.setCellValue(path);
    cell.setCellStyle(styles.link);
  }

  /** A link to a row of another sheet. */
  static void jump(Row row, int column, String sheet, int toRow, String shown, Styles styles) {
    Cell cell = row.createCell(column);
    cell.setCellFormula("HYPERLINK(\"#'" + sheet + "'!A" + toRow + "\",\"" + shown + "\")");
    cell.setCellValue(shown);
    cell.setCellStyle(styles.link);
  }

  /** A link as a formula, since a sheet can have only a limited number of real links. */
  static void link(Row row, int column, String url, String shown, Styles styles) {
    if (url.matches("https?://[^\\s\"]{1,240}")) {
      Cell cell = row.createCell(column);
      cell.setCellFormula("HYPERLINK(\"" + url + "\",\"" + shown + "\")");
      cell.setCellValue(shown);
      cell.setCellStyle(styles.link);
    } else {
      text(row, column, "", styles.text);
    }
  }

  /** Makes a row as high as its longest text needs, since not every program does so by itself. */
  static void fit(Row row, List<Column> columns) {
    int lines = 1;
    for (int i = 0; i < columns.size(); i++) {
      Cell cell = row.getCell(i);
      if (cell != null
          && cell.getCellType() == CellType.STRING
          && cell.getCellStyle().getWrapText()) {
        lines = Math.max(lines, lines(cell.getStringCellValue(), columns.get(i).width()));
      }
    }
    row.setHeightInPoints(LINE * Math.min(lines, 25) + 2);
  }

  /** How many lines a text takes in a column of so many characters. */
  static int lines(String text, int width) {
    int lines = 0;
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end;
      lines += 1 + (int) ((to - from) / (width * CHARACTERS));
      from = to + 1;
    }
    return lines;
  }
}
