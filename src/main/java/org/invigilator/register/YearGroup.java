package org.invigilator.register;

import java.time.LocalDate;
import java.time.Month;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A school year from N1 to 14; years roll over on 1 September.
 *
 * @param order N1 is -2, N2 is -1, R is 0, then the number of the year
 */
public record YearGroup(int order) implements Comparable<YearGroup> {
  private static final int YOUNGEST = -2;
  private static final int OLDEST = 14;
  private static final Pattern NUMBER = Pattern.compile("0?[1-9]|1[0-4]");

  /**
   * Reads N1, N2, R or 1 to 14, with or without "Year" before it, as a spreadsheet or a management
   * system writes it; empty for anything else.
   */
  public static Optional<YearGroup> parse(String text) {
    Optional<YearGroup> number = number(text);
    if (number.isPresent()) {
      return number;
    }
    String written =
        text.strip()
            .replaceAll("\\s+", " ")
            .toUpperCase(Locale.ROOT)
            .replaceFirst("^(?:YEAR|YR|Y)\\.? ?(?=\\d)", "")
            .replaceFirst("^(?:YEAR|Y) (?=R)", "")
            .replaceFirst("^YEAR (?=(?:ONE|TWO|THREE|FOUR|FIVE|SIX)$)", "")
            .replaceFirst("(?<=\\d)\\.0$", "")
            .replaceFirst("\\.$", "");
    return switch (written) {
      case "N1", "NURSERY 1", "FS0" -> Optional.of(new YearGroup(-2));
      case "N2", "N", "NURSERY", "NURSERY 2", "FS1", "F1", "FOUNDATION 1", "FOUNDATION STAGE 1" ->
          Optional.of(new YearGroup(-1));
      case "R",
          "REC",
          "RECEPTION",
          "YR",
          "FS2",
          "F2",
          "FOUNDATION 2",
          "FOUNDATION STAGE 2",
          "RECEPTION YEAR" ->
          Optional.of(new YearGroup(0));
      case "ONE" -> Optional.of(new YearGroup(1));
      case "TWO" -> Optional.of(new YearGroup(2));
      case "THREE" -> Optional.of(new YearGroup(3));
      case "FOUR" -> Optional.of(new YearGroup(4));
      case "FIVE" -> Optional.of(new YearGroup(5));
      case "SIX" -> Optional.of(new YearGroup(6));
      case "LOWER SIXTH", "LOWER 6TH", "LOWER 6" -> Optional.of(new YearGroup(12));
      case "UPPER SIXTH", "UPPER 6TH", "UPPER 6" -> Optional.of(new YearGroup(13));
      default -> number(written);
    };
  }

  private static Optional<YearGroup> number(String text) {
    return NUMBER.matcher(text).matches()
        ? Optional.of(new YearGroup(Integer.parseInt(text)))
        : Optional.empty();
  }

  /** Whether a school has such a year group. */
  public boolean isOfSchool() {
    return order >= YOUNGEST && order <= OLDEST;
  }

  /** Every year group, the youngest first. */
  public static List<YearGroup> all() {
    return IntStream.rangeClosed(YOUNGEST, OLDEST).mapToObj(YearGroup::new).toList();
  }

  /** The year group on another day of a pupil who is in this one on the given day. */
  public YearGroup on(LocalDate day, LocalDate asAt) {
    return new YearGroup(order + academicYear(day) - academicYear(asAt));
  }

  /** The year group that a birth date implies on a day, for pupils without one on the roll. */
  public static YearGroup implied(LocalDate birth, LocalDate day) {
    return new YearGroup(academicYear(day) - academicYear(birth) - 5);
  }

  /** The calendar year in which the academic year of a day began. */
  public static int academicYear(LocalDate day) {
    return day.getMonth().compareTo(Month.SEPTEMBER) >= 0 ? day.getYear() : day.getYear() - 1;
  }

  /** The age of this year group's children on 1 September, when the year begins. */
  public int age() {
    return order + 4;
  }

  @Override
  public int compareTo(YearGroup other) {
    return Integer.compare(order, other.order);
  }

  @Override
  public String toString() {
    return switch (order) {
      case -2 -> "N1";
      case -1 -> "N2";
      case 0 -> "R";
      default -> Integer.toString(order);
    };
  }

  /** As people say it: Year 7, Reception, Nursery (N2). */
  public String inWords() {
    return order > 0 ? "Year " + order : order == 0 ? "Reception" : "Nursery (" + this + ")";
  }

  /** A range of year groups such as 7-11 or N1-6, both ends included. */
  public record Range(YearGroup from, YearGroup to) {

    /** What schools call several years. */
    private static final Map<String, String> STAGES =
        Map.of(
            "EYFS",
            "N1-R",
            "KS1",
            "1-2",
            "KS2",
            "3-6",
            "KS3",
            "7-9",
            "KS4",
            "10-11",
            "KS5",
            "12-13",
            "SIXTH FORM",
            "12-13",
            "6TH FORM",
            "12-13",
            "POST-16",
            "12-13",
            "POST 16",
            "12-13");

    private static final Pattern BETWEEN =
        Pattern.compile("\\s*(?:,|;|&|\\band\\b|\\bto\\b|-)\\s*");

    /**
     * Reads one year group, a stage, or several: two with a hyphen, the younger first, or a list,
     * of which the youngest and the oldest count.
     */
    public static Optional<Range> parse(String text) {
      String written = text.strip().replaceAll("\\s*[–—]\\s*", "-");
      String stage = STAGES.get(Texts.upper(written).replaceFirst("^KEY STAGE ?|^KS ", "KS"));
      if (stage != null) {
        return parse(stage);
      }
      List<Optional<YearGroup>> years =
          Stream.of(BETWEEN.split(written.replaceFirst("(?i)^(?:years|yrs)\\s+", "")))
              .map(YearGroup::parse)
              .toList();
      boolean isSpan = written.contains("-") && years.size() == 2;
      if (years.isEmpty()
          || years.stream().anyMatch(Optional::isEmpty)
          || (written.contains("-") && years.size() > 2)) {
        return Optional.empty();
      }
      List<YearGroup> all = years.stream().flatMap(Optional::stream).toList();
      Range range =
          isSpan
              ? new Range(all.get(0), all.get(1))
              : new Range(Collections.min(all), Collections.max(all));
      return Optional.of(range).filter(one -> one.from().compareTo(one.to()) <= 0);
    }

    public boolean contains(YearGroup year) {
      return year.compareTo(from) >= 0 && year.compareTo(to) <= 0;
    }
  }
}
