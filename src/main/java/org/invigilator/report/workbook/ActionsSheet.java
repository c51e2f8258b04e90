package org.invigilator.report.workbook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.finding.Finding;
import org.invigilator.finding.RowFingerprint;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;
import org.invigilator.rule.Catalogue;

/** What to do, by owner and due date, and nothing else; it can be answered here as well. */
final class ActionsSheet {
  static final String NAME = "Action list";

  /** More rows than anyone can work through; the rest is on the sheet of findings. */
  private static final int MOST = 2_000;

  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Owner", 18),
          new Layout.Column("Due", 11),
          new Layout.Column("Severity", 10),
          new Layout.Column("Academy", 16),
          new Layout.Column("Account", 14),
          new Layout.Column("What is wrong", 22),
          new Layout.Column("Observed", 34),
          new Layout.Column("How to fix", 30),
          new Layout.Column("Link", 7),
          new Layout.Column("Status", 11),
          new Layout.Column("Note", 20),
          new Layout.Column("Decision", 20),
          new Layout.Column("Requested by", 20),
          new Layout.Column("Approved by", 20),
          new Layout.Column("ID", 16),
          new Layout.Column("Details", 9),
          new Layout.Column(RowFingerprint.HEADER, 8));

  private final ReportModel model;
  private final Styles styles;
  private final AnswerColumns answers;
  private final List<Finding> all;
  private final List<Finding> shown;

  ActionsSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
    this.answers = AnswerColumns.in(COLUMNS, model, styles);
    this.all = model.actions();
    this.shown = all.size() <= MOST ? all : mostSevere(all);
  }

  private static List<Finding> mostSevere(List<Finding> all) {
    Set<String> ids =
        all.stream()
            .sorted(
                java.util.Comparator.comparing(Finding::severity)
                    .thenComparing(f -> f.due().orElseThrow())
                    .thenComparing(Finding::id))
            .limit(MOST)
            .map(Finding::id)
            .collect(Collectors.toSet());
    return all.stream().filter(f -> ids.contains(f.id())).toList();
  }

  /** Writes the hint and the header, and prepares the table for the rows. */
  private void prepare(XSSFSheet sheet) {
    Row hint = sheet.createRow(0);
    Layout.text(
        hint, 0, all.isEmpty() ? "There is nothing to do." : AnswerColumns.hint(), styles.strong);
    sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, Layout.lastPrinted(COLUMNS)));
    hint.setHeightInPoints(2 * Layout.LINE + 4);
    Layout.table(sheet, 1, "ActionsTable", COLUMNS, shown.size(), styles);
    sheet.createFreezePane(0, 2);
    int last = 1 + Math.max(1, shown.size());
    Conditions.severities(sheet, 2, last, 2, styles);
    Conditions.overdue(sheet, 2, last, 1, 9, model.asOf());
    answers.prepare(sheet, 2, shown.size());
  }

  /**
   * Writes the sheet.
   *
   * @param findingRows the row of each finding on the sheet of findings
   */
  void write(StreamedSheet sheet, Map<String, Integer> findingRows) {
    prepare(sheet.layout());
    int next = 2;
    for (Finding finding : shown) {
      row(sheet.createRow(next++), finding, findingRows);
    }
    if (shown.size() < all.size()) {
      Layout.text(
          sheet.createRow(next + 1),
          0,
          "These are the "
              + MOST
              + " most severe of "
              + all.size()
              + " findings. The sheet "
              + FindingsSheet.NAME
              + " has the rest.",
          styles.strong);
    }
  }

  private void row(Row row, Finding f, Map<String, Integer> findingRows) {
    answers.write(row, f);
    Layout.text(row, 2, f.severity().toString(), styles.severity);
    Layout.text(row, 3, model.staff().academyLabel(f.academy()), styles.text);
    Layout.text(row, 4, f.account(), styles.text);
    Layout.text(row, 5, ReportModel.title(f), styles.strong);
    Layout.text(row, 6, Wording.dates(f.observed()), styles.text);
    Layout.text(row, 7, Catalogue.require(f.rule()).fix(), styles.text);
    Layout.link(row, 8, f.subject().url(), "open", styles);
    Layout.text(row, 9, Wording.status(f), styles.text);
    Layout.text(row, 14, f.id(), styles.text);
    Layout.jump(
        row, 15, FindingsSheet.NAME, findingRows.getOrDefault(f.id(), 1), "finding", styles);
    Layout.fit(row, COLUMNS);
  }
}
