package org.invigilator.match;

import java.util.List;
import java.util.Set;

/**
 * What a sentence says of adults further away from a name: the heading of a list of staff, a new
 * post, years of service, a wedding, a visitor who is thanked. It is long because each way of
 * saying so is one short method over the same words.
 */
final class AdultSentence {
  private static final int FAR = 14;
  private static final int WORDS_OF_HEADING = 7;
  private static final int MOST_WORDS_OF_LIST = 40;
  private static final int WORDS_TO_A_POST = 8;
  private static final int WORDS_OF_A_POST = 4;

  /** No pupil is at one school for so many years. */
  private static final int YEARS_OF_SERVICE = 9;

  private static final int LONG_SERVICE = 14;
  private static final int MOST_SERVICE = 60;
  private static final int NEAR = 9;

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2016;

  /** Before a role, that pupils have it: student governors, young authors, school council. */
  private static final Set<String> OF_PUPILS =
      Set.of(
          "young",
          "student",
          "students",
          "pupil",
          "pupils",
          "junior",
          "child",
          "children",
          "budding",
          "aspiring",
          "future",
          "playground",
          "eco",
          "digital",
          "little",
          "mini",
          "council",
          "house",
          "sports");

  /** Behind "of", that adults have the role although pupils are named: head of house. */
  private static final Set<String> NOT_OF_PUPILS = Set.of("year", "house", "sixth", "head");

  /** Behind a role and "of", that it is one of pupils: scientist of the week. */
  private static final Set<String> FOR_A_TIME = Set.of("week", "month", "term", "day", "match");

  /** In a heading, that pupils are under it: "Governors' Award", "PTA raffle". */
  private static final Set<String> WON =
      Set.of(
          "award",
          "awards",
          "prize",
          "prizes",
          "raffle",
          "winner",
          "winners",
          "cup",
          "trophy",
          "challenge",
          "quiz",
          "starting",
          "commendation",
          "commendations",
          "roles",
          "cast",
          "parts",
          "solos",
          "band",
          "choir",
          "orchestra",
          "girl",
          "boy",
          "girls",
          "boys",
          "prefects",
          "captains",
          "committee",
          "best",
          "competition",
          "colouring",
          "rep",
          "reps",
          "group");

  /** In a heading, that players of another team or staff are under it. */
  private static final Set<String> OTHERS =
      Set.of("opposition", "opponents", "contact", "contacts");

  private static final Set<String> LONG = Set.of("long", "years", "year");
  private static final Set<String> INCLUDES = Set.of("include", "includes", "including");

  private static final Set<String> AFTER = Set.of("after");
  private static final Set<String> AT = Set.of("at", "in", "of", "as");
  private static final Set<String> SERVICE = Set.of("service", "teaching", "as");
  private static final Set<String> YEARS = Set.of("years");
  private static final Set<String> NO_SERVICE = Set.of("old", "ago", "younger", "since", "olds");

  private static final Set<String> COMES =
      Set.of(
          "joins",
          "joined",
          "joining",
          "appointed",
          "starts",
          "started",
          "returns",
          "returned",
          "retires",
          "works",
          "working",
          "voted",
          "elected",
          "named",
          "becomes",
          "became");

  private static final Set<String> OURS = Set.of("our", "new", "your");

  private static final Set<String> VISITS =
      Set.of("visit", "talk", "workshop", "session", "sessions", "workshops", "talks", "lecture");

  private static final Set<String> THANKS = Set.of("thanks", "thank", "thankyou", "grateful");
  private static final Set<String> CONTACTS =
      Set.of("contact", "email", "ring", "phone", "call", "rip");

  /** Where only staff are found: "in the pastoral office". */
  private static final Set<String> WORKPLACES =
      Set.of("office", "dept", "department", "ext", "extension", "pta");

  private AdultSentence() {}

  /** Whether the words say that a name from one word to another is an adult's. */
  static boolean isOfAdult(String text, List<NameToken> tokens, int from, int to) {
    return isUnderHeading(text, tokens, from)
        || isTopic(text, tokens, from, to)
        || isNewInPost(text, tokens, to)
        || isAtWork(text, tokens, from, to)
        || isLate(tokens, from);
  }

  /** "Rest in peace Ann Lee". */
  private static boolean isLate(List<NameToken> tokens, int from) {
    return isWord(tokens, from - 1, Set.of("remembering"))
        || isWord(tokens, from - 1, Set.of("peace"))
            && isWord(tokens, from - 2, Set.of("in"))
            && isWord(tokens, from - 3, Set.of("rest"));
  }

