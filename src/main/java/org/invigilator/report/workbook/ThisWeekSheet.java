package org.invigilator.report.workbook;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.invigilator.report.AccountLine;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Outcome;

/**
 * What an IT lead reads first: the counts, then what is new, back, still open, fixed, and what
 * could not be checked.
 */
final class ThisWeekSheet {
  private static final int SHOWN = 12;
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Severity", 12),
          new Layout.Column("ID", 16),
          new Layout.Column("Academy", 12),
          new Layout.Column("Account", 14),
          new Layout.Column("What is wrong", 36),
          new Layout.Column("Observed", 66),
          new Layout.Column("When", 18));
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  private final ReportModel model;
  private final Styles styles;
  private int next;

  ThisWeekSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(XSSFSheet sheet) {
    for (int i = 0; i < COLUMNS.size(); i++) {
      sheet.setColumnWidth(i, COLUMNS.get(i).width() * 256);
    }
    sheet.setDisplayGridlines(false);
    Layout.print(sheet, -1);
    line(sheet, model.settings().name(), styles.title);
    line(
        sheet,
        "Social media audit as of "
            + DAY.format(model.asOf())
            + model
                .previous()
                .map(p -> ", compared with " + DAY.format(p))
                .orElse(", the first audit"),
        styles.text);
    line(sheet, headline(), styles.strong);
    next++;
    counts(sheet);
    section(sheet, "New", model.with(Status.NEW), "Nothing new.", f -> due(f));
    section(
        sheet, "Back again", model.with(Status.REOPENED), "Nothing has come back.", f -> due(f));
    section(
        sheet,
        "Still open",
        model.with(Status.OPEN),
        "Nothing is open from before.",
        f -> weeks(f) + ", " + due(f));
    section(
        sheet,
        "Fixed",
        model.with(Status.RESOLVED),
        "Nothing was fixed since last time.",
        f -> "open " + weeks(f));
    notChecked(sheet);
    reviews(sheet);
  }

  private String headline() {
    long standing = model.findings().stream().filter(f -> f.status().isLive()).count();
    long decide =
        model.findings().stream()
            .filter(f -> f.status().isLive() && f.mode() == org.invigilator.policy.Mode.ASSISTED)
            .count();
    long posts =
        model.accounts().stream()
            .flatMap(a -> a.reading().stream())
            .mapToLong(r -> r.posts())
            .sum();
    String read =
        model.accountsRead()
            + " of "
            + model.registered().size()
            + " accounts were read in full, with "
            + String.format(Locale.UK, "%,d", posts)
            + " posts. ";
    return standing == 0
        ? "A quiet week: nothing was found. " + read
        : read
            + standing
            + (standing == 1 ? " finding stands" : " findings stand")
            + (decide > 0 ? ", " + decide + " of them for a person to decide." : ".");
  }

  private void counts(XSSFSheet sheet) {
    Row labels = sheet.createRow(next++);
    Row numbers = sheet.createRow(next++);
    numbers.setHeightInPoints(27);
    Map<Severity, Long> standing = model.standing();
    int column = 0;
    for (Severity severity : Severity.values()) {
      Layout.text(labels, column, severity.toString(), styles.of(severity));
      Layout.number(numbers, column++, standing.getOrDefault(severity, 0L), styles.big);
    }
    Layout.text(labels, column, "Could not be checked in full", styles.header);
    Layout.text(
        numbers,
        column,
        (model.registered().size() - model.accountsRead()) + " accounts",
        styles.big);
    next++;
  }

  private void section(
      XSSFSheet sheet,
      String title,
      List<Finding> findings,
      String none,
      Function<Finding, String> when) {
    heading(sheet, title + (findings.isEmpty() ? "" : " (" + findings.size() + ")"));
    if (findings.isEmpty()) {
      line(sheet, none, styles.quiet);
    }
    findings.stream().limit(SHOWN).forEach(f -> finding(sheet.createRow(next++), f, when.apply(f)));
    if (findings.size() > SHOWN) {
      String rest =
          findings.stream()
              .skip(SHOWN)
              .collect(
                  Collectors.groupingBy(
                      Finding::severity, java.util.TreeMap::new, Collectors.counting()))
              .entrySet()
              .stream()
              .map(e -> e.getValue() + " " + e.getKey())
              .collect(Collectors.joining(", "));
      line(
          sheet,
          "and "
              + (findings.size() - SHOWN)
              + " more ("
              + rest
              + "): sheet Findings, status "
              + findings.get(0).status().label()
              + ".",
          styles.quiet);
    }
    next++;
  }

  private void finding(Row row, Finding f, String when) {
    Layout.text(row, 0, f.severity().toString(), styles.of(f.severity()));
    Layout.text(row, 1, f.id(), styles.text);
    Layout.text(row, 2, f.academy(), styles.text);
    Layout.text(row, 3, f.account(), styles.text);
    Layout.text(row, 4, ReportModel.title(f), styles.strong);
    Layout.text(row, 5, ReportModel.shown(f.observed()), styles.text);
    Layout.text(row, 6, when, styles.quiet);
    Layout.fit(row, COLUMNS);
  }

  private void notChecked(XSSFSheet sheet) {
    List<AccountLine> unread = model.registered().stream().filter(a -> !a.isRead()).toList();
    List<Outcome> ofTrust =
        model.outcomes(Outcome.Kind.NOT_EVALUATED).stream()
            .filter(o -> o.account().isEmpty())
            .toList();
    heading(sheet, "Could not check");
    for (String gap : model.registerGaps()) {
      Row row = sheet.createRow(next++);
      merged(sheet, row, 2, gap, styles.strong);
    }
    if (unread.isEmpty()
        && ofTrust.isEmpty()
        && model.notes().isEmpty()
        && model.registerGaps().isEmpty()) {
      line(sheet, "Everything that the rules ask for could be read.", styles.quiet);
    }
    for (AccountLine account : unread.stream().limit(SHOWN).toList()) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 2, account.account().academy(), styles.text);
      Layout.text(row, 3, account.account().id(), styles.text);
      merged(sheet, row, 4, String.join("; ", account.gaps()), styles.text);
    }
    if (unread.size() > SHOWN) {
      line(
          sheet,
          "and " + (unread.size() - SHOWN) + " more accounts: sheet Coverage.",
          styles.quiet);
    }
    for (Outcome outcome : ofTrust) {
      Row row = sheet.createRow(next++);
      merged(sheet, row, 4, outcome.rule() + ": " + outcome.reason(), styles.text);
    }
    model.notes().stream().limit(SHOWN).forEach(note -> line(sheet, note, styles.quiet));
    next++;
  }

  private void reviews(XSSFSheet sheet) {
    heading(sheet, "Policy");
    for (PolicyPack pack : model.packs()) {
      String due =
          pack.reviewDueOn()
              .map(
                  d ->
                      d.isBefore(model.asOf())
                          ? "its review was due by " + DAY.format(d) + "."
                          : "its review is due by "
                              + DAY.format(d)
                              + ", in "
                              + java.time.temporal.ChronoUnit.DAYS.between(model.asOf(), d)
                              + " days.")
              .orElse("its text gives no review date.");
      line(sheet, pack.displayTitle() + " (" + pack.id() + "): " + due, styles.text);
    }
  }

  private void heading(XSSFSheet sheet, String text) {
    line(sheet, text, styles.heading);
  }

  private void line(XSSFSheet sheet, String text, CellStyle style) {
    merged(sheet, sheet.createRow(next++), 0, text, style);
  }

  private void merged(XSSFSheet sheet, Row row, int from, String text, CellStyle style) {
    int last = COLUMNS.size() - 1;
    Layout.text(row, from, text, style);
    sheet.addMergedRegion(new CellRangeAddress(row.getRowNum(), row.getRowNum(), from, last));
    int width = COLUMNS.subList(from, last + 1).stream().mapToInt(Layout.Column::width).sum();
    float line = style == styles.title ? 24 : style == styles.heading ? 18 : Layout.LINE;
    row.setHeightInPoints(line * Layout.lines(text, width) + 1);
  }

  private String weeks(Finding f) {
    long weeks = f.weeksOpen(model.asOf());
    return weeks == 0 ? "under a week" : weeks + (weeks == 1 ? " week" : " weeks");
  }

  private static String due(Finding f) {
    return f.due()
        .map(d -> "due " + DateTimeFormatter.ofPattern("d MMM", Locale.UK).format(d))
        .orElse("no action asked");
  }
}
