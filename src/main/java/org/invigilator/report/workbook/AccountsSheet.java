package org.invigilator.report.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.poi.ss.usermodel.Row;
import org.invigilator.finding.Reading;
import org.invigilator.policy.Severity;
import org.invigilator.register.LondonTime;
import org.invigilator.report.AccountLine;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;

/** One row per account: its status, its last post, who runs it, and its open findings. */
final class AccountsSheet {
  private final ReportModel model;
  private final Styles styles;
  private final boolean forIt;

  private AccountsSheet(ReportModel model, Styles styles, boolean forIt) {
    this.model = model;
    this.styles = styles;
    this.forIt = forIt;
  }

  /** The sheet for the trust, with the reasons why something could not be checked. */
  static AccountsSheet ofTrust(ReportModel model, Styles styles) {
    return new AccountsSheet(model, styles, true);
  }

  /** The sheet for an academy, which is not asked to do anything about those. */
  static AccountsSheet ofAcademy(ReportModel model, Styles styles) {
    return new AccountsSheet(model, styles, false);
  }

  void write(StreamedSheet sheet) {
    List<Layout.Column> columns =
        new ArrayList<>(
            List.of(
                new Layout.Column("Account", 15),
                new Layout.Column("Academy", 22),
                new Layout.Column("Platform", 12),
                new Layout.Column("Handle", 22),
                new Layout.Column("Kind", 16),
                new Layout.Column("Status in register", 14),
                new Layout.Column("Status on platform", 14),
                new Layout.Column("Read on", 12),
                new Layout.Column("Last post", 12),
                new Layout.Column("Posts read", 11),
                new Layout.Column("Administrators", 34)));
    for (Severity severity : Severity.values()) {
      columns.add(new Layout.Column(severity.toString(), 10));
    }
    columns.add(new Layout.Column("Followers known as pupils", 16));
    columns.add(new Layout.Column("Could not check", 60));
    Layout.table(sheet.layout(), 0, "AccountsTable", columns, model.accounts().size(), styles);
    sheet.layout().createFreezePane(1, 1);
    int next = 1;
    for (AccountLine line : model.accounts()) {
      Row row = sheet.createRow(next++);
      row(row, line);
      Layout.fit(row, columns);
    }
  }

  private void row(Row row, AccountLine line) {
    Layout.text(row, 0, line.account().id(), styles.strong);
    Layout.text(row, 1, model.staff().academyLabel(line.account().academy()), styles.text);
    Layout.text(row, 2, line.account().platform(), styles.text);
    Layout.text(row, 3, line.account().handle(), styles.text);
    Layout.text(row, 4, line.account().kind().replace('-', ' '), styles.text);
    Layout.text(row, 5, line.account().status().name().toLowerCase(Locale.ROOT), styles.text);
    Layout.text(row, 6, line.profile(), styles.text);
    Layout.date(
        row, 7, line.reading().flatMap(Reading::capturedAt).map(LondonTime::date), styles.date);
    Layout.date(
        row, 8, line.reading().flatMap(Reading::lastPostAt).map(LondonTime::date), styles.date);
    Layout.number(row, 9, line.reading().map(Reading::posts).orElse(0L), styles.number);
    Layout.text(row, 10, String.join(", ", line.administrators()), styles.text);
    int column = 11;
    for (Severity severity : Severity.values()) {
      long count = line.findings().getOrDefault(severity, 0L);
      Layout.number(row, column++, count, count > 0 ? styles.of(severity) : styles.number);
    }
    Layout.number(
        row,
        column++,
        line.reading().map(r -> r.counts().getOrDefault("pupil-follower", 0)).orElse(0),
        styles.number);
    Layout.text(row, column, notChecked(line), styles.text);
  }

  private String notChecked(AccountLine line) {
    return forIt
        ? Wording.dates(String.join("; ", line.gaps()))
        : line.isRead() ? "" : "not read in full; IT knows";
  }
}
