package org.invigilator.register;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Text operations whose time grows with the length of a text. Some of the JDK's grow with its
 * square, and a long text from outside must not block an audit.
 */
public final class Texts {
  /**
   * The start of a word in a pattern. {@code \b} searches the letter below a mark again for each
   * mark, so thousands of marks on one letter take very long.
   */
  public static final String WORD_START = "(?<![\\p{L}\\p{Nd}_\\p{Mn}])";

  /** No script puts so many marks on one letter (Unicode's stream-safe text format). */
  private static final int MOST_MARKS = 30;

  private static final int EXCERPT = 40;

  private static final Set<String> UNKNOWN = Set.of("", "tbc", "n/a", "-", "?");

  private Texts() {}

  /** Whether a cell is blank, or contains a word such as tbc for an unknown value. */
  public static boolean isUnknown(String cell) {
    return UNKNOWN.contains(lower(cell));
  }

  /**
   * A text in lower case. Every capital sigma becomes the same small one, because the JDK reads the
   * word around each sigma to choose between two.
   */
  public static String lower(String text) {
    return text.replace('\u03a3', '\u03c3').toLowerCase(Locale.ROOT);
  }

  /** A text in upper case. */
  public static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** A normal form. The number of marks is limited because the JDK sorts them one by one. */
  public static String normalize(String text, Normalizer.Form form) {
    return Normalizer.normalize(limitMarks(text), form);
  }

  /** A text with at most thirty marks on each letter. */
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

  /**
   * A cell as a person reads it: without white space at its ends and without characters that show
   * nothing, and every kind of blank as a plain one. Line breaks stay, and what joins letters of
   * some scripts.
   */
  public static String clean(String cell) {
    if (isPlain(cell)) {
      return cell.strip();
    }
    StringBuilder clean = new StringBuilder(cell.length());
    cell.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t' || Character.isSpaceChar(c)) {
                clean.append(c == '\n' ? '\n' : c == '\r' ? "" : " ");
              } else if (!isHidden(c)) {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString().strip();
  }

  private static boolean isPlain(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  /** Whether a character shows nothing and joins nothing. */
  private static boolean isHidden(int c) {
    int type = Character.getType(c);
    boolean joins = c == 0x200C || c == 0x200D;
    return type == Character.CONTROL
        || (type == Character.FORMAT && !joins)
        || c == 0xFEFF
        || (c >= 0xFE00 && c <= 0xFE0F && c != 0xFE0F);
  }

  /** A text for a message, with characters that a reader cannot see shown by their names. */
  public static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isInvisible(c)) {
                shown.append(named(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  /**
   * A text for a terminal or a log: characters that move the cursor, or turn the direction of what
   * follows, are shown by their names. Line ends and tabs stay.
   */
  public static String printable(String text) {
    StringBuilder shown = null;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      boolean kept =
          !isControl(c)
              || c == '\n'
              || c == '\t'
              || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
      if (!kept && shown == null) {
        shown = new StringBuilder(text.length() + 32).append(text, 0, i);
      }
      if (shown != null) {
        shown.append(kept ? Character.toString(c) : named(c));
      }
    }
    return shown == null ? text : shown.toString();
  }

  /** Whether a character changes how others are shown; those that join letters do not. */
  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> c != 0x200c && c != 0x200d && (c < 0xe0020 || c > 0xe007f);
      default -> false;
    };
  }

  private static String named(int c) {
    return '[' + lower(String.valueOf(Character.getName(c))) + ']';
  }

  /** The beginning of a text for a message, with what cannot be seen shown by name. */
  public static String excerpt(String text) {
    return visible(text.length() <= EXCERPT ? text : text.substring(0, EXCERPT - 1) + "…");
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> false;
    };
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
