package org.invigilator.report.workbook;

import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.invigilator.finding.Finding;
import org.invigilator.register.Problem;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;
import org.invigilator.rule.Catalogue;

/** What to fix in the registers, for the people who keep them. */
final class RegisterProblemsSheet {
  private static final int MOST = 1_000;
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("File or account", 24),
          new Layout.Column("Row", 8),
          new Layout.Column("Column", 22),
          new Layout.Column("What was found", 64),
          new Layout.Column("How to fix it", 56),
          new Layout.Column("ID", 17));

  private final ReportModel model;
  private final Styles styles;

  RegisterProblemsSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(StreamedSheet sheet) {
    List<Finding> all =
        model.findings().stream()
            .filter(f -> f.status().isOpen())
            .filter(
                f ->
                    f.rule().equals("register-inconsistent")
                        || f.rule().equals("register-field-missing"))
            .toList();
    List<Finding> findings = all.subList(0, Math.min(MOST, all.size()));
    List<String> notes = new ArrayList<>(model.notes());
    if (all.size() > findings.size()) {
      notes.add(
          "And " + (all.size() - findings.size()) + " more, which are on the sheet Findings.");
    }
    int rows = model.registerProblems().size() + findings.size() + notes.size();
    Layout.table(sheet.layout(), 0, "RegisterProblemsTable", COLUMNS, rows, styles);
    int next = 1;
    for (Problem problem : model.registerProblems()) {
      row(
          sheet.createRow(next++),
          problem.file(),
          problem.row() > 0 ? Integer.toString(problem.row()) : "",
          problem.column(),
          problem.found(),
          problem.remedy(),
          "");
    }
    for (Finding f : findings) {
      row(
          sheet.createRow(next++),
          f.account().isEmpty() ? model.staff().academyLabel(f.academy()) : f.account(),
          "",
          f.subject().id(),
          Wording.dates(f.observed()),
          Catalogue.require(f.rule()).fix(),
          f.id());
    }
    for (String note : notes) {
      row(sheet.createRow(next++), "", "", "", note, "", "");
    }
    if (rows == 0) {
      row(sheet.createRow(next), "", "", "", "No problems in the registers.", "", "");
    }
  }

  private void row(Row row, String... texts) {
    for (int i = 0; i < texts.length; i++) {
      Layout.text(row, i, texts[i], i == 3 ? styles.strong : styles.text);
    }
    Layout.fit(row, COLUMNS);
  }
}
