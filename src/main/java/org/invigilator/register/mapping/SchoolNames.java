package org.invigilator.register.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Vocabulary;

/**
 * The schools that several files name, each with its other spellings and a code. Two spellings are
 * one school when they are the same words, when one has all words of the other and no other school
 * has them, or when one is the beginning of the other, as names of sheets are cut off at 31
 * letters.
 */
final class SchoolNames {
  private static final Set<String> COMMON =
      Set.of(
          "the",
          "academy",
          "school",
          "primary",
          "secondary",
          "high",
          "junior",
          "infant",
          "infants",
          "nursery",
          "college",
          "community",
          "free",
          "sixth",
          "form",
          "special",
          "church",
          "of",
          "england",
          "ce",
          "c",
          "e",
          "catholic",
          "rc",
          "and",
          "st",
          "saint");
  private static final int LONGEST_SHEET_NAME = 31;

  /**
   * A school.
   *
   * @param name the longest of its spellings
   * @param aliases the others
   */
  record School(String code, String name, List<String> aliases) {
    /** The phase that the name shows; empty when it shows none. */
    String phase() {
      String words = " " + String.join(" ", words(name)) + " ";
      return words.contains(" sixth form ")
          ? "post-16"
          : words.contains(" special ")
              ? "special"
              : Stream.of(" primary ", " infant ", " infants ", " junior ", " nursery ", " first ")
                      .anyMatch(words::contains)
                  ? "primary"
                  : words.contains(" high ") || words.contains(" secondary ") ? "secondary" : "";
    }
  }

  private SchoolNames() {}

  /** The schools, in the order in which they are named first. */
  static List<School> of(List<String> texts) {
    Map<String, String> distinct = new LinkedHashMap<>();
    texts.stream()
        .filter(text -> !text.isBlank())
        .forEach(text -> distinct.putIfAbsent(Vocabulary.fold(text), text.strip()));
    List<String> longestFirst =
        distinct.values().stream()
            .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(s -> s))
            .toList();
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    for (String text : longestFirst) {
      List<String> same = groups.keySet().stream().filter(name -> isSame(name, text)).toList();
      groups
          .computeIfAbsent(same.size() == 1 ? same.get(0) : text, name -> new LinkedHashSet<>())
          .add(text);
    }
    List<String> order = List.copyOf(distinct.values());
    Set<String> codes = new TreeSet<>();
    return groups.entrySet().stream()
        .sorted(Comparator.comparingInt(e -> first(order, e.getValue())))
        .map(e -> school(e.getKey(), e.getValue(), codes))
        .toList();
  }

  private static int first(List<String> order, Set<String> spellings) {
    return spellings.stream().mapToInt(order::indexOf).min().orElse(0);
  }

  private static School school(String name, Set<String> spellings, Set<String> codes) {
    List<String> aliases = spellings.stream().filter(s -> !s.equals(name)).toList();
    String code =
        aliases.stream().filter(SchoolNames::isCode).findFirst().orElseGet(() -> code(name, codes));
    codes.add(code);
    return new School(code, name, aliases.stream().filter(a -> !a.equals(code)).toList());
  }

  /** The first letters of the word that tells it from others, in capitals. */
  private static String code(String name, Set<String> taken) {
    List<String> own = words(name).stream().filter(w -> !COMMON.contains(w)).toList();
    String letters = String.join("", own.isEmpty() ? words(name) : own).toUpperCase(Locale.ROOT);
    String initials =
        words(name).stream()
            .map(w -> w.substring(0, 1))
            .collect(Collectors.joining())
            .toUpperCase(Locale.ROOT);
    List<String> candidates = new ArrayList<>();
    for (int length = 3; length <= Math.min(6, letters.length()); length++) {
      candidates.add(letters.substring(0, length));
    }
    candidates.add(initials);
    for (int i = 2; i < 1000; i++) {
      candidates.add(letters.substring(0, Math.min(3, letters.length())) + i);
    }
    return candidates.stream()
        .filter(c -> !c.isEmpty() && !taken.contains(c))
        .findFirst()
        .orElse(AccountText.slug(name));
  }

  private static boolean isCode(String text) {
    return text.matches("[A-Z][A-Z0-9]{1,4}");
  }

  private static List<String> words(String name) {
    return Stream.of(
            name.toLowerCase(Locale.ROOT)
                .replace("&", " and ")
                .replace("'", "")
                .split("[^\\p{L}\\p{N}]+"))
        .filter(w -> !w.isEmpty())
        .toList();
  }

  /** Whether a text may mean a school: it has all words of the name, or the name all of its. */
  static boolean areSimilar(String name, String text) {
    return isSame(name, text) || isSame(text, name);
  }

  private static boolean isSame(String name, String other) {
    if (isCode(other)) {
      String initials =
          words(name).stream().map(w -> w.substring(0, 1)).collect(Collectors.joining());
      return initials.equalsIgnoreCase(other)
          || Vocabulary.fold(name).startsWith(Vocabulary.fold(other));
    }
    boolean isCutOff =
        other.length() >= LONGEST_SHEET_NAME - 3
            && Vocabulary.fold(name).startsWith(Vocabulary.fold(other));
    List<String> words = words(other);
    boolean hasOwn = words.stream().anyMatch(w -> !COMMON.contains(w));
    return isCutOff || (hasOwn && words(name).containsAll(words));
  }
}
