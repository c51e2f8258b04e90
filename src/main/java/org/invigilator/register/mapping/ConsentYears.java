package org.invigilator.register.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Problem;

/** The years that sheets of consents are of, where no column says when a consent was given. */
final class ConsentYears {
  private static final Pattern YEAR = Pattern.compile("(?<!\\d)20\\d\\d(?!\\d)");

  /** Years in which children come or leave; their consents may be of one year all the same. */
  private static final Pattern OF_CHILDREN =
      Pattern.compile(
          "(?i)\\b(?:intake|cohort|class of|leavers?|entry|starters?|joiners?|born|year group)\\b");

  private ConsentYears() {}

  /**
   * Why one date cannot be right for all consents of a file: the names or titles of its sheets are
   * of several years. Empty where they are not.
   */
  static Optional<Problem> problem(List<SourceSheet> sheets) {
    Map<String, SourceSheet> years = new TreeMap<>();
    for (SourceSheet sheet : sheets) {
      Stream.concat(Stream.of(sheet.sheetName()), sheet.titles().stream())
          .filter(name -> !OF_CHILDREN.matcher(name).find())
          .map(YEAR::matcher)
          .filter(Matcher::find)
          .findFirst()
          .ifPresent(year -> years.putIfAbsent(year.group(), sheet));
    }
    return years.size() < 2
        ? Optional.empty()
        : years.values().stream()
            .findFirst()
            .map(
                first ->
                    new Problem(
                        first.source().label(),
                        first.headerRow(),
                        "",
                        "The sheets of this file are of the years "
                            + String.join(" and ", years.keySet())
                            + ", and no column says when each consent was given.",
                        "Add a column with the date of each consent, or save each year as a file of its own."));
  }
}