  /**
   * Whether the line has a heading before the name that names staff, governors or former pupils, or
   * a year long ago: "Our governors: Ann Lee (Chair), Bo Day".
   */
  static boolean isUnderHeading(String text, List<NameToken> tokens, int from) {
    boolean isBracketed = false;
    for (int at = from; at > Math.max(0, from - MOST_WORDS_OF_LIST); at--) {
      NameToken before = tokens.get(at - 1);
      String gap = text.substring(before.end(), tokens.get(at).start());
      if (gap.chars().anyMatch(c -> "\n.!?".indexOf(c) >= 0)) {
        return false;
      }
      if (gap.indexOf(':') >= 0) {
        return isHeading(text, tokens, at - 1) && !PupilOffice.isHeld(text, tokens, at - 1);
      }
      if (at > 1 && INCLUDES.contains(before.folded())) {
        return isHeading(text, tokens, at - 2);
      }
      boolean isDash = gap.strip().equals("–") || gap.strip().equals("—") || gap.equals(" - ");
      if (isDash && NameWords.is(NameWords.Kind.STAFF, before.folded())) {
        return true;
      }
      isBracketed = (isBracketed || gap.indexOf(')') >= 0) && gap.indexOf('(') < 0;
      boolean isOfList =
          isBracketed
              || before.capital()
              || Character.isDigit(before.folded().charAt(0))
              || before.folded().equals("and")
              || gap.indexOf('(') >= 0;
      if (!isOfList) {
        return false;
      }
    }
    return false;
  }

  private static boolean isHeading(String text, List<NameToken> tokens, int last) {
    boolean isOfAdults = false;
    for (int at = last; at > Math.max(-1, last - WORDS_OF_HEADING); at--) {
      String word = tokens.get(at).folded();
      boolean isLong = word.equals("service") && isWord(tokens, at - 1, LONG);
      if (OTHERS.contains(word) || isLong) {
        return true;
      }
      if (OF_PUPILS.contains(word)
          || FOR_A_TIME.contains(word)
          || WON.contains(word)
          || tokens.get(at).isPossessive(text)) {
        return false;
      }
      int year = number(tokens.get(at));
      isOfAdults |=
          NameWords.is(NameWords.Kind.ADULT_ROLE, word)
              || NameWords.is(NameWords.Kind.ADULT_TOPIC, word)
              || NameWords.is(NameWords.Kind.STAFF, word)
              || (year >= FIRST_YEAR && year <= LAST_YEAR && isAlone(text, tokens.get(at)));
      if (at > 0 && isEnd(text, tokens.get(at - 1), tokens.get(at))) {
        break;
      }
    }
    return isOfAdults;
  }

  /** Whether a word in the same sentence is of what only adults do: a wedding, a novel. */
  private static boolean isTopic(String text, List<NameToken> tokens, int from, int to) {
    for (int at = from - NEAR; at < Math.min(tokens.size(), to + NEAR); at++) {
      if (at >= 0 && isLongService(tokens, at)) {
        return true;
      }
    }
    for (int at = to + 1; at < Math.min(tokens.size(), to + FAR); at++) {
      if (isEnd(text, tokens.get(at - 1), tokens.get(at))) {
        break;
      }
      if (isTopic(tokens, at)) {
        return true;
      }
    }
    for (int at = from - 1; at >= Math.max(0, from - FAR); at--) {
      if (isEnd(text, tokens.get(at), tokens.get(at + 1))) {
        break;
      }
      if (isTopic(tokens, at)) {
        return true;
      }
    }
    return false;
  }

  /** So many years are spent by no pupil, also where the next sentence says so. */
  private static boolean isLongService(List<NameToken> tokens, int at) {
    int years = number(tokens.get(at));
    return years >= LONG_SERVICE
        && years < MOST_SERVICE
        && isWord(tokens, at + 1, YEARS)
        && tokens.get(at + 1).start() - tokens.get(at).end() == 1
        && !isWord(tokens, at + 2, NO_SERVICE);
  }

  private static boolean isTopic(List<NameToken> tokens, int at) {
    String word = tokens.get(at).folded();
    boolean isService =
        word.startsWith("year")
            && at > 0
            && number(tokens.get(at - 1)) >= YEARS_OF_SERVICE
            && number(tokens.get(at - 1)) < FIRST_YEAR
            && ((isWord(tokens, at - 2, AFTER) && isWord(tokens, at + 1, AT))
                || isWord(tokens, at + 1, SERVICE)
                || isWord(tokens, at + 2, SERVICE));
    boolean isMarried =
        word.equals("wedding") && isWord(tokens, at - 1, Set.of("your", "her", "his", "their"));
    boolean isBook =
        isWord(tokens, at + 1, Set.of("text", "reader", "copies"))
            && Set.of("class", "set", "signed").contains(word);
    return isService || isMarried || isBook || NameWords.is(NameWords.Kind.ADULT_TOPIC, word);
  }

  private static boolean isWord(List<NameToken> tokens, int at, Set<String> words) {
    return at >= 0 && at < tokens.size() && words.contains(tokens.get(at).folded());
  }

