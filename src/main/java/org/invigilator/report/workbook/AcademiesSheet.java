package org.invigilator.report.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.finding.Finding;
import org.invigilator.policy.Severity;
import org.invigilator.report.AccountLine;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;

/** One row per academy: its open, new and overdue findings, its head, and its file. */
final class AcademiesSheet {
  static final String NAME = "Academies";
  static final int FIRST_SEVERITY = 2;

  private final ReportModel model;
  private final Styles styles;

  AcademiesSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  /** The academies in the order of their codes, with the trust itself. */
  List<String> codes() {
    return ReportFiles.academies(model);
  }

  void write(XSSFSheet sheet) {
    List<Layout.Column> columns =
        new ArrayList<>(List.of(new Layout.Column("Academy", 10), new Layout.Column("Name", 34)));
    for (Severity severity : Severity.values()) {
      columns.add(new Layout.Column(severity.toString(), 10));
    }
    columns.addAll(
        List.of(
            new Layout.Column("New", 8),
            new Layout.Column("Overdue", 10),
            new Layout.Column("Accounts", 10),
            new Layout.Column("Not read in full", 16),
            new Layout.Column("Led by", 30),
            new Layout.Column("File", 22)));
    List<String> codes = codes();
    Layout.table(sheet, 0, "AcademiesTable", columns, codes.size(), styles);
    Map<String, List<Finding>> byAcademy =
        model.findings().stream()
            .filter(f -> f.status().isOpen() && !f.isForOperator())
            .collect(Collectors.groupingBy(Finding::academy));
    List<Finding> newFindings =
        model.newFindings().stream().filter(f -> !f.isForOperator()).toList();
    int next = 1;
    for (String code : codes) {
      row(
          sheet.createRow(next++),
          code,
          byAcademy.getOrDefault(code, List.of()),
          newFindings.stream().filter(f -> f.academy().equals(code)).count());
    }
  }

  private void row(Row row, String code, List<Finding> open, long newFindings) {
    Layout.text(row, 0, code, styles.strong);
    Layout.text(row, 1, model.staff().academy(code), styles.text);
    int column = FIRST_SEVERITY;
    for (Severity severity : Severity.values()) {
      long count = open.stream().filter(f -> f.severity() == severity).count();
      Layout.number(row, column++, count, count > 0 ? styles.of(severity) : styles.number);
    }
    List<AccountLine> accounts =
        model.registered().stream().filter(a -> a.account().academy().equals(code)).toList();
    Layout.number(row, column++, newFindings, styles.number);
    Layout.number(
        row, column++, open.stream().filter(f -> f.isOverdue(model.asOf())).count(), styles.number);
    Layout.number(row, column++, accounts.size(), styles.number);
    Layout.number(row, column++, accounts.stream().filter(a -> !a.isRead()).count(), styles.number);
    String principal = model.staff().principals().getOrDefault(code, "");
    Layout.text(
        row, column++, principal.isEmpty() ? "" : model.staff().label(principal), styles.text);
    Layout.file(row, column, ReportFiles.academyFile(code), styles);
  }
}
