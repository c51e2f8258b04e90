package org.invigilator.answer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.finding.AnswerField;
import org.invigilator.finding.RowFingerprint;

/**
 * One row of a workbook in which something was written.
 *
 * @param source the file, the sheet and the row
 * @param stamp what the row was issued with, when it still has it
 * @param values the answer cells by field, dates as 2026-11-20, without blank ones
 * @param touched the cells that were changed since the row was issued
 * @param isReadAgain whether an earlier audit read the same file and something in it is unsettled
 */
record Reply(
    String source,
    String finding,
    Optional<RowFingerprint> stamp,
    Map<AnswerField, String> values,
    Set<AnswerField> touched,
    boolean isReadAgain) {

  Reply(
      String source,
      String finding,
      Optional<RowFingerprint> stamp,
      Map<AnswerField, String> values,
      Set<AnswerField> touched) {
    this(source, finding, stamp, values, touched, false);
  }

  /** The same row of a file that an earlier audit has read, and that has not changed since. */
  Reply readAgain() {
    return new Reply(source, finding, stamp, values, touched, true);
  }

  String value(AnswerField field) {
    return values.getOrDefault(field, "");
  }
}
