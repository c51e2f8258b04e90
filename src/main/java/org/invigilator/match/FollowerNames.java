package org.invigilator.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.invigilator.register.Pupil;

/**
 * Pupils whose name a follower may have, from the display name, the handle and the text about
 * themselves together. What is found is weighed: a rare name, written in full and again in the
 * handle, says much; a common one little.
 */
public final class FollowerNames {
  /** X allows 15 characters; people cut a longer name off a little before that. */
  private static final int CUT_HANDLE = 13;

  /** Two pupils who fit this closely cannot be told apart. */
  private static final double CLOSE = 0.08;

  private static final int LONGEST_NAME = 120;

  private static final int SHORTEST_BEGINNING = 9;
  private static final int SHORTEST_HANDLE_NAME = 7;

  /** What people put before a name in a handle. */
  private static final Pattern BEFORE =
      Pattern.compile(
          "^(?:the|itsme|its|itz|iam|im|real|official|mr|miss|ms|dr|rep|senator|sen|gov|not|just|x+"
              + "|vote|elect|team|hey)(?=.{6})");

  /** What people put behind a name in a handle. */
  private static final Pattern BEHIND =
      Pattern.compile(
          "(?<=.{6})(?:xoxo|xo+|x+|official|real|tv|yt|uk|fan|jr|sr|music|art|photos?|for\\p{L}*)$");

  /** A year group or class, as pupils give theirs. */
  private static final Pattern SCHOOL_YEAR =
      Pattern.compile(
          "(?i)\\b(?:ye?a?r|class of|yr)[ .-]?(?:[1-9]|1[0-3]|20\\d\\d)\\b|\\by[1-9][0-3]?\\b");

  private static final Pattern EDGES = Pattern.compile("^[^a-z]+|[^a-z]+$");

  /** Features of one pupil for one follower, of which the weights were fitted. */
  record Features(
      Pupil pupil,
      double display,
      double handle,
      int moreWords,
      double commonness,
      EnumSet<NameSign> signs) {}

  private static final double FULL_HANDLE = 0.8;

  /** Fewer than one in a hundred million people has such a name, or more than one in 100,000. */
  private static final double RARE = 4;

  private static final double COMMON = 7;
  private static final double BIAS = 1.95;

  private static final Map<NameSign, Double> WEIGHTS =
      Map.ofEntries(
          Map.entry(NameSign.SHORT_FORM, -1.90),
          Map.entry(NameSign.LONG_FORM, -2.09),
          Map.entry(NameSign.SPELLING, -2.49),
          Map.entry(NameSign.TYPO, -1.00),
          Map.entry(NameSign.PART_OF_SURNAME, -2.38),
          Map.entry(NameSign.OTHER_FORENAME, -1.16),
          Map.entry(NameSign.JOINED, -0.94),
          Map.entry(NameSign.STYLISED, -0.23),
          Map.entry(NameSign.SEVERAL_PUPILS, -1.24),
          Map.entry(NameSign.SURNAME_FIRST, -0.91),
          Map.entry(NameSign.MIDDLE_NAME_AGREES, 1.07),
          Map.entry(NameSign.MIDDLE_NAME_DIFFERS, -1.26),
          Map.entry(NameSign.OTHER_DISPLAY_NAME, -1.5),
          Map.entry(NameSign.BETTER_MATCH, -3.30),
          Map.entry(NameSign.ORGANISATION, -6.0),
          Map.entry(NameSign.ADULT, -6.0),
          Map.entry(NameSign.SCHOOL_IN_BIO, 1.0),
          Map.entry(NameSign.SCHOOL_YEAR, 1.0));

  private final RollIndex roll;
  private final boolean weighsAdults;

  /**
   * @param weighsAdults whether words for adults count against a pupil; off only where the people
   *     are known to be adults
   */
  public FollowerNames(RollIndex roll, boolean weighsAdults) {
    this.roll = roll;
    this.weighsAdults = weighsAdults;
  }

