package org.invigilator.report.workbook;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.poi.ss.usermodel.Row;
import org.invigilator.finding.Reading;
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
          new Layout.Column("Where", 24),
          new Layout.Column("Why", 46),
          new Layout.Column("Which accounts", 32),
          new Layout.Column("Checks", 32),
          new Layout.Column("Which checks", 40),
          new Layout.Column("Pictures", 17),
          new Layout.Column("Mentions", 22));

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
          new Shown("What the source shows of posts", "fields"),
          new Shown("Mentions", "mentions"));

  private record Unread(String why, TreeSet<String> accounts, TreeSet<String> rules) {}

  private final ReportModel model;
  private final Styles styles;

  NotCheckedSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(StreamedSheet sheet) {
    Collection<Unread> unread = unread();
    List<Layout.Column> columns = COLUMNS.subList(0, 5);
    Layout.table(sheet.layout(), 0, "NotCheckedTable", columns, unread.size(), styles);
    sheet.layout().setColumnWidth(5, COLUMNS.get(5).width() * 256);
    sheet.layout().setColumnWidth(6, COLUMNS.get(6).width() * 256);
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
      Layout.text(row, 0, where(one), styles.strong);
      Layout.text(row, 1, Wording.dates(one.why()), styles.text);
      Layout.text(row, 2, String.join(", ", one.accounts()), styles.text);
      Layout.number(row, 3, one.rules().size(), styles.number);
      Layout.text(row, 4, some(List.copyOf(one.rules())), styles.quiet);
      Layout.fit(row, COLUMNS);
    }
    accounts(sheet, next + 1);
  }

  /**
   * Each reason once, with the accounts and the rules that it affects. All that one account lacks
   * is one reason, so that accounts with the same problem are one row.
   */
  private Collection<Unread> unread() {
    Map<String, Set<Cause>> sources = new LinkedHashMap<>();
    Map<String, Unread> rows = new LinkedHashMap<>();
    for (AccountLine line : model.registered()) {
      String account = line.account().id();
      List<Cause> gaps = line.reading().map(Reading::gaps).orElse(List.of());
      if (line.reading().isEmpty()) {
        line.gaps().forEach(gap -> row(rows, gap).accounts().add(account));
      }
      for (Cause gap : gaps) {
        if (gap instanceof Cause.OfSource) {
          sources.computeIfAbsent(account, k -> new LinkedHashSet<>()).add(gap);
        } else {
          row(rows, Sentences.reason(List.of(gap))).accounts().add(account);
        }
      }
    }
    Map<String, Set<String>> rules = new HashMap<>();
    for (Outcome outcome : model.outcomes(Outcome.Kind.NOT_EVALUATED)) {
      String account = outcome.account();
      String title = Catalogue.require(outcome.rule()).title();
      for (Cause cause : outcome.causes()) {
        if (cause instanceof Cause.OfSource && !account.isEmpty()) {
          sources.computeIfAbsent(account, k -> new LinkedHashSet<>()).add(cause);
          rules.computeIfAbsent(account, k -> new TreeSet<>()).add(title);
        } else {
          Unread row = row(rows, Sentences.reason(List.of(cause)));
          row.rules().add(title);
          // A register concerns the trust, and not only the account on which it was missed.
          if (!account.isEmpty() && !(cause instanceof Cause.Gap)) {
            row.accounts().add(account);
          }
        }
      }
    }
    sources.forEach(
        (account, causes) -> {
          Unread row = row(rows, Sentences.reason(causes));
          row.accounts().add(account);
          row.rules().addAll(rules.getOrDefault(account, Set.of()));
        });
    return rows.values();
  }

  private static Unread row(Map<String, Unread> rows, String reason) {
    return rows.computeIfAbsent(reason, why -> new Unread(why, new TreeSet<>(), new TreeSet<>()));
  }

  private String where(Unread one) {
    return one.accounts().isEmpty()
        ? "the trust"
        : one.accounts().size() == 1
            ? place(one.accounts().first())
            : one.accounts().size() + " accounts";
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
  private void accounts(StreamedSheet sheet, int first) {
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
