package org.invigilator.match;

/** What is between two words of a text: nothing, a blank, a comma, or some signs. */
enum NameGap {
  NONE,
  BLANK,
  SIGNS,
  COMMA,
  AMPERSAND,
  /** The end of a line, as between the names on a poster, or of a cell of a table. */
  LINE,
  BREAK;

  private static final int MOST_SIGNS = 6;

  private static final int LAST_OF_LANGUAGES = 0x2000;

  /** One emoji may be of fourteen characters, and there may be a few of them. */
  private static final int MOST_EMOJI = 48;

  /** What is between a word and the next one. */
  static NameGap between(String text, NameToken before, NameToken next) {
    // A usual name in brackets is part of the name: Thomas (Tom) Wexcombe.
    int from = isBracketed(text, before) ? before.end() + 1 : before.end();
    int to = isBracketed(text, next) ? next.start() - 1 : next.start();
    if (from >= to) {
      return NONE;
    }
    if (to - from > MOST_SIGNS) {
      return to - from <= MOST_EMOJI && isEmoji(text, from, to) ? SIGNS : BREAK;
    }
    boolean signs = false;
    int lines = 0;
    boolean isTag = before.start() > 0 && text.charAt(before.start() - 1) == '#';
    for (int i = from; i < to; ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == ',') {
        return COMMA;
      }
      if (c == '&' || c == '+') {
        return AMPERSAND;
      }
      if ((c == '\n' || c == '\t' || c == '|') && lines++ == 0 || c == '\r') {
        continue;
      } else if (c == '#' && isTag) {
        signs = true;
      } else if (c == '\n' || "!?;:@()[]\"“”|\t#<>=".indexOf(c) >= 0) {
        return BREAK;
      }
      if (c == '.' && i < to && Character.isWhitespace(text.codePointAt(i))) {
        // A full stop and a blank end a sentence, unless an initial is before it.
        if (before.end() - before.start() > 2) {
          return BREAK;
        }
      } else if (c == '.'
          || c == '/'
          || c == '_'
          || Character.getType(c) == Character.OTHER_SYMBOL) {
        signs = true;
      }
    }
    if (lines > 0) {
      return signs ? BREAK : LINE;
    }
    return signs && before.end() - before.start() > 1 ? SIGNS : BLANK;
  }

  /** Whether only emoji and blanks are in a part of a text. */
  private static boolean isEmoji(String text, int from, int to) {
    return text.substring(from, to)
        .codePoints()
        .allMatch(
            c ->
                c == ' '
                    || c > LAST_OF_LANGUAGES && Character.getType(c) == Character.OTHER_SYMBOL
                    || Character.getType(c) == Character.MODIFIER_SYMBOL
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.NON_SPACING_MARK);
  }

  /**
   * The signs between two words without the blanks around them; empty where there are only blanks.
   */
  static String signs(String text, NameToken before, NameToken next) {
    int to = Math.min(next.start(), before.end() + MOST_EMOJI);
    return before.end() >= to ? "" : text.substring(before.end(), to).strip();
  }

  private static boolean isBracketed(String text, NameToken token) {
    return token.start() > 0
        && token.end() < text.length()
        && "([\"“".indexOf(text.charAt(token.start() - 1)) >= 0
        && ")]\"”".indexOf(text.charAt(token.end())) >= 0;
  }

  /** Whether only a dash joins a word and the next one. */
  static boolean isDash(String text, NameToken before, NameToken next) {
    return next.start() - before.end() == 1
        && Character.getType(text.charAt(before.end())) == Character.DASH_PUNCTUATION;
  }
}