  /** What was seen of one pupil so far. */
  private static final class Evidence {
    private double display;
    private double handle;
    private int more;
    private final EnumSet<NameSign> signs = EnumSet.noneOf(NameSign.class);
    private String first = "";
    private String written = "";
    private String last = "";
  }

  /**
   * Everyone on the roll who may be this follower, with what speaks for it; in no order.
   *
   * @param about the text about themselves, empty where it is not known
   * @param namesSchool whether that text names the school whose account is followed
   * @param among who is looked for
   */
  public List<Recognition> of(
      String displayName,
      String handle,
      String about,
      boolean namesSchool,
      Predicate<Pupil> among) {
    List<Recognition> all = new ArrayList<>(1);
    for (Features one : features(displayName, handle, about, among)) {
      if (namesSchool && weighsAdults) {
        one.signs().add(NameSign.SCHOOL_IN_BIO);
      }
      double confidence = confidence(one);
      if (Tier.of(confidence).isPresent()) {
        all.add(new Recognition(one.pupil(), confidence, Set.copyOf(one.signs())));
      }
    }
    return all;
  }

  List<Features> features(String displayName, String handle, String about, Predicate<Pupil> among) {
    Map<Pupil, Evidence> found = new HashMap<>(4);
    List<List<String>> readings = readings(shortened(displayName));
    for (int i = 0; i < readings.size(); i++) {
      display(readings.get(i), i > 0, found);
    }
    String bare = EDGES.matcher(shortened(handle).toLowerCase(Locale.ROOT)).replaceAll("");
    handle(shortened(handle), bare, found);
    found.keySet().removeIf(among.negate());
    if (found.isEmpty()) {
      return List.of();
    }
    List<Features> all = new ArrayList<>(found.size());
    for (Map.Entry<Pupil, Evidence> entry : found.entrySet()) {
      Evidence one = entry.getValue();
      int equals = 0;
      for (Evidence other : found.values()) {
        double more = other.display + other.handle - one.display - one.handle;
        equals += other != one && Math.abs(more) <= CLOSE ? 1 : 0;
        if (more > CLOSE) {
          one.signs.add(NameSign.BETTER_MATCH);
        }
      }
      if (equals > 0) {
        one.signs.add(NameSign.SEVERAL_PUPILS);
      }
      context(shortened(displayName), about, one);
      middles(readings.get(0), entry.getKey(), one);
      double common = roll.commonness(one.written, one.last);
      if (common < RARE) {
        one.signs.add(NameSign.RARE_NAME);
      } else if (common > COMMON) {
        one.signs.add(NameSign.COMMON_NAME);
      }
      common += 2 * Math.log10(1 + equals);
      all.add(new Features(entry.getKey(), one.display, one.handle, one.more, common, one.signs));
    }
    return all;
  }

  /** A name is no longer than this; what is behind it is not searched. */
  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  /** The words of a display name in the ways in which it can be read, the plainest first. */
  static List<List<String>> readings(String displayName) {
    List<List<String>> readings = new ArrayList<>(2);
    List<NameToken> tokens = NameToken.in(displayName);
    List<String> plain = new ArrayList<>(tokens.size());
    int letters = 0;
    for (NameToken token : tokens) {
      if (!Character.isDigit(token.folded().charAt(0))) {
        plain.add(token.folded());
        letters += token.folded().length() == 1 ? 1 : 0;
      }
    }
    readings.add(plain);
    if (displayName.chars().anyMatch(c -> c > 127)) {
      // Capitals among fancy letters are only a form of the letter, so no word is cut there.
      List<String> uncut = new ArrayList<>();
      for (String word : displayName.split("[\\p{Z}\\s\\p{P}]+")) {
        String read = Letters.plain(word);
        if (!read.isEmpty()) {
          uncut.add(read);
        }
      }
      if (!uncut.equals(plain)) {
        readings.add(uncut);
      }
    }
    if (letters > 3 && letters > plain.size() / 2) {
      spaced(displayName, readings);
    }
    if (displayName.chars().anyMatch(c -> c < 128 && "01345789@$!|+".indexOf(c) >= 0)) {
      for (String one : List.of("i", "l")) {
        List<String> read = new ArrayList<>();
        for (String word : displayName.split("[\\s._-]+")) {
          String decoded = leet(word, one);
          if (!decoded.isEmpty()) {
            read.add(decoded);
          }
        }
        if (!readings.contains(read)) {
          readings.add(read);
        }
      }
    }
    return readings;
  }

