package org.invigilator.report.workbook;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.policy.Clause;
import org.invigilator.policy.PackTable;
import org.invigilator.policy.Proposal;
import org.invigilator.register.Cells;

/** A pack as a workbook: its front page, its clauses with lists to choose from, and a guide. */
public final class PackWorkbook {
  /** The sheet with keys and values. */
  public static final String POLICY = "Policy";

  /** The sheet with one clause a row. */
  public static final String CLAUSES = "Clauses";

  private static final List<Layout.Column> FRONT =
      List.of(new Layout.Column("key", 28), new Layout.Column("value", 100));
  private static final Map<String, Integer> WIDTHS =
      Map.ofEntries(
          Map.entry(Proposal.DECISION, 11),
          Map.entry(Proposal.CHECK, 40),
          Map.entry("clause", 14),
          Map.entry("section", 22),
          Map.entry("place", 12),
          Map.entry("text", 60),
          Map.entry("paraphrase", 50),
          Map.entry("binds", 20),
          Map.entry("class", 16),
          Map.entry("rules", 50),
          Map.entry("attestations", 40));
  private static final List<String> TO_DECIDE =
      List.of(Proposal.DECISION, Proposal.CHECK, "clause", "text", "class", "rules");
  private static final int USUAL = 30;

  private PackWorkbook() {}

  /**
   * Writes a pack.
   *
   * @param more further columns by name, with the values of their list of choices, or none; their
   *     cells are in the rows of the table
   */
  public static void write(PackTable table, Map<String, List<String>> more, OutputStream out)
      throws IOException {
    try (XSSFWorkbook book = SharedTexts.workbook()) {
      Styles styles = new Styles(book);
      XSSFSheet front = book.createSheet(POLICY);
      Layout.table(front, 0, "PolicyTable", FRONT, table.front().size(), styles);
      int next = 1;
      for (List<String> line : table.front()) {
        Row row = front.createRow(next++);
        Layout.text(row, 0, line.get(0), styles.strong);
        value(row, line.get(0), line.get(1), styles);
        Layout.fit(row, FRONT);
        row.setZeroHeight(line.get(0).equals(Proposal.PROPOSED));
      }
      Map<String, List<String>> choices = new LinkedHashMap<>(more);
      choices.put(
          "class", Stream.of(Clause.Reading.values()).map(Clause.Reading::toString).toList());
      clauses(book.createSheet(CLAUSES), table, List.copyOf(more.keySet()), choices, styles);
      Set<String> columns = new LinkedHashSet<>(TO_DECIDE);
      columns.removeIf(one -> more.isEmpty() && !PackTable.COLUMNS.contains(one));
      columns.addAll(more.keySet());
      columns.addAll(PackTable.COLUMNS);
      PackGuide.write(book.createSheet(PackGuide.NAME), columns, styles);
      book.write(out);
    }
  }

  /** A value; dates are cells into which one can be typed as people write it. */
  private static void value(Row row, String key, String text, Styles styles) {
    boolean isOfReview = key.equals(Proposal.REVIEWED_ON);
    CellStyle date = isOfReview ? styles.inputDate : styles.date;
    if (key.equals(Proposal.REVIEWED_BY)) {
      Layout.text(row, 1, text, styles.input);
    } else if (!isOfReview && !PackTable.DATES.contains(key)) {
      Layout.text(row, 1, text, styles.text);
    } else if (text.isEmpty() || Cells.date(text).isPresent()) {
      Layout.date(row, 1, Cells.date(text), date);
    } else {
      Layout.text(row, 1, text, date);
    }
  }

  private static void clauses(
      XSSFSheet sheet,
      PackTable table,
      List<String> more,
      Map<String, List<String>> choices,
      Styles styles) {
    boolean isProposal =
        table.clauses().stream().anyMatch(row -> row.containsKey(Proposal.PROPOSED));
    // What is decided on comes first, so that it is seen and printed together.
    Set<String> all = new LinkedHashSet<>(isProposal ? TO_DECIDE : List.of());
    all.addAll(more);
    all.addAll(PackTable.COLUMNS);
    List<String> names = new ArrayList<>(all);
    if (isProposal) {
      names.add(Proposal.PROPOSED);
    }
    List<Layout.Column> columns =
        names.stream().map(n -> new Layout.Column(n, WIDTHS.getOrDefault(n, USUAL))).toList();
    Layout.table(sheet, 0, "ClausesTable", columns, table.clauses().size(), styles);
    int next = 1;
    for (Map<String, String> clause : table.clauses()) {
      Row row = sheet.createRow(next++);
      for (int i = 0; i < names.size(); i++) {
        Layout.text(row, i, clause.getOrDefault(names.get(i), ""), styles.text);
      }
      Layout.fit(row, columns);
    }
    if (isProposal) {
      sheet.setColumnHidden(names.size() - 1, true);
      sheet
          .getWorkbook()
          .setPrintArea(
              sheet.getWorkbook().getSheetIndex(sheet),
              0,
              TO_DECIDE.size() - 1,
              0,
              table.clauses().size());
    }
    DataValidationHelper helper = sheet.getDataValidationHelper();
    choices.forEach(
        (name, values) -> {
          int column = names.indexOf(name);
          if (!values.isEmpty() && column >= 0) {
            DataValidation list =
                helper.createValidation(
                    helper.createExplicitListConstraint(values.toArray(String[]::new)),
                    new CellRangeAddressList(
                        1, Math.max(1, table.clauses().size()), column, column));
            list.setShowErrorBox(true);
            sheet.addValidationData(list);
          }
        });
  }
}
