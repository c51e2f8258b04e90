package org.invigilator.report.workbook;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Severity;
import org.invigilator.report.AccountLine;
import org.invigilator.report.History;
import org.invigilator.report.ReportModel;
import org.invigilator.report.WaiverLine;

/**
 * What an IT lead reads first, on one sheet of paper: the headline, the counts and how they
 * changed, what is new and back, what is overdue, what could not be checked, what became of the
 * answers, and two charts.
 */
final class ThisWeekSheet {
  static final String NAME = "This week";
  private static final String COVERAGE = "audit-coverage-gap";
  private static final int FRESH = 14;
  private static final int OTHERS = 5;
  private static final int TAKEN = 6;
  private static final int CHART_ROWS = 18;
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Severity", 11),
          new Layout.Column("Academy", 11),
          new Layout.Column("Account", 14),
          new Layout.Column("What is wrong", 27),
          new Layout.Column("Observed", 42),
          new Layout.Column("Who, and by when", 18),
          new Layout.Column("ID", 17));
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.UK);

  private final ReportModel model;
  private final Styles styles;
  private final Map<String, Integer> findingRows;
  private final Optional<String> academy;
  private int next;

  /**
   * @param academy the name of the academy when the sheet is about one
   */
  ThisWeekSheet(
      ReportModel model,
      Styles styles,
      Map<String, Integer> findingRows,
      Optional<String> academy) {
    this.model = model;
    this.styles = styles;
    this.findingRows = findingRows;
    this.academy = academy;
  }

  /** Writes all but the charts, and gives the row at which they begin. */
  int write(XSSFSheet sheet) {
    for (int i = 0; i < COLUMNS.size(); i++) {
      sheet.setColumnWidth(i, COLUMNS.get(i).width() * 256);
    }
    sheet.setDisplayGridlines(false);
    Layout.print(sheet, -1);
    sheet.getPrintSetup().setLandscape(false);
    sheet.getPrintSetup().setFitHeight((short) 1);
    line(sheet, academy.orElse(model.settings().name()), styles.title);
    line(
        sheet,
        "Social media audit as of "
            + DAY.format(model.asOf())
            + model
                .history()
                .since()
                .map(p -> ", compared with " + DAY.format(p))
                .orElse(", the first audit"),
        styles.text);
    line(sheet, model.headline(), styles.strong);
    next++;
    counts(sheet);
    section(sheet, "New", listed(model.newFindings()), FRESH, quiet("Nothing new."), this::who);
    unlisted(sheet);
    if (!model.reopenedFindings().isEmpty()) {
      section(sheet, "Back again", model.reopenedFindings(), OTHERS, "", this::who);
    }
    section(sheet, "Overdue", overdue(), OTHERS, "Nothing is overdue.", this::late);
    fixed(sheet);
    notChecked(sheet);
    answers(sheet);
    reviews(sheet);
    int charts = next;
    next += CHART_ROWS;
    return charts;
  }

  /** The row under the charts. */
  int end() {
    return next;
  }

  static int chartRows() {
    return CHART_ROWS;
  }

  /** What could not be checked has its own place on the sheet. */
  private static List<Finding> listed(List<Finding> findings) {
    return findings.stream().filter(f -> !f.rule().equals(COVERAGE)).toList();
  }

  private void unlisted(XSSFSheet sheet) {
    long gaps = model.newFindings().stream().filter(f -> f.rule().equals(COVERAGE)).count();
    if (gaps > 0) {
      line(
          sheet,
          "Besides, "
              + gaps
              + (gaps == 1 ? " finding says" : " findings say")
              + " that something could not be checked: see below.",
          styles.quiet);
    }
  }

  private String quiet(String nothing) {
    return nothing + " " + model.describeCoverage();
  }

  private List<Finding> overdue() {
    List<Finding> all = new ArrayList<>(model.overdue());
    all.removeAll(model.newFindings());
    all.removeAll(model.reopenedFindings());
    return all;
  }

  private void counts(XSSFSheet sheet) {
    Row labels = sheet.createRow(next++);
    Row numbers = sheet.createRow(next++);
    Row changes = sheet.createRow(next++);
    numbers.setHeightInPoints(27);
    Map<Severity, Long> standing = model.standing();
    Optional<History.Audit> before = model.history().before();
    int column = 0;
    for (Severity severity : Severity.values()) {
      if (severity != Severity.INFO) {
        count(labels, numbers, changes, column++, severity, standing, before);
      }
    }
    long unread = model.registered().size() - model.accountsRead();
    Layout.text(labels, column, "Not read in full", styles.header);
    Layout.number(numbers, column, unread, styles.big);
    Layout.text(changes, column++, "of " + model.registered().size() + " accounts", styles.change);
    Layout.text(labels, column, "Overdue", styles.header);
    Layout.number(numbers, column, model.overdue().size(), styles.big);
    Layout.text(changes, column++, "", styles.change);
    count(labels, numbers, changes, column, Severity.INFO, standing, before);
    next++;
  }

  private void count(
      Row labels,
      Row numbers,
      Row changes,
      int column,
      Severity severity,
      Map<Severity, Long> standing,
      Optional<History.Audit> before) {
    long now = standing.getOrDefault(severity, 0L);
    Layout.text(labels, column, severity.toString(), styles.of(severity));
    Layout.number(numbers, column, now, styles.big);
    String change =
        before.map(b -> change(now - b.standing().getOrDefault(severity, 0))).orElse("");
    Layout.text(changes, column, change, styles.change);
  }

  private static String change(long by) {
    return by == 0 ? "as before" : by > 0 ? by + " more" : -by + " fewer";
  }

  private void section(
      XSSFSheet sheet,
      String title,
      List<Finding> findings,
      int most,
      String none,
      Function<Finding, String> when) {
    heading(sheet, title + (findings.isEmpty() ? "" : " (" + findings.size() + ")"));
    if (findings.isEmpty()) {
      line(sheet, none, styles.quiet);
    }
    findings.stream().limit(most).forEach(f -> finding(sheet.createRow(next++), f, when.apply(f)));
    if (findings.size() > most) {
      line(
          sheet,
          "and " + (findings.size() - most) + " more: sheet " + ActionsSheet.NAME + ".",
          styles.quiet);
    }
  }

  private void finding(Row row, Finding f, String when) {
    Layout.text(row, 0, f.severity().toString(), styles.of(f.severity()));
    Layout.text(row, 1, f.academy(), styles.text);
    Layout.text(row, 2, f.account(), styles.text);
    Layout.text(row, 3, ReportModel.title(f), styles.strong);
    String observed = ReportModel.shown(f.observed());
    Layout.text(
        row,
        4,
        observed.length() <= 130 ? observed : observed.substring(0, 129).stripTrailing() + "…",
        styles.text);
    Layout.text(row, 5, when, styles.quiet);
    Integer at = findingRows.get(f.id());
    if (at == null) {
      Layout.text(row, 6, f.id(), styles.text);
    } else {
      Layout.jump(row, 6, FindingsSheet.NAME, at, f.id(), styles);
    }
    Layout.fit(row, COLUMNS);
  }

  private String who(Finding f) {
    String owner = f.owner().isEmpty() ? "nobody" : model.staff().name(f.owner());
    return f.due().map(d -> owner + ", " + SHORT.format(d)).orElse("no action asked");
  }

  private String late(Finding f) {
    long days = f.due().map(d -> ChronoUnit.DAYS.between(d, model.asOf())).orElse(0L);
    return (f.isFixedInWordsOnly() ? "said to be fixed, seen again; " : "")
        + (f.owner().isEmpty() ? "nobody" : model.staff().name(f.owner()))
        + ", "
        + days
        + (days == 1 ? " day late" : " days late");
  }

  private void fixed(XSSFSheet sheet) {
    List<Finding> gone = model.resolvedFindings();
    List<Finding> waived = model.with(Status.WAIVED);
    List<Finding> dismissed = model.with(Status.DISMISSED);
    long expiring =
        model.waivers().stream().filter(w -> w.state() == WaiverLine.State.EXPIRING).count();
    heading(sheet, "Fixed and let pass");
    line(
        sheet,
        (gone.isEmpty()
                ? "Nothing was found fixed. "
                : gone.size()
                    + " looked for and gone: "
                    + gone.stream()
                        .limit(3)
                        .map(
                            f ->
                                ReportModel.title(f)
                                    + (f.account().isEmpty() ? "" : " (" + f.account() + ")"))
                        .collect(Collectors.joining("; "))
                    + (gone.size() > 3 ? " and " + (gone.size() - 3) + " more. " : ". "))
            + waived.size()
            + " waived, "
            + dismissed.size()
            + " dismissed"
            + (expiring == 0
                ? "."
                : ", "
                    + expiring
                    + (expiring == 1 ? " waiver expires" : " waivers expire")
                    + " within four weeks."),
        styles.text);
  }

  private void notChecked(XSSFSheet sheet) {
    List<AccountLine> unread = model.registered().stream().filter(a -> !a.isRead()).toList();
    List<String> gaps = model.registerGaps();
    heading(sheet, "Could not check");
    if (unread.isEmpty() && gaps.isEmpty()) {
      line(sheet, "Everything that the rules ask for could be read.", styles.quiet);
    }
    gaps.stream().limit(2).forEach(gap -> line(sheet, gap, styles.strong));
    Map<String, List<AccountLine>> byReason =
        unread.stream()
            .collect(
                Collectors.groupingBy(
                    a -> String.join("; ", a.gaps()), LinkedHashMap::new, Collectors.toList()));
    byReason.entrySet().stream()
        .limit(OTHERS)
        .forEach(e -> unread(sheet, e.getKey(), e.getValue()));
    int rest = Math.max(0, byReason.size() - OTHERS) + Math.max(0, gaps.size() - 2);
    line(
        sheet,
        (rest > 0 ? "and " + rest + " more. " : "")
            + (academy.isPresent()
                ? "Sheet Could not check has all of it."
                : "Sheet Could not check has all of it, and Register problems what is to be mended."),
        styles.quiet);
  }

  /** One reason, with the account or with how many it keeps from being checked. */
  private void unread(XSSFSheet sheet, String why, List<AccountLine> accounts) {
    Row row = sheet.createRow(next++);
    boolean one = accounts.size() == 1;
    Layout.text(row, 1, one ? accounts.get(0).account().academy() : "", styles.text);
    Layout.text(
        row, 2, one ? accounts.get(0).account().id() : accounts.size() + " accounts", styles.text);
    merged(sheet, row, 3, why.length() <= 200 ? why : why.substring(0, 199) + "…", styles.text);
  }

  private void answers(XSSFSheet sheet) {
    List<AnswerLine> lines = model.answers();
    if (academy.isPresent()) {
      line(sheet, AnswerColumns.hint() + " Or send it back to your IT lead.", styles.quiet);
      return;
    }
    heading(sheet, "Answers");
    List<AnswerLine> open =
        lines.stream()
            .filter(
                l ->
                    l.result() == AnswerLine.Result.REFUSED
                        || l.result() == AnswerLine.Result.DISPUTED)
            .toList();
    long taken = lines.stream().filter(l -> l.result() == AnswerLine.Result.TAKEN).count();
    line(
        sheet,
        lines.isEmpty()
            ? "Nothing was sent back. " + AnswerColumns.hint()
            : taken
                + (taken == 1 ? " answer taken, " : " answers taken, ")
                + open.size()
                + " not: sheet Waivers lists them all.",
        lines.isEmpty() ? styles.quiet : styles.text);
    if (taken > 0) {
      line(sheet, taken(lines), styles.quiet);
    }
    for (AnswerLine one : open.stream().limit(OTHERS).toList()) {
      line(sheet, AnswersTable.inWords(one), styles.text);
    }
  }

  /** The first of the answers that were taken, in a line. */
  private static String taken(List<AnswerLine> lines) {
    List<String> all =
        lines.stream()
            .filter(l -> l.result() == AnswerLine.Result.TAKEN)
            .map(l -> l.finding() + " " + l.field().toLowerCase(Locale.UK) + " '" + l.said() + "'")
            .toList();
    return "Taken: "
        + String.join("; ", all.subList(0, Math.min(TAKEN, all.size())))
        + (all.size() > TAKEN ? "; and " + (all.size() - TAKEN) + " more." : ".");
  }

  private void reviews(XSSFSheet sheet) {
    if (academy.isPresent()) {
      return;
    }
    heading(sheet, "Policy");
    for (PolicyPack pack : model.packs()) {
      String due = pack.reviewDueOn().map(this::review).orElse("its text gives no review date.");
      line(sheet, pack.displayTitle() + " (" + pack.id() + "): " + due, styles.text);
    }
  }

  private String review(LocalDate due) {
    long days = ChronoUnit.DAYS.between(model.asOf(), due);
    return days < 0
        ? "its review was due by " + DAY.format(due) + ", " + -days + " days ago."
        : "its review is due by " + DAY.format(due) + ", in " + days + " days.";
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
    float height = style == styles.title ? 24 : style == styles.heading ? 24 : Layout.LINE;
    row.setHeightInPoints(height * Layout.lines(text, width) + 1);
  }
}