  /** Letters with blanks between them: joined where only one blank is between two. */
  private static void spaced(String displayName, List<List<String>> readings) {
    List<String> read = new ArrayList<>();
    for (String group : displayName.strip().split("[\\s\\u00a0]{2,}|[|/•·]")) {
      String joined = Letters.plain(group.replaceAll("[\\s._\\-*]+", ""));
      if (!joined.isEmpty()) {
        read.add(joined);
      }
    }
    readings.add(read);
  }

  /** A word in which digits and signs stand for letters. */
  private static String leet(String word, String one) {
    String plain = word.toLowerCase(Locale.ROOT);
    if (plain.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
      return "";
    }
    return Letters.plain(
        plain
            .replace("0", "o")
            .replace("1", one)
            .replace("!", one)
            .replace("|", one)
            .replace("3", "e")
            .replace("4", "a")
            .replace("@", "a")
            .replace("5", "s")
            .replace("$", "s")
            .replace("7", "t")
            .replace("+", "t")
            .replace("8", "b")
            .replace("9", "g"));
  }

  private void display(List<String> words, boolean isStylised, Map<Pupil, Evidence> found) {
    if (words.isEmpty()) {
      return;
    }
    int before = found.size();
    for (int at = 0; at < words.size(); at++) {
      String surname = words.get(at);
      if (at > 0 && RollName.FIRM.contains(words.get(at - 1))) {
        continue;
      }
      int most = roll.isOpening(surname) ? RollIndex.MOST_PARTS : 1;
      for (int end = at; end < Math.min(words.size(), at + most); end++) {
        surname = end == at ? surname : surname + words.get(end);
        RollIndex.Family family = roll.family(surname);
        if (family != null) {
          forenames(words, at, end, surname, family, 1, isStylised, found);
        }
      }
    }
    if (words.size() <= 2) {
      for (String word : words) {
        joinedDisplay(word, words.size() - 1, isStylised, found);
      }
    }
    if (words.size() == 2 || words.size() == 3) {
      joinedDisplay(String.join("", words), 0, isStylised, found);
    }
    if (found.size() == before && words.size() > 1) {
      typos(words, isStylised, found);
    }
  }

  private void joinedDisplay(
      String word, int more, boolean isStylised, Map<Pupil, Evidence> found) {
    if (word.length() < SHORTEST_HANDLE_NAME) {
      return;
    }
    for (RollIndex.Form form : roll.joined(word)) {
      note(form, 0.93, 0, more, found, isStylised, NameSign.JOINED);
    }
    split(
        word,
        (form, weight) -> note(form, 0.85 * weight, 0, more, found, isStylised, NameSign.JOINED));
  }

  private void typos(List<String> words, boolean isStylised, Map<Pupil, Evidence> found) {
    for (int at = 0; at < words.size(); at++) {
      if (NameRarity.isSurname(words.get(at))) {
        continue;
      }
      for (String meant : roll.nearly(words.get(at))) {
        RollIndex.Family family = roll.family(meant);
        if (family != null) {
          forenames(words, at, at, meant, family, 0.72, isStylised, found);
        }
      }
    }
  }

