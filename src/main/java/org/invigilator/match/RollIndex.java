package org.invigilator.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.invigilator.register.Pupil;
import org.jspecify.annotations.Nullable;

/**
 * All forms of all names of a roll, built once and shared by the searches in posts and among
 * followers. Names are found by their surname first, since few words of a text are one.
 */
public final class RollIndex {
  /** No surname has more parts. */
  static final int MOST_PARTS = 4;

  private static final int SHORTEST_TYPO = 5;

  /** A smaller roll says little of how common a name is. */
  private static final int MANY = 5_000;

  /** One way in which a pupil's name may be written. */
  record Form(Pupil pupil, RollName.First first, RollName.Last last) {}

  /** Everyone with a surname, by forename. */
  static final class Family {
    private final Map<String, List<Form>> byFirst = new HashMap<>(4);

    List<Form> called(String forename) {
      return byFirst.getOrDefault(forename, List.of());
    }

    Map<String, List<Form>> all() {
      return byFirst;
    }
  }

  private final WordFilter filter = new WordFilter(20);
  private final Map<String, Family> families = new HashMap<>();
  private final Set<String> openings =
      new HashSet<>(Set.of("mac", "mc", "o", "de", "fitz", "st", "van", "al", "el", "saint"));
  private final Map<String, List<Form>> joined = new HashMap<>();
  private final NavigableMap<String, List<Form>> ordered = new TreeMap<>();
  private final Map<String, Set<String>> typos = new HashMap<>();
  private final Map<String, Integer> forenames = new HashMap<>();
  private final Map<String, Integer> surnames = new HashMap<>();
  private int size;

  /** The words in the names of the pupils' own schools, such as Birchdale. */
  private final Set<String> ownPlaces = new HashSet<>();

  /** Prepares the search for a roll whose schools are not known. */
  public RollIndex(Collection<Pupil> pupils) {
    this(pupils, List.of());
  }

  /**
   * Prepares the search for a roll; pupils without a first and a last name cannot be found.
   *
   * @param schools the names of the pupils' schools, which are no other place beside a name
   */
  public RollIndex(Collection<Pupil> pupils, Collection<String> schools) {
    schools.forEach(
        school ->
            NameToken.in(school).stream()
                .map(NameToken::folded)
                .filter(word -> !NameWords.is(NameWords.Kind.ORGANISATION, word))
                .filter(word -> !NameWords.is(NameWords.Kind.PLACE, word))
                .filter(word -> word.length() > 2 && !OtherPlace.isSchool(word))
                .forEach(ownPlaces::add));
    for (Pupil pupil : pupils) {
      RollName name = new RollName(pupil);
      if (name.isSearchable()) {
        size++;
        openings.addAll(name.openings());
        name.firsts().keySet().forEach(first -> forenames.merge(first, 1, Integer::sum));
        name.lasts().keySet().forEach(last -> surnames.merge(last, 1, Integer::sum));
        name.lasts()
            .forEach(
                (last, lastKind) ->
                    name.firsts()
                        .forEach(
                            (first, firstKind) ->
                                add(first, last, new Form(pupil, firstKind, lastKind))));
      }
    }
    openings.forEach(filter::add);
    families.keySet().forEach(filter::add);
  }

  /** Whether a name has the two parts without which it would be found where it is not meant. */
  public static boolean isSearchable(Pupil pupil) {
    return new RollName(pupil).isSearchable();
  }

  private void add(String first, String last, Form form) {
    Family family = families.get(last);
    if (family == null) {
      family = new Family();
      families.put(last, family);
      if (last.length() >= SHORTEST_TYPO) {
        deletions(last).forEach(d -> typos.computeIfAbsent(d, k -> new HashSet<>(2)).add(last));
      }
    }
    family.byFirst.computeIfAbsent(first, k -> new ArrayList<>(1)).add(form);
    if (form.first() != RollName.First.MIDDLE && form.last() != RollName.Last.HALF) {
      joined.computeIfAbsent(squeeze(first + last), k -> new ArrayList<>(1)).add(form);
      joined.computeIfAbsent(squeeze(last + first), k -> new ArrayList<>(1)).add(form);
      ordered.computeIfAbsent(first + last, k -> new ArrayList<>(1)).add(form);
    }
  }

