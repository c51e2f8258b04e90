package org.invigilator.match;

import java.util.ArrayList;
import java.util.List;

/**
 * A run of letters or of digits in a text, folded for the comparison of names.
 *
 * @param start its first character in the text
 * @param end behind its last character
 * @param capital whether it is written like a name
 */
record NameToken(String folded, int start, int end, boolean capital) {
  /** Below it there are no accents, marks or further letters. */
  private static final char SIMPLE = 128;

  private static final String APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4\u02bb\u2032";

  /** A text as folded tokens: cut at whatever is no letter, at capitals, and beside digits. */
  static List<NameToken> in(String text) {
    List<NameToken> tokens = new ArrayList<>();
    char[] chars = text.toCharArray();
    int length = chars.length;
    int i = 0;
    while (i < length) {
      char c = chars[i];
      if (c < SIMPLE) {
        int end = isLetter(c) ? endOfPlain(chars, i) : -1;
        if (end > 0) {
          tokens.add(new NameToken(lower(chars, i, end), i, end, c <= 'Z'));
          i = end;
          continue;
        }
        if (!isLetter(c) && !isDigit(c)) {
          i++;
          continue;
        }
      }
      i = next(text, i, tokens);
    }
    return tokens;
  }

  /**
   * The end of a word of plain letters that is cut nowhere; -1 where it needs a closer look, for a
   * capital within it or what is behind it.
   */
  private static int endOfPlain(char[] chars, int from) {
    int i = from + 1;
    boolean lowerBefore = chars[from] >= 'a';
    while (i < chars.length && isLetter(chars[i])) {
      boolean upper = chars[i] <= 'Z';
      if (upper && lowerBefore) {
        return i;
      }
      lowerBefore = !upper;
      i++;
    }
    boolean isPlain =
        i == chars.length || (chars[i] < SIMPLE && chars[i] != '\'' && chars[i] != '`');
    return isPlain ? i : -1;
  }

  /** Whether it is written as an owner: "Keziah's". */
  boolean isPossessive(String text) {
    return end - start > 2
        && (text.charAt(end - 1) == 's' || text.charAt(end - 1) == 'S')
        && APOSTROPHES.indexOf(text.charAt(end - 2)) >= 0;
  }

  private static String lower(char[] chars, int from, int end) {
    char[] lower = new char[end - from];
    for (int i = from; i < end; i++) {
      lower[i - from] = (char) (chars[i] | 0x20);
    }
    return new String(lower);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Adds the token at a place, if there is one, and gives the place behind it. */
  private static int next(String text, int at, List<NameToken> tokens) {
    int i = at;
    int length = text.length();
    int c = text.codePointAt(i);
    if (!Character.isLetterOrDigit(c)) {
      return i + Character.charCount(c);
    }
    int start = i;
    boolean digit = Character.isDigit(c);
    boolean lowerBefore = false;
    while (i < length) {
      c = text.codePointAt(i);
      boolean part =
          isMark(c)
              || isApostropheWithin(text, i, start)
              || (Character.isLetterOrDigit(c)
                  && Character.isDigit(c) == digit
                  && !(lowerBefore && Character.isUpperCase(c)));
      if (!part) {
        break;
      }
      lowerBefore = Character.isLowerCase(c) || (isMark(c) && lowerBefore);
      i += Character.charCount(c);
    }
    String folded = fold(text.substring(start, i));
    if (!folded.isEmpty()) {
      int first = text.codePointAt(start);
      tokens.add(new NameToken(folded, start, i, !Character.isLowerCase(first)));
    }
    return i;
  }

  /** The form in which names are compared, without a possessive ending. */
  private static String fold(String word) {
    int end = word.length();
    boolean isPossessive =
        end > 2
            && (word.charAt(end - 1) == 's' || word.charAt(end - 1) == 'S')
            && APOSTROPHES.indexOf(word.charAt(end - 2)) >= 0;
    return Letters.plain(isPossessive ? word.substring(0, end - 2) : word);
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.FORMAT;
  }

  private static boolean isApostropheWithin(String text, int at, int start) {
    return at > start
        && APOSTROPHES.indexOf(text.charAt(at)) >= 0
        && at + 1 < text.length()
        && Character.isLetter(text.codePointAt(at + 1));
  }

  /** Whether so little is between two tokens that they may be one name, or two cells of a row. */
  static boolean isNear(String text, NameToken before, NameToken token) {
    int from = before.end();
    int to = token.start();
    if (to - from > 3) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i) == '!' || text.charAt(i) == '?' || text.charAt(i) == '@') {
        return false;
      }
    }
    return true;
  }

  /** Whether only what people write within a name is between two tokens. */
  static boolean isWithinName(String text, int from, int to) {
    if (to - from > 2) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)
          && !Character.isSpaceChar(c)
          && c != '.'
          && c != '_'
          && Character.getType(c) != Character.DASH_PUNCTUATION) {
        return false;
      }
    }
    return true;
  }
}
