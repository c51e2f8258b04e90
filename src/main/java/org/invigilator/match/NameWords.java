package org.invigilator.match;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What words around a name tell of it, and which names are words of the language too. */
final class NameWords {
  /** What a word beside a name tells. */
  enum Kind {
    HONORIFIC,
    ADULT,
    TITLE,
    ORGANISATION,
    SHOW,
    PLACE,
    FAMILY
  }

  private static final Set<String> ORDINARY = new HashSet<>();

  /** Two of these with capitals may still be no name. */
  private static final Set<String> COMMONEST =
      Set.of(
          "will",
          "may",
          "mark",
          "march",
          "april",
          "june",
          "july",
          "august",
          "summer",
          "autumn",
          "winter",
          "spring",
          "christmas",
          "easter",
          "black",
          "white",
          "green",
          "good",
          "best",
          "young",
          "king",
          "queen",
          "park",
          "parks",
          "hill",
          "wood",
          "field",
          "fields",
          "north",
          "south",
          "east",
          "west",
          "day",
          "days",
          "street",
          "church",
          "house",
          "hall",
          "long",
          "short",
          "hope",
          "grace",
          "faith",
          "joy",
          "rose",
          "star",
          "page",
          "art",
          "penny",
          "story");

  private static final Map<Kind, Set<String>> CONTEXT = new HashMap<>();

  static {
    GivenNames.lines("name_words.txt").forEach(line -> ORDINARY.addAll(List.of(line.split(" "))));
    GivenNames.lines("name_context.txt")
        .map(line -> List.of(line.split(" ")))
        .forEach(
            words ->
                CONTEXT
                    .computeIfAbsent(
                        Kind.valueOf(words.get(0).toUpperCase(java.util.Locale.ROOT)),
                        k -> new HashSet<>())
                    .addAll(words.subList(1, words.size())));
  }

  private NameWords() {}

  static boolean isOrdinary(String word) {
    return ORDINARY.contains(word);
  }

  static boolean isCommonest(String word) {
    return COMMONEST.contains(word);
  }

  static boolean is(Kind kind, String word) {
    if (kind == Kind.ADULT && is(Kind.HONORIFIC, word)) {
      return true;
    }
    return CONTEXT.getOrDefault(kind, Set.of()).contains(word);
  }
}
