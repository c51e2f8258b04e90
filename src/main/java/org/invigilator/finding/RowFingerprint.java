package org.invigilator.finding;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a row of a workbook was issued with: of which trust and finding it is, as of when, and what
 * its answers were. It goes with the row however the sheet is sorted, and tells what a person
 * changed from what only stood there. It guards against mistakes, not against forgers.
 *
 * @param issued the audit date of the workbook
 */
public record RowFingerprint(LocalDate issued, String text) {
  /** What stands over its column. */
  public static final String HEADER = "Stamp";

  private static final int DATE = 5;
  private static final int PART = 8;
  private static final int LENGTH = DATE + PART * (2 + AnswerField.values().length);

  /**
   * Makes the stamp of a row from what its answer cells hold; blank ones may be left out.
   *
   * @param evidence what the finding rests on
   */
  public static RowFingerprint of(
      String trust,
      LocalDate issued,
      String finding,
      String evidence,
      Map<AnswerField, String> answers) {
    StringBuilder text = new StringBuilder(LENGTH);
    text.append(HexFormat.of().toHexDigits(issued.toEpochDay(), DATE));
    text.append(part(trust + "\n" + finding));
    for (AnswerField field : AnswerField.values()) {
      text.append(part(finding, field, answers.getOrDefault(field, "")));
    }
    text.append(part(finding + "\n" + evidence));
    return new RowFingerprint(issued, text.toString());
  }

  /** Reads a stamp; empty when the text is none. */
  public static Optional<RowFingerprint> read(String text) {
    String stamp = text.strip();
    if (stamp.length() != LENGTH || !stamp.matches("[0-9a-f]+")) {
      return Optional.empty();
    }
    try {
      long day = HexFormat.fromHexDigitsToLong(stamp.substring(0, DATE));
      return Optional.of(new RowFingerprint(LocalDate.ofEpochDay(day), stamp));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether the row is of this finding of this trust. */
  public boolean isOf(String trust, String finding) {
    return text.startsWith(part(trust + "\n" + finding), DATE);
  }

  /** Whether a cell holds what it was issued with. */
  public boolean isUntouched(String finding, AnswerField field, String value) {
    return text.startsWith(part(finding, field, value), DATE + PART * (1 + field.ordinal()));
  }

  /** Whether the finding still rests on what it rested on when the row was issued. */
  public boolean restsOn(String finding, String evidence) {
    return text.endsWith(part(finding + "\n" + evidence));
  }

  private static String part(String finding, AnswerField field, String value) {
    return value.isEmpty()
        ? "00000000"
        : part(finding + "\n" + field.name() + "\n" + value.strip());
  }

  private static String part(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
