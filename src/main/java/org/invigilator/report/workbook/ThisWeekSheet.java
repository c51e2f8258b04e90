package org.invigilator.report.workbook;

import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
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
import org.invigilator.report.FindingGroup;
import org.invigilator.report.Headlines;
import org.invigilator.report.OperatorTask;
import org.invigilator.report.ReportModel;
import org.invigilator.report.WaiverLine;
import org.invigilator.report.Wording;

/**
 * What an IT lead reads first, on one sheet of paper: the summary, the counts and how they changed,
 * what is new, reopened and overdue, what could not be checked, what became of the answers, and two
 * charts. It is long because each part of the page is drawn by a method of its own.
 */
final class ThisWeekSheet {
  static final String NAME = "This week";
  private static final int MOST_NEW = 14;
  private static final int MOST_OTHERS = 5;
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
    boolean isFirst = model.history().since().isEmpty();
    List<Finding> all = model.newFindings();
    page.heading(counted(isFirst ? "Where you start" : "New", all));
    if (all.isEmpty()) {
      page.line("Nothing new. " + headlines.coverage(), styles.quiet);
      return;
    }
    if (isFirst) {
      page.line(
          "This is the first audit, so nothing is called new. Begin with what is "
              + all.stream().map(Finding::severity).min(Comparator.naturalOrder()).orElseThrow()
              + "; the sheet "
              + ActionsSheet.NAME
              + " has everything by owner and date.",
          styles.text);
    }
    groups(all, MOST_NEW, this::ownerAndDate);
  }

  /** One line for each rule, the gravest first, so that no rule hides another. */
  private void groups(List<Finding> all, int most, Function<Finding, String> when) {
    List<FindingGroup> groups =
        FindingGroup.of(all.stream().filter(f -> !f.isForOperator()).toList());
    groups.stream().limit(most).forEach(group -> group(group, when));
    int hidden = groups.stream().skip(most).mapToInt(FindingGroup::size).sum();
    more(hidden);
    long forIt = all.stream().filter(Finding::isForOperator).count();
    if (forIt > 0) {
      page.line(
          "and " + forIt + " that only IT can put right (see " + ForItSheet.NAME + " below).",
          styles.quiet);
    }
  }

  private void group(FindingGroup group, Function<Finding, String> when) {
    Finding gravest = group.gravest();
    if (group.size() == 1) {
      line(
          gravest,
          model.staff().academyLabel(gravest.academy()),
          gravest.account(),
          "",
          when.apply(gravest),
          gravest.id());
      return;
    }
    line(
        gravest,
        group.academies() == 1
            ? model.staff().academyLabel(gravest.academy())
            : Wording.count(group.academies(), "school"),
        group.accounts() == 1
            ? gravest.account()
            : group.accounts() == 0 ? "" : Wording.count(group.accounts(), "account"),
        "For example: ",
        group.firstDue().map(due -> "the first by " + SHORT.format(due)).orElse("no action needed"),
        Wording.count(group.size(), "finding"));
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
    groups(findings, MOST_OTHERS, when);
  }

  private static String counted(String title, List<Finding> findings) {
    return title + (findings.isEmpty() ? "" : " (" + findings.size() + ")");
  }

  private void more(int number) {
    if (number > 0) {
      page.line("and " + number + " more on the sheet " + FindingsSheet.NAME + ".", styles.quiet);
    }
  }

  private void line(
      Finding f, String school, String account, String lead, String when, String link) {
    Row row = page.row();
    Layout.text(row, 0, f.severity().toString(), styles.of(f.severity()));
    Layout.text(row, 1, school, styles.text);
    Layout.text(row, 2, account, styles.text);
    Layout.text(row, 3, ReportModel.title(f), styles.strong);
    Layout.text(
        row, 4, lead + shortened(Wording.dates(f.observed()), LONGEST_OBSERVED), styles.text);
    Layout.text(row, 5, when, styles.quiet);
    Integer at = findingRows.get(f.id());
    if (at == null) {
      Layout.text(row, 6, link, styles.text);
    } else {
      Layout.jump(row, 6, FindingsSheet.NAME, at, link, styles);
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
    return f.owner().isEmpty() ? "no owner" : model.staff().owner(f.owner());
  }

  private void fixedAndWaived() {
    List<Finding> fixed = model.resolvedFindings();
    page.heading("Fixed and waived");
    page.line(
        (fixed.isEmpty()
                ? "Nothing was fixed. "
                : fixed.size() + " fixed" + byIt(fixed) + examples(fixed) + ". ")
            + waived(),
        styles.text);
    List<Finding> seenAgain =
        model.openFindings().stream().filter(Finding::isFixedInWordsOnly).toList();
    if (!seenAgain.isEmpty()) {
      page.line(
          Wording.count(seenAgain.size(), "finding")
              + " marked fixed, but seen again"
              + examples(seenAgain)
              + ".",
          styles.strong);
    }
  }

  private static String byIt(List<Finding> fixed) {
    long byIt = fixed.stream().filter(Finding::isForOperator).count();
    return byIt == 0 ? "" : byIt == fixed.size() ? " by IT" : ", " + byIt + " of them by IT";
  }

  /** A colon and the first few of them that are not for IT, or nothing. */
  private static String examples(List<Finding> findings) {
    List<Finding> schools = findings.stream().filter(f -> !f.isForOperator()).toList();
    return schools.isEmpty()
        ? ""
        : ": "
            + schools.stream()
                .limit(3)
                .map(ThisWeekSheet::titleAndAccount)
                .collect(Collectors.joining("; "))
            + (schools.size() > 3 ? "; and " + (schools.size() - 3) + " more" : "");
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
    if (academy.isPresent()) {
      page.heading("Could not check");
      page.line(headlines.notReadForSchool(), styles.quiet);
      return;
    }
    List<OperatorTask> tasks = model.operatorTasks();
    page.heading(ForItSheet.NAME);
    if (tasks.isEmpty()) {
      page.line(
          "Every account and every register that is kept could be read; the sheet Could not check has the rest.",
          styles.quiet);
      return;
    }
    tasks.stream().limit(MOST_OTHERS).forEach(this::task);
    page.line(
        (tasks.size() > MOST_OTHERS ? "and " + (tasks.size() - MOST_OTHERS) + " more. " : "")
            + "The sheet "
            + ForItSheet.NAME
            + " has all of them; the sheet Could not check shows what was read of each account.",
        styles.quiet);
  }

  private void task(OperatorTask task) {
    Row row = page.row();
    boolean isSilent = task.rules().isEmpty();
    Layout.text(
        row,
        0,
        isSilent ? "" : task.gravest().toString(),
        isSilent ? styles.text : styles.of(task.gravest()));
    Layout.text(row, 1, task.where(), styles.text);
    Layout.text(row, 2, isSilent ? "" : Wording.count(task.rules().size(), "check"), styles.text);
    page.across(
        row,
        3,
        Wording.dates(shortened(task.what(), LONGEST_REASON)) + " " + task.todo(),
        styles.text);
  }

  private void answers() {
    if (academy.isPresent()) {
      if (!model.answers().isEmpty()) {
        WeekAnswers.ofAcademy(model.answers(), page, styles);
      }
      page.line(AnswerColumns.hint() + " Or send it back to your IT lead.", styles.quiet);
      return;
    }
    WeekAnswers.ofTrust(model.answers(), page, styles);
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
