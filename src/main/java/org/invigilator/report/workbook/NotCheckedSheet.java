package org.invigilator.report.workbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.report.AccountLine;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Outcome;
import org.invigilator.rule.Sentences;

/** What could not be checked and why, then how much was read of each account. */
final class NotCheckedSheet {
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Where", 26),
          new Layout.Column("Why", 50),
          new Layout.Column("Which accounts", 36),
          new Layout.Column("Checks", 36),
          new Layout.Column("Which checks", 50),
          new Layout.Column("Pictures", 20),
          new Layout.Column("Mentions", 26));

  private static final int RULES = 8;

  private static String some(List<String> rules) {
    return rules.size() <= RULES
        ? String.join("; ", rules)
        : String.join("; ", rules.subList(0, RULES)) + "; and " + (rules.size() - RULES) + " more";
  }

  private record Shown(String title, String part) {}

  /** Followers have the widest column, since the reasons given there are the longest. */
  private static final List<Shown> PARTS =
      List.of(
          new Shown("Account", ""),
          new Shown("Profile", "profile"),
          new Shown("Posts", "posts"),
          new Shown("Following", "following"),
          new Shown("Followers", "followers"),
          new Shown("Descriptions of pictures", "alt_text"),
          new Shown("Mentions", "mentions"));

  private record Unread(String where, String which, String why, List<String> rules) {}

  private final ReportModel model;
  private final Styles styles;

  NotCheckedSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(XSSFSheet sheet) {
    List<Unread> unread = unread();
    List<Layout.Column> columns = COLUMNS.subList(0, 5);
    Layout.table(sheet, 0, "NotCheckedTable", columns, unread.size(), styles);
    sheet.setColumnWidth(5, COLUMNS.get(5).width() * 256);
    sheet.setColumnWidth(6, COLUMNS.get(6).width() * 256);
    int next = 1;
    if (unread.isEmpty()) {
      Layout.text(
          sheet.createRow(next++),
          0,
          "Everything could be checked: all accounts and registers were there and up to date.",
          styles.text);
    }
    for (Unread one : unread) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, one.where(), styles.strong);
      Layout.text(row, 1, Wording.dates(one.why()), styles.text);
      Layout.text(row, 2, one.which(), styles.text);
      Layout.number(row, 3, one.rules().size(), styles.number);
      Layout.text(row, 4, some(one.rules()), styles.quiet);
      Layout.fit(row, COLUMNS);
    }
    accounts(sheet, next + 1);
  }

  /** Each reason once, with the accounts and the rules that it affects. */
  private List<Unread> unread() {
    Map<String, TreeSet<String>> accounts = new LinkedHashMap<>();
    Map<String, TreeSet<String>> rules = new LinkedHashMap<>();
    for (AccountLine line : model.registered()) {
      line.gaps()
          .forEach(
              gap -> accounts.computeIfAbsent(gap, g -> new TreeSet<>()).add(line.account().id()));
    }
    for (Outcome outcome : model.outcomes(Outcome.Kind.NOT_EVALUATED)) {
      // A register concerns the trust; what could not be read concerns the account.
      for (Cause cause : outcome.causes()) {
        for (String reason : Sentences.reasons(List.of(cause))) {
          TreeSet<String> where = accounts.computeIfAbsent(reason, g -> new TreeSet<>());
          if (!outcome.account().isEmpty() && !(cause instanceof Cause.OfRegister)) {
            where.add(outcome.account());
          }
          rules
              .computeIfAbsent(reason, k -> new TreeSet<>())
              .add(Catalogue.require(outcome.rule()).title());
        }
      }
    }
    List<Unread> all = new ArrayList<>();
    accounts.forEach(
        (reason, where) ->
            all.add(
                new Unread(
                    where.isEmpty()
                        ? "the trust"
                        : where.size() == 1 ? place(where.first()) : where.size() + " accounts",
                    where.isEmpty() ? "" : String.join(", ", where),
                    reason,
                    List.copyOf(rules.getOrDefault(reason, new TreeSet<>())))));
    return all;
  }

  private String place(String account) {
    return model.accounts().stream()
        .filter(a -> a.account().id().equals(account))
        .findFirst()
        .map(a -> account + ", " + model.staff().academy(a.account().academy()))
        .orElse(account);
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
      Layout.text(row, 0, place(line.account().id()), styles.strong);
      for (int i = 1; i < PARTS.size(); i++) {
        Layout.text(row, i, Wording.dates(line.part(PARTS.get(i).part())), styles.text);
      }
      Layout.fit(row, COLUMNS);
    }
  }
}
