package org.invigilator.report.workbook;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.report.ReportModel;

/** The lists that answers are chosen from, on a hidden sheet, as named ranges. */
final class Lists {
  static final String PEOPLE = "People";
  static final String DECISIONS = "Decisions";
  private static final String SHEET = "Lists";
  private static final int WAIVER_WEEKS = 8;

  private Lists() {}

  static void write(StreamedWorkbook book, ReportModel model) {
    write(book.layout(), book.sheet(SHEET), model);
  }

  static void write(XSSFWorkbook book, ReportModel model) {
    write(book, book.createSheet(SHEET), model);
  }

  private static void write(XSSFWorkbook book, XSSFSheet sheet, ReportModel model) {
    List<String> people = model.staff().present().stream().map(model.staff()::choice).toList();
    String until =
        DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.UK)
            .format(model.asOf().plusWeeks(WAIVER_WEEKS));
    List<String> decisions =
        List.of(
            "fixed",
            "in progress",
            "waive until " + until + " because ",
            "not a pupil because ",
            "false positive because ");
    int rows = Math.max(people.size(), decisions.size());
    for (int i = 0; i < rows; i++) {
      Row row = sheet.createRow(i);
      if (i < people.size()) {
        row.createCell(0).setCellValue(people.get(i));
      }
      if (i < decisions.size()) {
        row.createCell(1).setCellValue(decisions.get(i));
      }
    }
    name(book, PEOPLE, "$A$1:$A$" + Math.max(1, people.size()));
    name(book, DECISIONS, "$B$1:$B$" + decisions.size());
    book.setSheetVisibility(book.getSheetIndex(sheet), SheetVisibility.HIDDEN);
  }

  private static void name(XSSFWorkbook book, String name, String cells) {
    Name range = book.createName();
    range.setNameName(name);
    range.setRefersToFormula(SHEET + "!" + cells);
  }
}
