package org.invigilator.match;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the words around a name say of whether it is a pupil's. It is long because each thing that
 * they may say is one short method over the same words.
 */
final class NameContext {
  private static final List<String> VERB_ENDINGS = List.of("s", "ed", "ing");

  /** Before "miss", that it is no title; of "don't" and "we'll" the apostrophe is no letter. */
  private static final Set<String> MISSES =
      Set.of("dont", "t", "not", "never", "ll", "well", "will", "youll", "shall", "to", "cant");

  private static final Set<String> RANKS =
      Set.of("pte", "cpl", "lcpl", "sgt", "capt", "maj", "flt", "lt", "lieut", "gnr", "spr");

  /** Behind a word for an activity, what a pupil got or did: "Ann Lee Sports Award". */
  private static final Set<String> AWARDS =
      Set.of(
          "award", "prize", "medal", "certificate", "day", "trip", "legend", "champion", "badge");

  private static final Set<String> OF_FUNDS =
      Set.of("memorial", "foundation", "trust", "charity", "fund", "hospice", "trophy", "cup");

  /** Months that are names too. */
  private static final Set<String> MONTHS = Set.of("may", "june", "april", "august", "march");

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

  /** Whether two words joined by a dash are one forename, such as Tommy-Lee, and no full name. */
  static boolean isDoubleForename(String text, NameToken first, NameToken second) {
    return NameGap.isDash(text, first, second)
        && NameRarity.isForename(first.folded())
        && NameRarity.isForename(second.folded());
  }

  /** Whether a name is written in two lines, or in two cells with a line between them. */
  static boolean isOverLines(String text, NameToken first, NameToken last) {
    String name = text.substring(first.start(), last.end());
    return name.indexOf('\n') >= 0 || name.indexOf('|') >= 0;
  }

  /**
   * How sure it is after the words on both sides of the name. Words that speak of an adult never
   * hide a match, for a pupil may write a novel.
   *
   * @param confidence how sure it is without them
   */
  static double around(
      String text,
      List<NameToken> tokens,
      int from,
      int to,
      RollIndex.Form form,
      EnumSet<NameSign> signs,
      RollIndex roll,
      double confidence) {
    boolean isPupil = SchoolYear.isBeside(text, tokens, from, to);
    double beside =
        (from == 0 ? 1 : before(text, tokens, from, form, isPupil, signs))
            * (to + 1 == tokens.size() ? 1 : behind(text, tokens, to, form, isPupil, signs));
    double adult =
        from == to
            ? 1
            : isPupil
                ? AdultContext.besideYear(text, tokens, from, to)
                : AdultContext.factor(text, tokens, from, to, roll);
    if (adult < 1) {
      signs.add(NameSign.ADULT);
    }
    double thing = isPupil || from == to ? 1 : asThing(text, tokens, from, to);
    if (thing < 1) {
      signs.add(NameSign.ORDINARY_WORDS);
    }
    boolean isOther =
        from != to
            && (isPupil
                ? OtherPlace.isOtherSchool(text, tokens, to, roll)
                : OtherPlace.isNamed(text, tokens, from, to, roll));
    double other = isOther ? 0.94 : 1;
    if (other < 1) {
      signs.add(NameSign.OTHER_PLACE);
    }
    double sure = confidence * beside;
    double weighed = sure * Math.min(adult, Math.min(thing, other));
    return sure >= Tier.POSSIBLE.from() ? Math.max(weighed, Tier.POSSIBLE.from()) : weighed;
  }

  /** How much the name may be that of a place, a day or an event, such as Hope Valley. */
  private static double asThing(String text, List<NameToken> tokens, int from, int to) {
    String surname = tokens.get(to).folded();
    if (to - from == 1 && isDate(text, tokens, to)) {
      return 0.75;
    }
    if (to - from != 1 || !NameWords.is(NameWords.Kind.THING, surname)) {
      return 1;
    }
    boolean isWhere =
        from > 0
            && NameWords.is(NameWords.Kind.WHERE, tokens.get(from - 1).folded())
            && isJoined(text, tokens.get(from - 1), tokens.get(from));
    boolean isEvent =
        to + 1 < tokens.size()
            && NameWords.is(NameWords.Kind.EVENT, tokens.get(to + 1).folded())
            && isJoined(text, tokens.get(to), tokens.get(to + 1));
    String forename = tokens.get(from).folded();
    boolean isWord =
        NameWords.isOrdinary(forename) || NameWords.is(NameWords.Kind.NATURE, forename);
    boolean isArticle =
        from > 0
            && tokens.get(from - 1).folded().equals("the")
            && isJoined(text, tokens.get(from - 1), tokens.get(from));
    if (isWhere || isEvent || isArticle) {
      return 0.75;
    }
    return isWord ? 0.94 : 1;
  }

