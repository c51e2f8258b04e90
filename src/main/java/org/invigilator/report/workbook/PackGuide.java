package org.invigilator.report.workbook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.policy.Proposal;

/** The last sheet of a pack's workbook: what each column says, and what may be written there. */
final class PackGuide {
  static final String NAME = "Guide";

  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("Column", 16),
          new Layout.Column("What it says", 60),
          new Layout.Column("What may be written", 70));

  private static final Map<String, List<String>> LINES =
      Map.ofEntries(
          Map.entry(
              Proposal.DECISION,
              List.of(
                  "What you decide on the row. Without it the row does not count.",
                  "accept, change (after you have changed cells of the row), reject, or no clause")),
          Map.entry(
              Proposal.CHECK,
              List.of(
                  "What a person must look at before the row may be accepted.",
                  "Nothing; correct the other cells and choose change")),
          Map.entry(
              "confidence",
              List.of(
                  "How like the clause is to clauses of the built-in policies. A low number is a guess.",
                  "Nothing")),
          Map.entry(
              "reason",
              List.of("Why this was proposed, and which other rules may fit.", "Nothing")),
          Map.entry(
              "no_rule", List.of("The clause asks something that no rule checks.", "Nothing")),
          Map.entry(
              "clause",
              List.of(
                  "The number that the document has, or the section and the paragraph, as (p2), where it has none.",
                  "Another number, if people know the clause by one")),
          Map.entry("section", List.of("The heading above the clause.", "Any text")),
          Map.entry("place", List.of("The page or paragraph of the document.", "Any text")),
          Map.entry(
              "text",
              List.of(
                  "The clause in the document's own words. Reports quote it.",
                  "Nothing, unless the document was misread")),
          Map.entry(
              "paraphrase",
              List.of(
                  "The clause in short, for tables. Make sure that the duty is in it.",
                  "Any text")),
          Map.entry(
              "binds",
              List.of(
                  "Whom the clause binds; reports show it, and no check depends on it.",
                  "Any words")),
          Map.entry(
              "class",
              List.of(
                  "How the clause is checked.",
                  "automated (a rule decides), assisted (a rule finds and a person decides), attested (someone states it once a year), not-applicable")),
          Map.entry(
              "also",
              List.of("A second class, such as a yearly statement beside a rule.", "As class")),
          Map.entry("why", List.of("Why nothing checks the clause.", "Any text")),
          Map.entry("how", List.of("How the rule reads the clause.", "Any text")),
          Map.entry("note", List.of("A remark for whoever reads the pack.", "Any text")),
          Map.entry(
              "rules",
              List.of(
                  "What checks the clause: one rule on each line, with its severity and its settings.",
                  "Such as underage-follower (high) {\"min_age\": 13}; ids and settings are in src/docs/rules.md")),
          Map.entry(
              "attestations",
              List.of(
                  "The yearly statements that the clause needs: one on each line, with the role that gives it.",
                  "Such as training-given: principal")));

  private PackGuide() {}

  /** Writes a line for each column of the sheet Clauses that is known. */
  static void write(XSSFSheet sheet, Set<String> columns, Styles styles) {
    List<String> known = columns.stream().filter(LINES::containsKey).toList();
    Layout.table(sheet, 0, "GuideTable", COLUMNS, known.size(), styles);
    int next = 1;
    for (String column : known) {
      Row row = sheet.createRow(next++);
      Layout.text(row, 0, column, styles.strong);
      List<String> line = LINES.getOrDefault(column, List.of());
      for (int i = 0; i < line.size(); i++) {
        Layout.text(row, i + 1, line.get(i), styles.text);
      }
      Layout.fit(row, COLUMNS);
    }
  }
}