  /** "Ann Lee joins us as head of geography", "Ann Lee is our new SENCO". */
  private static boolean isNewInPost(String text, List<NameToken> tokens, int to) {
    boolean isComing = to > 2 && (isAppointed(tokens, to - 2) || isAppointed(tokens, to - 3));
    for (int at = to + 1; at < Math.min(tokens.size(), to + 1 + WORDS_TO_A_POST); at++) {
      if (isEnd(text, tokens.get(at - 1), tokens.get(at))) {
        return false;
      }
      String word = tokens.get(at).folded();
      isComing |= COMES.contains(word);
      boolean isPost =
          (word.equals("as") && isComing)
              || Set.of("voted", "elected", "appointed", "named").contains(word)
              || (OURS.contains(word) && at > to + 1 && isBe(tokens.get(at - 1)))
              || (word.equals("new") && at > to + 2 && isBe(tokens.get(at - 2)));
      if (isPost && isRole(text, tokens, at + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAppointed(List<NameToken> tokens, int at) {
    return at >= 0
        && Set.of("appointed", "appoints", "appoint", "welcome", "welcomes", "welcomed")
            .contains(tokens.get(at).folded());
  }

  private static boolean isBe(NameToken token) {
    return Set.of("is", "was", "as", "becomes", "became").contains(token.folded());
  }

  private static boolean isRole(String text, List<NameToken> tokens, int from) {
    for (int at = from; at < Math.min(tokens.size(), from + WORDS_OF_A_POST); at++) {
      String word = tokens.get(at).folded();
      if (at > from && isEnd(text, tokens.get(at - 1), tokens.get(at))) {
        return false;
      }
      boolean isOfSchool =
          isWord(tokens, at + 1, Set.of("girl", "boy", "pupil", "student", "of"))
              && !isWord(tokens, at + 2, NOT_OF_PUPILS);
      if (NameWords.is(NameWords.Kind.ADULT_ROLE, word)
          || NameWords.is(NameWords.Kind.STAFF, word)) {
        return !isWord(tokens, at + 1, Set.of("girl", "boy", "pupil", "student"))
            && !(isOfSchool && isWord(tokens, at + 2, OF_PUPILS))
            && !isForATime(tokens, at);
      }
      if (OF_PUPILS.contains(word)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isForATime(List<NameToken> tokens, int at) {
    return isWord(tokens, at + 1, Set.of("of", "for"))
        && (isWord(tokens, at + 2, FOR_A_TIME) || isWord(tokens, at + 3, FOR_A_TIME));
  }

  /** "contact Ann Lee on ext 214", "Ann Lee in the pastoral office", "RIP Ann Lee". */
  private static boolean isAtWork(String text, List<NameToken> tokens, int from, int to) {
    if (from > 0
        && CONTACTS.contains(tokens.get(from - 1).folded())
        && NameGap.between(text, tokens.get(from - 1), tokens.get(from)) == NameGap.BLANK) {
      return true;
    }
    if (isWord(tokens, to + 1, Set.of("ext", "extension"))) {
      return true;
    }
    boolean isIn = isWord(tokens, to + 1, Set.of("in", "at", "from", "on"));
    for (int at = to + 2; isIn && at < Math.min(tokens.size(), to + 6); at++) {
      if (isEnd(text, tokens.get(at - 1), tokens.get(at))) {
        return false;
      }
      if (WORKPLACES.contains(tokens.get(at).folded())) {
        return true;
      }
    }
    return false;
  }

  /** "a visit from Ann Lee", "thanks to Ann Lee for a brilliant workshop". */
  static boolean isVisitor(String text, List<NameToken> tokens, int from, int to) {
    boolean isFrom = from > 1 && isWord(tokens, from - 1, Set.of("from", "by", "with"));
    if (isFrom && VISITS.contains(tokens.get(from - 2).folded())) {
      return true;
    }
    boolean isThanked = false;
    for (int at = from - 1; at >= Math.max(0, from - 4); at--) {
      isThanked |= THANKS.contains(tokens.get(at).folded());
    }
    for (int at = to + 1; isThanked && at < Math.min(tokens.size(), to + FAR); at++) {
      if (isEnd(text, tokens.get(at - 1), tokens.get(at))) {
        return false;
      }
      boolean isVisit = VISITS.contains(tokens.get(at).folded());
      boolean isIn =
          Set.of("came", "coming", "visited", "visiting").contains(tokens.get(at).folded());
      if (isVisit || isIn) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEnd(String text, NameToken before, NameToken next) {
    for (int i = before.end(); i < next.start(); i++) {
      if ("!?\n;".indexOf(text.charAt(i)) >= 0
          || (text.charAt(i) == '.' && before.end() - before.start() > 2)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a number is a year and no distance, price or decade: 1500m, £1500, 1940s. */
  static boolean isAlone(String text, NameToken number) {
    boolean isPrice = number.start() > 0 && "£$€".indexOf(text.charAt(number.start() - 1)) >= 0;
    boolean isUnit =
        number.end() < text.length()
            && (Character.isLetter(text.charAt(number.end())) || text.charAt(number.end()) == '%');
    return !isPrice && !isUnit;
  }

  /** The number of up to four digits that a word is; -1 for any other word. */
  static int number(NameToken token) {
    String word = token.folded();
    return word.length() <= 4 && !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.parseInt(word)
        : -1;
  }
}
