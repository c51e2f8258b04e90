package org.invigilator.register;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What the JDK does to some texts in the square of their length, done in proportion to it: texts
 * come from outside, and a long one must not hold up an audit.
 */
public final class Texts {
  /**
   * In a pattern, the start of a word. {@code \b} looks for the letter below a mark once for each
   * mark, so a letter under thousands of marks takes it the square of their number.
   */
  public static final String WORD_START = "(?<![\\p{L}\\p{Nd}_\\p{Mn}])";

  /** No script puts so many marks on one letter (Unicode's stream-safe text format). */
  private static final int MOST_MARKS = 30;

  private Texts() {}

  /**
   * A text in small letters. A capital sigma always becomes the same small one, for the JDK reads
   * the word around each sigma to choose between two.
   */
  public static String lower(String text) {
    return text.replace('\u03a3', '\u03c3').toLowerCase(Locale.ROOT);
  }

  /** A normal form; the JDK sorts the marks on a letter one by one, so their number is limited. */
  public static String normalize(String text, Normalizer.Form form) {
    return Normalizer.normalize(limitMarks(text), form);
  }

  /** A text without the marks that follow thirty others. */
  public static String limitMarks(String text) {
    int marks = 0;
    StringBuilder kept = null;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      marks = isMark(c) ? marks + 1 : 0;
      if (marks > MOST_MARKS && kept == null) {
        kept = new StringBuilder(text.length()).append(text, 0, i);
      } else if (marks <= MOST_MARKS && kept != null) {
        kept.appendCodePoint(c);
      }
    }
    return kept == null ? text : kept.toString();
  }

  private static boolean isMark(int c) {
    if (c < 0x300) {
      return false;
    }
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
