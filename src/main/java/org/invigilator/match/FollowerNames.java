package org.invigilator.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.invigilator.register.Pupil;

/**
 * Pupils whose name a follower may have, from the display name, the handle and the text about
 * themselves together. What is found is weighed: a rare name, written in full and again in the
 * handle, says much; a common one little. It is longer than other classes, because each way of
 * writing a name is one short method over the same words.
 */
public final class FollowerNames {
  private static final double TURNED = 0.6;

  /** Two pupils who fit this closely cannot be told apart. */
  private static final double CLOSE = 0.08;

  private static final double MOST_OF_SEVERAL = 0.79;

  private static final int LONGEST_NAME = 120;

  /** Forenames of East Asia have two short parts, few of which are in lists of this country. */
  private static final int LONGEST_SYLLABLE = 4;

  private static final int SHORTEST_JOINED = 7;

  /** Fewer than one in a hundred million people has such a name, or more than one in 100,000. */
  private static final double RARE = 4;

  private static final double COMMON = 7;

  /** Names that are mostly the second part of a forename where a hyphen is before them. */
  private static final Set<String> SECOND_FORENAMES =
      Set.of(
          "ann", "anne", "belle", "beth", "ella", "elle", "faith", "grace", "hope", "jade", "james",
          "jane", "jay", "jayne", "jean", "jo", "joe", "john", "joy", "kate", "lea", "leah", "lee",
          "lei", "leigh", "lily", "lou", "louise", "mae", "mai", "marie", "may", "paul", "rae",
          "rose", "sue");

  private final RollIndex roll;
  private final HandleSearch handles;
  private final ProfileNames profiles;
  private final boolean weighsAdults;

  /**
   * @param weighsAdults whether words for adults count against a pupil; off only where the people
   *     are known to be adults
   */
  public FollowerNames(RollIndex roll, boolean weighsAdults) {
    this.roll = roll;
    this.handles = new HandleSearch(roll);
    this.profiles = new ProfileNames(roll);
    this.weighsAdults = weighsAdults;
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
    FollowerEvidence evidence = new FollowerEvidence();
    String name = shortened(displayName);
    List<List<String>> readings = DisplayReadings.of(name);
    for (int i = 0; i < readings.size(); i++) {
      display(readings.get(i), i > 0, evidence);
    }
    profiles.search(about, readings.get(0), handle, evidence);
    handles.surname(shortened(handle), readings.get(0), evidence);
    handles.among(shortened(handle), readings.get(0), evidence);
    handles.search(shortened(handle), evidence);
    Map<Pupil, FollowerEvidence.OfPupil> found = evidence.found();
    found.keySet().removeIf(among.negate());
    List<Recognition> all = new ArrayList<>(found.size());
    found.forEach(
        (pupil, one) -> {
          int equals = compare(one, found.values());
          if (weighsAdults) {
            one.signs.addAll(ProfileContext.of(name, handle, about, pupil, one));
          }
          if (namesSchool && weighsAdults) {
            one.signs.add(NameSign.SCHOOL_IN_BIO);
          }
          if (one.more > 0) {
            one.signs.add(NameSign.MORE_WORDS);
          }
          middles(readings.get(0), pupil, one);
          if (isPartOfCompound(name, one, pupil)) {
            one.signs.add(NameSign.LONGER_NAME);
          }
          double common = roll.commonness(one.written, one.last);
          if (common < RARE) {
            one.signs.add(NameSign.RARE_NAME);
          } else if (common > COMMON) {
            one.signs.add(NameSign.COMMON_NAME);
          }
          boolean isAgreed =
              one.signs.contains(NameSign.SCHOOL_IN_BIO)
                  || one.signs.contains(NameSign.SCHOOL_YEAR);
          if (!isAgreed && NameRarity.isCommonAbroad(one.written, one.last)) {
            one.signs.add(NameSign.COMMON_ABROAD);
          }
          double confidence = confidence(one, common, equals);
          if (Tier.of(confidence).isPresent()) {
            all.add(
                new Recognition(pupil, confidence, Set.copyOf(one.signs), one.written + one.last));
          }
        });
    return all;
  }

