package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.policy.Clause;
import org.invigilator.policy.Quantity;
import org.invigilator.register.Platforms;
import tools.jackson.databind.json.JsonMapper;

/**
 * The parameters of a proposed rule as the text of its clause gives them. What a like clause of
 * another policy has counts only where this text says the same. It is long because each kind of
 * parameter is read in its own way.
 *
 * @param checks what a person must look at before the rule may be accepted
 * @param notes how the text was understood
 */
record RuleSettings(Map<String, Object> parameters, List<String> checks, List<String> notes) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** That a parent and the pupil must agree. */
  private static final Pattern BOTH =
      Pattern.compile(
          "(?i)\\b(?:parents?|carers?|guardians?)\\b[^.;]{0,25}\\band (?:of |from |by )?(?:the |their |both )?(?:pupils?|students?|child(?:ren)?)\\b|\\b(?:pupils?|students?|child(?:ren)?) and (?:of |from |by )?(?:the |their |his |her )?(?:parents?|carers?|guardians?)\\b");

  private static final Pattern YEARS =
      Pattern.compile(
          "\\b[Yy](?:ears?|r)?s?\\s*(\\d{1,2})\\s*(?:to|and|&|[-–—])\\s*(?:[Yy](?:ear|r)?\\s*)?(\\d{1,2})\\b");

  /** A term has no fixed length, and half a term neither. */
  private static final Pattern TERM =
      Pattern.compile(
          "\\b(?:half[- ](?:a[- ])?term|(?:a|one|each|every) (?:half[- ])?term|termly)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern MORE_THAN =
      Pattern.compile("\\b(?<!\\bnot? )(?:more|older) than\\s+\\S+", Pattern.CASE_INSENSITIVE);

  /** What turns a number round, or makes it one of several. */
  private static final Pattern TURNED =
      Pattern.compile(
          "\\b(?:(?:no|not) more than|at most|(?:the )?maximum|up to|only one|not exceed|and no fewer|(?:or|and) (?:younger|under|below)|(?:once|twice|\\p{L}+ times) (?:an?|per|each|every)|half)\\b",
          Pattern.CASE_INSENSITIVE);

  /** What may be a number of a rule although it was not read as one. */
  private static final Pattern VALUE =
      Pattern.compile(
          "\\d+|\\b(?:immediately|straight away|at once|within the hour|minutes?|hours?|noon|quarter(?:ly)?|fortnight(?:ly)?|weeks?|weekly|months?|monthly|days?|daily|annual(?:ly)?|termly|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|sixteen|twenty|thirty|forty|hundred)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LEAST = Pattern.compile("(?i)\\b(?:fewer|less|least|minimum)\\b");

  /** So many letters from a number, words may turn it round. */
  private static final int AROUND = 16;

  private static final Pattern OF_ACCOUNT =
      Pattern.compile("(?i)admin|owner|holder|moderator|editor|manager|users?\\b|log-?in");

  private static final Pattern FROM_A_DAY =
      Pattern.compile(
          "\\b(?i:from|since|until|after|before|on) (?:the )?(?:\\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|October|November|December) 20\\d\\d");

  private static final Set<String> OF_ONE_PLATFORM =
      Set.of("required-platform-missing", "website-link-missing");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}']+");
  private static final int STEM = 5;
  private static final String DENIED = "denied";
  private static final String PERMITTED = "permitted";
  private static final Pattern LIMITED =
      Pattern.compile(
          "\\b(?:only (?:be used )?(?:by|for|in|with)|except|unless|other than|apart from|for (?:primary|secondary|sixth|older|younger)|trips?)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SENTENCE = Pattern.compile("(?<=[.;!?])\\s+|\\n");
  private static final Pattern FORBIDS =
      Pattern.compile(
          "\\b(?:not|never|no|nor|none|cannot|banned|forbidden|prohibited|denied|blocked|disallowed)\\b",
          Pattern.CASE_INSENSITIVE);

  /**
   * The parameters of a rule under a clause.
   *
   * @param use the rule with the parameters that the nearest known clause has
   * @param stated the parameter whose number a text usually gives; empty when there is none
   * @param needed the parameters of which one must be set
   */
  static RuleSettings of(
      Clause.RuleUse use, ClauseFinder.Found found, String stated, List<String> needed) {
    RuleSettings settings = new RuleSettings(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    String text = found.text() + " " + found.context();
    use.parameters()
        .forEach(
            (name, value) -> {
              if (!name.equals(stated)) {
                settings.take(use.id(), name, value, text);
              }
            });
    settings.platform(use.id(), text);
    settings.number(use.id(), stated, text);
    settings.needed(use.id(), needed, text);
    return settings;
  }

  private void take(String rule, String name, Object value, String text) {
    List<String> leaves = leaves(value).toList();
    List<String> platforms = platforms(rule, name, text);
    boolean isOfPlatforms =
        !leaves.isEmpty() && leaves.stream().map(Platforms::canonical).allMatch(Platforms::isKnown);
    if (isOfPlatforms && !platforms.isEmpty()) {
      parameters.put(name, platforms);
    } else if (name.equals("matrix")) {
      matrix(rule, value, text);
    } else if (value instanceof Boolean
        ? isIn(name.replaceFirst(".*_", ""), text)
        : isSaid(leaves, text)) {
      parameters.put(name, value);
    }
  }

  /**
   * The platforms that a text permits or denies; where some of its sentences do the one and some
   * the other, only those of the sentences that do it, and a person is asked to look.
   */
  private List<String> platforms(String rule, String name, String text) {
    List<String> all = Platforms.namedIn(text);
    boolean isDenied = name.equals(DENIED);
    if (!isDenied && !name.startsWith(PERMITTED)) {
      return all;
    }
    List<String> said =
        Stream.of(SENTENCE.split(text))
            .filter(sentence -> FORBIDS.matcher(sentence).find() == isDenied)
            .flatMap(sentence -> Platforms.namedIn(sentence).stream())
            .distinct()
            .toList();
    Matcher limited = LIMITED.matcher(text);
    if (!all.isEmpty() && limited.find()) {
      checks.add(
          "The text says '"
              + limited.group().strip()
              + "': it may hold for some only. Check "
              + name
              + " of "
              + rule
              + ".");
    }
    if (said.size() == all.size() || (isDenied && said.isEmpty())) {
      return all;
    }
    checks.add(
        "The text names "
            + String.join(", ", all)
            + ", and not all of them are "
            + (isDenied ? "forbidden" : "permitted")
            + ". Check "
            + name
            + " of "
            + rule
            + ".");
    return said;
  }

  /** The platform on which an account must be, for rules that otherwise ask for X. */
  private void platform(String rule, String text) {
    if (!OF_ONE_PLATFORM.contains(rule)) {
      return;
    }
    List<String> named = Platforms.namedIn(text);
    if (named.size() == 1) {
      parameters.put("platform", named.get(0));
    } else {
      checks.add(
          (named.isEmpty() ? "The text names no platform" : "The text names several platforms")
              + ". Write the one that counts as platform of "
              + rule
              + ", and the rule once more for each other.");
    }
  }

  private static boolean isSaid(List<String> leaves, String text) {
    return !leaves.isEmpty() && leaves.stream().allMatch(leaf -> isIn(leaf, text));
  }

  /** What the rule cannot do without: platforms from the text, anything else from a person. */
  private void needed(String rule, List<String> needed, String text) {
    for (String name : List.of(DENIED, PERMITTED)) {
      if (needed.contains(name) && !parameters.containsKey(name)) {
        List<String> platforms = platforms(rule, name, text);
        if (!platforms.isEmpty()) {
          parameters.put(name, platforms);
        }
      }
    }
    boolean isOpen =
        !needed.isEmpty()
            && needed.stream().noneMatch(parameters::containsKey)
            && checks.stream().noneMatch(check -> check.contains("matrix"));
    if (isOpen) {
      checks.add(
          "Write what "
              + rule
              + " is to compare with: "
              + String.join(" or ", needed)
              + ". Without it the rule checks nothing.");
    }
  }

  /** A consent matrix, for the years that the text names. */
  private void matrix(String rule, Object value, String text) {
    List<String> years =
        YEARS.matcher(text).results().map(m -> m.group(1) + "-" + m.group(2)).distinct().toList();
    if (value instanceof List<?> lines
        && lines.size() == 1
        && years.size() == 1
        && lines.get(0) instanceof Map<?, ?> line) {
      Map<String, Object> own = new TreeMap<>();
      line.forEach((key, cell) -> own.put(String.valueOf(key), cell));
      own.put("years", years.get(0));
      if (BOTH.matcher(text).find() && own.containsKey("required")) {
        own.put("required", List.of("parent", "pupil"));
      }
      parameters.put("matrix", List.of(own));
      checks.add(
          "The matrix of "
              + rule
              + " is another policy's, for the years of this text. Check who must agree.");
    } else {
      checks.add(
          "Write the matrix of "
              + rule
              + ": who must agree for which years. Another policy has "
              + JSON.writeValueAsString(value)
              + ".");
    }
  }

  /** The number that the text gives, or that a person must choose; others are named. */
  private void number(String rule, String stated, String text) {
    List<Quantity> quantities = Quantity.in(text);
    List<Quantity> fitting =
        quantities.stream()
            .filter(q -> Quantity.unitOf(stated).filter(q.unit()::equals).isPresent())
            .toList();
    List<Integer> amounts = fitting.stream().map(q -> q.amountFor(stated)).distinct().toList();
    if (amounts.size() == 1) {
      parameters.put(stated, amounts.get(0));
      notes.add(stated + " is from '" + fitting.get(0).words().strip() + "'");
      if (fitting.stream().anyMatch(Quantity::isOfWorkingDays)) {
        checks.add(
            "Working days are counted as days with the weekends between them ("
                + stated
                + " "
                + amounts.get(0)
                + "), so that no one is reported for a weekend. Bank holidays are not known.");
      }
    } else if (amounts.size() > 1) {
      checks.add(
          "The text has "
              + words(fitting)
              + ". Write the one that counts as "
              + stated
              + " of "
              + rule
              + ".");
    }
    Matcher more = MORE_THAN.matcher(text);
    if (more.find() && amounts.size() == 1) {
      checks.add(
          "The text says '"
              + more.group().strip()
              + "'. Check whether "
              + stated
              + " is one more.");
    }
    if (amounts.size() == 1) {
      doubt(stated, fitting.get(0), text);
    } else if (amounts.isEmpty() && !stated.isEmpty()) {
      Matcher value = VALUE.matcher(text);
      if (value.find()) {
        checks.add(
            "The text has '"
                + value.group()
                + "', which was not read as "
                + stated
                + " of "
                + rule
                + ". Write that; without it the rule goes by its own number.");
      }
    }
    Matcher dated = FROM_A_DAY.matcher(text);
    if (!stated.isEmpty() && dated.find()) {
      checks.add(
          "The text has a date ('"
              + dated.group().strip()
              + "'). Write a value that changes on a day as a dated table, such as {\""
              + stated
              + "\": {\"2026-09-01\": 13, \"2027-09-01\": 16}}.");
    }
    Matcher term = TERM.matcher(text);
    boolean isPeriod = Quantity.unitOf(stated).filter(Quantity.Unit.PERIOD::equals).isPresent();
    if (amounts.isEmpty() && isPeriod && term.find()) {
      checks.add(
          "The text has '" + term.group() + "'. Write it as " + stated + " of " + rule + ".");
    }
    List<Quantity> others = quantities.stream().filter(q -> !fitting.contains(q)).toList();
    if (!others.isEmpty()) {
      checks.add(rule + " does not check " + words(others) + ".");
    }
  }

  /** Whether the one number of a text may be meant in another way. */
  private void doubt(String stated, Quantity quantity, String text) {
    int at = Math.max(0, text.indexOf(quantity.words().strip()));
    int end = at + quantity.words().strip().length();
    int from = Math.max(0, at - AROUND);
    Matcher turned = TURNED.matcher(text.substring(from, Math.min(text.length(), end + AROUND)));
    if (!LEAST.matcher(text.substring(from, end)).find() && turned.find()) {
      checks.add(
          "The text says '"
              + turned.group().strip()
              + "'. Check whether "
              + stated
              + " is "
              + quantity.amountFor(stated)
              + ".");
    }
    boolean isOfPeople = quantity.unit() == Quantity.Unit.PEOPLE;
    if (isOfPeople
        && (quantity.amountFor(stated) < 2 || !OF_ACCOUNT.matcher(quantity.words()).find())) {
      checks.add(
          "Check whether '"
              + quantity.words().strip()
              + "' is the number of people who run an account ("
              + stated
              + ").");
    }
  }

  private static String words(List<Quantity> quantities) {
    return quantities.stream()
        .map(q -> "'" + q.words().strip() + "'")
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  private static Stream<String> leaves(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().flatMap(RuleSettings::leaves);
    }
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().flatMap(RuleSettings::leaves);
    }
    return value instanceof Boolean ? Stream.empty() : Stream.of(String.valueOf(value));
  }

  /** Whether a text has the words of a value: long ones by their beginnings, short ones whole. */
  private static boolean isIn(String value, String text) {
    Set<String> there = words(text).collect(Collectors.toSet());
    return words(value.replace('_', ' '))
        .allMatch(
            word ->
                word.length() > STEM
                    ? there.stream().anyMatch(one -> one.startsWith(word.substring(0, STEM)))
                    : there.contains(word));
  }

  private static Stream<String> words(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(match -> match.group());
  }
}
