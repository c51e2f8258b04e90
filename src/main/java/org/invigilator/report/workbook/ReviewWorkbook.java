package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.policy.PolicyPack;
import org.invigilator.report.ClauseLine;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Review;
import org.invigilator.rule.PackDiff;
import org.invigilator.rule.PackLint;

/** {@code review.xlsx}: a year of the policies, for the board that reviews them. */
public final class ReviewWorkbook {
  private final Review review;
  private final Styles styles;

  private ReviewWorkbook(Review review, Styles styles) {
    this.review = review;
    this.styles = styles;
  }

  /** Writes the workbook. */
  public static void write(Review review, OutputStream out) throws IOException {
    try (XSSFWorkbook book = new XSSFWorkbook()) {
      ReviewWorkbook writing = new ReviewWorkbook(review, new Styles(book));
      writing.summary(book.createSheet("Review"));
      writing.clauses(book.createSheet("Clauses"));
      writing.list(
          book.createSheet("Never fired"),
          "NeverFiredTable",
          "Looked for all year and never found",
          review.neverFired());
      writing.unchecked(book.createSheet("Could not check"));
      new WaiversSheet(review.model(), writing.styles).write(book.createSheet("Waivers"));
      new AttestationsSheet(review.model(), writing.styles).write(book.createSheet("Attestations"));
      writing.lint(book.createSheet("Doubtful in the text"));
      writing.changes(book.createSheet("Changed since last version"));
      AuditWorkbook.properties(
          book, review.model(), "Policy review: " + review.model().settings().name());
      for (int i = 0; i < book.getNumberOfSheets(); i++) {
        Layout.protect(book.getSheetAt(i));
      }
      book.write(out);
    }
  }