  /** Looks for the forename of someone of a family among the other words. */
  private void forenames(
      List<String> words,
      int from,
      int to,
      String surname,
      RollIndex.Family family,
      double weight,
      boolean isStylised,
      Map<Pupil, Evidence> found) {
    for (int at = 0; at < words.size(); at++) {
      if (at >= from && at <= to) {
        continue;
      }
      String forename = "";
      for (int end = at; end < Math.min(words.size(), at + 3) && (end < from || end > to); end++) {
        forename += words.get(end);
        int more = unexplained(words, from, to, at, end);
        NameSign order = at > to ? NameSign.SURNAME_FIRST : NameSign.FULL_NAME;
        for (RollIndex.Form form : family.called(forename)) {
          note(
              form,
              weight,
              surname,
              forename,
              forename,
              more,
              found,
              isStylised,
              order,
              weight < 1);
        }
        if (forename.length() > 1) {
          related(forename, surname, family, weight, more, isStylised, order, found);
        }
      }
    }
  }

  private void related(
      String forename,
      String surname,
      RollIndex.Family family,
      double weight,
      int more,
      boolean isStylised,
      NameSign order,
      Map<Pupil, Evidence> found) {
    boolean isTurned = order == NameSign.SURNAME_FIRST;
    for (Map.Entry<String, List<RollIndex.Form>> other : family.all().entrySet()) {
      String name = other.getKey();
      if (name.equals(forename) || name.length() < 2) {
        continue;
      }
      boolean isShort = GivenNames.isShort(forename, name);
      boolean isSpelling = !isShort && GivenNames.isSpelling(forename, name);
      boolean isTypo =
          !isShort
              && !isSpelling
              && !isTurned
              && weight == 1
              && name.length() > 5
              && forename.length() > 4
              && RollIndex.isOneApart(forename, name)
              && !NameRarity.isForename(forename);
      if (isShort || isSpelling || isTypo) {
        boolean isLong = isShort && GivenNames.isFull(forename, name);
        NameSign sign =
            isLong
                ? NameSign.LONG_FORM
                : isShort ? NameSign.SHORT_FORM : isSpelling ? NameSign.SPELLING : NameSign.TYPO;
        double factor = isLong ? 0.7 : isShort || isSpelling ? 0.85 : 0.72;
        for (RollIndex.Form form : other.getValue()) {
          if (form.first() != RollName.First.MIDDLE) {
            note(
                form,
                weight * factor,
                surname,
                name,
                forename,
                more,
                found,
                isStylised,
                sign,
                weight < 1);
            Evidence noted = found.get(form.pupil());
            if (isTurned && noted != null) {
              noted.signs.add(order);
            }
          }
        }
      }
    }
  }

  /** How many words are neither of the name nor such as people put beside it. */
  private int unexplained(List<String> words, int from, int to, int first, int end) {
    int more = 0;
    for (int i = 0; i < words.size(); i++) {
      boolean isName = (i >= from && i <= to) || (i >= first && i <= end);
      String word = words.get(i);
      if (!isName
          && word.length() > 1
          && !NameWords.is(NameWords.Kind.TITLE, word)
          && !NameWords.is(NameWords.Kind.ADULT, word)) {
        more++;
      }
    }
    return more;
  }

  private void note(
      RollIndex.Form form,
      double display,
      String surname,
      String forename,
      String written,
      int more,
      Map<Pupil, Evidence> found,
      boolean isStylised,
      NameSign sign,
      boolean isTypo) {
    Evidence one = found.computeIfAbsent(form.pupil(), p -> new Evidence());
    double weighed = display * ofForm(form) * (isStylised ? 0.97 : 1);
    if (weighed > one.display) {
      one.display = weighed;
      one.more = more;
      one.first = forename;
      one.written = written;
      one.last = surname;
      one.signs.clear();
      one.signs.add(sign);
      if (form.first() != RollName.First.FULL) {
        one.signs.add(NameSign.OTHER_FORENAME);
      }
      if (form.last() != RollName.Last.FULL) {
        one.signs.add(NameSign.PART_OF_SURNAME);
      }
      if (isTypo) {
        one.signs.add(NameSign.TYPO);
      }
      if (isStylised) {
        one.signs.add(NameSign.STYLISED);
      }
    }
  }

