package org.invigilator.match;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the letters of a name and the words around it say of whether it is a pupil's. */
final class NameContext {
  private static final int LONGEST_HANDLE = 64;
  private static final int MOST_OTHER_LETTERS = 2;
  private static final int MOST_BETWEEN = 4;
  private static final int LAST_YEAR = 13;
  private static final Set<String> YEAR = Set.of("year", "yr", "y");

  /** What may be between a year and a name. */
  private static final Set<String> WITH_YEAR =
      Set.of(
          "pupil",
          "student",
          "boy",
          "girl",
          "child",
          "s",
          "captain",
          "prefect",
          "winner",
          "star",
          "runner",
          "artist",
          "player",
          "pupils",
          "students");

  private static final Set<String> BEFORE_YEAR = Set.of("of", "in", "from", "our");

  /** Behind a place, such as House or Cup, these make what a pupil is or did. */
  private static final Set<String> ROLES =
      Set.of(
          "captain",
          "captains",
          "council",
          "councillor",
          "monitor",
          "prefect",
          "ambassador",
          "ambassadors",
          "winner",
          "winners",
          "champion",
          "champions",
          "scholar",
          "leader",
          "leaders",
          "rep",
          "representative",
          "member",
          "star",
          "runner",
          "player");

  /** Before a name, these are what an adult is, so that someone decides. */
  private static final Set<String> ADULT_ROLES =
      Set.of(
          "nurse",
          "officer",
          "constable",
          "mayor",
          "governor",
          "author",
          "poet",
          "illustrator",
          "coach",
          "teacher",
          "headteacher",
          "head",
          "principal",
          "headmaster",
          "headmistress",
          "minister",
          "pc",
          "sgt",
          "mp",
          "vicar",
          "chef",
          "engineer",
          "tutor",
          "lecturer",
          "manager",
          "director",
          "founder",
          "journalist",
          "trustee",
          "judge",
          "inspector",
          "alumnus",
          "alumna",
          "parent",
          "mum",
          "dad",
          "grandad",
          "grandma",
          "husband",
          "wife");

  private static final Set<String> ADULT_LETTERS =
      Set.of("mp", "mbe", "obe", "cbe", "phd", "ba", "bsc", "msc", "qc", "kc", "frs");

  /** In small letters behind one of these, a name is a description. */
  private static final Set<String> ARTICLES =
      Set.of(
          "the", "a", "an", "our", "this", "that", "my", "your", "these", "those", "some", "any");

  private static final Set<NameSign> OTHER_NAME =
      EnumSet.of(NameSign.SHORT_FORM, NameSign.SPELLING, NameSign.OTHER_FORENAME);

  private NameContext() {}

  /** Whether the words between are middle names of the pupil, or their initials. */
  static boolean agrees(List<NameToken> tokens, int from, int to, RollIndex.Form form) {
    Set<String> firsts = RollIndex.name(form.pupil()).firsts().keySet();
    return tokens.subList(from + 1, to).stream()
        .map(NameToken::folded)
        .allMatch(
            word ->
                word.length() == 1
                    ? firsts.stream().anyMatch(first -> first.startsWith(word))
                    : firsts.contains(word)
                        || RollIndex.name(form.pupil()).lasts().keySet().stream()
                            .anyMatch(last -> last.contains(word)));
  }

  /** Whether a capital behind a dash makes a double surname that is not the pupil's. */
  private static boolean isLongerSurname(
      String text, NameToken surname, NameToken behind, RollIndex.Form form) {
    return NameGap.isDash(text, surname, behind)
        && surname.capital()
        && behind.capital()
        && behind.folded().length() > 2
        && RollIndex.name(form.pupil()).lasts().keySet().stream()
            .noneMatch(last -> last.contains(behind.folded()));
  }

  /** Whether a forename before another is joined to it, so that they are one longer forename. */
  private static boolean isJoinedForename(String text, NameToken before, NameToken next) {
    return (before.end() == next.start() && !NameWords.isOrdinary(before.folded())
            || NameGap.isDash(text, before, next))
        && NameRarity.isForename(before.folded());
  }

