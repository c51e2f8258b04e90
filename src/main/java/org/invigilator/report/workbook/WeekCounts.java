package org.invigilator.report.workbook;

import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Row;
import org.invigilator.policy.Severity;
import org.invigilator.report.History;
import org.invigilator.report.ReportModel;

/** The counts at the top of the first sheet: open findings, accounts not read, and overdue. */
final class WeekCounts {
  private final ReportModel model;
  private final Styles styles;
  private final Row labels;
  private final Row numbers;
  private final Row changes;
  private int column;

  private WeekCounts(ReportModel model, Styles styles, Page page) {
    this.model = model;
    this.styles = styles;
    labels = page.row();
    numbers = page.row();
    changes = page.row();
    numbers.setHeightInPoints(27);
  }

  static void write(ReportModel model, Styles styles, Page page) {
    WeekCounts counts = new WeekCounts(model, styles, page);
    for (Severity severity : Severity.values()) {
      if (severity != Severity.INFO) {
        counts.severity(severity);
      }
    }
    int accounts = model.registered().size();
    counts.header(
        "Not read in full",
        accounts - model.accountsRead(),
        accounts == 1 ? "of 1 account" : "of " + accounts + " accounts");
    counts.header("Overdue", model.overdue().size(), "");
    counts.severity(Severity.INFO);
    page.skip(1);
  }

  private void severity(Severity severity) {
    Map<Severity, Long> open = model.openBySeverity();
    Optional<History.Audit> compared = model.history().comparedWith();
    long now = open.getOrDefault(severity, 0L);
    Layout.text(labels, column, severity.toString(), styles.of(severity));
    tile(now, compared.map(c -> change(now - c.open().getOrDefault(severity, 0))).orElse(""));
  }

  private void header(String label, long number, String below) {
    Layout.text(labels, column, label, styles.header);
    tile(number, below);
  }

  private void tile(long number, String below) {
    Layout.number(numbers, column, number, styles.big);
    Layout.text(changes, column++, below, styles.change);
  }

  private static String change(long by) {
    return by == 0 ? "no change" : by > 0 ? by + " more" : -by + " fewer";
  }
}
