package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.CreationHelper;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.register.Column;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;

/** {@code registers.xlsx}: the sheets in which a trust keeps its registers, ready to be filled. */
public final class RegisterWorkbook {
  /** The first words of the row that marks a register as not kept yet. */
  public static final String NOT_STARTED = "Not started";

  private static final int ROWS = 1_000;
  private static final int LONGEST_LIST = 255;
  private static final int WIDTH = 22 * 256;

  private final XSSFWorkbook book;
  private final CellStyle heading;
  private final CellStyle date;
  private final CellStyle text;

  private RegisterWorkbook(XSSFWorkbook book) {
    this.book = book;
    heading = book.createCellStyle();
    Font bold = book.createFont();
    bold.setBold(true);
    heading.setFont(bold);
    heading.setWrapText(true);
    date = book.createCellStyle();
    date.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
    text = book.createCellStyle();
    text.setDataFormat(book.createDataFormat().getFormat("@"));
  }

  /**
   * Writes the workbook.
   *
   * @param registers the sheets in their order, each with its rows, which are texts by column; one
   *     without rows is marked as not started
   */
  public static void write(Map<Register, List<Map<String, String>>> registers, OutputStream out)
      throws IOException {
    try (XSSFWorkbook book = SharedTexts.workbook()) {
      RegisterWorkbook writing = new RegisterWorkbook(book);
      registers.forEach(writing::sheet);
      book.write(out);
    }
  }

  private void sheet(Register register, List<Map<String, String>> rows) {
    XSSFSheet sheet = book.createSheet(register.inWords());
    int top = 0;
    if (rows.isEmpty()) {
      sheet
          .createRow(top++)
          .createCell(0)
          .setCellValue(
              NOT_STARTED
                  + ": the register '"
                  + register.inWords()
                  + "' counts as not kept until this row is deleted or rows are filled in below.");
    }
    Row head = sheet.createRow(top);
    int at = 0;
    for (Map.Entry<String, Column> column : Schema.of(register).columns().entrySet()) {
      XSSFCell cell = (XSSFCell) head.createCell(at);
      cell.setCellValue(StringUtils.capitalize(column.getKey().replace('_', ' ')));
      cell.setCellStyle(heading);
      note(sheet, cell, column.getValue());
      sheet.setColumnWidth(at, WIDTH);
      sheet.setDefaultColumnStyle(at, style(column.getValue()));
      choices(sheet, column.getValue(), top + 1, at);
      at++;
    }
    sheet.createFreezePane(1, top + 1);
    for (int i = 0; i < rows.size(); i++) {
      Row row = sheet.createRow(top + 1 + i);
      int column = 0;
      for (Map.Entry<String, Column> of : Schema.of(register).columns().entrySet()) {
        String cell = rows.get(i).getOrDefault(of.getKey(), "");
        if (!cell.isEmpty()) {
          row.createCell(column).setCellValue(cell);
          row.getCell(column).setCellStyle(text);
        }
        column++;
      }
    }
  }

  private CellStyle style(Column column) {
    return switch (column.type()) {
      case DATE, DATE_OR_ONGOING -> date;
      default -> text;
    };
  }

  private void note(XSSFSheet sheet, XSSFCell cell, Column column) {
    CreationHelper helper = book.getCreationHelper();
    ClientAnchor anchor = helper.createClientAnchor();
    anchor.setCol1(cell.getColumnIndex());
    anchor.setRow1(cell.getRowIndex() + 1);
    anchor.setCol2(cell.getColumnIndex() + 3);
    anchor.setRow2(cell.getRowIndex() + 6);
    XSSFComment comment = sheet.createDrawingPatriarch().createCellComment(anchor);
    comment.setString(helper.createRichTextString(explained(column)));
    cell.setCellComment(comment);
  }

  private static String explained(Column column) {
    String need =
        switch (column.need()) {
          case KEY -> "Needed, and different in every row.";
          case YES -> "Needed in every row.";
          case EXPECTED -> "Please fill in; a blank cell may be reported.";
          case NO -> "Optional.";
        };
    String kind =
        switch (column.type()) {
          case DATE -> " A date.";
          case DATE_OR_ONGOING -> " A date, or the word ongoing.";
          case YES_NO -> " yes or no.";
          case MULTI, LIST, HANDLES -> " Several are separated by semicolons.";
          default -> "";
        };
    String values =
        column.values().isEmpty() ? "" : " One of: " + String.join(", ", column.values()) + ".";
    return need + kind + values + " Example: " + column.example();
  }

  private static void choices(XSSFSheet sheet, Column column, int firstRow, int at) {
    String list =
        column.type() == Column.Type.YES_NO
            ? "yes,no"
            : column.type() == Column.Type.ENUM
                ? column.values().stream().collect(Collectors.joining(","))
                : "";
    DataValidationHelper helper = sheet.getDataValidationHelper();
    DataValidationConstraint constraint;
    if (!list.isEmpty() && list.length() <= LONGEST_LIST) {
      constraint = helper.createExplicitListConstraint(list.split(","));
    } else if (column.refersTo().equals(List.of(Register.ACADEMIES))) {
      constraint = helper.createFormulaListConstraint("academies!$A$2:$A$" + ROWS);
    } else {
      return;
    }
    DataValidation validation =
        helper.createValidation(
            constraint, new CellRangeAddressList(firstRow, firstRow + ROWS, at, at));
    // Other spellings are read too, so the list helps and does not forbid.
    validation.setShowErrorBox(false);
    validation.setSuppressDropDownArrow(true);
    sheet.addValidationData(validation);
  }
}
