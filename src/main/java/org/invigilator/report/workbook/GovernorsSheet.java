package org.invigilator.report.workbook;

import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.report.History;
import org.invigilator.report.Review;
import org.invigilator.report.ReviewTerm;
import org.invigilator.report.Wording;

/** One page of A4 for the board: the year in figures, each term, and what to ask and decide. */
final class GovernorsSheet {
  static final String NAME = "For governors";
  private static final int CHART_ROWS = 18;
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("", 22),
          new Layout.Column("", 22),
          new Layout.Column("", 22),
          new Layout.Column("", 22),
          new Layout.Column("", 22),
          new Layout.Column("", 22),
          new Layout.Column("", 22));

  private final Review review;
  private final Styles styles;
  private final Page page;
  private final XSSFSheet sheet;

  GovernorsSheet(XSSFSheet sheet, Review review, Styles styles) {
    this.sheet = sheet;
    this.review = review;
    this.styles = styles;
    this.page = new Page(sheet, COLUMNS, styles);
    sheet.getPrintSetup().setFitHeight((short) 1);
  }

  /**
   * Writes the page.
   *
   * @param history the sheet from which the chart is drawn
   * @param audits the audits on that sheet
   */
  void write(XSSFSheet history, List<History.Audit> audits) {
    page.title(review.model().settings().name());
    page.line(
        "Social media policies: what the audits of a year show, from "
            + Wording.date(review.from())
            + " to "
            + Wording.date(review.model().asOf())
            + " ("
            + Wording.count(review.audits(), "audit")
            + ").",
        styles.text);
    review.policies().forEach(line -> page.line(line, styles.text));
    page.skip(1);
    cells(
        styles.headerLines,
        List.of(
            "Open findings",
            "of them critical or high",
            "Overdue",
            "Found in the year",
            "Fixed",
            "Waived now",
            "Could not be checked in full"));
    Row figures = page.row();
    figures.setHeightInPoints(26);
    List<String> numbers =
        List.of(
            Integer.toString(review.model().openFindings().size()),
            Integer.toString(review.grave().size()),
            Integer.toString(review.model().overdue().size()),
            Integer.toString(review.found()),
            Integer.toString(review.fixed()),
            Long.toString(review.waivedNow()),
            Wording.count(review.unchecked().size(), "clause"));
    for (int i = 0; i < numbers.size(); i++) {
      Layout.text(figures, i, numbers.get(i), styles.big);
    }
    int unread = review.notApplicable().size();
    if (unread > 0) {
      page.line(
          "Of the "
              + Wording.count(review.clauses().size(), "clause")
              + " of the policies, "
              + unread
              + (unread == 1 ? " is" : " are")
              + " not checked by this program at all. The sheet Clauses says why.",
          styles.text);
    }
    page.heading("Questions and decisions");
    List<String> questions = review.questions();
    if (questions.isEmpty()) {
      page.line("This year's audits leave nothing open.", styles.text);
    }
    for (int i = 0; i < questions.size(); i++) {
      page.line(i + 1 + ". " + questions.get(i), styles.text);
    }
    page.heading("Each term");
    cells(
        styles.headerLines,
        List.of("Term", "Audits", "Open at end of term", "critical", "high", "New", "Fixed"));
    for (ReviewTerm term : review.terms()) {
      Row row = page.row();
      Layout.text(row, 0, term.name(), styles.strong);
      int column = 1;
      for (int number :
          List.of(
              term.audits(),
              term.open(),
              term.critical(),
              term.high(),
              term.added(),
              term.fixed())) {
        Layout.number(row, column++, number, styles.number);
      }
    }
    if (!audits.isEmpty()) {
      page.skip(1);
      new Charts(sheet, styles, page.next())
          .trend(
              history,
              audits,
              0,
              "Lines: open findings at each audit, by severity. The sheet History has the numbers.");
      page.skip(CHART_ROWS);
    }
    page.line(
        "The sheets behind this page have every clause, what could not be checked and why, the waivers, the statements, remarks on the text and changes in the law.",
        styles.quiet);
    sheet
        .getWorkbook()
        .setPrintArea(sheet.getWorkbook().getSheetIndex(sheet), 0, 6, 0, page.next());
  }

  private void cells(CellStyle style, List<String> titles) {
    Row row = page.row();
    for (int i = 0; i < titles.size(); i++) {
      Layout.text(row, i, titles.get(i), style);
    }
    page.fit(row);
  }
}
