package org.invigilator.match;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the letters of a name say: capitals, small letters, hashtags, handles and addresses. */
final class NameCase {
  private static final int LONGEST_HANDLE = 64;
  private static final int MOST_OTHER_LETTERS = 2;
  private static final Set<NameSign> OTHER_NAME =
      EnumSet.of(NameSign.SHORT_FORM, NameSign.SPELLING, NameSign.OTHER_FORENAME);

  private NameCase() {}

  /** How the case of the letters changes what a name says. */
  static double confidence(
      String text, List<NameToken> tokens, int from, int to, EnumSet<NameSign> signs) {
    NameToken first = tokens.get(from);
    NameToken last = tokens.get(to);
    if (from != to && isInHandle(text, first)) {
      signs.add(NameSign.HANDLE);
      return inHandle(text, first, last);
    }
    if (signs.stream().anyMatch(OTHER_NAME::contains) && isInAddress(text, last)) {
      return 0.4;
    }
    boolean isInTag = first.start() > 0 && "#/".indexOf(text.charAt(first.start() - 1)) >= 0;
    if (from != to && isInTag && first.capital() && last.capital()) {
      signs.add(NameSign.JOINED);
      return isOfThings(first, last) || isPhrase(first, last) ? 0.9 : 0.97;
    }
    int ordinary =
        (NameWords.isOrdinary(first.folded()) ? 1 : 0)
            + (NameWords.isOrdinary(last.folded()) ? 1 : 0);
    if (first.capital() && last.capital()) {
      if (to - from == 1
          && (isPhrase(first, last) || (ordinary == 2 && isLoud(text, tokens, from, to)))) {
        signs.add(NameSign.ORDINARY_WORDS);
        return isLoud(text, tokens, from, to) ? 0.4 : 0.9;
      }
      return 1;
    }
    if (from != to && isInTag) {
      return isOfThings(first, last) ? 0.75 : 1;
    }
    if (from == to) {
      return 1;
    }
    signs.add(NameSign.SMALL_LETTERS);
    if (from > 0 && NameWords.is(NameWords.Kind.ARTICLE, tokens.get(from - 1).folded())) {
      return 0.3;
    }
    if (ordinary > 0) {
      signs.add(NameSign.ORDINARY_WORDS);
    }
    return ordinary == 2 ? 0.3 : ordinary == 1 ? 0.7 : 0.9;
  }

  /** Whether both words are so common that they may be no name although they have capitals. */
  private static boolean isPhrase(NameToken first, NameToken last) {
    return NameWords.isCommonest(first.folded()) && NameWords.isCommonest(last.folded());
  }

  /** Whether a name may be that of a place or a day, such as Poppy Day. */
  private static boolean isOfThings(NameToken first, NameToken last) {
    return (NameWords.isOrdinary(first.folded())
            || NameWords.is(NameWords.Kind.NATURE, first.folded()))
        && NameWords.is(NameWords.Kind.THING, last.folded());
  }

  /** Whether the words around are all in capitals, so that they do not make a name. */
  static boolean isLoud(String text, List<NameToken> tokens, int from, int to) {
    int first = Math.max(0, from - 3);
    int last = Math.min(tokens.size() - 1, to + 3);
    return text.substring(tokens.get(first).start(), tokens.get(last).end())
        .chars()
        .noneMatch(Character::isLowerCase);
  }

  /** Whether a word is in the first half of an e-mail address. */
  private static boolean isInAddress(String text, NameToken token) {
    int to = token.end();
    int most = Math.min(text.length(), to + LONGEST_HANDLE);
    while (to < most && (isOfHandle(text.charAt(to)) || text.charAt(to) == '-')) {
      to++;
    }
    return to + 1 < text.length()
        && text.charAt(to) == '@'
        && Character.isLetterOrDigit(text.charAt(to + 1));
  }

  /** Whether a word is part of a handle with an @ before it. */
  static boolean isInHandle(String text, NameToken token) {
    int at = token.start() - 1;
    int least = Math.max(0, at - LONGEST_HANDLE);
    while (at >= least && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at--;
    }
    return at >= 0 && text.charAt(at) == '@';
  }

  /** What a name in a handle says: little, and less where the handle has further words. */
  static double inHandle(String text, NameToken first, NameToken last) {
    int from = first.start();
    int least = Math.max(0, from - LONGEST_HANDLE);
    while (from > least && isOfHandle(text.charAt(from - 1))) {
      from--;
    }
    int to = last.end();
    int most = Math.min(text.length(), to + LONGEST_HANDLE);
    while (to < most && isOfHandle(text.charAt(to))) {
      to++;
    }
    long letters =
        (text.substring(from, first.start()) + text.substring(last.end(), to))
            .chars()
            .filter(Character::isLetter)
            .count();
    return letters > MOST_OTHER_LETTERS ? 0.45 : 0.6;
  }

  private static boolean isOfHandle(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }
}
