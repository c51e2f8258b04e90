package org.invigilator.report.workbook;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.poi.ss.usermodel.Row;
import org.invigilator.finding.Change;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Ledger;
import org.invigilator.finding.Status;
import org.invigilator.policy.Severity;
import org.invigilator.report.History;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;

/** The latest audits in numbers, then the changes of findings, the newest first. */
final class HistorySheet {
  static final String NAME = "History";
  static final int AUDITS = 12;
  static final int FIRST_AUDIT = 1;
  private static final int MOST_EVENTS = 1_000;
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Audit", 18),
          new Layout.Column("Open findings", 17),
          new Layout.Column("critical", 12),
          new Layout.Column("high", 16),
          new Layout.Column("medium", 16),
          new Layout.Column("low", 26),
          new Layout.Column("info", 30),
          new Layout.Column("New", 12),
          new Layout.Column("Reopened", 10),
          new Layout.Column("Fixed", 10),
          new Layout.Column("Waived", 10),
          new Layout.Column("Dismissed", 11),
          new Layout.Column("Not rechecked", 14),
          new Layout.Column("By policy", 10));
  private static final List<String> EVENTS =
      List.of("Date", "ID", "Change", "Academy", "Account", "What is wrong", "Observed");

  private final ReportModel model;
  private final Styles styles;
  private final List<String> events;

  HistorySheet(ReportModel model, Styles styles) {
    this(model, styles, EVENTS);
  }

  private HistorySheet(ReportModel model, Styles styles, List<String> events) {
    this.model = model;
    this.styles = styles;
    this.events = events;
  }

  /** The same without what was seen of people, pupils and posts, which governors need not know. */
  static HistorySheet forGovernors(ReportModel model, Styles styles) {
    return new HistorySheet(model, styles, EVENTS.subList(0, EVENTS.size() - 1));
  }

  /** The audits of the trend, the oldest first. */
  List<History.Audit> audits() {
    return model.history().latest(AUDITS);
  }

  void write(StreamedSheet sheet) {
    List<History.Audit> audits = audits();
    Layout.table(sheet.layout(), 0, "AuditsTable", COLUMNS, audits.size(), styles);
    int next = FIRST_AUDIT;
    for (History.Audit audit : audits) {
      row(sheet.layout().createRow(next++), audit);
    }
    next = Math.max(next, FIRST_AUDIT + 1) + 1;
    events(sheet, next);
  }

  private void row(Row row, History.Audit audit) {
    Layout.date(row, 0, Optional.of(audit.on()), styles.date);
    Layout.number(row, 1, audit.openFindings(), styles.number);
    int column = 2;
    for (Severity severity : Severity.values()) {
      Layout.number(row, column++, audit.open().getOrDefault(severity, 0), styles.number);
    }
    for (Status status :
        List.of(
            Status.NEW,
            Status.REOPENED,
            Status.RESOLVED,
            Status.WAIVED,
            Status.DISMISSED,
            Status.NOT_RECHECKED)) {
      Layout.number(row, column++, audit.with(status), styles.number);
    }
    Layout.number(row, column, audit.byPolicy(), styles.number);
  }

  private void events(StreamedSheet sheet, int first) {
    int next = first;
    Layout.text(sheet.createRow(next++), 0, "Changes of findings", styles.heading);
    Row header = sheet.createRow(next++);
    for (int i = 0; i < events.size(); i++) {
      Layout.text(header, i, events.get(i), styles.header);
    }
    Map<String, Finding> known = new HashMap<>();
    model.history().resolved().forEach(f -> known.put(f.id(), f));
    model.findings().forEach(f -> known.put(f.id(), f));
    List<Ledger.Event> changes =
        model.history().events().stream().filter(e -> known.containsKey(e.finding())).toList();
    int from = Math.max(0, changes.size() - MOST_EVENTS);
    Set<String> later = new HashSet<>();
    for (int i = changes.size() - 1; i >= from; i--) {
      Ledger.Event event = changes.get(i);
      Finding f = known.get(event.finding());
      if (f != null) {
        event(sheet.createRow(next++), event, f, later.add(f.id()));
      }
    }
    if (from > 0) {
      Layout.text(
          sheet.createRow(next),
          0,
          "and " + from + " earlier changes, which are not shown here.",
          styles.quiet);
    }
  }

  /**
   * @param isLatest whether nothing happened to the finding after it
   */
  private void event(Row row, Ledger.Event event, Finding f, boolean isLatest) {
    boolean isFixed = event.status() == Status.RESOLVED;
    // Whoever put a rule on trial, or took it out, has put nothing right.
    boolean isByPolicy =
        isFixed && isLatest && f.status() == Status.RESOLVED && f.change() == Change.POLICY;
    Layout.date(row, 0, Optional.of(event.on()), styles.date);
    Layout.text(row, 1, f.id(), styles.text);
    Layout.text(
        row, 2, isByPolicy ? Wording.GONE_BY_POLICY : Wording.status(event.status()), styles.text);
    Layout.text(row, 3, model.staff().academyLabel(f.academy()), styles.text);
    Layout.text(row, 4, f.account(), styles.text);
    Layout.text(row, 5, ReportModel.title(f), styles.strong);
    if (events.size() < EVENTS.size()) {
      return;
    }
    String words = event.change().words().isEmpty() ? "" : " " + event.change().words();
    String seen =
        isFixed
            ? "Last seen on "
                + f.lastSeen()
                + ": "
                + f.observed()
                + (isByPolicy
                    ? " From "
                        + event.on()
                        + " it is judged otherwise, because the policy, its settings or the list of accounts changed."
                    : " Checked on " + event.on() + " and no longer there.")
                + words
            : f.observed() + words;
    Layout.text(row, 6, Wording.dates(seen), styles.text);
    Layout.fit(row, COLUMNS);
  }
}
