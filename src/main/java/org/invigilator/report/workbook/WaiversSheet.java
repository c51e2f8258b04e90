package org.invigilator.report.workbook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Row;
import org.invigilator.finding.Decision;
import org.invigilator.report.ReportModel;
import org.invigilator.report.WaiverLine;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.RuleInfo;

/**
 * Every waiver and dismissal with what it covers, who requested and who approved it; then the
 * answers that were sent back.
 */
final class WaiversSheet {
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("State", 18),
          new Layout.Column("Covers", 18),
          new Layout.Column("Until", 12),
          new Layout.Column("Reason", 46),
          new Layout.Column("Requested and approved by", 46),
          new Layout.Column("From", 34),
          new Layout.Column("Findings covered", 10),
          new Layout.Column("Recorded on", 11),
          new Layout.Column("Ended on", 11));

  private final ReportModel model;
  private final Styles styles;

  WaiversSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(StreamedSheet sheet) {
    Layout.table(sheet.layout(), 0, "WaiversTable", COLUMNS, model.waivers().size(), styles);
    int next = 1;
    for (WaiverLine line : model.waivers()) {
      write(sheet.createRow(next++), line);
    }
    if (model.waivers().isEmpty()) {
      Layout.text(sheet.createRow(next++), 0, "Nothing is waived or dismissed.", styles.text);
    }
    AnswersTable.write(sheet, next + 1, model.answers(), COLUMNS, styles);
  }

  private void write(Row row, WaiverLine line) {
    Decision d = line.decision();
    boolean urgent =
        line.state() == WaiverLine.State.EXPIRING || line.state() == WaiverLine.State.NEVER_MATCHED;
    Layout.text(row, 0, line.state().label(), urgent ? styles.strong : styles.text);
    Layout.text(row, 1, covered(d), styles.text);
    Layout.date(row, 2, d.until(), styles.date);
    Layout.text(
        row,
        3,
        (d.kind() == Decision.Kind.WAIVER ? "" : d.kind().label() + ": ") + d.text(),
        styles.text);
    Layout.text(row, 4, people(d), styles.text);
    Layout.text(row, 5, d.source(), styles.quiet);
    Layout.number(row, 6, line.now(), styles.number);
    Layout.date(row, 7, Optional.of(d.takenOn()), styles.date);
    Layout.date(row, 8, d.endedOn(), styles.date);
    Layout.fit(row, COLUMNS);
  }

  private String people(Decision d) {
    return Stream.of(
            person("requested by ", d.requestedBy()), person("approved by ", d.approvedBy()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private String person(String part, String id) {
    return id.isEmpty() ? "" : part + model.staff().label(id);
  }

  private String covered(Decision d) {
    if (!d.finding().isEmpty()) {
      return d.finding();
    }
    RuleInfo rule = Catalogue.info(d.rule());
    return "Every finding of '"
        + (rule == null ? d.rule() : rule.title())
        + "' "
        + (d.account().isEmpty()
            ? "at " + model.staff().academyLabel(d.academy())
            : "on " + d.account());
  }
}
