package org.invigilator.answer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.RowFingerprint;

/**
 * One row of a workbook in which somebody wrote something.
 *
 * @param source the file, the sheet and the row
 * @param stamp what the row was issued with, when it still bears it
 * @param values what every answer cell holds, dates as 2026-11-20; blank cells are left out
 * @param touched the cells that hold something else than they were issued with
 */
record Reply(
    String source,
    String finding,
    Optional<RowFingerprint> stamp,
    Map<AnswerField, String> values,
    Set<AnswerField> touched) {

  String value(AnswerField field) {
    return values.getOrDefault(field, "");
  }
}
