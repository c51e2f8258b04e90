package org.invigilator.match;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How rare names are in the country, by how many people in a million have one. */
final class NameRarity {
  /** What is in no table is rarer than the rarest there. */
  private static final int UNLISTED_FORENAME = 7;

  private static final int UNLISTED_SURNAME = 12;

  /** The part of people who use a short form or another spelling. */
  private static final double SHORTENED = 0.3;

  private static final Map<String, Integer> FORENAMES = read("forenames.txt");
  private static final Map<String, Integer> SURNAMES = read("surnames.txt");

  /** Names that at least some hundred thousand people in other countries have. */
  private static final Set<String> ABROAD =
      GivenNames.lines("names_abroad.txt")
          .flatMap(line -> Stream.of(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());

  private NameRarity() {}

  /**
   * Whether many people in other countries have both names, so that the country's figures mislead.
   */
  static boolean isCommonAbroad(String forename, String surname) {
    return ABROAD.contains(forename) && ABROAD.contains(surname);
  }

  private static Map<String, Integer> read(String file) {
    Map<String, Integer> perMillion = new HashMap<>();
    GivenNames.lines(file)
        .map(line -> line.split(" "))
        .forEach(cells -> perMillion.put(cells[0], Integer.valueOf(cells[1])));
    return perMillion;
  }

  /** People per million who may be called this, in full or as a short form of their name. */
  static double forename(String name) {
    double all = FORENAMES.getOrDefault(name, UNLISTED_FORENAME);
    for (String other : GivenNames.related(name)) {
      all += SHORTENED * FORENAMES.getOrDefault(other, 0);
    }
    return all;
  }

  /** People per million with a surname. */
  static double surname(String name) {
    return SURNAMES.getOrDefault(name, UNLISTED_SURNAME);
  }

  static boolean isForename(String name) {
    return FORENAMES.containsKey(name);
  }

  static boolean isSurname(String name) {
    return SURNAMES.containsKey(name);
  }
}
