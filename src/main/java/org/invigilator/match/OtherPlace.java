package org.invigilator.match;

import java.util.List;
import java.util.Set;

/**
 * Words that tie a full name to another place than the account's, such as an opponent's school or
 * an employer: "Ben Smith of Hazelgate", "Hazelgate's Ben Smith", "Ben Smith (Hazelgate)". A
 * pupil's own house or form is named the same way, so it only leaves the decision to someone.
 */
final class OtherPlace {
  private static final Set<String> OF = Set.of("of", "from");

  /** What only the other side's players are named under: "Hazelgate scorers: Ben Smith". */
  private static final Set<String> OF_TEAMS =
      Set.of("scorers", "goals", "tries", "xi", "squad", "lineup");

  /** Whose players are not the school's: "Their captain Ben Smith". */
  private static final Set<String> THEIRS = Set.of("their", "opposition", "opposing");

  private static final Set<String> HOUSES = Set.of("house", "houses", "leads", "cast", "roles");

  private static final Set<String> NOT_THEIRS = Set.of("starting", "our", "team", "match", "top");

  private static final Set<String> SCHOOLS =
      Set.of(
          "primary",
          "school",
          "academy",
          "high",
          "college",
          "juniors",
          "infants",
          "grammar",
          "secondary",
          "prep");

  private static final int MOST_WORDS_OF_LIST = 20;

  private OtherPlace() {}

  /** Whether a word is one for a school, such as primary. */
  static boolean isSchool(String word) {
    return SCHOOLS.contains(word);
  }

  /**
   * Whether such a place is named beside a name.
   *
   * @param roll knows the words in the names of the pupils' own schools
   */
  static boolean isNamed(String text, List<NameToken> tokens, int from, int to, RollIndex roll) {
    return isOwner(text, tokens, from, roll)
        || isOf(text, tokens, to, roll)
        || isInBrackets(text, tokens, to, roll)
        || isOfTeam(text, tokens, from, roll);
  }

  /**
   * Whether another school is named with the name of a pupil: "Year 6 pupil Ben of Hill Primary".
   */
  static boolean isOtherSchool(String text, List<NameToken> tokens, int to, RollIndex roll) {
    return isOf(text, tokens, to, roll)
        && to + 3 < tokens.size()
        && SCHOOLS.contains(tokens.get(to + 3).folded());
  }

  /** Whether a name is in a list of another team's players. */
  private static boolean isOfTeam(String text, List<NameToken> tokens, int from, RollIndex roll) {
    for (int at = from - 1; at > Math.max(0, from - MOST_WORDS_OF_LIST); at--) {
      String gap = text.substring(tokens.get(at).end(), tokens.get(at + 1).start());
      if (gap.indexOf('\n') >= 0 || gap.indexOf('.') >= 0 || gap.indexOf('!') >= 0) {
        return false;
      }
      NameToken owner = tokens.get(at - 1);
      boolean isTheirs = THEIRS.contains(owner.folded()) && at >= from - 3;
      if (isTheirs) {
        return true;
      }
      boolean isFor =
          Set.of("for", "from").contains(tokens.get(at).folded())
              && OF_TEAMS.contains(owner.folded());
      if (isFor) {
        return at + 1 < from
            && isPlace(tokens.get(at + 1), roll)
            && !NameRarity.isForename(tokens.get(at + 1).folded());
      }
      if (OF_TEAMS.contains(tokens.get(at).folded())) {
        return !NOT_THEIRS.contains(owner.folded())
            && owner.end() + 1 == tokens.get(at).start()
            && isPlace(owner, roll);
      }
    }
    return false;
  }

  private static boolean isPlace(NameToken place, RollIndex roll) {
    return place.capital()
        && place.folded().length() > 2
        && Character.isLetter(place.folded().charAt(0))
        && !NameWords.isOrdinary(place.folded())
        && !NameWords.isOfSchools(place.folded())
        && !roll.isOwnPlace(place.folded());
  }