  private void summary(XSSFSheet sheet) {
    sheet.setColumnWidth(0, 120 * 256);
    sheet.setDisplayGridlines(false);
    Layout.print(sheet, -1);
    ReportModel model = review.model();
    List<String> lines = new ArrayList<>();
    lines.add(
        "The year from "
            + ReportModel.shown(review.from().toString())
            + " to "
            + ReportModel.shown(model.asOf().toString())
            + ", in "
            + model.history().audits().stream().filter(d -> !d.isBefore(review.from())).count()
            + " audits.");
    for (PolicyPack pack : model.packs()) {
      List<Review.Year> own =
          review.clauses().stream().filter(y -> y.line().pack().equals(pack.id())).toList();
      long fired = own.stream().filter(y -> y.found() > 0).count();
      String due =
          pack.reviewDueOn()
              .map(
                  d -> {
                    long days = ChronoUnit.DAYS.between(model.asOf(), d);
                    return days < 0
                        ? "Its review was due by " + d + "."
                        : "Its review is due by " + d + ", in " + days + " days.";
                  })
              .orElse("Its text gives no review date.");
      lines.add(
          ReportModel.shown(
              String.format(
                  Locale.UK,
                  "%s (%s): %d clauses, of which %d gave findings. %s",
                  pack.displayTitle(),
                  pack.id(),
                  own.size(),
                  fired,
                  due)));
    }
    String results =
        model.clauses().stream()
            .collect(
                Collectors.groupingBy(
                    ClauseLine::result, java.util.TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(e -> e.getKey().label() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    lines.add("Clauses today: " + results + ".");
    lines.add(
        review.neverFired().size()
            + " rules looked all year and found nothing; "
            + review.unchecked().size()
            + " clauses could not be checked in full; "
            + model.waivers().size()
            + " waivers and dismissals were in force or ended within the year; "
            + review.lint().size()
            + " remarks on the texts.");
    Layout.text(sheet.createRow(0), 0, model.settings().name(), styles.title);
    Layout.text(
        sheet.createRow(1), 0, "What a year of audits says of the policies", styles.heading);
    int next = 3;
    for (String line : lines) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, line, styles.text);
      Layout.fit(row, List.of(new Layout.Column("", 120)));
    }
  }

  private static final List<Layout.Column> CLAUSES =
      List.of(
          new Layout.Column("Policy", 15),
          new Layout.Column("Clause", 16),
          new Layout.Column("What it says", 54),
          new Layout.Column("How it is checked", 16),
          new Layout.Column("Found in the year", 10),
          new Layout.Column("Standing", 10),
          new Layout.Column("Fixed", 8),
          new Layout.Column("Days to fix (median)", 10),
          new Layout.Column("Waived", 8),
          new Layout.Column("Dismissed", 10),
          new Layout.Column("Statements", 12),
          new Layout.Column("Today", 18),
          new Layout.Column("Why", 60));

  private void clauses(XSSFSheet sheet) {
    Layout.table(sheet, 0, "YearTable", CLAUSES, review.clauses().size(), styles);
    int next = 1;
    for (Review.Year year : review.clauses()) {
      Row row = sheet.createRow(next++);
      ClauseLine line = year.line();
      Layout.text(row, 0, line.pack(), styles.text);
      Layout.text(row, 1, line.clause().number(), styles.strong);
      Layout.text(row, 2, line.clause().paraphrase(), styles.text);
      Layout.text(row, 3, line.clause().reading().toString(), styles.text);
      Layout.number(row, 4, year.found(), styles.number);
      Layout.number(row, 5, year.standing(), styles.number);
      Layout.number(row, 6, year.fixed(), styles.number);
      year.daysToFix().ifPresent(days -> Layout.number(row, 7, days, styles.number));
      Layout.number(row, 8, year.waived(), styles.number);
      Layout.number(row, 9, year.dismissed(), styles.number);
      Layout.text(
          row, 10, year.asked() == 0 ? "" : year.answered() + " of " + year.asked(), styles.text);
      Layout.text(row, 11, line.result().label(), styles.text);
      Layout.text(row, 12, line.detail(), styles.quiet);
      Layout.fit(row, CLAUSES);
    }
  }

  private static final List<Layout.Column> UNCHECKED =
      List.of(
          new Layout.Column("Policy", 15),
          new Layout.Column("Clause", 16),
          new Layout.Column("What it says", 60),
          new Layout.Column("Today", 20),
          new Layout.Column("Why", 80));

  private void unchecked(XSSFSheet sheet) {
    List<ClauseLine> lines = review.unchecked();
    Layout.table(sheet, 0, "UncheckedTable", UNCHECKED, lines.size(), styles);
    int next = 1;
    for (ClauseLine line : lines) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, line.pack(), styles.text);
      Layout.text(row, 1, line.clause().number(), styles.strong);
      Layout.text(row, 2, line.clause().paraphrase(), styles.text);
      Layout.text(row, 3, line.result().label(), styles.text);
      Layout.text(row, 4, line.detail(), styles.text);
      Layout.fit(row, UNCHECKED);
    }
  }

  private void list(XSSFSheet sheet, String table, String title, List<String> texts) {
    List<Layout.Column> columns = List.of(new Layout.Column(title, 100));
    Layout.table(sheet, 0, table, columns, texts.size(), styles);
    int next = 1;
    for (String text : texts) {
      Layout.text(sheet.createRow(next++), 0, text, styles.text);
    }
  }

  private static final List<Layout.Column> LINT =
      List.of(
          new Layout.Column("Policy", 16),
          new Layout.Column("Level", 10),
          new Layout.Column("Where", 18),
          new Layout.Column("What was found", 70),
          new Layout.Column("What would do", 60));

  private void lint(XSSFSheet sheet) {
    Layout.table(sheet, 0, "LintTable", LINT, review.lint().size(), styles);
    int next = 1;
    for (Review.Remark remark : review.lint()) {
      Row row = sheet.createRow(next++);
      boolean error = remark.remark().level() == PackLint.Level.ERROR;
      Layout.text(row, 0, remark.pack(), styles.text);
      Layout.text(row, 1, error ? "error" : "warning", error ? styles.strong : styles.text);
      Layout.text(row, 2, remark.remark().where(), styles.text);
      Layout.text(row, 3, remark.remark().found(), styles.text);
      Layout.text(row, 4, remark.remark().remedy(), styles.text);
      Layout.fit(row, LINT);
    }
  }

  private static final List<Layout.Column> CHANGES =
      List.of(
          new Layout.Column("Policy", 18),
          new Layout.Column("Compared with", 18),
          new Layout.Column("Which way", 12),
          new Layout.Column("What", 34),
          new Layout.Column("Change", 90));

  private void changes(XSSFSheet sheet) {
    Layout.table(sheet, 0, "ChangesTable", CHANGES, review.changes().size(), styles);
    int next = 1;
    for (Review.Change one : review.changes()) {
      PackDiff.Change change = one.change();
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, one.pack(), styles.text);
      Layout.text(row, 1, one.before(), styles.text);
      Layout.text(row, 2, change.way().name().toLowerCase(Locale.ROOT), styles.strong);
      Layout.text(row, 3, change.subject(), styles.text);
      Layout.text(row, 4, change.what(), styles.text);
      Layout.fit(row, CHANGES);
    }
    if (review.changes().isEmpty()) {
      Layout.text(sheet.createRow(1), 0, "No earlier version of a policy is known.", styles.text);
    }
  }
}
