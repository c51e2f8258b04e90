package org.invigilator.answer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.Decision;

/**
 * One answer that is fit to be taken.
 *
 * @param unit the question it answers: owner, due, note or decision
 * @param issued the audit date of the workbook it was written into, when that is known
 * @param decision what is to be taken; empty when an earlier answer is taken back
 */
record Answer(
    String source,
    String finding,
    String unit,
    Optional<LocalDate> issued,
    Optional<Decision> decision) {

  /** What answers to the same question have in common. */
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
    String field = unit.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + unit.substring(1);
    return new AnswerLine(source, finding, field, inWords(), result, why);
  }
}
