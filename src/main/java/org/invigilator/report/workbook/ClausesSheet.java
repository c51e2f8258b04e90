package org.invigilator.report.workbook;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.report.ClauseLine;
import org.invigilator.report.ReportModel;

/** The clause map: every clause with how it is checked and what came of it. */
final class ClausesSheet {
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Policy", 15),
          new Layout.Column("Clause", 20),
          new Layout.Column("What it says", 60),
          new Layout.Column("How it is checked", 16),
          new Layout.Column("Result", 20),
          new Layout.Column("Why", 70),
          new Layout.Column("Binds", 20));

  private final ReportModel model;
  private final Styles styles;

  ClausesSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(XSSFSheet sheet) {
    Layout.table(sheet, 0, "ClausesTable", COLUMNS, model.clauses().size(), styles);
    int next = 1;
    for (ClauseLine line : model.clauses()) {
      clause(sheet.createRow(next++), line);
    }
  }

  private void clause(Row row, ClauseLine line) {
    Layout.text(row, 0, line.pack(), styles.text);
    Layout.text(row, 1, line.clause().number(), styles.strong);
    Layout.text(row, 2, line.clause().paraphrase(), styles.text);
    String also =
        line.clause().also().stream().map(Object::toString).collect(Collectors.joining(", "));
    Layout.text(
        row, 3, line.clause().reading() + (also.isEmpty() ? "" : "; also " + also), styles.text);
    boolean loud =
        line.result() == ClauseLine.Result.FINDINGS
            || line.result() == ClauseLine.Result.NOT_CHECKED;
    Layout.text(row, 4, line.result().label(), loud ? styles.strong : styles.text);
    Layout.text(row, 5, line.detail(), styles.quiet);
    Layout.text(row, 6, String.join(", ", line.clause().binds()), styles.quiet);
    Layout.fit(row, COLUMNS);
  }
}
