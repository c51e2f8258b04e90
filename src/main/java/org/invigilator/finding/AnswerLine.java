package org.invigilator.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What became of one answer that was sent back.
 *
 * @param source the file, and the sheet and row where there is one
 * @param finding the finding's id as it was written, or empty when the whole file is meant
 * @param field the column, or empty
 * @param entered what was written, shortened; empty when it is not to be repeated
 * @param why in words for who wrote it
 */
public record AnswerLine(
    String source, String finding, String field, String entered, Result result, String why) {

  /** The same line without what identifies pupils. */
  public AnswerLine safe(UnaryOperator<String> safe) {
    return new AnswerLine(
        safe.apply(source),
        safe.apply(finding),
        field,
        safe.apply(entered),
        result,
        safe.apply(why));
  }

  /** What can become of an answer. */
  public enum Result {
    ACCEPTED("taken"),
    REFUSED("refused"),
    /** Two answers, or an answer and what was answered meanwhile, say different things. */
    DISPUTED("disputed"),
    /** Nothing to accept: a file that was read before. */
    NOTED("noted");

    private final String code;

    Result(String code) {
      this.code = code;
    }

    /** How the ledger stores it. */
    String code() {
      return code;
    }

    static Result of(String code) {
      return Arrays.stream(values()).filter(r -> r.code.equals(code)).findFirst().orElseThrow();
    }

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
