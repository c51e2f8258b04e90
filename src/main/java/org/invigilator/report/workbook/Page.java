package org.invigilator.report.workbook;

import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** A sheet that is filled from the top, with lines across all columns between rows of cells. */
final class Page {
  private static final float HEADING = 24;

  private final XSSFSheet sheet;
  private final List<Layout.Column> columns;
  private final Styles styles;
  private int next;

  Page(XSSFSheet sheet, List<Layout.Column> columns, Styles styles) {
    this.sheet = sheet;
    this.columns = columns;
    this.styles = styles;
    for (int i = 0; i < columns.size(); i++) {
      sheet.setColumnWidth(i, columns.get(i).width() * 256);
    }
    sheet.setDisplayGridlines(false);
    Layout.print(sheet, -1);
  }

  /** The index of the next row. */
  int next() {
    return next;
  }

  void skip(int rows) {
    next += rows;
  }

  Row row() {
    return sheet.createRow(next++);
  }

  /** Makes a row as high as its cells need. */
  void fit(Row row) {
    Layout.fit(row, columns);
  }

  void title(String text) {
    line(text, styles.title);
  }

  void heading(String text) {
    line(text, styles.heading);
  }

  void line(String text, CellStyle style) {
    across(row(), 0, text, style);
  }

  /** Writes a text from one column to the last, and makes the row high enough for all its cells. */
  void across(Row row, int from, String text, CellStyle style) {
    int last = columns.size() - 1;
    fit(row);
    float cells = row.getHeightInPoints();
    Layout.text(row, from, text, style);
    sheet.addMergedRegion(new CellRangeAddress(row.getRowNum(), row.getRowNum(), from, last));
    int width = columns.subList(from, last + 1).stream().mapToInt(Layout.Column::width).sum();
    float height = style == styles.title || style == styles.heading ? HEADING : Layout.LINE;
    row.setHeightInPoints(Math.max(from == 0 ? 0 : cells, height * Layout.lines(text, width) + 1));
  }
}
