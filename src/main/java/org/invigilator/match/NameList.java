package org.invigilator.match;

import java.util.List;

/**
 * Items of a list, such as the first names of the stars of a week: two of them that meet are not
 * the forename and the surname of one person.
 */
final class NameList {
  /** What separates two items is no longer. */
  private static final int LONGEST = 12;

  /** A word that so many in a million people have as their surname is first of all a name. */
  private static final int COMMON = 2_000;

  private NameList() {}

  /**
   * Whether what is between two words separates two items, because it also separates one of them
   * from a further name, or because either of them is part of another name.
   *
   * @param first the first word of the forename
   * @param surname the first word of the surname
   * @param to the last word of the surname
   */
  static boolean isBetweenItems(
      String text, List<NameToken> tokens, int first, int surname, int to) {
    String signs = NameGap.signs(text, tokens.get(surname - 1), tokens.get(surname));
    boolean isLine = isLine(text, tokens.get(surname - 1), tokens.get(surname));
    if (NameGap.isDash(text, tokens.get(surname - 1), tokens.get(surname))
        || (signs.isEmpty() && !isLine)) {
      return false;
    }
    // What is no forename can be no item of such a list.
    boolean isItem = surname == to && isItem(tokens, to);
    boolean isSameBefore =
        isItem
            && first > 0
            && isSame(text, tokens.get(first - 1), tokens.get(first), signs, isLine)
            && isItem(tokens, first - 1);
    boolean isSameBehind =
        isItem
            && to + 1 < tokens.size()
            && isSame(text, tokens.get(to), tokens.get(to + 1), signs, isLine)
            && isItem(tokens, to + 1);
    return isSameBefore || isSameBehind || isOfTwoNames(text, tokens, first, to);
  }

  /**
   * Whether a stroke or a dash with blanks is between a forename and what may as well be another
   * one, or a word: "Ella – Stone Age day", "Amelia/Kelly". It may be the name in a table, too.
   */
  static boolean mayBeAbout(String text, List<NameToken> tokens, int first, int surname, int to) {
    NameToken before = tokens.get(surname - 1);
    return !NameGap.isDash(text, before, tokens.get(surname))
        && isApart(NameGap.signs(text, before, tokens.get(surname)))
        && isWord(tokens, first, surname, to);
  }

  /** Whether a sign is one that people write between a name and what it is about. */
  private static boolean isApart(String signs) {
    return signs.equals("/") || (signs.length() == 1 && isDash(signs));
  }

  private static boolean isDash(String sign) {
    return Character.getType(sign.charAt(0)) == Character.DASH_PUNCTUATION;
  }

  /** Whether what follows a forename may as well be another one, or a word: "Ella – Stone Age". */
  private static boolean isWord(List<NameToken> tokens, int first, int surname, int to) {
    String word = tokens.get(to).folded();
    return surname == to
        && tokens.get(first).capital()
        && (NameRarity.isForename(word)
            || (NameWords.isOrdinary(word) && NameRarity.surname(word) < COMMON)
            || NameWords.is(NameWords.Kind.THING, word));
  }

  private static boolean isSame(
      String text, NameToken before, NameToken next, String signs, boolean isLine) {
    return NameGap.signs(text, before, next).equals(signs)
        && isLine(text, before, next) == isLine
        && !NameGap.isDash(text, before, next);
  }

  private static boolean isLine(String text, NameToken before, NameToken next) {
    return next.start() - before.end() <= LONGEST
        && text.substring(before.end(), next.start()).indexOf('\n') >= 0;
  }

  /** Whether a word is a first name, as the items of such a list are. */
  private static boolean isItem(List<NameToken> tokens, int at) {
    NameToken token = tokens.get(at);
    return token.capital() && NameRarity.isForename(token.folded());
  }

  /**
   * Whether a forename is before the one, and a surname behind the other: Sam Jack – Taylor Reid.
   */
  private static boolean isOfTwoNames(String text, List<NameToken> tokens, int first, int to) {
    return first > 0
        && to + 1 < tokens.size()
        && isItem(tokens, first - 1)
        && isPlain(text, tokens.get(first - 1), tokens.get(first))
        && tokens.get(to + 1).capital()
        && NameRarity.isForename(tokens.get(to).folded())
        && isPlain(text, tokens.get(to), tokens.get(to + 1));
  }

  private static boolean isPlain(String text, NameToken before, NameToken next) {
    return NameGap.between(text, before, next) == NameGap.BLANK
        && NameGap.signs(text, before, next).isEmpty();
  }
}
