package org.invigilator.match;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.register.Pupil;

/**
 * The forms in which the name of one pupil may be written, with how much of the name each one is.
 * Parts are folded and joined, so that blanks, hyphens and apostrophes make no difference.
 */
final class RollName {
  /** Which forename a form is. */
  enum First {
    /** All of the legal or usual forename. */
    FULL,
    /** The first of several, or the one beside an initial. */
    ONE,
    /** A middle name. */
    MIDDLE
  }

  /** How much of a surname a form is. */
  enum Last {
    FULL,
    /** Without a particle such as "de". */
    BARE,
    /** One of two joined surnames. */
    HALF
  }

  private static final Pattern BRACKET = Pattern.compile("[(\\[\"“](.*?)[)\\]\"”]");
  private static final Pattern SEVERAL = Pattern.compile("[;/,|]");
  private static final Set<String> SUFFIXES = Set.of("jr", "sr", "jnr", "snr", "ii", "iii", "iv");
  private static final Set<String> PARTICLES =
      Set.of(
          "de", "da", "di", "do", "dos", "das", "del", "della", "der", "den", "van", "von", "vom",
          "zu", "la", "le", "el", "al", "bin", "bint", "ibn", "ben", "abu", "ap", "ab", "af", "ter",
          "ten", "te", "y", "e", "du", "des", "the", "o", "mac", "mc", "fitz", "st", "san");

  /** Particles that are never left out. */
  static final Set<String> FIRM = Set.of("o", "mac", "mc", "fitz", "st", "san");

  /**
   * Middle names by which Sikh, Muslim and Hindu people are commonly called with their forename.
   */
  private static final Set<String> USED_AS_SURNAME =
      Set.of(
          "kaur", "singh", "begum", "begom", "bibi", "akter", "akther", "akhtar", "aktar", "khatun",
          "khatoon", "khanam", "khanom", "khanum", "bano", "banu", "siddiqa", "siddika", "sultana",
          "parvin", "parveen", "jahan", "nessa", "nisa", "devi", "kumari", "kumar", "lal", "miah");

  private static final int SHORTEST_HALF = 3;

  private final Map<String, First> firsts = new LinkedHashMap<>();
  private final Map<String, Last> lasts = new LinkedHashMap<>();
  private final List<String> middles = new ArrayList<>(0);
  private final List<String> openings = new ArrayList<>(0);

  RollName(Pupil pupil) {
    addFirst(pupil.firstName());
    SEVERAL.splitAsStream(pupil.knownAs()).forEach(this::addFirst);
    SEVERAL.splitAsStream(pupil.alsoKnownAs()).forEach(this::addAlso);
    for (String one : parts(pupil.middleNames())) {
      middles.add(one);
      if (one.length() >= SHORTEST_HALF) {
        firsts.putIfAbsent(one, First.MIDDLE);
      }
    }
    addLast(pupil.lastName());
    middles.stream()
        .filter(USED_AS_SURNAME::contains)
        .forEach(m -> lasts.putIfAbsent(m, Last.HALF));
  }

  /** The forenames, the fullest first. */
  Map<String, First> firsts() {
    return firsts;
  }

  Map<String, Last> lasts() {
    return lasts;
  }

  /** Middle names and initials, and forenames behind the first. */
  List<String> middles() {
    return middles;
  }

  /** First parts of surnames of several parts. */
  List<String> openings() {
    return openings;
  }

  /** The fullest forename. */
  String first() {
    return firsts.keySet().iterator().next();
  }

  /** The fullest surname. */
  String last() {
    return lasts.keySet().iterator().next();
  }

  /** Whether the name can be searched: it has two parts that are not single letters. */
  boolean isSearchable() {
    return firsts.keySet().stream().anyMatch(f -> f.length() > 1)
        && lasts.keySet().stream().anyMatch(l -> l.length() > 1);
  }

  private static List<String> parts(String name) {
    return NameToken.in(name).stream().map(NameToken::folded).toList();
  }

