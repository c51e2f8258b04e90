package org.invigilator.report.workbook;

import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.invigilator.finding.TrialFinding;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;
import org.invigilator.rule.Catalogue;

/** What rules on trial would find; no one has to do anything about it. */
final class TrialSheet {
  static final String NAME = "On trial";
  private static final int MOST = 1_000;
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Severity", 11),
          new Layout.Column("What would be wrong", 44),
          new Layout.Column("Academy", 34),
          new Layout.Column("Account", 20),
          new Layout.Column("Where", 40),
          new Layout.Column("Link", 10));

  private final ReportModel model;
  private final Styles styles;

  TrialSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(StreamedSheet sheet) {
    List<TrialFinding> all = model.details().trials();
    List<TrialFinding> shown = all.subList(0, Math.min(MOST, all.size()));
    Layout.table(sheet.layout(), 0, "TrialTable", COLUMNS, shown.size(), styles);
    int next = 1;
    if (all.isEmpty()) {
      Layout.text(
          sheet.createRow(next++),
          1,
          "The rules on trial found nothing in what could be checked.",
          styles.text);
    }
    for (TrialFinding one : shown) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, one.severity().toString(), styles.of(one.severity()));
      Layout.text(row, 1, Catalogue.require(one.rule()).title(), styles.strong);
      Layout.text(row, 2, model.staff().academyLabel(one.academy()), styles.text);
      Layout.text(row, 3, one.account(), styles.text);
      Layout.text(row, 4, Wording.subject(one.subject()), styles.text);
      Layout.link(row, 5, one.subject().url(), "open", styles);
      Layout.fit(row, COLUMNS);
    }
    Layout.text(
        sheet.createRow(next + 1),
        1,
        (all.size() > MOST ? "The first " + MOST + " of " + all.size() + ". " : "")
            + "These rules are on trial (trial: true in trust.yaml): what they find is counted nowhere else, has no owner and no due date, and is not known to any school.",
        styles.quiet);
  }
}
