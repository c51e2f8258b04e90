package org.invigilator.report.workbook;

import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.invigilator.report.OperatorTask;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;

/** What only IT can put right, one row for each cause; no school has to do anything about it. */
final class ForItSheet {
  static final String NAME = "For IT";
  private static final int MOST_ACCOUNTS = 12;
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Highest severity", 14),
          new Layout.Column("What is wrong", 48),
          new Layout.Column("Where", 30),
          new Layout.Column("What to do", 42),
          new Layout.Column("Checks", 9),
          new Layout.Column("Checks not run", 50));

  private final ReportModel model;
  private final Styles styles;

  ForItSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(StreamedSheet sheet) {
    List<OperatorTask> tasks = model.operatorTasks();
    Layout.table(sheet.layout(), 0, "ForItTable", COLUMNS, tasks.size(), styles);
    int next = 1;
    if (tasks.isEmpty()) {
      Layout.text(sheet.createRow(next), 1, "There is nothing for IT to do.", styles.text);
    }
    for (OperatorTask task : tasks) {
      Row row = sheet.createRow(next++);
      Layout.text(
          row,
          0,
          task.rules().isEmpty() ? "" : task.gravest().toString(),
          task.rules().isEmpty() ? styles.text : styles.of(task.gravest()));
      Layout.text(row, 1, Wording.dates(task.what()), styles.strong);
      Layout.text(row, 2, where(task), styles.text);
      Layout.text(row, 3, task.todo(), styles.text);
      Layout.number(row, 4, task.rules().size(), styles.number);
      Layout.text(row, 5, task.checks(), styles.quiet);
      Layout.fit(row, COLUMNS);
    }
  }

  private static String where(OperatorTask task) {
    List<String> accounts = task.accounts();
    return accounts.size() < 2
        ? task.where()
        : task.where()
            + ": "
            + String.join(", ", accounts.subList(0, Math.min(MOST_ACCOUNTS, accounts.size())))
            + (accounts.size() > MOST_ACCOUNTS ? " and more" : "");
  }
}
