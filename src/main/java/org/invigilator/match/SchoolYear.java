package org.invigilator.match;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A school year beside a name, which speaks for a pupil. */
final class SchoolYear {
  private static final int LAST_YEAR = 13;
  private static final int MOST_BETWEEN = 4;

  /** Parts of a year that a teacher may have. */
  private static final Set<String> PARTS = Set.of("class", "form", "group", "pastoral");

  private static final Set<String> TEACHES = Set.of("teach", "teaches", "teaching", "taught");

  /** No time, weight or distance, such as 9am, 5K or 10KM. */
  private static final Pattern CLASS =
      Pattern.compile(
          "(?:[Yy](?:[Rr])?)(?:1[0-3]|[1-9])|(?:1[0-3]|[1-9])(?!KM?$|AM$|PM$)[A-Z][A-Za-z]{0,2}");

  private SchoolYear() {}

  /**
   * Whether a school year is named beside a name, as in "Thomas of Year 5" or "Year 9 pupil
   * Thomas"; the year of a class that learns about someone is none, nor is that of a teacher or a
   * parent, as in "Head of Year 9" or "Year 4 teacher".
   */
  static boolean isBeside(String text, List<NameToken> tokens, int from, int to) {
    int before = from - 1;
    if (before > 0 && NameWords.is(NameWords.Kind.WITH_YEAR, tokens.get(before).folded())) {
      before--;
    }
    int behind = to + 1;
    if (behind < tokens.size()
        && NameWords.is(NameWords.Kind.BEFORE_YEAR, tokens.get(behind).folded())) {
      behind++;
    }
    return (isBefore(text, tokens, before, from) && !isOfAdult(tokens, before - 2))
        || (isBehind(text, tokens, to, behind) && !isOfAdult(text, tokens, behind + 1));
  }

  /** Whether a school year is beside a name and is that of a teacher, a parent or a visitor. */
  static boolean isOfAdult(String text, List<NameToken> tokens, int from, int to) {
    return (isBefore(text, tokens, from - 1, from) && isOfAdult(tokens, from - 3))
        || (isBehind(text, tokens, to, to + 1) && isOfAdult(text, tokens, to + 2));
  }

  private static boolean isBefore(String text, List<NameToken> tokens, int before, int from) {
    return isYear(text, tokens, before - 1, before, from)
        || isClass(text, tokens, before - 1, before, from);
  }

  private static boolean isBehind(String text, List<NameToken> tokens, int to, int behind) {
    return isYear(text, tokens, behind, to, behind + 1)
        || isClass(text, tokens, behind, to, behind);
  }

  /** Whether the word before a year says that an adult has to do with it, as in "Head of Year". */
  private static boolean isOfAdult(List<NameToken> tokens, int at) {
    if (at < 0) {
      return false;
    }
    String word = tokens.get(at).folded();
    boolean isOf = word.equals("of") || word.equals("for");
    return TEACHES.contains(word)
        || (isOf && at > 0 && NameWords.is(NameWords.Kind.ADULT_ROLE, tokens.get(at - 1).folded()));
  }

  /**
   * Whether the words behind a year say the same, as in "Year 4 teacher" and "Year 9 loved it".
   *
   * @param last the last word of the year
   */
  private static boolean isOfAdult(String text, List<NameToken> tokens, int last) {
    if (last + 1 >= tokens.size()
        || NameGap.between(text, tokens.get(last), tokens.get(last + 1)) != NameGap.BLANK) {
      return false;
    }
    String word = tokens.get(last + 1).folded();
    boolean isPart = PARTS.contains(word) && last + 2 < tokens.size();
    String said = isPart ? tokens.get(last + 2).folded() : word;
    return NameWords.is(NameWords.Kind.AFTER_YEAR, said);
  }

  /** Whether a word or two are a class beside a name: 9B, Y9 or 10Xa. */
  private static boolean isClass(String text, List<NameToken> tokens, int at, int from, int to) {
    if (at < 0 || at + 1 >= tokens.size() || !areOneSentence(text, tokens, from, to)) {
      return false;
    }
    NameToken one = tokens.get(at);
    NameToken next = tokens.get(at + 1);
    String mark = text.substring(one.start(), next.end());
    return one.end() == next.start() && CLASS.matcher(mark).matches();
  }

  /**
   * Whether two words are a school year, in one sentence with a name.
   *
   * @param at the first of the two words
   * @param from the first and
   * @param to the last word of the part that must be one sentence
   */
  private static boolean isYear(String text, List<NameToken> tokens, int at, int from, int to) {
    if (at < 0 || at + 1 >= tokens.size() || !areOneSentence(text, tokens, from, to)) {
      return false;
    }
    return NameWords.is(NameWords.Kind.YEAR, tokens.get(at).folded())
        && isNumber(tokens.get(at + 1).folded())
        && tokens.get(at + 1).start() - tokens.get(at).end() <= 1;
  }

  /** Whether the words behind one up to another go on with its sentence. */
  private static boolean areOneSentence(String text, List<NameToken> tokens, int from, int to) {
    for (int i = Math.max(1, from + 1); i <= Math.min(to, tokens.size() - 1); i++) {
      if (!isSameSentence(text, tokens, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameSentence(String text, List<NameToken> tokens, int at) {
    int from = tokens.get(at - 1).end();
    int to = tokens.get(at).start();
    return to - from <= MOST_BETWEEN
        && text.substring(from, to).chars().noneMatch(c -> "\n.!?;".indexOf(c) >= 0);
  }

  private static boolean isNumber(String word) {
    return word.length() <= 2
        && word.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(word) <= LAST_YEAR;
  }
}
