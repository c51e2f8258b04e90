package org.invigilator.report.workbook;

import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.invigilator.finding.AnswerLine;
import org.invigilator.report.Wording;

/** The answers that were sent back before this audit, each with its result. */
final class AnswersTable {
  private static final List<String> HEADER =
      List.of("Result", "ID", "Column", "Answer", "Reason", "From");

  private AnswersTable() {}

  /** Whether an answer was not taken, so that someone has to answer again. */
  static boolean needsAttention(AnswerLine line) {
    return line.result() == AnswerLine.Result.REFUSED
        || line.result() == AnswerLine.Result.DISPUTED;
  }

  /** An answer that was not taken, in a line. */
  static String sentence(AnswerLine line) {
    return line.result().label()
        + ": "
        + line.source()
        + (line.finding().isEmpty() ? "" : ", " + line.finding())
        + (line.field().isEmpty() ? "" : ", " + line.field())
        + (line.entered().isEmpty() ? "" : " '" + line.entered() + "'")
        + ": "
        + Wording.dates(line.why());
  }

  static void write(
      StreamedSheet sheet,
      int first,
      List<AnswerLine> lines,
      List<Layout.Column> widths,
      Styles styles) {
    int next = first;
    Layout.text(sheet.createRow(next++), 0, "Answers sent back before this audit", styles.heading);
    if (lines.isEmpty()) {
      Layout.text(sheet.createRow(next), 0, "No answers were sent back.", styles.quiet);
      return;
    }
    Row header = sheet.createRow(next++);
    for (int i = 0; i < HEADER.size(); i++) {
      Layout.text(header, i, HEADER.get(i), styles.header);
    }
    for (AnswerLine line : lines) {
      Row row = sheet.createRow(next++);
      Layout.text(
          row, 0, line.result().label(), needsAttention(line) ? styles.strong : styles.text);
      Layout.text(row, 1, line.finding(), styles.text);
      Layout.text(row, 2, line.field(), styles.text);
      Layout.text(row, 3, line.entered(), styles.text);
      Layout.text(row, 4, Wording.dates(line.why()), styles.text);
      Layout.text(row, 5, line.source(), styles.quiet);
      Layout.fit(row, widths);
    }
  }
}
