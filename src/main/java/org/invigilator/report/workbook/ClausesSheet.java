package org.invigilator.report.workbook;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddress;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PolicyPack;
import org.invigilator.report.ClauseLine;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Wording;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.PolicyTopics;
import org.invigilator.rule.Sentences;

/** Every clause of the policies with how it is checked, and the result. */
final class ClausesSheet {
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Policy", 15),
          new Layout.Column("Clause", 20),
          new Layout.Column("What it says", 60),
          new Layout.Column("How it is checked", 34),
          new Layout.Column("Result", 20),
          new Layout.Column("Details", 60),
          new Layout.Column("Applies to", 20));

  private static final List<ClauseLine.Result> ORDER =
      List.of(
          ClauseLine.Result.FINDINGS,
          ClauseLine.Result.STATEMENTS_MISSING,
          ClauseLine.Result.NOT_CHECKED,
          ClauseLine.Result.PARTLY_CHECKED,
          ClauseLine.Result.WAIVED,
          ClauseLine.Result.NOTHING_FOUND,
          ClauseLine.Result.STATED,
          ClauseLine.Result.BINDS_NOBODY,
          ClauseLine.Result.NOT_APPLICABLE);

  private final ReportModel model;
  private final Styles styles;

  ClausesSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(StreamedSheet sheet) {
    Row summary = sheet.layout().createRow(0);
    Layout.text(summary, 0, summary(), styles.strong);
    sheet.layout().addMergedRegion(new CellRangeAddress(0, 0, 0, Layout.lastPrinted(COLUMNS)));
    summary.setHeightInPoints(2 * Layout.LINE + 4);
    Layout.table(sheet.layout(), 1, "ClausesTable", COLUMNS, model.clauses().size(), styles);
    int next = 2;
    for (ClauseLine line : byResult()) {
      clause(sheet.createRow(next++), line);
    }
    next++;
    for (String note : model.policyNotes()) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 2, note, styles.strong);
      Layout.fit(row, COLUMNS);
    }
    for (PolicyPack pack : model.packs()) {
      List<String> missing = PolicyTopics.missing(pack);
      if (!missing.isEmpty()) {
        Row row = sheet.createRow(next++);
        Layout.text(row, 0, model.details().policyName(pack.id()), styles.text);
        Layout.text(
            row,
            2,
            "No clause is checked for "
                + Sentences.list(missing)
                + ". Either the policy says nothing about it, or its clause has another rule or none.",
            styles.text);
        Layout.fit(row, COLUMNS);
      }
    }
  }

  /** What was found first, what does not apply last, and each in the order of the policy. */
  private List<ClauseLine> byResult() {
    return model.clauses().stream()
        .sorted(Comparator.comparing(line -> ORDER.indexOf(line.result())))
        .toList();
  }

  private String summary() {
    return Wording.count(model.clauses().size(), "clause")
        + ". "
        + ORDER.stream()
            .map(
                result ->
                    Map.entry(
                        result.label(),
                        model.clauses().stream().filter(c -> c.result() == result).count()))
            .filter(count -> count.getValue() > 0)
            .map(count -> count.getKey() + ": " + count.getValue())
            .collect(Collectors.joining("; "))
        + ".";
  }

  private void clause(Row row, ClauseLine line) {
    Layout.text(row, 0, model.details().policyName(line.pack()), styles.text);
    Layout.text(row, 1, line.clause().number(), styles.strong);
    Layout.text(row, 2, line.clause().inWords(), styles.text);
    Layout.text(row, 3, how(line.clause()), styles.text);
    boolean urgent =
        line.result() == ClauseLine.Result.FINDINGS
            || line.result() == ClauseLine.Result.NOT_CHECKED;
    Layout.text(row, 4, line.inWords(), urgent ? styles.strong : styles.text);
    Layout.text(row, 5, line.detail(), styles.quiet);
    Layout.text(row, 6, String.join(", ", line.clause().binds()), styles.quiet);
    Layout.fit(row, COLUMNS);
  }

  /** How a clause is checked, in words. */
  static String how(Clause clause) {
    String how =
        Stream.concat(Stream.of(clause.reading()), clause.also().stream())
            .map(ClausesSheet::how)
            .collect(Collectors.joining("; "));
    String what =
        clause.rules().stream()
            .map(use -> Catalogue.require(use.id()).title())
            .distinct()
            .collect(Collectors.joining("; "));
    return what.isEmpty() ? how : how + ": " + what;
  }

  private static String how(Clause.Reading reading) {
    return switch (reading) {
      case AUTOMATED -> "by the program";
      case ASSISTED -> "by a person, from what the program finds";
      case ATTESTED -> "by a yearly statement";
      case NOT_APPLICABLE -> "not checked";
    };
  }
}