  /**
   * How sure it is of one pupil; where several have the name, each is still possible if one of them
   * is.
   */
  private static double confidence(FollowerEvidence.OfPupil one, double common, int equals) {
    double shared =
        FollowerOdds.confidence(
            one.display, one.handle, one.more, common + 2 * Math.log10(1 + equals), one.signs);
    if (equals == 0) {
      return shared;
    }
    if (Tier.of(shared).isPresent()) {
      // Unless something tells them apart, at most one of them is meant.
      return one.signs.contains(NameSign.MIDDLE_NAME_AGREES)
          ? shared
          : Math.min(shared, MOST_OF_SEVERAL);
    }
    EnumSet<NameSign> alone = EnumSet.copyOf(one.signs);
    alone.remove(NameSign.SEVERAL_PUPILS);
    double any = FollowerOdds.confidence(one.display, one.handle, one.more, common, alone);
    return Tier.of(any).isPresent() ? Tier.POSSIBLE.from() : shared;
  }

  /** How many others fit as well; notes that, and whether another one fits better. */
  private static int compare(
      FollowerEvidence.OfPupil one, Collection<FollowerEvidence.OfPupil> all) {
    int equals = 0;
    for (FollowerEvidence.OfPupil other : all) {
      double more = other.sum() - one.sum();
      equals += other != one && Math.abs(more) <= CLOSE ? 1 : 0;
      if (more > CLOSE) {
        one.signs.add(NameSign.BETTER_MATCH);
      }
    }
    if (equals > 0) {
      one.signs.add(NameSign.SEVERAL_PUPILS);
    }
    return equals;
  }

  /** A name is no longer than this; what is behind it is not searched. */
  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private void display(List<String> words, boolean isStylised, FollowerEvidence found) {
    if (words.isEmpty()) {
      return;
    }
    int before = found.found().size();
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
    if (found.found().size() == before && words.size() > 1) {
      typos(words, isStylised, found);
    }
  }

  private void joinedDisplay(String word, int more, boolean isStylised, FollowerEvidence found) {
    if (word.length() < SHORTEST_JOINED || NameRarity.isForename(word)) {
      // "Annabel" is a forename, and not Ann Abel.
      return;
    }
    for (RollIndex.Form form : roll.joined(word)) {
      found.joined(form, 0.93, more, isStylised);
    }
    handles.split(word, (form, weight) -> found.joined(form, 0.85 * weight, more, isStylised));
  }

  private void typos(List<String> words, boolean isStylised, FollowerEvidence found) {
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
      FollowerEvidence found) {
    for (int at = 0; at < words.size(); at++) {
      if (at >= from && at <= to) {
        continue;
      }
      String forename = "";
      for (int end = at; end < Math.min(words.size(), at + 3) && (end < from || end > to); end++) {
        forename += words.get(end);
        int more = unexplained(words, from, to, at, end);
        NameSign order = at > to ? NameSign.SURNAME_FIRST : NameSign.FULL_NAME;
        // "Scott Jensen" is hardly Jensen Scott.
        boolean isPlain = at > to && NameRarity.isForename(surname);
        double part = isPlain ? TURNED * weight : weight;
        for (RollIndex.Form form : family.called(forename)) {
          found.display(
              form, part, surname, forename, forename, more, isStylised, signs(order, weight));
        }
        if (forename.length() > 1 && weight == 1 && !isPlain) {
          related(forename, surname, family, weight, more, isStylised, order, found);
        }
      }
    }
  }

  /** A sign, and that a letter of the surname differs where it weighs less. */
  private static EnumSet<NameSign> signs(NameSign sign, double weight) {
    return weight < 1 ? EnumSet.of(sign, NameSign.TYPO) : EnumSet.of(sign);
  }

