package org.invigilator.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.Pupil;
import org.invigilator.register.YearGroup;

/** Whose agreement a policy asks for, by year group. */
public record ConsentMatrix(List<Line> lines) {

  /**
   * One line: the years, who must agree, and on which flags of the roll a parent must agree as
   * well.
   */
  public record Line(YearGroup.Range years, List<String> required, List<String> parentAlsoWhen) {}

  private static final List<String> GIVERS = List.of("parent", "pupil");
  private static final List<String> FLAGS = List.of("capacity_flag", "parent_decision_rights");

  static ConsentMatrix of(List<?> rows) {
    List<Line> lines = new ArrayList<>();
    for (Object row : rows) {
      if (!(row instanceof Map<?, ?> map)) {
        throw new Parameters.InvalidParameter("matrix", row, "a list of years with who must agree");
      }
      String years = String.valueOf(map.get("years"));
      lines.add(
          new Line(
              YearGroup.Range.parse(years)
                  .orElseThrow(
                      () ->
                          new Parameters.InvalidParameter(
                              "matrix.years", years, "a year group or a range such as 7-11")),
              words(map.get("required"), GIVERS),
              words(map.get("parent_also_when"), FLAGS)));
    }
    return new ConsentMatrix(List.copyOf(lines));
  }

  /** A list of words; no one could meet one that no register has. */
  private static List<String> words(
      @org.jspecify.annotations.Nullable Object value, List<String> known) {
    List<String> words =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).toList()
            : value == null ? List.of() : List.of(String.valueOf(value));
    for (String word : words) {
      if (!known.contains(word)) {
        throw new Parameters.InvalidParameter(
            "matrix", word, "years with one of " + String.join(", ", known));
      }
    }
    return words;
  }

  /** Whether some line is about a year group. */
  public boolean covers(YearGroup year) {
    return lines.stream().anyMatch(line -> line.years().contains(year));
  }

  /** Who must agree for a pupil in a year group; empty when no line is about that year. */
  public Optional<Set<String>> required(Pupil pupil, YearGroup year) {
    for (Line line : lines) {
      if (line.years().contains(year)) {
        Set<String> who = new LinkedHashSet<>(line.required());
        if ((pupil.cannotConsent() && line.parentAlsoWhen().contains("capacity_flag"))
            || (pupil.parentDecides()
                && line.parentAlsoWhen().contains("parent_decision_rights"))) {
          who.add("parent");
        }
        return Optional.of(who);
      }
    }
    return Optional.empty();
  }
}