  /** Whether a word is one in the name of a school of the roll. */
  boolean isOwnPlace(String word) {
    return ownPlaces.contains(word);
  }

  /** Whether a word may be a surname, or the first part of one; false is certain and quick. */
  boolean mayBeSurname(String word) {
    return filter.mayHold(word.hashCode());
  }

  @Nullable Family family(String surname) {
    return families.get(surname);
  }

  boolean isOpening(String part) {
    return openings.contains(part);
  }

  boolean isForename(String part) {
    return forenames.containsKey(part);
  }

  /** Whose first and last name, in either order and joined, make a word; doubled letters aside. */
  List<Form> joined(String word) {
    return joined.getOrDefault(squeeze(word), List.of());
  }

  /** Whether a word is the joined name with all its doubled letters. */
  boolean isWritten(Form form, String word) {
    RollName name = name(form.pupil());
    return name.firsts().keySet().stream()
        .anyMatch(
            first ->
                name.lasts().keySet().stream()
                    .anyMatch(last -> word.equals(first + last) || word.equals(last + first)));
  }

  /** Whose joined name a cut-off word begins, at most a few. */
  Collection<List<Form>> beginningWith(String word) {
    return ordered.subMap(word, true, word + Character.MAX_VALUE, false).values();
  }

  /**
   * How common a name is: the logarithm to base ten of the people in a million million who have
   * both parts, by the country's figures or by the roll, where a name is more common in it.
   */
  double commonness(String forename, String surname) {
    double first =
        Math.max(NameRarity.forename(forename), perMillion(forenames.getOrDefault(forename, 1)));
    double last =
        Math.max(NameRarity.surname(surname), perMillion(surnames.getOrDefault(surname, 1)));
    return Math.log10(first) + Math.log10(last);
  }

  /** People per million, beside the one who is compared. */
  private double perMillion(int onRoll) {
    return (onRoll - 1) * 1e6 / Math.max(MANY, size);
  }

  /** The forms of a name, which are cheaper to make again than to keep for the whole roll. */
  static RollName name(Pupil pupil) {
    return new RollName(pupil);
  }

  /** The surnames from which a word differs in one letter, or in two that were swapped. */
  Set<String> nearly(String word) {
    Set<String> near = new HashSet<>(2);
    if (word.length() >= SHORTEST_TYPO - 1) {
      List<String> keys = new ArrayList<>(deletions(word));
      keys.add(word);
      for (String key : keys) {
        if (families.containsKey(key) && key.length() >= SHORTEST_TYPO && !key.equals(word)) {
          near.add(key);
        }
        for (String surname : typos.getOrDefault(key, Set.of())) {
          if (!surname.equals(word) && isOneApart(surname, word)) {
            near.add(surname);
          }
        }
      }
    }
    return near;
  }

  private static List<String> deletions(String word) {
    List<String> all = new ArrayList<>(word.length());
    for (int i = 0; i < word.length(); i++) {
      all.add(word.substring(0, i) + word.substring(i + 1));
    }
    return all;
  }

  /** Whether one letter was changed, added, left out, or swapped with the next. */
  static boolean isOneApart(String one, String other) {
    int a = one.length();
    int b = other.length();
    if (Math.abs(a - b) > 1) {
      return false;
    }
    int i = 0;
    while (i < Math.min(a, b) && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    if (a == b) {
      boolean isSwap =
          i + 1 < a
              && one.charAt(i) == other.charAt(i + 1)
              && one.charAt(i + 1) == other.charAt(i)
              && one.startsWith(other.substring(i + 2), i + 2);
      return i == a || isSwap || one.startsWith(other.substring(i + 1), i + 1);
    }
    return a > b
        ? one.startsWith(other.substring(i), i + 1)
        : other.startsWith(one.substring(i), i + 1);
  }

  /** A word without doubled letters. */
  static String squeeze(String word) {
    StringBuilder single = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      if (i == 0 || word.charAt(i) != word.charAt(i - 1)) {
        single.append(word.charAt(i));
      }
    }
    return single.toString();
  }
}
