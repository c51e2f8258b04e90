package org.invigilator.report.workbook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.finding.Finding;
import org.invigilator.policy.Mode;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Catalogue;

/**
 * Every finding on which this audit has something to say, one a row, in a table that can be
 * filtered.
 */
final class FindingsSheet {
  static final String NAME = "Findings";
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("ID", 16),
          new Layout.Column("Severity", 10),
          new Layout.Column("Status", 11),
          new Layout.Column("Academy", 9),
          new Layout.Column("Account", 14),
          new Layout.Column("What is wrong", 22),
          new Layout.Column("Clause", 30),
          new Layout.Column("Observed", 36),
          new Layout.Column("Expected", 30),
          new Layout.Column("How to fix", 34),
          new Layout.Column("Link", 7),
          new Layout.Column("First seen", 11),
          new Layout.Column("Due", 11),
          new Layout.Column("Weeks open", 12),
          new Layout.Column("Decided by", 12),
          new Layout.Column("Pupils", 16),
          new Layout.Column("People", 12),
          new Layout.Column("Subject", 24));

  /** What comes after the due date is for the screen. */
  private static final int LAST_PRINTED = 12;

  private final ReportModel model;
  private final Styles styles;
  private final Map<Map<String, List<String>>, String> clauseTexts = new HashMap<>();

  FindingsSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  /** Makes the header and the table over the rows to come. */
  void prepare(XSSFSheet sheet) {
    Layout.table(sheet, 0, "FindingsTable", COLUMNS, model.findings().size(), styles);
    sheet.createFreezePane(2, 1);
    sheet
        .getWorkbook()
        .setPrintArea(
            sheet.getWorkbook().getSheetIndex(sheet),
            0,
            LAST_PRINTED,
            0,
            Math.max(1, model.findings().size()));
  }

  /** Streams the rows. */
  void write(Sheet sheet) {
    int next = 1;
    for (Finding finding : model.findings()) {
      row(sheet.createRow(next++), finding);
    }
    if (model.findings().isEmpty()) {
      Layout.text(sheet.createRow(1), 0, "Nothing found.", styles.text);
    }
  }

  private void row(Row row, Finding f) {
    Layout.text(row, 0, f.id(), styles.text);
    Layout.text(row, 1, f.severity().toString(), styles.of(f.severity()));
    Layout.text(row, 2, f.status().label().replace('_', ' '), styles.text);
    Layout.text(row, 3, f.academy(), styles.text);
    Layout.text(row, 4, f.account(), styles.text);
    Layout.text(row, 5, ReportModel.title(f), styles.strong);
    Layout.text(
        row, 6, clauseTexts.computeIfAbsent(f.clauses(), c -> model.clauseText(f)), styles.text);
    Layout.text(row, 7, ReportModel.shown(f.observed()), styles.text);
    Layout.text(row, 8, f.expected(), styles.text);
    Layout.text(row, 9, Catalogue.require(f.rule()).fix(), styles.text);
    Layout.link(row, 10, f.subject().url(), "open", styles);
    Layout.date(row, 11, Optional.of(f.firstSeen()), styles.date);
    Layout.date(row, 12, f.due(), styles.date);
    Layout.number(row, 13, f.weeksOpen(model.asOf()), styles.number);
    Layout.text(row, 14, f.mode() == Mode.ASSISTED ? "a person" : "rule", styles.text);
    Layout.text(row, 15, String.join("; ", f.pupils()), styles.text);
    Layout.text(row, 16, String.join("; ", f.people()), styles.text);
    Layout.text(row, 17, f.subject().kind().label() + " " + f.subject().id(), styles.quiet);
    Layout.fit(row, COLUMNS);
  }
}