  /** Whether a month and its year are behind a place: "to Georgia, May 2027". */
  private static boolean isDate(String text, List<NameToken> tokens, int at) {
    return MONTHS.contains(tokens.get(at).folded())
        && at + 1 < tokens.size()
        && tokens.get(at + 1).folded().matches("20\\d\\d")
        && isJoined(text, tokens.get(at), tokens.get(at + 1));
  }

  /** Whether two words are parts of one phrase, also where a hashtag has no blank between them. */
  private static boolean isJoined(String text, NameToken before, NameToken next) {
    return before.end() == next.start() || NameGap.between(text, before, next) == NameGap.BLANK;
  }

  private static double before(
      String text,
      List<NameToken> tokens,
      int from,
      RollIndex.Form form,
      boolean isPupil,
      EnumSet<NameSign> signs) {
    NameToken before = tokens.get(from - 1);
    NameToken first = tokens.get(from);
    boolean isBlank =
        NameGap.between(text, before, first) == NameGap.BLANK
            && NameGap.signs(text, before, first).isEmpty();
    if (isTitle(text, before, first) && !isMissed(tokens, from - 1)) {
      signs.add(NameSign.ADULT);
      // A cadet has a rank too.
      return isPupil || RANKS.contains(before.folded()) ? 0.6 : 0.3;
    }
    double factor = 1;
    if (RollIndex.name(form.pupil()).firsts().containsKey(before.folded())) {
      return factor;
    }
    if (isJoinedForename(text, before, first)) {
      signs.add(NameSign.LONGER_NAME);
      return factor * 0.3;
    }
    if (isBlank
        && !before.isPossessive(text)
        && before.capital()
        && first.capital()
        && before.folded().length() > 1
        && NameRarity.isForename(before.folded())
        && !NameWords.isOrdinary(before.folded())
        && !signs.contains(NameSign.SHARED_SURNAME)) {
      signs.add(NameSign.LONGER_NAME);
      return factor * 0.4;
    }
    return factor;
  }

  private static boolean isTitle(String text, NameToken before, NameToken first) {
    return first.start() - before.end() <= 2
        && ",!?:;\"”".indexOf(text.charAt(before.end())) < 0
        && (NameWords.is(NameWords.Kind.HONORIFIC, before.folded())
            || (before.folded().equals("miss") && before.capital()));
  }

  /** Whether "miss" is what is done and no title, as in "Don't Miss Keziah Thornbury". */
  private static boolean isMissed(List<NameToken> tokens, int at) {
    return at > 0
        && tokens.get(at).folded().equals("miss")
        && MISSES.contains(tokens.get(at - 1).folded());
  }