  /** Whether two words joined by a dash are one forename, such as Tommy-Lee, and no full name. */
  static boolean isDoubleForename(String text, NameToken first, NameToken second) {
    return NameGap.isDash(text, first, second)
        && NameRarity.isForename(first.folded())
        && NameRarity.isForename(second.folded());
  }

  /** Whether a name is written in two lines. */
  static boolean isOverLines(String text, NameToken first, NameToken last) {
    return text.substring(first.start(), last.end()).indexOf('\n') >= 0;
  }

  /**
   * Whether a school year is named beside a name, as in "Thomas of Year 5" or "Year 9 pupil
   * Thomas"; the year of a class that learns about someone is none.
   */
  static boolean hasSchoolYear(String text, List<NameToken> tokens, int from, int to) {
    int before = from - 1;
    if (before > 0 && WITH_YEAR.contains(tokens.get(before).folded())) {
      before--;
    }
    int behind = to + 1;
    if (behind < tokens.size() && BEFORE_YEAR.contains(tokens.get(behind).folded())) {
      behind++;
    }
    return isYear(text, tokens, before - 1, before, from)
        || isYear(text, tokens, behind, to, behind + 1);
  }

  /**
   * Whether two words are a school year, in one sentence with a name.
   *
   * @param at the first of the two words
   * @param from the first and
   * @param to the last word of the part that must be one sentence
   */
  private static boolean isYear(String text, List<NameToken> tokens, int at, int from, int to) {
    if (at < 0 || at + 1 >= tokens.size()) {
      return false;
    }
    for (int i = Math.max(1, from + 1); i <= Math.min(to, tokens.size() - 1); i++) {
      if (!isSameSentence(text, tokens, i)) {
        return false;
      }
    }
    return YEAR.contains(tokens.get(at).folded())
        && isSchoolYear(tokens.get(at + 1).folded())
        && tokens.get(at + 1).start() - tokens.get(at).end() <= 1;
  }

  private static boolean isSameSentence(String text, List<NameToken> tokens, int at) {
    int from = tokens.get(at - 1).end();
    int to = tokens.get(at).start();
    return to - from <= MOST_BETWEEN
        && text.substring(from, to).chars().noneMatch(c -> "\n.!?;".indexOf(c) >= 0);
  }

  private static boolean isSchoolYear(String word) {
    return word.length() <= 2
        && word.chars().allMatch(c -> c >= '0' && c <= '9')
        && Integer.parseInt(word) <= LAST_YEAR;
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

  /** How the case of the letters changes what a name says. */
  static double asWritten(
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
      return 0.97;
    }
    int ordinary =
        (NameWords.isOrdinary(first.folded()) ? 1 : 0)
            + (NameWords.isOrdinary(last.folded()) ? 1 : 0);
    if (first.capital() && last.capital()) {
      boolean isPhrase =
          NameWords.isCommonest(first.folded()) && NameWords.isCommonest(last.folded());
      if (to - from == 1 && (isPhrase || (ordinary == 2 && isLoud(text, tokens, from, to)))) {
        signs.add(NameSign.ORDINARY_WORDS);
        return isLoud(text, tokens, from, to) ? 0.4 : 0.9;
      }
      return 1;
    }
    if (from == to || isInTag) {
      return 1;
    }
    signs.add(NameSign.SMALL_LETTERS);
    if (from > 0 && ARTICLES.contains(tokens.get(from - 1).folded())) {
      return 0.3;
    }
    if (ordinary > 0) {
      signs.add(NameSign.ORDINARY_WORDS);
    }
    return ordinary == 2 ? 0.3 : ordinary == 1 ? 0.7 : 0.9;
  }

  /** Whether the words around are all in capitals, so that they do not make a name. */
  private static boolean isLoud(String text, List<NameToken> tokens, int from, int to) {
    int first = Math.max(0, from - 3);
    int last = Math.min(tokens.size() - 1, to + 3);
    return text.substring(tokens.get(first).start(), tokens.get(last).end())
        .chars()
        .noneMatch(Character::isLowerCase);
  }

