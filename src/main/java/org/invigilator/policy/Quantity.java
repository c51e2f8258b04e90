package org.invigilator.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A number with its unit in the text of a clause, such as "within 5 working days", "under the age
 * of 16" or "two administrators".
 *
 * @param amount in years for ages, in hours for periods
 * @param words as the text has it
 */
public record Quantity(Unit unit, double amount, String words) {
  /** What a number in a policy counts. */
  public enum Unit {
    AGE,
    PERIOD,
    PEOPLE
  }

  private static final int HOURS_A_DAY = 24;
  private static final int WORKING_DAYS_A_WEEK = 5;
  private static final int DAYS_A_WEEKEND = 2;
  private static final double DAYS_A_MONTH = 30;
  private static final int MONTHS_A_YEAR = 12;
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("a", 1),
          Map.entry("an", 1),
          Map.entry("one", 1),
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("twelve", 12),
          Map.entry("thirteen", 13),
          Map.entry("fourteen", 14),
          Map.entry("fifteen", 15),
          Map.entry("sixteen", 16),
          Map.entry("eighteen", 18),
          Map.entry("twenty", 20),
          Map.entry("thirty", 30),
          Map.entry("sixty", 60),
          Map.entry("ninety", 90));
  private static final Map<String, Double> DAYS =
      Map.of(
          "hour", 1.0 / HOURS_A_DAY,
          "day", 1.0,
          "week", 7.0,
          "fortnight", 14.0,
          "month", DAYS_A_MONTH,
          "year", 365.0);
  private static final Map<String, Double> ADVERBS =
      Map.of(
          "daily", 1.0,
          "weekly", 7.0,
          "fortnightly", 14.0,
          "monthly", DAYS_A_MONTH,
          "annually", 365.0,
          "yearly", 365.0);
  private static final String WORKING = "working|school|business|term.time";
  private static final String NUMBER = written("");

  /** A number that is no article: "a minimum of three administrators" is not one of them. */
  private static final String COUNT = written("(?!an?\\b)");

  /** The larger number of a range, of which the smaller one is required. */
  private static final String MORE =
      "(?:\\s*(?:,|-|–|to|and|or|but)\\s*(?:(?:no|not) more than|at most|a maximum of|up to)?\\s*(?:\\d{1,2}|"
          + String.join("|", NUMBERS.keySet())
          + ")(?=\\s))?";

  private static final Pattern PERIOD =
      form(
          NUMBER
              + "[\\s-]+(?<of>working|school|business|term[- ]time|calendar|consecutive|full|clear)?[\\s-]*"
              + "(?<unit>hour|day|week|fortnight|month|year)s?(?![\\s-]*(?:groups?|of age|olds?))");
  private static final Pattern ADVERB =
      form("(?<adverb>daily|weekly|fortnightly|monthly|annually|yearly)");
  private static final Pattern EVERY =
      form("(?:each|every)\\s+(?<unit>hour|day|week|fortnight|month|year)(?!\\s*group)");
  private static final Pattern AGE =
      form(
          "(?:(?:under|below|over|least|than|aged?|age of|until|become|are|turn)\\s+(?:the age of\\s+|aged?\\s+)?(?<n>1\\d|[5-9]|thirteen|fourteen|fifteen|sixteen|eighteen)(?!\\s*(?:%|\\.\\d|:|/|(?:working |school |calendar )?(?:hour|day|week|month|post|people|account|character|word|member|administrator|min)))"
              + "|\\bage\\b[^.;\\d]{0,40}?\\b(?:is|be|becomes?|to|as)\\s+(?<k>1\\d|[5-9]|thirteen|fourteen|fifteen|sixteen|eighteen)(?![\\d%:/]|\\s+(?:\\p{Lu}|(?:working |school |calendar )?(?:hour|day|week|month)))"
              + "|(?<m>1\\d|[5-9])\\s*(?:\\+|years? (?:of age|old)|or (?:over|older|under)))");

  private static final Pattern PEOPLE =
      form(
          COUNT
              + MORE
              + "(?:,[^,.;]{1,30},)?\\s+(?:\\p{L}+\\s+){0,3}?(?:administrators?|admins?|account holders?|owners?|moderators?|members of staff|staff(?: members)?|colleagues|people|persons|employees)");

  /** Four digits are a year. */
  private static String written(String not) {
    return not + "(?<n>\\d{1,3}|" + String.join("|", NUMBERS.keySet()) + ")(?:\\s*\\(\\d+\\))?";
  }

  private static Pattern form(String words) {
    return Pattern.compile(
        "(?<![\\p{L}\\d.-])" + words + "(?![\\p{L}\\d])", Pattern.CASE_INSENSITIVE);
  }

  /** The numbers with a unit in a text. */
  public static List<Quantity> in(String text) {
    List<Quantity> all = new ArrayList<>();
    Matcher period = PERIOD.matcher(text);
    while (period.find()) {
      String of = period.group("of") == null ? "" : period.group("of").toLowerCase(Locale.ROOT);
      int number = number(period.group("n"));
      double days = number * days(period.group("unit"), number);
      if (of.matches(WORKING) && period.group("unit").equalsIgnoreCase("day")) {
        // Begun on a Friday, one working day ends on Monday.
        days += DAYS_A_WEEKEND * Math.ceil(days / WORKING_DAYS_A_WEEK);
      }
      all.add(new Quantity(Unit.PERIOD, Math.ceil(days * HOURS_A_DAY), period.group()));
    }
    Matcher every = EVERY.matcher(text);
    while (every.find()) {
      double days = DAYS.getOrDefault(every.group("unit").toLowerCase(Locale.ROOT), 1.0);
      all.add(new Quantity(Unit.PERIOD, days * HOURS_A_DAY, every.group()));
    }
    Matcher adverb = ADVERB.matcher(text);
    while (adverb.find()) {
      double days = ADVERBS.getOrDefault(adverb.group().toLowerCase(Locale.ROOT), 1.0);
      all.add(new Quantity(Unit.PERIOD, days * HOURS_A_DAY, adverb.group()));
    }
    Matcher age = AGE.matcher(text);
    while (age.find()) {
      String number =
          Stream.of("n", "k", "m")
              .map(age::group)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow();
      all.add(new Quantity(Unit.AGE, number(number), age.group()));
    }
    Matcher people = PEOPLE.matcher(text);
    while (people.find()) {
      all.add(new Quantity(Unit.PEOPLE, number(people.group("n")), people.group()));
    }
    return List.copyOf(all);
  }

  /** The days of a unit; twelve months are a year and not twelve times thirty days. */
  private static double days(String unit, int number) {
    boolean areYears = unit.equalsIgnoreCase("month") && number % MONTHS_A_YEAR == 0;
    return areYears
        ? DAYS.getOrDefault("year", 1.0) / MONTHS_A_YEAR
        : DAYS.getOrDefault(unit.toLowerCase(Locale.ROOT), 1.0);
  }

  private static int number(String word) {
    Integer known = NUMBERS.get(word.toLowerCase(Locale.ROOT));
    return known == null ? Integer.parseInt(word) : known;
  }

  /**
   * Whether it counts working days, which a calendar of weekends and holidays would be needed for.
   */
  public boolean isOfWorkingDays() {
    return unit == Unit.PERIOD && words.toLowerCase(Locale.ROOT).matches(".*(?:" + WORKING + ").*");
  }

  /** What a parameter of a rule counts, which its name says; empty when it is no such number. */
  public static Optional<Unit> unitOf(String parameter) {
    return switch (parameter.replaceFirst(".*_", "")) {
      case "age", "default" -> Optional.of(Unit.AGE);
      case "hours", "days", "months" -> Optional.of(Unit.PERIOD);
      case "admins", "moderators" -> Optional.of(Unit.PEOPLE);
      default -> Optional.empty();
    };
  }

  /** The amount as a parameter counts it: in days where its name ends with days, and so on. */
  public int amountFor(String parameter) {
    double hours =
        switch (parameter.replaceFirst(".*_", "")) {
          case "days" -> HOURS_A_DAY;
          case "months" -> HOURS_A_DAY * DAYS_A_MONTH;
          default -> 1;
        };
    return (int) (unit == Unit.PERIOD ? Math.max(1, Math.round(amount / hours)) : amount);
  }
}
