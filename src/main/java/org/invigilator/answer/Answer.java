package org.invigilator.answer;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;

/**
 * One valid answer.
 *
 * @param unit the question that it answers: owner, due, note or decision
 * @param issued the audit date of the workbook it was written into, when that is known
 * @param decision the decision to take; empty when an earlier answer is withdrawn
 */
record Answer(
    String source,
    String finding,
    String unit,
    Optional<LocalDate> issued,
    Optional<Decision> decision) {

  /** Identifies the question; answers to the same one are equal in this. */
  List<String> question() {
    return decision
        .filter(d -> d.finding().isEmpty())
        .map(d -> List.of(d.id(), unit))
        .orElse(List.of(finding, unit));
  }

  String inWords() {
    return decision.map(Decision::inWords).orElse("(nothing)");
  }

  AnswerLine line(AnswerLine.Result result, String why) {
    String field = unit.substring(0, 1).toUpperCase(Locale.ROOT) + unit.substring(1);
    return new AnswerLine(source, finding, field, inWords(), result, why);
  }
}
