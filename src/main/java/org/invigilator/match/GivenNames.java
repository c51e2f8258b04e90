package org.invigilator.match;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which forenames people use for each other: short forms both ways, and spellings of one name. */
final class GivenNames {
  private static final int SHORTEST = 3;
  private static final int LONGEST_PET_NAME = 4;

  private static final Map<String, Set<String>> SHORT = pairs("short_names.txt", false);

  /** The short forms of each full name. */
  private static final Map<String, Set<String>> FULL =
      lines("short_names.txt")
          .map(line -> List.of(line.split(" ")))
          .collect(Collectors.toMap(n -> n.get(0), n -> Set.copyOf(n.subList(1, n.size()))));

  private static final Map<String, Set<String>> SPELLINGS = pairs("spelling_families.txt", true);

  private GivenNames() {}

  /** The lines of a table of this package, without remarks. */
  static Stream<String> lines(String file) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(GivenNames.class.getResourceAsStream(file)),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Set<String>> pairs(String file, boolean all) {
    Map<String, Set<String>> pairs = new HashMap<>();
    lines(file)
        .map(line -> List.of(line.split(" ")))
        .forEach(
            names -> {
              for (int i = 0; i < names.size(); i++) {
                for (int k = 0; k < names.size(); k++) {
                  if (i != k && (all || i == 0 || k == 0)) {
                    pairs.computeIfAbsent(names.get(i), n -> new TreeSet<>()).add(names.get(k));
                  }
                }
              }
            });
    return pairs;
  }

  /** The names for which people may write this one, itself aside. */
  static List<String> related(String written) {
    List<String> related = new ArrayList<>(SHORT.getOrDefault(written, Set.of()));
    related.addAll(SPELLINGS.getOrDefault(written, Set.of()));
    return related;
  }

  /** Whether what is written is a short form of a name, or the name of which it is one. */
  static boolean isShort(String written, String name) {
    return SHORT.getOrDefault(written, Set.of()).contains(name) || isBeginning(written, name);
  }

  /** Whether what is written is a full name of which the other is a short form. */
  static boolean isFull(String written, String name) {
    return FULL.getOrDefault(written, Set.of()).contains(name);
  }

  /** Whether a word is a short form of some name. */
  static boolean isShortOfAny(String word) {
    return SHORT.containsKey(word);
  }

  /** Whether two names are spellings of one. */
  static boolean isSpelling(String one, String other) {
    return SPELLINGS.getOrDefault(one, Set.of()).contains(other) || key(one).equals(key(other));
  }

  /** Whether a short name is the beginning of a long one, with or without a pet ending. */
  private static boolean isBeginning(String small, String name) {
    if (small.length() < SHORTEST || small.length() >= name.length()) {
      return false;
    }
    if (small.length() > LONGEST_PET_NAME && NameRarity.isForename(small)) {
      // "Gabriel" is no short form of Gabriela.
      return false;
    }
    if (name.startsWith(small)) {
      return true;
    }
    String stem =
        small.endsWith("ie")
            ? small.substring(0, small.length() - 2)
            : small.endsWith("y") || small.endsWith("i")
                ? small.substring(0, small.length() - 1)
                : "";
    int end = stem.length();
    if (end > 2 && stem.charAt(end - 1) == stem.charAt(end - 2)) {
      stem = stem.substring(0, end - 1);
    }
    return stem.length() >= SHORTEST && name.startsWith(stem);
  }

  /** A name by its sound, roughly: what English spells in more than one way is written in one. */
  static String key(String name) {
    String key =
        name.replace("ph", "f")
            .replace("ck", "k")
            .replace('q', 'k')
            .replace("x", "ks")
            .replace('z', 's')
            .replaceAll("c(?=[eiy])", "s")
            .replaceAll("c(?!h)", "k")
            .replaceAll("(?<=[^cst])h", "")
            .replaceAll("(?:eigh|ey|ie|ee|ea|ay|ai|y)$", "i")
            .replace('y', 'i')
            .replaceAll("(?:ie|ee|ea|ei)", "i")
            .replaceAll("e$", "")
            .replaceAll("(.)\\1+", "$1");
    return key.length() < SHORTEST ? name : key;
  }
}
