package org.invigilator.match;

import java.util.List;
import java.util.Set;

/**
 * Offices and parts that pupils have although adults have them too: young authors, the poet of the
 * month, the chair of a school council, the doctor in a play.
 */
final class PupilOffice {
  private static final int WORDS_BEFORE = 3;
  private static final int WORDS_BEHIND = 4;
  private static final int WORDS_TO_A_BODY = 24;

  /** Right before a role, that pupils have it. */
  private static final Set<String> OF_PUPILS =
      Set.of(
          "young",
          "student",
          "pupil",
          "junior",
          "child",
          "budding",
          "aspiring",
          "future",
          "little",
          "mini",
          "playground",
          "eco");

  /** The same a few words before: "Junior Road Safety Officers". */
  private static final Set<String> NEAR_PUPILS =
      Set.of("junior", "student", "pupil", "young", "eco", "playground", "mini");

  /** What a pupil may be for a week, or the best at. */
  private static final Set<String> CREATIVE =
      Set.of(
          "author",
          "authors",
          "poet",
          "poets",
          "artist",
          "artists",
          "illustrator",
          "speaker",
          "speakers",
          "scientist",
          "musician",
          "reporter",
          "reporters",
          "actor",
          "actress",
          "composer",
          "photographer",
          "engineer",
          "historian",
          "journalist",
          "chef",
          "librarian");

  private static final Set<String> FOR_A_TIME =
      Set.of("week", "month", "term", "day", "match", "year");

  /** Offices in councils, clubs and debates of pupils. */
  private static final Set<String> HELD =
      Set.of(
          "chair",
          "president",
          "treasurer",
          "secretary",
          "director",
          "candidate",
          "minister",
          "officer",
          "engineer",
          "manager");

  private static final Set<String> BODIES =
      Set.of("committee", "prefects", "enterprise", "debate", "council");

  private static final Set<String> OF_COUNCILS =
      Set.of("school", "student", "pupil", "junior", "eco", "sixth");

  private static final Set<String> PLAYS = Set.of("cast", "musical", "roles", "leads");

  private PupilOffice() {}

  /** Whether the words before a role say that a pupil has it. */
  static boolean isOfPupils(List<NameToken> tokens, int role) {
    if (role == 0) {
      return false;
    }
    for (int at = role - 2; at >= Math.max(0, role - WORDS_BEFORE); at--) {
      if (NEAR_PUPILS.contains(tokens.get(at).folded())) {
        return true;
      }
    }
    String before = tokens.get(role - 1).folded();
    boolean isOfYear =
        role > 1
            && before.chars().allMatch(Character::isDigit)
            && NameWords.is(NameWords.Kind.YEAR, tokens.get(role - 2).folded());
    return OF_PUPILS.contains(before)
        || (CREATIVE.contains(tokens.get(role).folded()) && (isOfYear || before.equals("best")));
  }

  /** Whether the words up to one are what a pupil is for a time, as in "poet of the month". */
  static boolean isForATime(List<NameToken> tokens, int last) {
    if (!FOR_A_TIME.contains(tokens.get(last).folded())) {
      return false;
    }
    for (int at = last - 1; at >= Math.max(0, last - WORDS_BEFORE); at--) {
      if (CREATIVE.contains(tokens.get(at).folded())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a role is one in a play, or in a body of pupils that the sentence names before it:
   * "Sixth Form Committee: Treasurer …".
   */
  static boolean isHeld(String text, List<NameToken> tokens, int role) {
    boolean isOffice = HELD.contains(tokens.get(role).folded());
    boolean isSentence = true;
    for (int at = role; at >= Math.max(0, role - WORDS_TO_A_BODY); at--) {
      if (PLAYS.contains(tokens.get(at).folded())) {
        return true;
      }
      isSentence &= at == role || !isEnd(text, tokens.get(at), tokens.get(at + 1));
      if (isSentence && isOffice && isBody(tokens, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBody(List<NameToken> tokens, int at) {
    String word = tokens.get(at).folded();
    return BODIES.contains(word)
        && (!word.equals("council")
            || (at > 0 && OF_COUNCILS.contains(tokens.get(at - 1).folded())));
  }

  private static boolean isEnd(String text, NameToken before, NameToken next) {
    return text.substring(before.end(), next.start()).chars().anyMatch(c -> ".!?".indexOf(c) >= 0);
  }

  /** Whether a body of pupils is behind a role, as in "Chair of School Council". */
  static boolean isOfBody(List<NameToken> tokens, int role) {
    for (int at = role + 1; at < Math.min(tokens.size(), role + WORDS_BEHIND); at++) {
      if (tokens.get(at).folded().equals("council") && isBody(tokens, at)) {
        return true;
      }
    }
    return false;
  }
}
