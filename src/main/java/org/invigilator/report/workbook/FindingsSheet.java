package org.invigilator.report.workbook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.finding.Finding;
import org.invigilator.finding.RowFingerprint;
import org.invigilator.match.Tier;
import org.invigilator.policy.Mode;
import org.invigilator.report.ClauseTexts;
import org.invigilator.report.FindingDraft;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;
import org.invigilator.rule.Catalogue;

/** Every finding of this audit, one per row, in a table that can be filtered and answered. */
final class FindingsSheet {
  static final String NAME = "Findings";

  /** The rows that a sheet can hold; findings beyond them are only in the CSV file. */
  static final int MOST = 1_000_000;

  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("ID", 16),
          new Layout.Column("Severity", 10),
          new Layout.Column("Status", 11),
          new Layout.Column("Academy", 19),
          new Layout.Column("Account", 14),
          new Layout.Column("What is wrong", 22),
          new Layout.Column("Clause", 30),
          new Layout.Column("Observed", 33),
          new Layout.Column("Expected", 28),
          new Layout.Column("How to fix", 30),
          new Layout.Column("Link", 7),
          new Layout.Column("First seen", 11),
          new Layout.Column("Due", 11),
          new Layout.Column("Owner", 22),
          new Layout.Column("Note", 26),
          new Layout.Column("Decision", 26),
          new Layout.Column("Requested by", 20),
          new Layout.Column("Approved by", 20),
          new Layout.Column("Weeks open", 12),
          new Layout.Column("Last seen", 11),
          new Layout.Column("Who decides", 12),
          new Layout.Column("Pupils", 16),
          new Layout.Column("People", 12),
          new Layout.Column("About", 24),
          new Layout.Column("Match", 11),
          new Layout.Column("Message to the owner", 24),
          new Layout.Column(RowFingerprint.HEADER, 8));

  /** The columns after the owner are only for the screen. */
  private final ReportModel model;

  private final Styles styles;
  private final List<Finding> findings;
  private final AnswerColumns answers;
  private final ClauseTexts clauseTexts;
  private final FindingDraft drafts;

  FindingsSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
    this.findings =
        model.findings().size() <= MOST ? model.findings() : model.findings().subList(0, MOST);
    this.clauseTexts = new ClauseTexts(model);
    this.drafts = new FindingDraft(model);
    this.answers = AnswerColumns.in(COLUMNS, model, styles);
  }

  /** The row of each finding, counted from 1 as a spreadsheet does. */
  Map<String, Integer> rows() {
    Map<String, Integer> rows = new HashMap<>();
    findings.forEach(f -> rows.put(f.id(), rows.size() + 2));
    return rows;
  }

  /** Writes the header, and prepares the table for the rows. */
  private void prepare(XSSFSheet sheet) {
    Layout.table(sheet, 0, "FindingsTable", COLUMNS, findings.size(), styles);
    sheet.createFreezePane(2, 1);
    int last = Math.max(1, findings.size());
    Conditions.severities(sheet, 1, last, 1, styles);
    Conditions.overdue(sheet, 1, last, 12, 2, model.asOf());
    answers.prepare(sheet, 1, findings.size());
  }

  /** Writes the sheet. */
  void write(StreamedSheet sheet) {
    prepare(sheet.layout());
    int next = 1;
    for (Finding finding : findings) {
      row(sheet.createRow(next++), finding);
    }
    if (findings.isEmpty()) {
      Layout.text(sheet.createRow(1), 0, "No findings.", styles.text);
    }
    if (findings.size() < model.findings().size()) {
      Layout.text(
          sheet.createRow(next),
          0,
          "and "
              + (model.findings().size() - findings.size())
              + " more, which do not fit on a sheet. The file findings.csv has them all.",
          styles.strong);
    }
  }

  private void row(Row row, Finding f) {
    Layout.text(row, 0, f.id(), styles.text);
    Layout.text(row, 1, f.severity().toString(), styles.severity);
    Layout.text(row, 2, Wording.ending(f), styles.text);
    Layout.text(row, 3, model.staff().academyLabel(f.academy()), styles.text);
    Layout.text(row, 4, f.account(), styles.text);
    Layout.text(row, 5, ReportModel.title(f), styles.strong);
    Layout.text(row, 6, clauseTexts.of(f), styles.text);
    Layout.text(row, 7, Wording.dates(f.observed()), styles.text);
    Layout.text(row, 8, f.expected(), styles.text);
    Layout.text(row, 9, Catalogue.require(f.rule()).fix(), styles.text);
    Layout.link(row, 10, f.subject().url(), "open", styles);
    Layout.date(row, 11, Optional.of(f.firstSeen()), styles.date);
    answers.write(row, f);
    Layout.number(row, 18, f.weeksOpen(model.asOf()), styles.number);
    Layout.date(row, 19, Optional.of(f.lastSeen()), styles.date);
    Layout.text(row, 20, f.mode() == Mode.ASSISTED ? "a person" : "the check", styles.text);
    Layout.text(row, 21, String.join("; ", f.pupils()), styles.text);
    Layout.text(
        row,
        22,
        f.people().stream()
            .map(model.staff()::label)
            .collect(java.util.stream.Collectors.joining("; ")),
        styles.text);
    Layout.text(row, 23, Wording.subject(f.subject()), styles.quiet);
    Layout.text(row, 24, f.tier().map(Tier::label).orElse(""), styles.text);
    Layout.text(row, 25, f.isForOperator() ? "" : drafts.of(f), styles.clipped);
    Layout.fit(row, COLUMNS);
  }
}
