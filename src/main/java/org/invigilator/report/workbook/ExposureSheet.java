package org.invigilator.report.workbook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.report.PupilExposure;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Exposure;
import org.invigilator.rule.Exposure.Age;
import org.invigilator.rule.Exposure.Agreement;
import org.invigilator.rule.Exposure.Shown;

/** How many public posts show pupils: what to do about them, then the numbers and a chart. */
final class ExposureSheet {
  static final String NAME = "Pupils in posts";
  private static final int FIRST_AGE = 6;
  private static final int CHART_ROWS = 18;
  private static final List<Layout.Column> COLUMNS = columns();

  private final ReportModel model;
  private final PupilExposure exposure;
  private final Styles styles;

  ExposureSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.exposure = PupilExposure.of(model);
    this.styles = styles;
  }

  private static List<Layout.Column> columns() {
    List<Layout.Column> columns = new ArrayList<>();
    columns.add(new Layout.Column("", 36));
    for (int i = 1; i <= FIRST_AGE + Age.values().length; i++) {
      columns.add(new Layout.Column("", 13));
    }
    return columns;
  }

  void write(XSSFSheet sheet) {
    Page page = new Page(sheet, COLUMNS, styles);
    page.title("Pupils in public posts");
    exposure.scope().forEach(line -> page.line(line, styles.text));
    page.heading("What to do");
    List<String> todo = exposure.recommendations();
    if (todo.isEmpty()) {
      page.line(
          "Nothing is known to be done: no post that was counted shows a pupil.", styles.text);
    }
    todo.forEach(line -> page.line(line, styles.strong));
    if (exposure.all().posts() > 0) {
      page.skip(1);
      int first = academies(page);
      page.skip(1);
      years(page);
      page.skip(1);
      // On paper the chart is not cut in two.
      sheet.setRowBreak(page.next() - 1);
      new Charts(sheet, styles, page.next())
          .exposure(
              first,
              exposure.byAcademy().size(),
              FIRST_AGE,
              "Stacked columns: posts that show pupils in each academy, by the age of the post. The table By academy has the numbers.");
      page.skip(CHART_ROWS);
    }
  }

  private void header(Page page, List<String> titles) {
    List<String> all = new ArrayList<>(titles);
    all.addAll(FIRST_AGE, Arrays.stream(Age.values()).map(Age::label).toList());
    Row row = page.row();
    for (int i = 0; i < all.size(); i++) {
      Layout.text(row, i, all.get(i), styles.headerLines);
    }
    page.fit(row);
  }

  private int academies(Page page) {
    page.heading("Posts, by academy");
    header(
        page,
        List.of(
            "Academy",
            "Posts that were read",
            "Posts that show pupils",
            "with pupils who have left",
            "with a pupil without consent in force",
            "with consent that ends this school year",
            "Pictures not in the media log"));
    int first = page.next();
    exposure.byAcademy().forEach((code, one) -> academy(page, model.staff().academy(code), one));
    if (exposure.byAcademy().size() > 1) {
      academy(page, "All", exposure.all());
    }
    return first;
  }

  private void academy(Page page, String name, Exposure one) {
    Row row = page.row();
    Layout.text(row, 0, name, styles.strong);
    if (one.posts() == 0) {
      // Nothing is known, which is not the same as none.
      Layout.text(row, 1, "none", styles.quiet);
      return;
    }
    int column = 1;
    for (long number :
        List.of(
            one.posts(),
            one.showingPupils(),
            one.showingLeavers(),
            one.showingUnagreed(),
            one.showingEnding())) {
      Layout.number(row, column++, number, styles.number);
    }
    for (Age age : Age.values()) {
      Layout.number(row, column++, one.showingPupils(age), styles.number);
    }
    Layout.number(row, column, one.unlogged(), styles.number);
    page.fit(row);
  }

  private void years(Page page) {
    page.heading("Pupils in posts, by year group (a pupil in three posts counts three times)");
    header(
        page,
        List.of(
            "Year group today",
            "All",
            "in pictures",
            "by name",
            "without consent in force",
            "with consent that ends this school year"));
    for (Map.Entry<String, List<Shown>> year : exposure.byYear().entrySet()) {
      List<Shown> all = year.getValue();
      Row row = page.row();
      Layout.text(row, 0, PupilExposure.year(year.getKey()), styles.strong);
      number(row, 1, all, s -> true);
      number(row, 2, all, s -> !s.byName());
      number(row, 3, all, Shown::byName);
      number(row, 4, all, s -> s.agreement() == Agreement.NONE);
      number(row, 5, all, s -> s.agreement() == Agreement.ENDS_WITH_THE_YEAR);
      for (Age age : Age.values()) {
        number(row, FIRST_AGE + age.ordinal(), all, s -> s.age() == age);
      }
    }
  }

  private void number(Row row, int column, List<Shown> all, Predicate<Shown> which) {
    Layout.number(
        row, column, all.stream().filter(which).mapToLong(Shown::number).sum(), styles.number);
  }
}
