package org.invigilator.match;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What the words around a full name say of an adult: an office or a trade beside it, a former
 * pupil, someone remembered, a year long ago. It lowers how sure a match is and never hides one,
 * for pupils play parts, win offices for a day and write about history. It is long because each way
 * of saying so is one short method over the same words.
 */
final class AdultContext {
  /** A role or a former pupil: someone decides, and hardly for a pupil. */
  static final double OF_ADULT = 0.75;

  /** A year long ago or an age: it may also be what a pupil wrote about. */
  static final double OF_THE_PAST = 0.85;

  /** Of someone whose year is named, who hardly is an adult. */
  private static final double OF_VISITOR = 0.92;

  private static final int LIVING = 1930;
  private static final int WORDS_BEFORE = 5;
  private static final int MOST_BLANKS = 5;
  private static final int WORDS_BEHIND = 4;
  private static final int MOST_WORDS_OF_LIST = 24;
  private static final int WORDS_TO_A_YEAR = 12;
  private static final int FIRST_YEAR = 1000;
  private static final int LAST_YEAR = 2004;

  /** Whoever left in this year or before it is an adult, even after primary school. */
  private static final int LAST_OF_LEAVERS = 2018;

  private static final int OLDEST_PUPIL = 19;
  private static final int OLDEST = 110;

