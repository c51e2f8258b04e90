package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.register.Problem;
import org.invigilator.register.ProblemGroup;

/** The problems in the files of a trust as a workbook: the causes, then every row. */
public final class ProblemsWorkbook {
  private static final List<Layout.Column> CAUSES =
      List.of(
          new Layout.Column("File", 34),
          new Layout.Column("Column", 24),
          new Layout.Column("What is wrong", 60),
          new Layout.Column("How many", 12),
          new Layout.Column("First places", 44),
          new Layout.Column("How to fix it", 60));
  private static final List<Layout.Column> ROWS =
      List.of(
          new Layout.Column("File", 34),
          new Layout.Column("Row", 10),
          new Layout.Column("Column", 24),
          new Layout.Column("What is wrong", 70),
          new Layout.Column("How to fix it", 60));

  private ProblemsWorkbook() {}

  /** Writes the workbook. */
  public static void write(List<Problem> problems, OutputStream out) throws IOException {
    try (XSSFWorkbook book = SharedTexts.workbook()) {
      Styles styles = new Styles(book);
      List<ProblemGroup> groups = ProblemGroup.of(problems);
      XSSFSheet causes = book.createSheet("Causes");
      Layout.table(causes, 0, "CausesTable", CAUSES, groups.size(), styles);
      int next = 1;
      for (ProblemGroup group : groups) {
        Row row = causes.createRow(next++);
        Problem first = group.first();
        Layout.text(row, 0, first.file(), styles.strong);
        Layout.text(row, 1, first.column(), styles.text);
        Layout.text(row, 2, first.cause(), styles.text);
        Layout.number(row, 3, group.problems().size(), styles.number);
        Layout.text(row, 4, group.places(), styles.text);
        Layout.text(row, 5, first.remedy(), styles.text);
        Layout.fit(row, CAUSES);
      }
      XSSFSheet rows = book.createSheet("Every row");
      Layout.table(rows, 0, "RowsTable", ROWS, problems.size(), styles);
      next = 1;
      for (Problem problem : problems) {
        Row row = rows.createRow(next++);
        Layout.text(row, 0, problem.file(), styles.strong);
        Layout.number(row, 1, problem.row(), styles.number);
        Layout.text(row, 2, problem.column(), styles.text);
        Layout.text(row, 3, problem.found(), styles.text);
        Layout.text(row, 4, problem.remedy(), styles.text);
      }
      book.write(out);
    }
  }
}
