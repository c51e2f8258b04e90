package org.invigilator.report.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.report.AccountLine;
import org.invigilator.report.ClauseLine;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Outcome;

/**
 * Every clause with how it is checked and what came of it, and everything that could not be read.
 */
final class CoverageSheet {
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Policy", 15),
          new Layout.Column("Clause", 20),
          new Layout.Column("What it says", 60),
          new Layout.Column("How it is checked", 16),
          new Layout.Column("Result", 20),
          new Layout.Column("Why", 70),
          new Layout.Column("Binds", 20));

  private final ReportModel model;
  private final Styles styles;

  CoverageSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  private record Shown(String title, String part) {}

  /** The widest column is for followers, of which most can be missing. */
  private static final List<Shown> PARTS =
      List.of(
          new Shown("Account", ""),
          new Shown("Profile", "profile"),
          new Shown("Posts", "posts"),
          new Shown("Texts of pictures", "alt_text"),
          new Shown("Following", "following"),
          new Shown("Followers", "followers"),
          new Shown("Mentions", "mentions"));

  private record Unread(String what, String why) {}

  void write(XSSFSheet sheet) {
    Layout.table(sheet, 0, "CoverageTable", COLUMNS, model.clauses().size(), styles);
    int next = 1;
    for (ClauseLine line : model.clauses()) {
      clause(sheet.createRow(next++), line);
    }
    next++;
    Layout.text(sheet.createRow(next++), 0, "What could not be read", styles.heading);
    List<Unread> unread = unread();
    if (unread.isEmpty()) {
      Layout.text(
          sheet.createRow(next),
          0,
          "Nothing: every account and register was there and fresh.",
          styles.quiet);
    }
    for (Unread one : unread) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, "", styles.text);
      Layout.text(row, 1, one.what(), styles.strong);
      Layout.text(row, 2, one.why(), styles.text);
      Layout.fit(row, COLUMNS);
    }
    accounts(sheet, next + 1);
  }

  /**
   * How much was read of each account: all, none, a part, not supported, not readable, not known.
   */
  private void accounts(XSSFSheet sheet, int first) {
    int next = first;
    Layout.text(sheet.createRow(next++), 0, "What was read of each account", styles.heading);
    Row header = sheet.createRow(next++);
    for (int i = 0; i < PARTS.size(); i++) {
      Layout.text(header, i, PARTS.get(i).title(), styles.header);
    }
    for (AccountLine line : model.accounts().stream().filter(AccountLine::isShown).toList()) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, line.account().id(), styles.strong);
      for (int i = 1; i < PARTS.size(); i++) {
        Layout.text(row, i, ReportModel.shown(line.part(PARTS.get(i).part())), styles.text);
      }
      Layout.fit(row, COLUMNS);
    }
  }

  private void clause(Row row, ClauseLine line) {
    Layout.text(row, 0, line.pack(), styles.text);
    Layout.text(row, 1, line.clause().number(), styles.strong);
    Layout.text(row, 2, line.clause().paraphrase(), styles.text);
    String also =
        line.clause().also().stream().map(Object::toString).collect(Collectors.joining(", "));
    Layout.text(
        row, 3, line.clause().reading() + (also.isEmpty() ? "" : "; also " + also), styles.text);
    boolean loud =
        line.result() == ClauseLine.Result.FINDINGS
            || line.result() == ClauseLine.Result.NOT_CHECKED;
    Layout.text(row, 4, line.result().label(), loud ? styles.strong : styles.text);
    Layout.text(row, 5, line.detail(), styles.quiet);
    Layout.text(row, 6, String.join(", ", line.clause().binds()), styles.quiet);
    Layout.fit(row, COLUMNS);
  }

  private List<Unread> unread() {
    List<Unread> all = new ArrayList<>();
    for (AccountLine line : model.registered()) {
      if (!line.isRead()) {
        all.add(new Unread(line.account().id(), String.join("; ", line.gaps())));
      }
    }
    model.outcomes(Outcome.Kind.NOT_EVALUATED).stream()
        .filter(o -> o.account().isEmpty())
        .forEach(o -> all.add(new Unread(o.rule(), o.reason())));
    model.outcomes(Outcome.Kind.NOT_EVALUATED).stream()
        .filter(o -> !o.account().isEmpty())
        .flatMap(o -> java.util.stream.Stream.of(o.reason().split("; ")))
        .filter(reason -> reason.contains(" register"))
        .distinct()
        .forEach(reason -> all.add(new Unread("registers", reason)));
    model.notes().forEach(note -> all.add(new Unread("not used", note)));
    return all;
  }
}
