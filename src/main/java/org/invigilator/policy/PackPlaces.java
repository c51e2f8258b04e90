package org.invigilator.policy;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Problem;

/**
 * Says where in a workbook the cause of a problem is that was found in the pack made of it, so that
 * no one has to look for a line of a file that they have not written.
 *
 * @param label what to call the workbook
 * @param yaml the pack as it was made of the workbook
 */
public record PackPlaces(PackTable table, String label, String yaml) {
  private static final Pattern IN_CLAUSE =
      Pattern.compile("clauses\\.\\[(\\d+)\\](?:\\.([a-z_]+))?.*");
  private static final Pattern KEY = Pattern.compile("^([A-Za-z_]+):.*");
  private static final Pattern COLUMN = Pattern.compile("^(?:- |  )([a-z_]+):.*");
  private static final Pattern MISSING = Pattern.compile("The key '(.*?)' is missing\\.");
  private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

  private record Place(String sheet, int row, String column) {}

  /** The same problem with its row and column. */
  public Problem of(Problem problem) {
    Matcher clause = IN_CLAUSE.matcher(problem.column());
    if (clause.matches()) {
      int i = Integer.parseInt(clause.group(1)) - 1;
      return at(clause(i, clause.group(2) == null ? "" : clause.group(2)), problem);
    }
    String key = problem.column().replaceFirst("\\..*", "");
    int front = frontRow(key);
    if (front > 0) {
      return at(new Place(PackTable.policySheet(label), front, key), problem);
    }
    return at(
        problem.row() > 0 ? ofLine(problem.row()) : named(problem.column(), problem.found()),
        problem);
  }

  private static Problem at(Place place, Problem problem) {
    Matcher missing = MISSING.matcher(problem.found());
    return missing.matches()
        ? new Problem(
            place.sheet(), place.row(), missing.group(1), "This cell is empty.", "Fill it in.")
        : new Problem(
            place.sheet(), place.row(), place.column(), problem.found(), problem.remedy());
  }

  private Place clause(int i, String column) {
    int row = i < table.clauses().size() ? table.rowOf(i) : 0;
    return new Place(PackTable.clausesSheet(label), row, column);
  }

  private int frontRow(String key) {
    for (int i = 0; i < table.front().size(); i++) {
      if (!key.isEmpty() && table.front().get(i).get(0).strip().equals(key)) {
        return i + 2;
      }
    }
    return 0;
  }

  /** The cell that a line of the pack was made of. */
  private Place ofLine(int line) {
    List<String> lines = yaml.lines().toList();
    String key = "";
    String column = "";
    int clause = -1;
    for (String one : lines.subList(0, Math.min(line, lines.size()))) {
      Matcher top = KEY.matcher(one);
      Matcher inner = COLUMN.matcher(one);
      if (top.matches()) {
        key = top.group(1);
      } else if (key.equals("clauses") && inner.matches()) {
        clause += one.startsWith("- ") ? 1 : 0;
        column = inner.group(1);
      }
    }
    return key.equals("clauses") && clause >= 0
        ? clause(clause, column)
        : new Place(PackTable.policySheet(label), frontRow(key), key);
  }

  /** The row of a clause by its number, or by a rule or question that it names. */
  private Place named(String name, String found) {
    Matcher quoted = QUOTED.matcher(found);
    String word = quoted.find() ? quoted.group(1) : name;
    List<Map<String, String>> clauses = table.clauses();
    for (int i = 0; i < clauses.size(); i++) {
      if (clauses.get(i).getOrDefault("clause", "").strip().equals(name)) {
        return clause(i, column(clauses.get(i), word));
      }
    }
    for (String wanted : List.of(name, word)) {
      for (int i = 0; i < clauses.size(); i++) {
        if (!column(clauses.get(i), wanted).isEmpty()) {
          return clause(i, column(clauses.get(i), wanted));
        }
      }
    }
    return new Place(label, 0, name);
  }

  /** The column of a clause that names a rule or a question; empty when none does. */
  private static String column(Map<String, String> clause, String word) {
    return Stream.of("rules", "attestations")
        .filter(column -> !word.isBlank() && clause.getOrDefault(column, "").contains(word))
        .findFirst()
        .orElse("");
  }
}
