package org.invigilator.policy.proposal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a line of a policy may begin with, and what its form says about it. */
final class Marks {
  /** A number of several parts, such as 2.1, 1.1.3 or B4, and the text behind it. */
  static final Pattern LEGAL =
      Pattern.compile(
          "^(?:[-·•*]\\s*)?(\\d{1,2}(?:\\.\\d{1,2})+|(?!Y)[A-Z]\\d{1,2}(?:\\.\\d{1,2})*(?=[.)]))(?:[.):]?\\s+|\\.(?=[A-Z]))(\\S.*)$",
          Pattern.DOTALL);

  /** A number of one part, and the text behind it. */
  static final Pattern SECTION =
      Pattern.compile(
          "^(?:(?:section|part)\\s+(?!\\d+\\s+(?:of|to|and|or|in)\\b))?(\\d{1,2})[.)]?\\s+(\\S.*)$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** A small letter or a small Roman number, and the text behind it. */
  static final Pattern LETTER =
      Pattern.compile("^\\(?([a-z]|[ivx]{1,4})[.)]\\s+(\\S.*)$", Pattern.DOTALL);

  /** Both at once, as in (a)(i), and the text behind them. */
  static final Pattern LETTER_AND_NUMBER =
      Pattern.compile("^\\(([a-z])\\) ?\\(([ivx]{1,4})\\)\\s+(\\S.*)$", Pattern.DOTALL);

  static final Pattern BULLET = Pattern.compile("^(?:[-·•*●▪◦–o]|\\p{Co})\\s+(?=\\S)");

  /** A page number at the end, as entries of contents have it. */
  static final Pattern PAGE = Pattern.compile("(?s).*[\\t.…\\s]\\d{1,3}$");

  /** A page number behind a tab or dots, as only entries of contents have it. */
  private static final Pattern LEADER = Pattern.compile("(?s).*(?:\\t|\\.{3,}|…)\\s*\\d{1,3}$");

  /** A number with a sign or a word before it: [5], § 4.2, Clause 3: or Rule 7. */
  private static final Pattern DECORATED =
      Pattern.compile(
          "^(?:\\[(\\d{1,2}(?:\\.\\d{1,2})*)\\]|§+\\s*(\\d{1,2}(?:\\.\\d{1,2})*)[.:)]?"
              + "|(?:clause|paragraph|para|article|rule|standard)\\s+(\\d{1,2}(?:\\.\\d{1,2})*)\\s?[.:)–-])\\s+(?=\\S)",
          Pattern.CASE_INSENSITIVE);

  /** A line of a form: dots or a rule to write on, a box to tick, or a choice to strike out. */
  /** A box before what is to be ticked. */
  private static final Pattern BOX = Pattern.compile("^(?:[-*•]\\s{0,3})?(?:[☐□❏]|\\[ ?\\])\\s");

  private static final Pattern TO_BE_FILLED_IN =
      Pattern.compile(
          "\\.{5}|…{2}|_{4}|\\((?:Y ?/ ?N|Yes ?/ ?No|delete as (?:applicable|appropriate))\\)$",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DUTY =
      Pattern.compile("\\b(must|should|shall|will|may|is|are|can|has|have)\\b");

  private static final Pattern OBLIGES =
      Pattern.compile(
          "\\b(?:must|shall|should|never)\\b|^(?:no|not|do not|don['’]t|only)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ASKS =
      Pattern.compile("^(?:what|who|when|why|where|how)\\b", Pattern.CASE_INSENSITIVE);
  private static final List<String> ROMAN =
      List.of("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x");

  /** A letter with a number, and no year group, before a sentence. */
  private static final Pattern LETTERED = Pattern.compile("^(?!Y)([A-Z])(\\d{1,2})\\s+(?=\\p{Lu})");

  private static final int LEAST_LETTERED = 3;
  private static final int HEADING_WORDS = 12;
  private static final int HEADING_LETTERS = 90;

  private static final Pattern LEAD =
      Pattern.compile(
          "(?i)(?:(?:you|we|they|all|everyone|staff|users?|schools?|academies|employees|colleagues|(?:account |page )?(?:owners?|administrators?|holders?))\\s+)*"
              + "(?:(?:must|should|shall|may|will|can)(?:\\s+(?:not|never|always))?|cannot|can[’']t|do not|don[’']ts?|do[’']?s|never|always|not (?:permitted|allowed|acceptable)|unacceptable|prohibited|forbidden|banned)\\W*");

  private Marks() {}

  /** A line whose number is as most documents write it: 5 for [5], 4.2 for § 4.2. */
  static String withPlainNumber(String line) {
    Matcher mark = DECORATED.matcher(line);
    if (!mark.find()) {
      return line;
    }
    String number = Stream.of(1, 2, 3).map(mark::group).filter(Objects::nonNull).findFirst().get();
    return number + (number.contains(".") ? " " : ". ") + line.substring(mark.end());
  }

  /**
   * Paragraphs with a dot behind numbers such as S1, where a document counts so: three or more of
   * one letter, each one more than the one before.
   */
  static List<Paragraph> withDots(List<Paragraph> all) {
    Map<String, Integer> last = new HashMap<>();
    Map<String, Integer> counted = new HashMap<>();
    for (Paragraph one : all) {
      Matcher mark = LETTERED.matcher(one.text());
      if (mark.find()) {
        int number = Integer.parseInt(mark.group(2));
        boolean isNext = number == last.getOrDefault(mark.group(1), 0) + 1;
        counted.merge(mark.group(1), isNext ? 1 : 0, Integer::sum);
        last.put(mark.group(1), number);
      }
    }
    return all.stream()
        .map(
            one -> {
              Matcher mark = LETTERED.matcher(one.text());
              return mark.find() && counted.getOrDefault(mark.group(1), 0) >= LEAST_LETTERED
                  ? one.saying(mark.replaceFirst("$1$2. "))
                  : one;
            })
        .toList();
  }

  static boolean isLegal(String text) {
    return LEGAL.matcher(text.strip()).matches();
  }

  static boolean isSection(String text) {
    return SECTION.matcher(text.strip()).matches();
  }

  static boolean isBullet(String text) {
    return BULLET.matcher(text).find() && !isLegal(text);
  }

  /** Whether a line begins with a legal number, a letter or a bullet. */
  static boolean isMarked(String line) {
    String text = line.strip();
    return isBullet(text)
        || isLegal(text)
        || LETTER.matcher(text).matches()
        || LETTER_AND_NUMBER.matcher(text).matches();
  }

  static boolean isToBeFilledIn(String text) {
    String line = text.strip();
    // A duty is a clause, whatever is behind it: none is lost without a word.
    return !line.isEmpty()
        && !obliges(line)
        && (BOX.matcher(line).find()
            || (!Character.isDigit(line.charAt(line.length() - 1))
                && TO_BE_FILLED_IN.matcher(line).find()));
  }

  /** Whether a heading is the beginning of each sentence below it, such as "You must not". */
  static boolean isLead(String heading) {
    return LEAD.matcher(heading.strip()).matches();
  }

  static boolean isContentsEntry(String text) {
    return LEADER.matcher(text).matches();
  }

  /** Whether a text is as short as a heading, and is no sentence. */
  static boolean isShort(String text) {
    return text.length() <= HEADING_LETTERS
        && text.split("\\s+").length <= HEADING_WORDS
        && !text.matches("(?s).*[.;,]$");
  }

  /** Whether it has a verb, as headings seldom have. */
  static boolean hasVerb(String text) {
    return DUTY.matcher(text).find() || obliges(text);
  }

  /** Whether it asks something of its reader, rather than naming what a section is about. */
  static boolean obliges(String text) {
    return OBLIGES.matcher(text).find() && !ASKS.matcher(text).find();
  }

  /** The number that a small Roman number is; 0 for anything else. */
  static int roman(String text) {
    return Math.max(0, ROMAN.indexOf(text.toLowerCase(Locale.ROOT)));
  }

  static String roman(int n) {
    return n < ROMAN.size() ? ROMAN.get(n) : String.valueOf(n);
  }

  /** The letter of an item: a, b … z, aa, ab … */
  static String letter(int n) {
    return n <= 26
        ? String.valueOf((char) ('a' + n - 1))
        : letter((n - 1) / 26) + letter((n - 1) % 26 + 1);
  }

  /** The number of a line that has a legal one; an empty text for any other. */
  static String legalNumber(String text) {
    Matcher legal = LEGAL.matcher(text.strip());
    return legal.matches() ? legal.group(1) : "";
  }

  /** The number of a line that has one of one part; an empty text for any other. */
  static String sectionNumber(String text) {
    Matcher section = SECTION.matcher(text.strip());
    return section.matches() ? section.group(1) : "";
  }
}