  /** A further name in full, or only a forename. */
  private void addAlso(String name) {
    List<String> parts = parts(name);
    int gap = name.strip().lastIndexOf(' ');
    boolean isWhole = gap > 0 && !lasts.containsKey(parts.get(parts.size() - 1));
    addFirst(isWhole ? name.strip().substring(0, gap) : name);
    if (isWhole) {
      addLast(name.strip().substring(gap + 1));
    }
  }

  private void addFirst(String name) {
    Matcher bracket = BRACKET.matcher(name);
    while (bracket.find()) {
      addForename(bracket.group(1));
    }
    addForename(BRACKET.matcher(name).replaceAll(" "));
  }

  private void addForename(String name) {
    List<String> parts = parts(name);
    if (parts.isEmpty()) {
      return;
    }
    String whole = String.join("", parts);
    firsts.merge(whole, First.FULL, RollName::fuller);
    if (parts.size() > 1) {
      String first = parts.stream().filter(p -> p.length() > 1).findFirst().orElse("");
      if (first.length() > 1) {
        firsts.merge(first, First.ONE, RollName::fuller);
      }
      middles.addAll(parts);
      parts.stream()
          .filter(p -> p.length() >= SHORTEST_HALF)
          .forEach(p -> firsts.putIfAbsent(p, First.MIDDLE));
    }
  }

  private static First fuller(First one, First other) {
    return one.ordinal() <= other.ordinal() ? one : other;
  }

  private void addLast(String name) {
    List<String> parts = new ArrayList<>(parts(BRACKET.matcher(name).replaceAll(" ")));
    while (parts.size() > 1 && SUFFIXES.contains(parts.get(parts.size() - 1))) {
      parts.remove(parts.size() - 1);
    }
    if (parts.isEmpty()) {
      return;
    }
    add(parts, Last.FULL);
    if (parts.get(0).equals("st") && parts.size() > 1) {
      List<String> saint = new ArrayList<>(parts);
      saint.set(0, "saint");
      add(saint, Last.FULL);
    }
    String whole = String.join("", parts);
    if (whole.startsWith("mac") && whole.length() > 5) {
      lasts.putIfAbsent("mc" + whole.substring(3), Last.FULL);
    } else if (whole.startsWith("mc") && whole.length() > 4) {
      lasts.putIfAbsent("mac" + whole.substring(2), Last.FULL);
    }
    String umlauts = withDigraphs(name);
    if (!umlauts.equals(name)) {
      add(parts(umlauts), Last.FULL);
    }
    List<String> names = parts.stream().filter(p -> !PARTICLES.contains(p)).toList();
    boolean isFirm = parts.stream().anyMatch(FIRM::contains);
    if (names.size() < parts.size() && !names.isEmpty() && !isFirm) {
      add(names, Last.BARE);
    }
    if (names.size() > 1 && !isFirm) {
      addHalves(parts);
      names.stream()
          .filter(p -> p.length() >= SHORTEST_HALF)
          .forEach(p -> lasts.putIfAbsent(p, Last.HALF));
    }
  }

  /** One of several surnames with its particle: "da Silva" of "da Silva Santos". */
  private void addHalves(List<String> parts) {
    for (int cut = 1; cut < parts.size(); cut++) {
      if (PARTICLES.contains(parts.get(cut - 1))) {
        continue;
      }
      for (List<String> half : List.of(parts.subList(0, cut), parts.subList(cut, parts.size()))) {
        if (half.size() > 1 && half.stream().filter(p -> !PARTICLES.contains(p)).count() == 1) {
          add(half, Last.HALF);
        }
      }
    }
  }

  private void add(List<String> parts, Last kind) {
    if (parts.size() > 1) {
      openings.add(parts.get(0));
    }
    lasts.putIfAbsent(String.join("", parts), kind);
  }

  /** A name with the letters that passports and English papers use for some others. */
  private static String withDigraphs(String name) {
    return name.replace("ä", "ae")
        .replace("ö", "oe")
        .replace("ü", "ue")
        .replace("Ä", "Ae")
        .replace("Ö", "Oe")
        .replace("Ü", "Ue")
        .replace("ø", "oe")
        .replace("Ø", "Oe")
        .replace("å", "aa")
        .replace("Å", "Aa");
  }
}