  private static double behind(
      String text,
      List<NameToken> tokens,
      int to,
      RollIndex.Form form,
      boolean isPupil,
      EnumSet<NameSign> signs) {
    NameToken last = tokens.get(to);
    NameToken behind = tokens.get(to + 1);
    NameGap gap = NameGap.between(text, last, behind);
    if (gap != NameGap.BREAK && gap != NameGap.LINE && isFamily(tokens, to + 1, gap)) {
      signs.add(NameSign.ADULT);
      // "Keziah Thornbury and family" may be a pupil's; "the Keziah Thornbury family" is no one.
      return NameWords.is(NameWords.Kind.FAMILY, behind.folded()) ? 0.4 : 0.75;
    }
    boolean isSurnameLast = !signs.contains(NameSign.SURNAME_FIRST);
    if (isSurnameLast && isLongerSurname(text, last, behind, form)) {
      // What follows may also be no name, so someone decides.
      signs.add(NameSign.LONGER_NAME);
      return 0.6;
    }
    if (NameGap.isDash(text, last, behind) && last.capital() && !behind.capital()) {
      // "Ivy Cross-curricular" is no one.
      signs.add(NameSign.LONGER_NAME);
      return 0.75;
    }
    if (gap != NameGap.BLANK || !behind.capital() || !NameGap.signs(text, last, behind).isEmpty()) {
      return 1;
    }
    boolean isJoinedLetters =
        to + 2 < tokens.size()
            && tokens.get(to + 2).start() == behind.end()
            && NameWords.is(NameWords.Kind.LETTERS, behind.folded() + tokens.get(to + 2).folded());
    if (isJoinedLetters || NameWords.is(NameWords.Kind.LETTERS, behind.folded())) {
      signs.add(NameSign.ADULT);
      return 0.75;
    }
    if (NameWords.is(NameWords.Kind.ORGANISATION, behind.folded())
        || NameWords.is(NameWords.Kind.PLACE, behind.folded())) {
      if (isRole(tokens, to + 1)) {
        return 0.9;
      }
      signs.add(NameSign.ORGANISATION);
      return isPupil
          ? 0.85
          : isAwarded(text, tokens, to + 1) ? 0.75 : isWon(tokens, to + 1) ? 0.6 : 0.4;
    }
    if (NameWords.is(NameWords.Kind.SHOW, behind.folded())) {
      signs.add(NameSign.ORGANISATION);
      return 0.6;
    }
    if (!isSurnameLast || RollIndex.name(form.pupil()).lasts().containsKey(behind.folded())) {
      return 1;
    }
    if (NameRarity.isSurname(behind.folded()) && !NameWords.isOrdinary(behind.folded())) {
      signs.add(NameSign.LONGER_NAME);
      return NameRarity.isForename(behind.folded()) ? 0.85 : 0.7;
    }
    if (mayEndAName(text, tokens, to + 1)) {
      signs.add(NameSign.LONGER_NAME);
      return 0.85;
    }
    return 1;
  }

  /**
   * Whether a capital word behind a name may be the end of it although no table has it: nothing
   * else with a capital follows, as it does in headlines, and it has no ending of a verb.
   */
  private static boolean mayEndAName(String text, List<NameToken> tokens, int at) {
    String word = tokens.get(at).folded();
    boolean isInHeadline =
        at + 1 < tokens.size()
            && tokens.get(at + 1).capital()
            && NameGap.between(text, tokens.get(at), tokens.get(at + 1)) == NameGap.BLANK;
    return !isInHeadline
        && word.length() > 3
        && !NameWords.isOrdinary(word)
        && !NameCase.isLoud(text, tokens, at, at)
        && !NameWords.isOfSchools(word)
        && VERB_ENDINGS.stream().noneMatch(word::endsWith);
  }

  /** Whether a word or two make the name a family's, such as "family" or "and family". */
  private static boolean isFamily(List<NameToken> tokens, int at, NameGap gap) {
    String word = tokens.get(at).folded();
    boolean isAnd = gap == NameGap.AMPERSAND || (gap == NameGap.BLANK && word.equals("and"));
    return NameWords.is(NameWords.Kind.FAMILY, word)
        || (isAnd
            && at + 1 < tokens.size()
            && NameWords.is(NameWords.Kind.FAMILY, tokens.get(at + 1).folded()));
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

  /** Whether an award for an activity is behind a name, and not a fund that has the name. */
  private static boolean isAwarded(String text, List<NameToken> tokens, int at) {
    if (OF_FUNDS.contains(tokens.get(at).folded())) {
      return false;
    }
    for (int i = at + 1; i < Math.min(tokens.size(), at + 3); i++) {
      if (NameGap.between(text, tokens.get(i - 1), tokens.get(i)) != NameGap.BLANK) {
        return false;
      }
      if (AWARDS.contains(tokens.get(i).folded())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a pupil got or is at what is behind the name, as in Prize for Art or Court 3. */
  private static boolean isWon(List<NameToken> tokens, int at) {
    String next = at + 1 < tokens.size() ? tokens.get(at + 1).folded() : "";
    return NameWords.is(NameWords.Kind.WON, tokens.get(at).folded())
        && (next.equals("for") || (!next.isEmpty() && next.chars().allMatch(Character::isDigit)));
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
    return NameWords.is(NameWords.Kind.ROLE, next)
        || (!isNumber && NameWords.is(NameWords.Kind.ROLE, after))
        || (isNumber && place.equals("lane"))
        || (place.equals("way") && next.equals("to"))
        || (place.equals("team") && next.equals("of"))
        || (place.equals("hall") && next.equals("of"));
  }
}
