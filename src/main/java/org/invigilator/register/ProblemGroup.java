package org.invigilator.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The problems with one cause: in one column of one file, wrong in the same way.
 *
 * @param problems in the order of the rows, at least one
 */
public record ProblemGroup(List<Problem> problems) {
  private static final int SHOWN = 3;

  private record Cause(String file, String column, String cause, boolean isOfCells) {}

  /** Problems grouped by their causes, in the order in which each cause comes first. */
  public static List<ProblemGroup> of(List<Problem> problems) {
    Map<Cause, List<Problem>> groups = new LinkedHashMap<>();
    // A cell that two registers are read from has one problem.
    for (Problem problem : new LinkedHashSet<>(problems)) {
      groups
          .computeIfAbsent(
              new Cause(
                  problem.file(), problem.column(), problem.cause(), !problem.value().isEmpty()),
              cause -> new ArrayList<>())
          .add(problem);
    }
    return groups.values().stream().map(ProblemGroup::new).toList();
  }

  /** One of the problems, the first. */
  public Problem first() {
    return problems.get(0);
  }

  /** The places of the first three: row 4 ('x'), row 7 ('y'), row 9 ('z'). */
  public String places() {
    List<String> places =
        problems.stream()
            .map(p -> "row " + p.row() + (p.value().isEmpty() ? "" : " ('" + p.value() + "')"))
            .distinct()
            .limit(SHOWN)
            .toList();
    return String.join(", ", places);
  }

  /** The problem alone, or its cause with the number of cells, the first places and the fix. */
  @Override
  public String toString() {
    if (problems.size() == 1 || first().row() == 0) {
      return problems.stream().map(Problem::toString).distinct().collect(Collectors.joining("\n"));
    }
    return first().place()
        + ": "
        + problems.size()
        + (first().value().isEmpty() ? " rows: " : " cells: ")
        + first().cause()
        + " First: "
        + places()
        + "."
        + (first().remedy().isEmpty() ? "" : " " + first().remedy());
  }
}