  /**
   * Whether a place or an organisation behind a name is a pupil's part in the school, such as House
   * Captain, or no place at all, such as Lane 4.
   */
  private static boolean isRole(List<NameToken> tokens, int at) {
    String place = tokens.get(at).folded();
    String next = at + 1 < tokens.size() ? tokens.get(at + 1).folded() : "";
    String after = at + 2 < tokens.size() ? tokens.get(at + 2).folded() : "";
    boolean isNumber = !next.isEmpty() && next.chars().allMatch(Character::isDigit);
    return ROLES.contains(next)
        || (!isNumber && ROLES.contains(after))
        || (isNumber && place.equals("lane"))
        || (place.equals("way") && next.equals("to"))
        || (place.equals("hall") && next.equals("of"));
  }

  /** What the words on both sides say of the name. */
  static double around(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      RollIndex.Form form,
      EnumSet<NameSign> signs) {
    double factor = 1;
    if (from > 0) {
      NameToken before = tokens.get(from - 1);
      NameGap gap = NameGap.between(text, before, tokens.get(from));
      boolean isTitled =
          tokens.get(from).start() - before.end() <= 2
              && text.charAt(before.end()) != ','
              && (NameWords.is(NameWords.Kind.HONORIFIC, before.folded())
                  || (before.folded().equals("miss") && before.capital()));
      if (!isTitled && gap == NameGap.BLANK && ADULT_ROLES.contains(before.folded())) {
        signs.add(NameSign.ADULT);
        factor *= 0.85;
      }
      if (isTitled) {
        signs.add(NameSign.ADULT);
        factor *= 0.3;
      } else if (isJoinedForename(text, before, tokens.get(from))
          && !RollIndex.name(form.pupil()).firsts().containsKey(before.folded())) {
        signs.add(NameSign.LONGER_NAME);
        factor *= 0.3;
      } else if (gap == NameGap.BLANK
          && before.capital()
          && tokens.get(from).capital()
          && before.folded().length() > 1
          && NameRarity.isForename(before.folded())
          && !NameWords.isOrdinary(before.folded())
          && !RollIndex.name(form.pupil()).firsts().containsKey(before.folded())
          && !signs.contains(NameSign.SHARED_SURNAME)) {
        signs.add(NameSign.LONGER_NAME);
        factor *= 0.4;
      }
    }
    if (to + 1 < tokens.size()) {
      NameToken behind = tokens.get(to + 1);
      NameGap gap = NameGap.between(text, tokens.get(to), behind);
      boolean isAnd =
          gap == NameGap.AMPERSAND || (gap == NameGap.BLANK && behind.folded().equals("and"));
      NameToken second = to + 2 < tokens.size() ? tokens.get(to + 2) : behind;
      boolean isFamily =
          NameWords.is(NameWords.Kind.FAMILY, behind.folded())
              || (isAnd && NameWords.is(NameWords.Kind.FAMILY, second.folded()));
      if (isFamily && gap != NameGap.BREAK && gap != NameGap.LINE) {
        signs.add(NameSign.ADULT);
        factor *= 0.4;
      } else if (!signs.contains(NameSign.SURNAME_FIRST)
          && isLongerSurname(text, tokens.get(to), behind, form)) {
        // What follows may also be no name, so someone decides.
        signs.add(NameSign.LONGER_NAME);
        factor *= 0.6;
      } else if (gap == NameGap.BLANK && behind.capital()) {
        if (ADULT_LETTERS.contains(behind.folded())) {
          signs.add(NameSign.ADULT);
          factor *= 0.85;
        } else if (NameWords.is(NameWords.Kind.ORGANISATION, behind.folded())
            || NameWords.is(NameWords.Kind.PLACE, behind.folded())) {
          boolean isOfPupil = isRole(tokens, to + 1);
          if (!isOfPupil) {
            signs.add(NameSign.ORGANISATION);
          }
          factor *= isOfPupil ? 0.9 : 0.4;
        } else if (NameWords.is(NameWords.Kind.SHOW, behind.folded())) {
          signs.add(NameSign.ORGANISATION);
          factor *= 0.6;
        } else if (NameRarity.isSurname(behind.folded())
            && !NameWords.isOrdinary(behind.folded())
            && !RollIndex.name(form.pupil()).lasts().containsKey(behind.folded())
            && !signs.contains(NameSign.SURNAME_FIRST)) {
          signs.add(NameSign.LONGER_NAME);
          factor *= NameRarity.isForename(behind.folded()) ? 0.85 : 0.7;
        }
      }
    }
    return factor;
  }
}