  /** "Hazelgate's Ben Smith"; "Year 9's Ben Smith" and "today's" name no place. */
  private static boolean isOwner(String text, List<NameToken> tokens, int from, RollIndex roll) {
    if (from == 0) {
      return false;
    }
    NameToken owner = tokens.get(from - 1);
    boolean isSchool =
        from > 1
            && SCHOOLS.contains(owner.folded())
            && owner.isPossessive(text)
            && isPlace(tokens.get(from - 2), roll);
    if (isSchool) {
      return true;
    }
    boolean isDayOrMonth =
        NameWords.isOrdinary(owner.folded()) || NameWords.isOfSchools(owner.folded());
    return owner.isPossessive(text)
        && owner.capital()
        && !isDayOrMonth
        && !roll.isOwnPlace(owner.folded())
        && NameGap.between(text, owner, tokens.get(from)) == NameGap.BLANK;
  }

  private static boolean isOf(String text, List<NameToken> tokens, int to, RollIndex roll) {
    if (to + 2 >= tokens.size()
        || !OF.contains(tokens.get(to + 1).folded())
        || NameGap.between(text, tokens.get(to), tokens.get(to + 1)) != NameGap.BLANK) {
      return false;
    }
    boolean isThe = tokens.get(to + 2).folded().equals("the") && to + 3 < tokens.size();
    NameToken place = tokens.get(isThe ? to + 3 : to + 2);
    int behind = (isThe ? to + 3 : to + 2) + 1;
    boolean isOwn = behind < tokens.size() && NameWords.isOfSchools(tokens.get(behind).folded());
    return place.capital()
        && Character.isLetter(place.folded().charAt(0))
        && !isOwn
        && !roll.isOwnPlace(place.folded())
        && !NameWords.isOfSchools(place.folded());
  }

  private static boolean isInBrackets(String text, List<NameToken> tokens, int to, RollIndex roll) {
    if (to + 1 >= tokens.size()) {
      return false;
    }
    NameToken place = tokens.get(to + 1);
    String sign = NameGap.signs(text, tokens.get(to), place);
    boolean isLast =
        to + 2 == tokens.size()
            || isNumber(tokens.get(to + 2))
            || SCHOOLS.contains(tokens.get(to + 2).folded());
    boolean isBehindDash =
        isLast
            && (sign.equals("–") || sign.equals("—") || sign.equals("-") || sign.equals(","))
            && isPlace(place, roll)
            && !NameRarity.isSurname(place.folded());
    if ((!sign.equals("(") && !isBehindDash) || isOfHouses(tokens, to)) {
      return false;
    }
    boolean isOffice =
        to + 3 < tokens.size()
            && sign.equals("(")
            && (NameWords.isOfSchools(tokens.get(to + 2).folded())
                || NameWords.isOfSchools(tokens.get(to + 3).folded()));
    return place.capital()
        && !isOffice
        && !NameWords.is(NameWords.Kind.ADULT_ROLE, place.folded())
        && (place.folded().length() > 2 || place.folded().equals("st"))
        && !roll.isOwnPlace(place.folded())
        && !NameRarity.isForename(place.folded())
        && !NameWords.is(NameWords.Kind.HONORIFIC, place.folded())
        && Character.isLetter(place.folded().charAt(0))
        && !NameWords.isOfSchools(place.folded());
  }

  /** Whether the words before say that houses or parts in a play are in brackets. */
  private static boolean isOfHouses(List<NameToken> tokens, int at) {
    for (int i = at; i >= Math.max(0, at - MOST_WORDS_OF_LIST); i--) {
      String word = tokens.get(i).folded();
      boolean isSportsDay =
          word.equals("sports") && i < at && tokens.get(i + 1).folded().equals("day");
      if (isSportsDay || HOUSES.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNumber(NameToken token) {
    return token.folded().chars().allMatch(Character::isDigit);
  }
}