  private static final Set<String> FORMER = Set.of("former", "ex", "old", "past", "late");
  private static final Set<String> PUPIL =
      Set.of("pupil", "student", "boy", "girl", "prefect", "pupils", "students");
  private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "mx", "dr");

  private static final Set<String> AGED = Set.of("age", "aged");

  /** Behind a name, what only adults do. */
  private static final Set<String> WORKED = Set.of("retires", "retiring");

  /** Behind a name and "has", the same; pupils teach younger ones for a day. */
  private static final Set<String> HAS_WORKED = Set.of("retired", "taught", "worked");

  private static final Set<String> REMEMBERED =
      Set.of("memory", "memoriam", "legacy", "death", "loss", "passing");
  private static final Set<String> OURS =
      Set.of("our", "the", "a", "an", "new", "local", "former", "head", "his", "her", "their");

  /** Words after which a role is that of someone else. */
  private static final Set<String> OF_OTHERS =
      Set.of(
          "by", "to", "with", "from", "and", "as", "at", "for", "in", "on", "my", "their", "his",
          "her", "whose", "said", "thanks", "thank", "told", "will", "won", "is");

  /** Offices that pupils have in their own councils, clubs and debates. */
  /** Behind the name of a country or a club, that of a grown-up player. */
  private static final Set<String> PLAYERS =
      Set.of(
          "star",
          "netballer",
          "swimmer",
          "footballer",
          "cricketer",
          "boxer",
          "gymnast",
          "cyclist",
          "athlete",
          "striker",
          "legend",
          "sprinter",
          "rower",
          "winger");

  /** Before the name of whoever took the picture. */
  private static final Set<String> CAMERAS = Set.of("\uD83D\uDCF7", "\uD83D\uDCF8", "\u00a9");

  private AdultContext() {}

  /**
   * A factor of at most 1 for a name from one word to another.
   *
   * @param roll knows the words in the names of the pupils' own schools
   */
  static double factor(String text, List<NameToken> tokens, int from, int to, RollIndex roll) {
    if (isBefore(text, tokens, from, roll)
        || isBehind(text, tokens, to)
        || AdultSentence.isOfAdult(text, tokens, from, to)
        || isOfAge(text, tokens, from, to)
        || SchoolYear.isOfAdult(text, tokens, from, to)
        || hasLeft(text, tokens, from, to)) {
      return OF_ADULT;
    }
    return isOfThePast(text, tokens, from, to) || AdultSentence.isVisitor(text, tokens, from, to)
        ? OF_THE_PAST
        : 1;
  }

  /**
   * A factor of at most 1 for a name beside which a school year is: it may be that of whom a
   * visitor speaks to, or a class of long ago.
   */
  static double besideYear(String text, List<NameToken> tokens, int from, int to) {
    boolean isRole =
        from > 0
            && is(NameWords.Kind.ADULT_ROLE, tokens.get(from - 1))
            && !PupilOffice.isOfPupils(tokens, from - 1)
            && NameGap.between(text, tokens.get(from - 1), tokens.get(from)) == NameGap.BLANK
            && !(to + 1 < tokens.size()
                && NameGap.signs(text, tokens.get(to), tokens.get(to + 1)).equals("("));
    boolean isLongAgo = false;
    for (int at = to + 1; at < Math.min(tokens.size(), to + 5); at++) {
      isLongAgo |= AdultSentence.number(tokens.get(at)) > LIVING && isYear(text, tokens.get(at));
    }
    boolean isListed = AdultSentence.isUnderHeading(text, tokens, from);
    return isRole || isLongAgo || isListed ? OF_VISITOR : 1;
  }

  private static boolean isBefore(String text, List<NameToken> tokens, int from, RollIndex roll) {
    if (isBehindACamera(text, tokens.get(from).start())) {
      return true;
    }
    if (from == 0) {
      return false;
    }
    NameToken before = tokens.get(from - 1);
    boolean isBe =
        before.folded().equals("is")
            && from > 1
            && is(NameWords.Kind.ADULT_ROLE, tokens.get(from - 2))
            && isOurs(text, tokens, from - 2)
            && !PupilOffice.isOfPupils(tokens, from - 2);
    if (isBe) {
      return true;
    }
    if (NameGap.signs(text, before, tokens.get(from)).equals(":")) {
      return !PupilOffice.isOfPupils(tokens, from - 1)
          && !PupilOffice.isHeld(text, tokens, from - 1)
          && (is(NameWords.Kind.CREDIT, before) || is(NameWords.Kind.ADULT_ROLE, before));
    }
    if (isOneOfSeveral(text, tokens, from)) {
      return true;
    }
    NameGap gap = NameGap.between(text, before, tokens.get(from));
    if (gap != NameGap.BLANK && gap != NameGap.COMMA) {
      return false;
    }
    int role = role(text, tokens, from - 1, gap == NameGap.COMMA, roll);
    if (role < 0
        || before.isPossessive(text)
        || PupilOffice.isOfPupils(tokens, role)
        || PupilOffice.isHeld(text, tokens, role)) {
      return false;
    }
    return gap == NameGap.BLANK || isOurs(text, tokens, role);
  }

  /** Whether the names before one are those of several adults: "Governors: Ann Lee, Bo Day". */
  private static boolean isOneOfSeveral(String text, List<NameToken> tokens, int from) {
    int at = from;
    for (int words = 0; words < MOST_WORDS_OF_LIST && at > 0; words++) {
      NameToken before = tokens.get(at - 1);
      String signs = NameGap.signs(text, before, tokens.get(at));
      boolean isRole = is(NameWords.Kind.ADULT_ROLE, before) && NameWords.isPlural(before.folded());
      if (isRole && !before.isPossessive(text)) {
        return !PupilOffice.isOfPupils(tokens, at - 1) && (signs.isEmpty() || signs.equals(":"));
      }
      boolean isOfList =
          signs.isEmpty() || signs.equals(",") || signs.equals("&") || signs.equals("+");
      if (!isOfList || !(before.capital() || before.folded().equals("and"))) {
        return false;
      }
      at--;
    }
    return false;
  }

  /** Whether only a camera and blanks are before a name, as before that of a photographer. */
  private static boolean isBehindACamera(String text, int start) {
    int at = start;
    while (at > 0 && start - at < MOST_BLANKS && text.charAt(at - 1) <= ' ') {
      at--;
    }
    int end = at;
    return CAMERAS.stream().anyMatch(sign -> text.startsWith(sign, end - sign.length()));
  }

  /** Where the role is that the words up to one name, such as "head of music"; negative if none. */
  private static int role(
      String text, List<NameToken> tokens, int last, boolean isApart, RollIndex roll) {
    boolean isOfTeam =
        last > 0
            && PLAYERS.contains(tokens.get(last).folded())
            && tokens.get(last - 1).capital()
            && isOnePhrase(text, tokens.get(last - 1), tokens.get(last))
            && !NameWords.isOfSchools(tokens.get(last - 1).folded())
            && !NameWords.isOrdinary(tokens.get(last - 1).folded())
            && !OtherPlace.isSchool(tokens.get(last - 1).folded())
            && !roll.isOwnPlace(tokens.get(last - 1).folded());
    if (isOfTeam) {
      return last - 1;
    }
    if (PupilOffice.isForATime(tokens, last)) {
      return -1;
    }
    if (is(NameWords.Kind.ADULT_ROLE, tokens.get(last))) {
      return last;
    }
    for (int at = last; at > Math.max(0, last - WORDS_BEFORE); at--) {
      if (!isOnePhrase(text, tokens.get(at - 1), tokens.get(at))) {
        return -1;
      }
      String word = tokens.get(at).folded();
      NameToken before = tokens.get(at - 1);
      boolean isFormer = PUPIL.contains(word) && at == last && FORMER.contains(before.folded());
      if (isFormer || Set.of("former", "ex").contains(before.folded())) {
        return at - 1;
      }
      if (word.equals("of") && at == last && REMEMBERED.contains(before.folded())) {
        return at - 1;
      }
      boolean isOfSomething =
          word.equals("of") || (isApart && Set.of("at", "from", "for").contains(word));
      if (isOfSomething && at < last && is(NameWords.Kind.ADULT_ROLE, before)) {
        return at - 1;
      }
    }
    return -1;
  }

  /** Whether the role is introduced, as in "our school nurse". */
  private static boolean isOurs(String text, List<NameToken> tokens, int role) {
    for (int at = role; at >= Math.max(0, role - WORDS_BEFORE + 1); at--) {
      if (at < role && NameGap.between(text, tokens.get(at), tokens.get(at + 1)) != NameGap.BLANK) {
        return false;
      }
      if (OURS.contains(tokens.get(at).folded())
          || (at < role && tokens.get(at).isPossessive(text))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an adult's age is beside a name: "38-year-old Ann Lee", "Ann Lee aged 38". */
  private static boolean isOfAge(String text, List<NameToken> tokens, int from, int to) {
    boolean isAged =
        to + 2 < tokens.size()
            && AGED.contains(tokens.get(to + 1).folded())
            && NameGap.between(text, tokens.get(to), tokens.get(to + 1)) == NameGap.BLANK;
    if (isAged && isAge(text, tokens, to + 2, to)) {
      return true;
    }
    if (from < 3 || !tokens.get(from - 1).folded().equals("old")) {
      return false;
    }
    int age = AdultSentence.number(tokens.get(from - 3));
    return Set.of("year", "years").contains(tokens.get(from - 2).folded())
        && tokens.get(from).start() - tokens.get(from - 3).start() <= "38-years-old ".length()
        && age > OLDEST_PUPIL
        && age < OLDEST;
  }

  /**
   * Whether the words say that someone left school years ago, or retires: "Class of 2009: Ann Lee",
   * "Ann Lee left in 2014", "Ann Lee has taught here".
   */
  private static boolean hasLeft(String text, List<NameToken> tokens, int from, int to) {
    boolean isRetirement =
        from > 0 && tokens.get(from - 1).folded().equals("retirement")
            || from > 1
                && tokens.get(from - 1).folded().equals("of")
                && tokens.get(from - 2).folded().equals("retirement");
    boolean isLeaver =
        from > 1
            && tokens.get(from - 1).folded().startsWith("leaver")
            && isYearOfLeavers(tokens.get(from - 2));
    boolean isOfYears =
        to + 2 < tokens.size()
            && NameGap.signs(text, tokens.get(to), tokens.get(to + 1)).equals("(")
            && isYearOfLeavers(tokens.get(to + 1))
            && AdultSentence.number(tokens.get(to + 2)) > 0;
    if (isRetirement
        || isLeaver
        || isOfYears
        || isClassOf(tokens, from - 3)
        || isClassOf(tokens, from - 4)
        || isClassOf(tokens, to + 1)) {
      return true;
    }
    if (to + 1 >= tokens.size()
        || NameGap.between(text, tokens.get(to), tokens.get(to + 1)) != NameGap.BLANK) {
      return false;
    }
    boolean isHas = tokens.get(to + 1).folded().equals("has") && to + 2 < tokens.size();
    String verb = tokens.get(isHas ? to + 2 : to + 1).folded();
    boolean isLeft =
        verb.equals("left")
            && IntStream.range(to + 2, Math.min(tokens.size() - 1, to + 6))
                .anyMatch(
                    at ->
                        tokens.get(at).folded().equals("in")
                            && isYearOfLeavers(tokens.get(at + 1)));
    return isLeft || WORKED.contains(verb) || (isHas && HAS_WORKED.contains(verb));
  }

  /** Whether three words are "class of" and a year in which no one left who is a pupil now. */
  private static boolean isClassOf(List<NameToken> tokens, int at) {
    return at >= 0
        && at + 2 < tokens.size()
        && tokens.get(at).folded().equals("class")
        && tokens.get(at + 1).folded().equals("of")
        && isYearOfLeavers(tokens.get(at + 2));
  }

  private static boolean isYearOfLeavers(NameToken token) {
    int year = AdultSentence.number(token);
    return year >= FIRST_YEAR && year <= LAST_OF_LEAVERS;
  }

  private static boolean isBehind(String text, List<NameToken> tokens, int to) {
    if (to + 1 >= tokens.size()) {
      return false;
    }
    String between = NameGap.signs(text, tokens.get(to), tokens.get(to + 1));
    if (!Set.of(",", "(", "-", "–", "—", "|").contains(between)) {
      return false;
    }
    for (int at = to + 1; at < Math.min(tokens.size(), to + 1 + WORDS_BEHIND); at++) {
      NameToken word = tokens.get(at);
      if (at > to + 1 && !isOnePhrase(text, tokens.get(at - 1), word)) {
        return false;
      }
      if (OF_OTHERS.contains(word.folded())) {
        return false;
      }
      if (PUPIL.contains(word.folded())) {
        return at > to + 1 && FORMER.contains(tokens.get(at - 1).folded());
      }
      if (is(NameWords.Kind.ADULT_ROLE, word) && !word.isPossessive(text)) {
        return !isOfPupils(tokens, at + 1)
            && !PupilOffice.isOfPupils(tokens, at)
            && !PupilOffice.isOfBody(tokens, at);
      }
      boolean isTitle =
          between.equals("(")
              && TITLES.contains(word.folded())
              && word.end() < text.length()
              && text.charAt(word.end()) == ')';
      boolean isLetters = isTitle || (is(NameWords.Kind.LETTERS, word) && word.capital());
      if (isLetters || isAge(text, tokens, at, to)) {
        return true;
      }
      if (word.folded().equals("who") && at + 1 < tokens.size()) {
        return is(NameWords.Kind.OF_ADULTS, tokens.get(at + 1));
      }
    }
    return false;
  }

  private static boolean isOnePhrase(String text, NameToken before, NameToken next) {
    return before.end() == next.start()
        || NameGap.between(text, before, next) == NameGap.BLANK
        || NameGap.isDash(text, before, next);
  }

  /** Whether a number right behind a name is the age of an adult, as in ", 98," or ", aged 45". */
  private static boolean isAge(String text, List<NameToken> tokens, int at, int to) {
    int age = AdultSentence.number(tokens.get(at));
    boolean isAged = at == to + 2 && AGED.contains(tokens.get(at - 1).folded());
    // "– 50 merits", "(99%)" and "(27th)" are no ages.
    int end = tokens.get(at).end();
    boolean isAlone = end == text.length() || ",.)|\n".indexOf(text.charAt(end)) >= 0;
    return (isAged || (at == to + 1 && isAlone)) && age > OLDEST_PUPIL && age < OLDEST;
  }

  private static boolean isOfPupils(List<NameToken> tokens, int at) {
    return at < tokens.size() && PUPIL.contains(tokens.get(at).folded());
  }

  /** Whether a year before the birth of any pupil is in the same sentence. */
  private static boolean isOfThePast(String text, List<NameToken> tokens, int from, int to) {
    for (int at = to + 1; at < Math.min(tokens.size(), to + WORDS_BEHIND); at++) {
      // "Head Boy 2015"
      if (isYearOfLeavers(tokens.get(at))
          && AdultSentence.number(tokens.get(at)) > LAST_YEAR
          && AdultSentence.isAlone(text, tokens.get(at))
          && !isEndOfSentence(text, tokens.get(at - 1), tokens.get(at))) {
        return true;
      }
    }
    for (int at = to + 1; at < Math.min(tokens.size(), to + WORDS_TO_A_YEAR); at++) {
      if (isEndOfSentence(text, tokens.get(at - 1), tokens.get(at))) {
        break;
      }
      if (isYear(text, tokens.get(at))) {
        return true;
      }
    }
    for (int at = from - 1; at >= Math.max(0, from - WORDS_BEFORE); at--) {
      if (isEndOfSentence(text, tokens.get(at), tokens.get(at + 1))) {
        break;
      }
      if (isYear(text, tokens.get(at))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEndOfSentence(String text, NameToken before, NameToken next) {
    for (int i = before.end(); i < next.start(); i++) {
      if ("!?\n".indexOf(text.charAt(i)) >= 0
          || (text.charAt(i) == '.' && before.end() - before.start() > 2)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isYear(String text, NameToken token) {
    int year = AdultSentence.number(token);
    return year >= FIRST_YEAR && year <= LAST_YEAR && AdultSentence.isAlone(text, token);
  }

  private static boolean is(NameWords.Kind kind, NameToken token) {
    return NameWords.is(kind, token.folded());
  }
}