  private void note(
      RollIndex.Form form,
      double display,
      double handle,
      int more,
      Map<Pupil, Evidence> found,
      boolean isStylised,
      NameSign sign) {
    RollName name = roll.name(form.pupil());
    String first = name.firsts().keySet().iterator().next();
    String last = name.lasts().keySet().iterator().next();
    if (display > 0) {
      note(form, display, last, first, first, more, found, isStylised, sign, false);
    } else {
      Evidence one = found.computeIfAbsent(form.pupil(), p -> new Evidence());
      if (handle > one.handle) {
        one.handle = handle;
        if (one.display == 0) {
          one.first = first;
          one.written = first;
          one.last = last;
          one.signs.add(sign);
        } else {
          one.signs.add(NameSign.HANDLE_AGREES);
        }
      }
    }
  }

  /** Takes a way to cut a word into a forename and a surname of one pupil. */
  private interface Taker {
    void take(RollIndex.Form form, double weight);
  }

  /** Cuts a joined word into a short or other form of a forename and a surname. */
  private void split(String word, Taker taker) {
    for (int cut = 2; cut + 3 <= Math.min(word.length(), LONGEST_NAME); cut++) {
      String head = word.substring(0, cut);
      RollIndex.Family behind = roll.family(word.substring(cut));
      if (behind != null) {
        for (RollIndex.Form form : behind.called(head)) {
          taker.take(form, 1);
        }
        for (String related : GivenNames.related(head)) {
          for (RollIndex.Form form : behind.called(related)) {
            taker.take(form, 0.85);
          }
        }
      }
    }
  }

  private void handle(String handle, String bare, Map<Pupil, Evidence> found) {
    if (bare.length() < 4) {
      return;
    }
    List<String> parts = List.of(bare.split("[^a-z]+"));
    String solid = String.join("", parts);
    Set<String> ways = new HashSet<>(List.of(solid));
    String less = BEFORE.matcher(solid).replaceFirst("");
    ways.add(less);
    ways.add(BEHIND.matcher(solid).replaceFirst(""));
    ways.add(BEHIND.matcher(less).replaceFirst(""));
    if (bare.chars().anyMatch(Character::isDigit)) {
      ways.add(leet(bare, "i").replaceAll("[^a-z]", ""));
      ways.add(leet(bare, "l").replaceAll("[^a-z]", ""));
    }
    for (String way : ways) {
      double weight = way.equals(solid) ? 1 : 0.9;
      if (way.length() >= SHORTEST_HANDLE_NAME - 1) {
        for (RollIndex.Form form : roll.joined(way)) {
          note(form, 0, weight * ofForm(form), 0, found, false, NameSign.HANDLE);
        }
        split(
            way,
            (form, part) ->
                note(form, 0, weight * part * ofForm(form), 0, found, false, NameSign.HANDLE));
      }
    }
    if (parts.size() > 1) {
      RollIndex.Family family = roll.family(parts.get(parts.size() - 1));
      if (family != null) {
        for (RollIndex.Form form : family.called(parts.get(0))) {
          note(form, 0, 0.95 * ofForm(form), 0, found, false, NameSign.HANDLE);
        }
      }
    }
    if (handle.length() >= CUT_HANDLE) {
      begun(solid, found);
      if (solid.endsWith("x")) {
        begun(solid.substring(0, solid.length() - 1), found);
      }
    }
    for (Map.Entry<Pupil, Evidence> entry : found.entrySet()) {
      Evidence one = entry.getValue();
      if (one.handle == 0 && one.display > 0) {
        boolean hasLast = one.last.length() > 3 && solid.contains(one.last);
        boolean hasFirst = one.first.length() > 2 && solid.contains(one.first);
        one.handle = hasLast ? 0.5 : hasFirst ? 0.3 : 0;
        if (hasLast) {
          one.signs.add(NameSign.HANDLE_AGREES);
        }
      }
    }
  }

  /** A handle that was too long for the platform, so that the end of the name is cut off. */
  private void begun(String way, Map<Pupil, Evidence> found) {
    if (way.length() < SHORTEST_BEGINNING) {
      return;
    }
    Collection<List<RollIndex.Form>> begun = roll.beginningWith(way);
    if (begun.stream().limit(4).count() < 4) {
      for (List<RollIndex.Form> forms : begun) {
        forms.forEach(form -> note(form, 0, 0.85 * ofForm(form), 0, found, false, NameSign.HANDLE));
      }
    }
  }

