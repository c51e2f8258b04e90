package org.invigilator.answer;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.finding.AnswerField;

/**
 * One row of a workbook in which somebody wrote something.
 *
 * @param source the file, the sheet and the row
 * @param issued the audit date of the workbook, when its row still says so
 * @param values what every answer cell holds, dates as 2026-11-20; blank cells are left out
 * @param touched the cells that hold something else than they were issued with
 */
record Reply(
    String source,
    String finding,
    Optional<LocalDate> issued,
    Map<AnswerField, String> values,
    Set<AnswerField> touched) {

  String value(AnswerField field) {
    return values.getOrDefault(field, "");
  }
}