  private void related(
      String forename,
      String surname,
      RollIndex.Family family,
      double weight,
      int more,
      boolean isStylised,
      NameSign order,
      FollowerEvidence found) {
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
              && name.length() > 5
              && forename.length() > 4
              && RollIndex.isOneApart(forename, name)
              && !GivenNames.isShortOfAny(forename)
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
            EnumSet<NameSign> signs = signs(sign, weight);
            if (isTurned) {
              signs.add(order);
            }
            found.display(form, weight * factor, surname, name, forename, more, isStylised, signs);
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

  /**
   * Whether a hyphen joins the surname to a name that the pupil does not have, as in White-Evans,
   * or makes one forename of both names, as in Katie-Rose.
   */
  private static boolean isPartOfCompound(
      String displayName, FollowerEvidence.OfPupil one, Pupil pupil) {
    if (one.display == 0 || displayName.indexOf('-') < 0) {
      return false;
    }
    List<NameToken> tokens = NameToken.in(displayName);
    for (int at = 1; at < tokens.size(); at++) {
      NameToken before = tokens.get(at - 1);
      boolean isJoined =
          before.end() + 1 == tokens.get(at).start() && displayName.charAt(before.end()) == '-';
      if (isJoined && tokens.get(at).folded().equals(one.last)) {
        String other = before.folded();
        return other.equals(one.written)
            ? SECOND_FORENAMES.contains(one.last)
            : !RollIndex.name(pupil).lasts().containsKey(other)
                && !RollIndex.name(pupil).middles().contains(other);
      }
    }
    return false;
  }

  /** Compares further names and initials between the two with the roll's. */
  private void middles(List<String> words, Pupil pupil, FollowerEvidence.OfPupil one) {
    if (one.display == 0) {
      long names =
          words.stream()
              .filter(w -> w.length() > 1 && !NameWords.is(NameWords.Kind.TITLE, w))
              .count();
      if (names > 1 || (names == 1 && isOfAnother(words, pupil))) {
        one.signs.add(NameSign.OTHER_DISPLAY_NAME);
      }
      return;
    }
    int first = words.indexOf(one.written);
    int last = words.lastIndexOf(one.last);
    boolean isLonger =
        (first > 0 && first < last && isFurtherName(words.get(first - 1), pupil))
            || (last > first
                && last + 1 < words.size()
                && isFurtherName(words.get(last + 1), pupil)
                && NameRarity.isSurname(words.get(last + 1)));
    if (isLonger) {
      one.signs.add(NameSign.LONGER_NAME);
    }
    List<String> known = RollIndex.name(pupil).middles();
    if (last >= 0 && last < first && hasOtherMiddle(words, last, first, known)) {
      one.signs.add(NameSign.MIDDLE_NAME_DIFFERS);
    }
    if (first < 0 || last <= first + 1) {
      return;
    }
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
      } else if (between.length() == 1) {
        one.signs.add(
            known.isEmpty() ? NameSign.MIDDLE_NAME_UNKNOWN : NameSign.MIDDLE_NAME_DIFFERS);
      }
    }
  }

  /**
   * Whether, with the surname first, another name than the pupil's is beside the forename: Tan Jia
   * Wen is not Jia Hui Tan.
   */
  private static boolean hasOtherMiddle(
      List<String> words, int last, int first, List<String> known) {
    List<String> beside = new ArrayList<>(words.subList(last + 1, first));
    if (first + 1 < words.size()) {
      beside.add(words.get(first + 1));
    }
    return !known.isEmpty()
        && beside.stream()
            .filter(word -> word.length() > 1 && !NameWords.is(NameWords.Kind.TITLE, word))
            .filter(word -> word.length() <= LONGEST_SYLLABLE || NameRarity.isForename(word))
            .anyMatch(word -> !known.contains(word));
  }

  /** Whether the only name that is displayed is a forename that the pupil does not go by. */
  private static boolean isOfAnother(List<String> words, Pupil pupil) {
    RollName name = RollIndex.name(pupil);
    return words.stream()
        .filter(w -> w.length() > 1 && !NameWords.is(NameWords.Kind.TITLE, w))
        .anyMatch(
            w ->
                NameRarity.isForename(w)
                    && !NameWords.isOrdinary(w)
                    && !name.lasts().containsKey(w)
                    && name.firsts().keySet().stream()
                        .noneMatch(
                            first ->
                                first.equals(w)
                                    || GivenNames.isShort(w, first)
                                    || GivenNames.isSpelling(w, first))
                    && !name.middles().contains(w));
  }

  /** Whether a word is a name that the pupil does not have, and no title or ordinary word. */
  private boolean isFurtherName(String word, Pupil pupil) {
    RollName name = RollIndex.name(pupil);
    return (NameRarity.isForename(word) || NameRarity.isSurname(word))
        && !NameWords.isOrdinary(word)
        && !NameWords.is(NameWords.Kind.TITLE, word)
        && !name.firsts().containsKey(word)
        && !name.lasts().containsKey(word)
        && !name.middles().contains(word);
  }
}
