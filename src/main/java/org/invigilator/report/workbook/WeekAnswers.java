package org.invigilator.report.workbook;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.invigilator.finding.AnswerLine;
import org.invigilator.report.Wording;

/** The section of the first sheet that tells people which of their answers were taken. */
final class WeekAnswers {
  private static final int MOST_ACCEPTED = 6;
  private static final int MOST_OPEN = 5;

  private WeekAnswers() {}

  /** All answers that were sent back, of which the sheet Waivers has the rest. */
  static void ofTrust(List<AnswerLine> lines, Page page, Styles styles) {
    write(lines, page, styles, MOST_OPEN, " The sheet Waivers lists them all.");
  }

  /** The answers about findings of an academy, whose workbook has no other list of them. */
  static void ofAcademy(List<AnswerLine> lines, Page page, Styles styles) {
    write(lines, page, styles, lines.size(), "");
  }

  private static void write(
      List<AnswerLine> lines, Page page, Styles styles, int most, String elsewhere) {
    page.heading("Answers");
    if (lines.isEmpty()) {
      page.line("No answers were sent back. " + AnswerColumns.hint(), styles.quiet);
      return;
    }
    List<AnswerLine> accepted =
        lines.stream().filter(l -> l.result() == AnswerLine.Result.ACCEPTED).toList();
    List<AnswerLine> open = lines.stream().filter(AnswersTable::needsAttention).toList();
    page.line(
        Wording.count(accepted.size(), "answer")
            + " accepted, "
            + open.size()
            + " not accepted."
            + elsewhere,
        styles.text);
    if (!accepted.isEmpty()) {
      page.line(accepted(accepted), styles.quiet);
    }
    open.stream().limit(most).forEach(line -> page.line(AnswersTable.sentence(line), styles.text));
  }

  /** The first of the answers that were accepted, in a line. */
  private static String accepted(List<AnswerLine> accepted) {
    return accepted.stream()
            .limit(MOST_ACCEPTED)
            .map(
                l ->
                    l.finding() + " " + l.field().toLowerCase(Locale.UK) + " '" + l.entered() + "'")
            .collect(Collectors.joining("; ", "Accepted: ", ""))
        + (accepted.size() > MOST_ACCEPTED
            ? "; and " + (accepted.size() - MOST_ACCEPTED) + " more."
            : ".");
  }
}
