package org.invigilator.match;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What words around a name say of it, and which names are words of the language too. */
final class NameWords {
  /** What a word beside a name says of it. */
  enum Kind {
    HONORIFIC,
    ADULT,
    /** What mostly adults write about themselves, and some pupils. */
    PERHAPS_ADULT,
    TITLE,
    ORGANISATION,
    SHOW,
    PLACE,
    FAMILY,
    /** Beside a name, that it is the name of another person. */
    KIN,
    PHRASE,
    /** Behind a place, such as House or Cup, what a pupil is or did. */
    ROLE,
    /** Beside a name, what an adult is, so that someone decides. */
    ADULT_ROLE,
    /** Behind a name, what a pupil may have won or belong to, unless it is called after them. */
    WON,
    /** In a heading, those who work at a school, where a role is not named. */
    STAFF,
    /** In the same sentence, what only adults do or are in. */
    ADULT_TOPIC,
    /** Before a name and a colon, what an adult did for the post. */
    CREDIT,
    /** Behind a name and "who", what adults do. */
    OF_ADULTS,
    /** Surnames that are also the last word of places, days and things, as in Hope Valley. */
    THING,
    /** Forenames that are also plants, stones and the like. */
    NATURE,
    /** Before a name, that it may be the name of a place. */
    WHERE,
    /** Behind a name, that it may be the name of a place or an event. */
    EVENT,
    /** Behind a name, an adult's honours and degrees. */
    LETTERS,
    /** Before a name in small letters, what makes it a description. */
    ARTICLE,
    /** Between a school year and a name. */
    WITH_YEAR,
    /** Between a name and its school year. */
    BEFORE_YEAR,
    /** What a pupil belongs to or does at school, and its days. */
    OF_SCHOOLS,
    /** Behind a school year, that it is the year of those whom an adult has to do with. */
    AFTER_YEAR,
    YEAR
  }

  private static final Set<String> ORDINARY = new HashSet<>();

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

  /** Whether a word is so common that two such words with capitals may still be no name. */
  static boolean isCommonest(String word) {
    return is(Kind.PHRASE, word);
  }

  static boolean is(Kind kind, String word) {
    if (kind == Kind.ADULT && is(Kind.HONORIFIC, word)) {
      return true;
    }
    Set<String> words = CONTEXT.getOrDefault(kind, Set.of());
    return words.contains(word)
        || (kind == Kind.ADULT_ROLE && isPlural(word) && words.contains(singular(word)));
  }

  /** Whether a word is a part of a school or a day in it, such as a year, a class or a captain. */
  static boolean isOfSchools(String word) {
    return is(Kind.YEAR, word)
        || is(Kind.WITH_YEAR, word)
        || is(Kind.ROLE, word)
        || is(Kind.OF_SCHOOLS, word);
  }

  /** Whether a word has the ending of several, such as "governors". */
  static boolean isPlural(String word) {
    return word.length() > 3 && word.endsWith("s");
  }

  private static String singular(String word) {
    return word.substring(0, word.length() - 1);
  }
}
