package org.invigilator.report.workbook;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.report.AccountLine;
import org.invigilator.report.Headlines;
import org.invigilator.report.ReportModel;
import org.invigilator.report.WaiverLine;
import org.invigilator.report.Wording;

/**
 * What an IT lead reads first, on one sheet of paper: the summary, the counts and how they changed,
 * what is new, reopened and overdue, what could not be checked, what became of the answers, and two
 * charts.
 */
final class ThisWeekSheet {
  static final String NAME = "This week";
  private static final String COVERAGE = "audit-coverage-gap";
  private static final int MOST_NEW = 14;
  private static final int MOST_OTHERS = 5;
  private static final int MOST_REGISTER_GAPS = 2;
  private static final int LONGEST_OBSERVED = 130;
  private static final int LONGEST_REASON = 200;
  private static final int CHART_ROWS = 18;
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Severity", 11),
          new Layout.Column("Academy", 19),
          new Layout.Column("Account", 14),
          new Layout.Column("What is wrong", 26),
          new Layout.Column("Observed", 38),
          new Layout.Column("Who, and by when", 18),
          new Layout.Column("ID", 15));
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("d MMM", Locale.UK);

  private final ReportModel model;
  private final Headlines headlines;
  private final Styles styles;
  private final Map<String, Integer> findingRows;
  private final Optional<String> academy;
  private final Page page;

  /**
   * @param academy the name of the academy when the sheet is about one
   */
  ThisWeekSheet(
      XSSFSheet sheet,
      ReportModel model,
      Styles styles,
      Map<String, Integer> findingRows,
      Optional<String> academy) {
    this.model = model;
    this.headlines = new Headlines(model);
    this.styles = styles;
    this.findingRows = findingRows;
    this.academy = academy;
    this.page = new Page(sheet, COLUMNS, styles);
  }

  /** Writes all but the charts, and returns the row at which they begin. */
  int write() {
    page.title(academy.orElse(model.settings().name()));
    page.line(
        "Social media audit as of "
            + Wording.date(model.asOf())
            + model
                .history()
                .since()
                .map(p -> ", compared with " + Wording.date(p))
                .orElse(", the first audit"),
        styles.text);
    page.line(headlines.summary(), styles.strong);
    page.skip(1);
    WeekCounts.write(model, styles, page);
    newFindings();
    if (!model.reopenedFindings().isEmpty()) {
      section("Reopened", model.reopenedFindings(), this::ownerAndDate);
    }
    if (!model.changedByPolicy().isEmpty()) {
      page.heading("Change of policy");
      page.line(model.changedByPolicy(), styles.text);
    }
    overdue();
    fixedAndWaived();
    notChecked();
    answers();
    policies();
    int charts = page.next();
    page.skip(CHART_ROWS);
    return charts;
  }

  /** The row under the charts. */
  int end() {
    return page.next();
  }

  static int chartRows() {
    return CHART_ROWS;
  }

  private void newFindings() {
    List<Finding> all = model.newFindings();
    page.heading(counted("New", all));
    if (all.isEmpty()) {
      page.line("Nothing new. " + headlines.coverage(), styles.quiet);
      return;
    }
    // What could not be checked has its own section below.
    List<Finding> listed = all.stream().filter(f -> !f.rule().equals(COVERAGE)).toList();
    listed.stream().limit(MOST_NEW).forEach(f -> finding(f, ownerAndDate(f)));
    int gaps = all.size() - listed.size();
    more(
        all.size() - Math.min(MOST_NEW, listed.size()),
        gaps == 0
            ? ""
            : ", " + gaps + " of them because something could not be checked (see below)");
  }

  private void overdue() {
    List<Finding> all = model.overdue();
    if (all.isEmpty()) {
      page.heading("Overdue");
      page.line("Nothing is overdue.", styles.quiet);
    } else {
      section("Overdue", all, this::ownerAndDelay);
    }
  }

  private void section(String title, List<Finding> findings, Function<Finding, String> when) {
    page.heading(counted(title, findings));
    findings.stream().limit(MOST_OTHERS).forEach(f -> finding(f, when.apply(f)));
    more(findings.size() - MOST_OTHERS, "");
  }

  private static String counted(String title, List<Finding> findings) {
    return title + (findings.isEmpty() ? "" : " (" + findings.size() + ")");
  }

  private void more(int number, String remark) {
    if (number > 0) {
      page.line(
          "and " + number + " more on the sheet " + FindingsSheet.NAME + remark + ".",
          styles.quiet);
    }
  }

  private void finding(Finding f, String when) {
    Row row = page.row();
    Layout.text(row, 0, f.severity().toString(), styles.of(f.severity()));
    Layout.text(row, 1, model.staff().academyLabel(f.academy()), styles.text);
    Layout.text(row, 2, f.account(), styles.text);
    Layout.text(row, 3, ReportModel.title(f), styles.strong);
    Layout.text(row, 4, shortened(Wording.dates(f.observed()), LONGEST_OBSERVED), styles.text);
    Layout.text(row, 5, when, styles.quiet);
    Integer at = findingRows.get(f.id());
    if (at == null) {
      Layout.text(row, 6, f.id(), styles.text);
    } else {
      Layout.jump(row, 6, FindingsSheet.NAME, at, f.id(), styles);
    }
    page.fit(row);
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
  }

  private String ownerAndDate(Finding f) {
    return f.due().map(d -> owner(f) + ", " + SHORT.format(d)).orElse("no action needed");
  }

  private String ownerAndDelay(Finding f) {
    long days = f.due().map(d -> ChronoUnit.DAYS.between(d, model.asOf())).orElse(0L);
    return (f.isFixedInWordsOnly() ? Wording.status(f) + "; " : "")
        + owner(f)
        + ", "
        + Wording.count(days, "day")
        + " late";
  }

  private String owner(Finding f) {
    return f.owner().isEmpty() ? "no owner" : model.staff().name(f.owner());
  }

  private void fixedAndWaived() {
    List<Finding> fixed = model.resolvedFindings();
    page.heading("Fixed and waived");
    page.line(
        (fixed.isEmpty()
                ? "Nothing was fixed. "
                : fixed.size()
                    + " fixed: "
                    + fixed.stream()
                        .limit(3)
                        .map(ThisWeekSheet::titleAndAccount)
                        .collect(Collectors.joining("; "))
                    + (fixed.size() > 3 ? "; and " + (fixed.size() - 3) + " more. " : ". "))
            + waived(),
        styles.text);
  }

  private static String titleAndAccount(Finding f) {
    return ReportModel.title(f) + (f.account().isEmpty() ? "" : " (" + f.account() + ")");
  }

  private String waived() {
    int waived = model.with(Status.WAIVED).size();
    int dismissed = model.with(Status.DISMISSED).size();
    long expiring =
        model.waivers().stream().filter(w -> w.state() == WaiverLine.State.EXPIRING).count();
    return (waived == 0 && dismissed == 0
            ? "Nothing is waived or dismissed."
            : waived + " waived, " + dismissed + " dismissed.")
        + (expiring == 0
            ? ""
            : " "
                + Wording.count(expiring, "waiver")
                + (expiring == 1 ? " expires" : " expire")
                + " within four weeks.");
  }

  private void notChecked() {
    Map<String, List<AccountLine>> unread = model.unreadByReason();
    List<String> gaps = headlines.registerGaps();
    page.heading("Could not check");
    if (unread.isEmpty() && gaps.isEmpty()) {
      page.line("Everything that the checks need could be read.", styles.quiet);
    }
    gaps.stream().limit(MOST_REGISTER_GAPS).forEach(gap -> page.line(gap, styles.strong));
    unread.entrySet().stream().limit(MOST_OTHERS).forEach(e -> unread(e.getKey(), e.getValue()));
    int more =
        Math.max(0, unread.size() - MOST_OTHERS) + Math.max(0, gaps.size() - MOST_REGISTER_GAPS);
    page.line(
        (more > 0 ? "and " + more + " more. " : "")
            + "The sheet Could not check has the full list"
            + (academy.isPresent()
                ? "."
                : "; the sheet Register problems shows what to fix in your registers."),
        styles.quiet);
  }

  /** One reason, with the account or the number of accounts. */
  private void unread(String reason, List<AccountLine> accounts) {
    Row row = page.row();
    boolean one = accounts.size() == 1;
    Layout.text(
        row,
        1,
        one ? model.staff().academyLabel(accounts.get(0).account().academy()) : "",
        styles.text);
    Layout.text(
        row, 2, one ? accounts.get(0).account().id() : accounts.size() + " accounts", styles.text);
    page.across(row, 3, Wording.dates(shortened(reason, LONGEST_REASON)), styles.text);
  }

  private void answers() {
    if (academy.isPresent()) {
      page.line(AnswerColumns.hint() + " Or send it back to your IT lead.", styles.quiet);
      return;
    }
    WeekAnswers.write(model.answers(), page, styles);
  }

  private void policies() {
    if (academy.isPresent()) {
      return;
    }
    page.heading("Policy");
    model
        .packs()
        .forEach(
            pack ->
                page.line(
                    model.details().policyName(pack.id()) + ": " + headlines.review(pack),
                    styles.text));
  }
}