  private static double ofForm(RollIndex.Form form) {
    return switch (form.first()) {
          case FULL -> 1;
          case ONE -> 0.9;
          case MIDDLE -> 0.6;
        }
        * switch (form.last()) {
          case FULL -> 1;
          case BARE -> 0.95;
          case HALF -> 0.75;
        };
  }

  /** Compares further names and initials between the two with the roll's. */
  private void middles(List<String> words, Pupil pupil, Evidence one) {
    if (one.display == 0) {
      long names =
          words.stream()
              .filter(w -> w.length() > 1 && !NameWords.is(NameWords.Kind.TITLE, w))
              .count();
      if (names > 1) {
        one.signs.add(NameSign.OTHER_DISPLAY_NAME);
      }
      return;
    }
    int first = words.indexOf(one.written);
    int last = words.lastIndexOf(one.last);
    if (first < 0 || last <= first + 1) {
      return;
    }
    List<String> known = roll.name(pupil).middles();
    for (String between : words.subList(first + 1, last)) {
      boolean agrees =
          known.stream()
              .anyMatch(
                  k ->
                      between.length() == 1 || k.length() == 1
                          ? k.charAt(0) == between.charAt(0)
                          : k.equals(between));
      if (agrees) {
        one.signs.add(NameSign.MIDDLE_NAME_AGREES);
        one.more = Math.max(0, one.more - (between.length() > 1 ? 1 : 0));
      } else if (!known.isEmpty() && between.length() == 1) {
        one.signs.add(NameSign.MIDDLE_NAME_DIFFERS);
      }
    }
  }

  private void context(String displayName, String about, Evidence one) {
    for (NameToken token : NameToken.in(displayName)) {
      if (weighsAdults
          && NameWords.is(NameWords.Kind.ORGANISATION, token.folded())
          && !token.folded().equals(one.first)
          && !token.folded().equals(one.last)) {
        one.signs.add(NameSign.ORGANISATION);
      }
      if (weighsAdults && NameWords.is(NameWords.Kind.ADULT, token.folded())) {
        one.signs.add(NameSign.ADULT);
      }
    }
    if (weighsAdults && SCHOOL_YEAR.matcher(displayName + " " + about).find()) {
      one.signs.add(NameSign.SCHOOL_YEAR);
    }
    if (weighsAdults && !about.isEmpty()) {
      for (NameToken token : NameToken.in(about)) {
        if (NameWords.is(NameWords.Kind.ADULT, token.folded())) {
          one.signs.add(NameSign.ADULT);
        }
      }
    }
    if (one.more > 0) {
      one.signs.add(NameSign.MORE_WORDS);
    }
  }

  /**
   * The confidence that a follower is the pupil: a logistic regression, fitted on names of people
   * with known accounts and on invented pupils, where a fifth of the followers are meant.
   */
  private static double confidence(Features one) {
    boolean isHandleOnly = one.display() == 0;
    boolean isFullHandle = one.handle() >= FULL_HANDLE;
    double common = one.commonness() - 5;
    double odds =
        BIAS
            + 2.96 * one.display()
            + (isHandleOnly ? 0.97 : 0)
            + (isFullHandle ? 0.53 : -0.23 * one.handle())
            - 1.10 * one.display() * one.handle()
            - 0.99 * Math.min(one.moreWords(), 3)
            - (one.moreWords() > 0 ? 0.49 : 0)
            - 0.73 * common
            - 1.45 * Math.max(0, common - 1)
            + 1.21 * Math.max(0, common - 2)
            + (isHandleOnly && isFullHandle ? 0.31 * (common + 1) : 0);
    for (NameSign sign : one.signs()) {
      odds += WEIGHTS.getOrDefault(sign, 0.0);
    }
    return 1 / (1 + Math.exp(-odds));
  }
}
