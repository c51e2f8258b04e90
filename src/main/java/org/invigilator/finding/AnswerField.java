package org.invigilator.finding;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The columns of a workbook in which people answer. */
public enum AnswerField {
  OWNER("Owner", "owner"),
  DUE("Due", "due"),
  NOTE("Note", "note"),
  DECISION("Decision", "decision"),
  REQUESTED_BY("Requested by", "decision"),
  APPROVED_BY("Approved by", "decision");

  private final String header;
  private final String unit;

  AnswerField(String header, String unit) {
    this.header = header;
    this.unit = unit;
  }

  /** What stands over the column. */
  public String header() {
    return header;
  }

  /** The answer that this column is a part of. */
  public String unit() {
    return unit;
  }

  /** The field of a column, however its header is spelled. */
  public static Optional<AnswerField> of(String header) {
    String wanted = header.strip().toLowerCase(Locale.ROOT);
    return Stream.of(values())
        .filter(f -> f.header.toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst();
  }
}
