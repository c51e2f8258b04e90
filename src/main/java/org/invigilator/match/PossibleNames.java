package org.invigilator.match;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Words that may name a pupil without being recognised as a name: a forename and its surname apart,
 * a surname with an initial, and a family.
 *
 * @param roll the names of the roll
 * @param others the full names of people who may be named, folded and joined
 */
record PossibleNames(RollIndex roll, Set<String> others) {
  /** In place of a name that pupils on the roll have. */
  static final String NAME = "[…]";

  /** A name of so many letters is hardly a word of the language, also without a capital. */
  private static final int LONG_NAME = 8;

  /** So many words may be between an initial and its surname: "L van der Brugghe". */
  private static final int INITIAL_BEFORE = 3;

  /** Words beside which a surname is that of a family. */
  private static final Set<String> RELATED =
      Set.of(
          "family",
          "families",
          "twins",
          "siblings",
          "brothers",
          "sisters",
          "children",
          "kids",
          "boys",
          "girls",
          "household",
          "parents",
          "parent",
          "mum",
          "mother",
          "dad",
          "father",
          "carer",
          "mr",
          "mrs",
          "ms",
          "miss");

  /** Whether a surname of the roll is beside a word for a family or its members. */
  boolean nameFamily(String text) {
    List<NameToken> tokens = NameToken.in(text);
    for (int at = 0; at < tokens.size(); at++) {
      boolean isBeside =
          (at > 0 && RELATED.contains(tokens.get(at - 1).folded()))
              || (at + 1 < tokens.size() && RELATED.contains(tokens.get(at + 1).folded()));
      String surname = tokens.get(at).folded();
      boolean isName =
          tokens.get(at).capital()
              || (surname.length() >= LONG_NAME && !NameWords.isOrdinary(surname));
      if (isBeside
          && isName
          && roll.family(surname) != null
          && others.stream().noneMatch(other -> other.endsWith(surname))) {
        return true;
      }
    }
    return false;
  }

  /** A text without the forename and surname of a pupil who may be meant. */
  String removed(String safe) {
    List<NameToken> tokens = NameToken.in(safe);
    Set<String> words = tokens.stream().map(NameToken::folded).collect(Collectors.toSet());
    Set<String> taken = new HashSet<>();
    for (int at = 0; at < tokens.size(); at++) {
      String surname = tokens.get(at).folded();
      RollIndex.Family family = roll.family(surname);
      if (family != null) {
        for (String forename : family.all().keySet()) {
          boolean isThere = words.contains(forename);
          if (isThere || hasInitial(tokens, at, forename)) {
            taken.add(surname);
            taken.add(isThere ? forename : surname);
          }
        }
      }
    }
    StringBuilder bare = new StringBuilder();
    int end = 0;
    for (NameToken token : tokens) {
      if (taken.contains(token.folded())) {
        bare.append(safe, end, token.start()).append(NAME);
        end = token.end();
      }
    }
    return bare.append(safe, end, safe.length()).toString();
  }

  /** An initial is beside the surname, or before the other words of the surname. */
  private static boolean hasInitial(List<NameToken> tokens, int at, String forename) {
    for (int before = 2; before <= INITIAL_BEFORE; before++) {
      boolean isWord = at >= before && "ai".contains(tokens.get(at - before).folded());
      if (!isWord && isInitial(tokens, at - before, forename)) {
        return true;
      }
    }
    return isInitial(tokens, at - 1, forename) || isInitial(tokens, at + 1, forename);
  }

  private static boolean isInitial(List<NameToken> tokens, int at, String forename) {
    return at >= 0
        && at < tokens.size()
        && tokens.get(at).folded().length() == 1
        && forename.startsWith(tokens.get(at).folded());
  }
}
