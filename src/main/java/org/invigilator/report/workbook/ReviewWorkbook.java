package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.report.ClauseLine;
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
    try (XSSFWorkbook book = SharedTexts.workbook()) {
      ReviewWorkbook writing = new ReviewWorkbook(review, new Styles(book));
      XSSFSheet front = book.createSheet(GovernorsSheet.NAME);
      writing.clauses(book.createSheet("Clauses"));
      writing.list(
          book.createSheet("Found nothing"),
          "FoundNothingTable",
          "Checks that found nothing all year",
          review.foundNothing());
      writing.unchecked(book.createSheet("Could not check"));
      new WaiversSheet(review.model(), writing.styles)
          .write(StreamedSheet.inMemory(book.createSheet("Waivers")));
      new AttestationsSheet(review.model(), writing.styles)
          .write(StreamedSheet.inMemory(book.createSheet("Attestations")));
      writing.lint(book.createSheet("Remarks on the text"));
      writing.changes(book.createSheet("Changed since last version"));
      writing.law(book.createSheet("Changes in the law"));
      HistorySheet history = HistorySheet.forGovernors(review.model(), writing.styles);
      XSSFSheet audits = book.createSheet(HistorySheet.NAME);
      history.write(StreamedSheet.inMemory(audits));
      new GovernorsSheet(front, review, writing.styles).write(audits, history.audits());
      AuditWorkbook.properties(
          book, review.model(), "Policy review: " + review.model().settings().name());
      for (int i = 0; i < book.getNumberOfSheets(); i++) {
        Layout.protect(book.getSheetAt(i));
      }
      DatedZip.write(review.model().asOf(), out, book::write);
    }
  }

  private static final List<Layout.Column> CLAUSES =
      List.of(
          new Layout.Column("Policy", 15),
          new Layout.Column("Clause", 16),
          new Layout.Column("What it says", 50),
          new Layout.Column("How it is checked", 34),
          new Layout.Column("Found", 8),
          new Layout.Column("Open", 8),
          new Layout.Column("Fixed", 8),
          new Layout.Column("Days to fix", 12),
          new Layout.Column("Waived", 9),
          new Layout.Column("Dismissed", 12),
          new Layout.Column("Statements", 12),
          new Layout.Column("Result", 22),
          new Layout.Column("Details", 60));

  private void clauses(XSSFSheet sheet) {
    Layout.table(sheet, 0, "YearTable", CLAUSES, review.clauses().size(), styles);
    int next = 1;
    for (Review.Year year : review.clauses()) {
      Row row = sheet.createRow(next++);
      ClauseLine line = year.line();
      Layout.text(row, 0, name(line.pack()), styles.text);
      Layout.text(row, 1, line.clause().number(), styles.strong);
      Layout.text(row, 2, line.clause().inWords(), styles.text);
      Layout.text(row, 3, ClausesSheet.how(line.clause()), styles.text);
      Layout.number(row, 4, year.found(), styles.number);
      Layout.number(row, 5, year.open(), styles.number);
      Layout.number(row, 6, year.fixed(), styles.number);
      year.daysToFix().ifPresent(days -> Layout.number(row, 7, days, styles.number));
      Layout.number(row, 8, year.waived(), styles.number);
      Layout.number(row, 9, year.dismissed(), styles.number);
      Layout.text(
          row, 10, year.asked() == 0 ? "" : year.given() + " of " + year.asked(), styles.text);
      Layout.text(row, 11, line.inWords(), styles.text);
      Layout.text(row, 12, line.detail(), styles.quiet);
      Layout.fit(row, CLAUSES);
    }
  }

  private static final List<Layout.Column> UNCHECKED =
      List.of(
          new Layout.Column("Policy", 15),
          new Layout.Column("Clause", 16),
          new Layout.Column("What it says", 60),
          new Layout.Column("Result", 20),
          new Layout.Column("Details", 80));

  private void unchecked(XSSFSheet sheet) {
    List<ClauseLine> lines = review.unchecked();
    Layout.table(sheet, 0, "UncheckedTable", UNCHECKED, lines.size(), styles);
    int next = 1;
    for (ClauseLine line : lines) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, name(line.pack()), styles.text);
      Layout.text(row, 1, line.clause().number(), styles.strong);
      Layout.text(row, 2, line.clause().inWords(), styles.text);
      Layout.text(row, 3, line.inWords(), styles.text);
      Layout.text(row, 4, line.detail(), styles.text);
      Layout.fit(row, UNCHECKED);
    }
  }

  private String name(String pack) {
    return review.model().details().policyName(pack);
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
          new Layout.Column("How to fix it", 60));

  private void lint(XSSFSheet sheet) {
    Layout.table(sheet, 0, "LintTable", LINT, review.lint().size(), styles);
    int next = 1;
    for (Review.Remark remark : review.lint()) {
      Row row = sheet.createRow(next++);
      boolean error = remark.remark().level() == PackLint.Level.ERROR;
      Layout.text(row, 0, name(remark.pack()), styles.text);
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
          new Layout.Column("Direction", 12),
          new Layout.Column("What", 34),
          new Layout.Column("Change", 90));

  private void changes(XSSFSheet sheet) {
    Layout.table(sheet, 0, "ChangesTable", CHANGES, review.changes().size(), styles);
    int next = 1;
    for (Review.Change one : review.changes()) {
      PackDiff.Change change = one.change();
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, name(one.pack()), styles.text);
      Layout.text(row, 1, one.before(), styles.text);
      Layout.text(row, 2, change.way().name().toLowerCase(Locale.ROOT), styles.strong);
      Layout.text(row, 3, change.subject(), styles.text);
      Layout.text(row, 4, change.what(), styles.text);
      Layout.fit(row, CHANGES);
    }
    if (review.changes().isEmpty()) {
      Layout.text(
          sheet.createRow(1),
          0,
          "There is no previous version of any policy to compare with.",
          styles.text);
    }
  }

  private static final List<Layout.Column> LAW =
      List.of(
          new Layout.Column("Policy", 18),
          new Layout.Column("Applies from", 14),
          new Layout.Column("State", 16),
          new Layout.Column("What changed", 90),
          new Layout.Column("Where to read it", 50));

  private void law(XSSFSheet sheet) {
    Layout.table(sheet, 0, "LawTable", LAW, review.law().size(), styles);
    int next = 1;
    for (Review.NewLaw one : review.law()) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, name(one.pack()), styles.text);
      Layout.date(row, 1, Optional.of(one.change().on()), styles.date);
      Layout.text(
          row,
          2,
          one.change().on().isAfter(review.model().asOf()) ? "still to come" : "in force",
          styles.text);
      Layout.text(row, 3, one.change().what(), styles.text);
      Layout.text(row, 4, one.change().source(), styles.text);
      Layout.fit(row, LAW);
    }
    if (review.law().isEmpty()) {
      Layout.text(
          sheet.createRow(1), 0, "None is known since the policies were approved.", styles.text);
    }
  }
}
