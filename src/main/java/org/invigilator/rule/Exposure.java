package org.invigilator.rule;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many posts that everyone can read show pupils, in numbers only. A pupil is shown by a picture
 * for which the media log names the pupil, or by a name that is certain.
 *
 * @param posts the own posts that were read, reposts apart
 * @param unlogged those of them with a picture for which the media log does not say who is in it
 * @param oldest the London date of the oldest post that was read
 * @param showing the posts that show pupils, by their age
 * @param pupils the pupils in them; a pupil in three posts counts three times
 * @param gaps what could not be counted or is not known
 */
public record Exposure(
    long posts,
    long unlogged,
    Optional<LocalDate> oldest,
    List<Showing> showing,
    List<Shown> pupils,
    Set<Gap> gaps) {

  /** Nothing that was read. */
  public static final Exposure NOTHING =
      new Exposure(0, 0, Optional.empty(), List.of(), List.of(), Set.of());

  /** Why a count is not whole, so that what was not counted is not taken for nothing. */
  public enum Gap {
    PUPILS("pupils at all, because there is no register of pupils"),
    MEDIA_LOG("pupils in pictures, because there is no media log"),
    PICTURES("pictures on some accounts, because their source does not show all of them"),
    NAMES(
        "names in posts, because no check on some account looks for them, or its source does not show all text"),
    CONSENT("missing consent, because there is no consent register, or it is not up to date"),
    /** Counted all the same: a pupil may have consented in such a row. */
    CONSENT_ROWS(
        "consent in rows of the consent register that name no one on record (see Register problems)");

    private final String words;

    Gap(String words) {
      this.words = words;
    }

    /** What is not counted and why, for the end of a sentence. */
    public String words() {
      return words;
    }
  }

  /** How long ago a post was published. */
  public enum Age {
    FIRST_YEAR("Up to 1 year", 0),
    SECOND_YEAR("1 to 2 years", 1),
    THIRD_YEAR("2 to 3 years", 2),
    TO_FIVE_YEARS("3 to 5 years", 3),
    OLDER("Over 5 years", 5);

    private final String label;
    private final int years;

    Age(String label, int years) {
      this.label = label;
      this.years = years;
    }

    /** The age on a day of a post of another day. */
    public static Age of(LocalDate published, LocalDate day) {
      Age age = FIRST_YEAR;
      for (Age older : values()) {
        if (older.years > 0 && !published.isAfter(day.minusYears(older.years))) {
          age = older;
        }
      }
      return age;
    }

    public String label() {
      return label;
    }

    /** The least age of such posts in whole years. */
    public int years() {
      return years;
    }
  }

  /** Whether those who must agree do so as of the audit date. */
  public enum Agreement {
    IN_FORCE,
    /** In force now, and not on the next 1 September: it expires, or another must give it then. */
    ENDS_WITH_THE_YEAR,
    /** Never given, refused, withdrawn or expired. */
    NONE,
    /** None was found, and the consent register is not whole. */
    UNKNOWN
  }

  /**
   * Posts of one age.
   *
   * @param leavers those that show a pupil who has left
   * @param unagreed those that show a pupil for whom consent is not in force
   * @param ending those that show a pupil whose consent ends with the school year
   */
  public record Showing(Age age, long posts, long leavers, long unagreed, long ending) {
    private Showing and(Showing other) {
      return new Showing(
          age,
          posts + other.posts,
          leavers + other.leavers,
          unagreed + other.unagreed,
          ending + other.ending);
    }
  }

  /**
   * Pupils in posts of one age.
   *
   * @param year the year group on the audit date, or {@link #LEFT}; empty when it is not known
   * @param byName whether they are named, and otherwise pictured
   */
  public record Shown(String year, Age age, boolean byName, Agreement agreement, long number) {
    /** The year group of those who have left. */
    public static final String LEFT = "left";

    /** The same pupils so many times. */
    public Shown times(long all) {
      return new Shown(year, age, byName, agreement, all);
    }
  }

  /** Several accounts together. */
  public static Exposure sum(Collection<Exposure> all) {
    Map<Age, Showing> showing = new TreeMap<>();
    List<Shown> pupils = new ArrayList<>();
    for (Exposure one : all) {
      one.showing.forEach(s -> showing.merge(s.age(), s, Showing::and));
      pupils.addAll(one.pupils);
    }
    return new Exposure(
        all.stream().mapToLong(Exposure::posts).sum(),
        all.stream().mapToLong(Exposure::unlogged).sum(),
        all.stream().flatMap(one -> one.oldest.stream()).min(LocalDate::compareTo),
        List.copyOf(showing.values()),
        added(pupils),
        all.stream()
            .flatMap(one -> one.gaps.stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Gap.class))));
  }

  /** The same pupils, with equal ones in one line, in the order of years, ages and kinds. */
  public static List<Shown> added(Collection<Shown> pupils) {
    Map<Shown, Long> numbers =
        pupils.stream()
            .collect(Collectors.groupingBy(s -> s.times(0), Collectors.summingLong(Shown::number)));
    return numbers.entrySet().stream()
        .map(e -> e.getKey().times(e.getValue()))
        .sorted(
            java.util.Comparator.comparing(Shown::year)
                .thenComparing(Shown::age)
                .thenComparing(Shown::byName)
                .thenComparing(Shown::agreement))
        .toList();
  }

  /** How many posts show pupils. */
  public long showingPupils() {
    return showing.stream().mapToLong(Showing::posts).sum();
  }

  /** How many of them are of an age. */
  public long showingPupils(Age age) {
    return showing.stream().filter(s -> s.age() == age).mapToLong(Showing::posts).sum();
  }

  /** How many posts show a pupil who has left. */
  public long showingLeavers() {
    return showing.stream().mapToLong(Showing::leavers).sum();
  }

  /** How many posts show a pupil for whom consent is not in force. */
  public long showingUnagreed() {
    return showing.stream().mapToLong(Showing::unagreed).sum();
  }

  /** How many posts show a pupil whose consent ends with the school year. */
  public long showingEnding() {
    return showing.stream().mapToLong(Showing::ending).sum();
  }
}
