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

  private OtherPlace() {}

  /** Whether such a place is named beside a name. */
  static boolean isNamed(String text, List<NameToken> tokens, int from, int to) {
    return isOwner(text, tokens, from) || isOf(text, tokens, to) || isInBrackets(text, tokens, to);
  }

  /** "Hazelgate's Ben Smith"; "Year 9's Ben Smith" and "today's" name no place. */
  private static boolean isOwner(String text, List<NameToken> tokens, int from) {
    if (from == 0) {
      return false;
    }
    NameToken owner = tokens.get(from - 1);
    boolean isDayOrMonth =
        NameWords.isOrdinary(owner.folded()) || NameWords.isOfSchools(owner.folded());
    return owner.isPossessive(text)
        && owner.capital()
        && !isDayOrMonth
        && NameGap.between(text, owner, tokens.get(from)) == NameGap.BLANK;
  }

  private static boolean isOf(String text, List<NameToken> tokens, int to) {
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
        && !NameWords.isOfSchools(place.folded());
  }

  private static boolean isInBrackets(String text, List<NameToken> tokens, int to) {
    if (to + 1 >= tokens.size()
        || !NameGap.signs(text, tokens.get(to), tokens.get(to + 1)).equals("(")) {
      return false;
    }
    NameToken place = tokens.get(to + 1);
    return place.capital()
        && (place.folded().length() > 2 || place.folded().equals("st"))
        && !NameRarity.isForename(place.folded())
        && !NameWords.is(NameWords.Kind.HONORIFIC, place.folded())
        && Character.isLetter(place.folded().charAt(0))
        && !NameWords.isOfSchools(place.folded());
  }
}
