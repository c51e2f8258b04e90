package org.invigilator.report.workbook;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.policy.Severity;
import org.invigilator.register.Account;
import org.invigilator.register.LondonTime;
import org.invigilator.register.OwnerOnly;
import org.invigilator.report.GroupReport;

/** Several trusts side by side: a sheet of trusts, one of academies, one of the trend. */
public final class GroupWorkbook {
  private final XSSFWorkbook book;
  private final Styles styles;
  private final GroupReport report;

  private GroupWorkbook(XSSFWorkbook book, GroupReport report) {
    this.book = book;
    this.styles = new Styles(book);
    this.report = report;
  }

  /** Writes the workbook; an existing file is never cut short. */
  public static void write(GroupReport report, Path file) throws IOException {
    try (XSSFWorkbook book = SharedTexts.workbook()) {
      GroupWorkbook writing = new GroupWorkbook(book, report);
      writing.trusts();
      writing.academies();
      writing.trend();
      book.getProperties()
          .getCoreProperties()
          .setTitle("Trusts as of " + LondonTime.show(report.asOf()));
      OwnerOnly.replace(file, out -> DatedZip.write(report.asOf(), out, book::write));
    }
  }

  private static List<Layout.Column> columns(Layout.Column... first) {
    List<Layout.Column> columns = new ArrayList<>(List.of(first));
    for (Severity severity : Severity.values()) {
      columns.add(new Layout.Column(severity.toString(), 9));
    }
    columns.add(new Layout.Column("Open", 9));
    columns.add(new Layout.Column("New", 9));
    columns.add(new Layout.Column("Overdue", 10));
    return columns;
  }

  private int counts(Row row, int at, GroupReport.Counts counts) {
    int column = at;
    for (Severity severity : Severity.values()) {
      Layout.number(row, column++, counts.of(severity), styles.number);
    }
    Layout.number(row, column++, counts.open(), styles.number);
    Layout.number(row, column++, counts.fresh(), styles.number);
    Layout.number(row, column++, counts.overdue(), styles.number);
    return column;
  }

  private void trusts() {
    XSSFSheet sheet = book.createSheet("Trusts");
    List<Layout.Column> columns =
        columns(
            new Layout.Column("Trust", 32),
            new Layout.Column("Audit", 12),
            new Layout.Column("Report", 22));
    columns.add(new Layout.Column("Accounts read", 15));
    columns.add(new Layout.Column("Accounts", 11));
    columns.add(new Layout.Column("Rules not checked", 19));
    Layout.table(sheet, 0, "TrustsTable", columns, report.trusts().size(), styles);
    int next = 1;
    for (GroupReport.Trust trust : report.trusts()) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, trust.name(), styles.strong);
      Optional<GroupReport.Audit> audit = trust.latest();
      Layout.date(row, 1, audit.map(GroupReport.Audit::asOf), styles.date);
      Layout.text(row, 2, trust.remark(report.asOf()), styles.text);
      audit.ifPresent(
          latest -> {
            int column = counts(row, 3, latest.all());
            Layout.number(row, column++, latest.read(), styles.number);
            Layout.number(row, column++, latest.registered(), styles.number);
            Layout.number(row, column, latest.notChecked(), styles.number);
          });
      Layout.fit(row, columns);
    }
  }

  private void academies() {
    XSSFSheet sheet = book.createSheet("Academies");
    List<Layout.Column> columns =
        columns(new Layout.Column("Trust", 32), new Layout.Column("Academy", 14));
    int rows =
        report.trusts().stream()
            .flatMap(trust -> trust.latest().stream())
            .mapToInt(audit -> audit.academies().size())
            .sum();
    Layout.table(sheet, 0, "AcademiesTable", columns, rows, styles);
    int next = 1;
    for (GroupReport.Trust trust : report.trusts()) {
      for (Map.Entry<String, GroupReport.Counts> academy :
          trust.latest().map(GroupReport.Audit::academies).orElse(Map.of()).entrySet()) {
        Row row = sheet.createRow(next++);
        Layout.text(row, 0, trust.name(), styles.text);
        Layout.text(
            row,
            1,
            academy.getKey().equals(Account.TRUST) ? "the trust itself" : academy.getKey(),
            styles.strong);
        counts(row, 2, academy.getValue());
      }
    }
  }

  private void trend() {
    XSSFSheet sheet = book.createSheet("Trend");
    List<Layout.Column> columns =
        columns(new Layout.Column("Trust", 32), new Layout.Column("Audit", 12));
    int rows = report.trusts().stream().mapToInt(trust -> trust.audits().size()).sum();
    Layout.table(sheet, 0, "TrendTable", columns, rows, styles);
    int next = 1;
    for (GroupReport.Trust trust : report.trusts()) {
      for (GroupReport.Audit audit : trust.audits()) {
        Row row = sheet.createRow(next++);
        Layout.text(row, 0, trust.name(), styles.text);
        Layout.date(row, 1, Optional.of(audit.asOf()), styles.date);
        counts(row, 2, audit.all());
      }
    }
  }
}
