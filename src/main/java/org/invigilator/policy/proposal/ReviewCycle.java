package org.invigilator.policy.proposal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often a policy says that it is reviewed. */
final class ReviewCycle {
  private static final int YEAR = 12;
  private static final List<String> NUMBERS = List.of("two", "three", "four", "five", "six");

  /** How often a policy is reviewed. */
  private static final Pattern CYCLE =
      Pattern.compile(
          "(?i)\\breview\\w*\\b.{0,60}?\\b(?:(?<second>every (?:other|second) year|biennial(?:ly)?)"
              + "|every (?<months>\\d{1,2}|six) months"
              + "|every (?<every>two|three|four|five|[2-5]) years"
              + "|(?<each>two|three|four|five|[2-5])[- ]year(?:s|ly)?\\b(?! \\d)"
              + "|annual(?:ly)?|every year|each year|once a year|yearly)");

  /** Twice a year to some, and every two years to others. */
  private static final Pattern TWICE_OR_HALF = Pattern.compile("(?i)\\bbi-?(?:annual|yearly)");

  /** What has a cycle of its own, which is not that of the policy. */
  private static final Pattern POLICY =
      Pattern.compile(
          "(?i)\\b(?:policy|guidance|document|protocol|procedures?|code)\\b|^(?:\\W|\\d|[A-Z]\\d+)*(?:it|this|these|(?:the )?review\\w*)\\b");

  private ReviewCycle() {}

  /** The months of the first sentence that gives them; empty where none does clearly. */
  static Optional<String> in(List<Paragraph> paragraphs) {
    for (Paragraph one : paragraphs) {
      Matcher found = CYCLE.matcher(one.text());
      if (POLICY.matcher(one.text()).find()
          && found.find()
          && !TWICE_OR_HALF.matcher(one.text()).find()) {
        return Optional.of(Integer.toString(months(found)));
      }
    }
    return Optional.empty();
  }

  private static int months(Matcher found) {
    if (found.group("months") != null) {
      return number(found.group("months"));
    }
    String years = found.group("every") == null ? found.group("each") : found.group("every");
    return found.group("second") != null ? 2 * YEAR : years == null ? YEAR : number(years) * YEAR;
  }

  private static int number(String word) {
    int known = NUMBERS.indexOf(word.toLowerCase(Locale.ROOT));
    return known >= 0 ? known + 2 : Integer.parseInt(word);
  }
}
