package org.invigilator.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.invigilator.register.Cells;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;

/**
 * A pack that the program proposed and that a person goes through: it counts once every clause has
 * been accepted, changed or rejected, and someone has put a name and a date to it. A table without
 * the columns of a proposal is a pack already.
 */
public record Proposal(PackTable table) {
  public static final String DECISION = "decision";
  public static final String REVIEWED_BY = "reviewed_by";
  public static final String REVIEWED_ON = "reviewed_on";
  public static final List<String> CHOICES = List.of("accept", "change", "reject");

  /**
   * The pack as a person accepted it: without rejected clauses, and without what the proposal said
   * beside it.
   *
   * @param label what to call the workbook in messages
   * @throws InvalidInput when something is not decided, or no person has put a name to it
   */
  public PackTable accepted(String label) {
    boolean isProposal =
        table.clauses().stream().anyMatch(row -> row.containsKey(DECISION))
            || table.front().stream().anyMatch(row -> row.get(0).equals(REVIEWED_BY));
    if (!isProposal) {
      return table;
    }
    List<Problem> problems = new ArrayList<>();
    Map<String, String> front = new LinkedHashMap<>();
    table.front().forEach(row -> front.put(row.get(0).strip(), row.get(1).strip()));
    if (front.getOrDefault(REVIEWED_BY, "").isEmpty()
        || Cells.date(front.getOrDefault(REVIEWED_ON, "")).isEmpty()) {
      problems.add(
          new Problem(
              label,
              0,
              REVIEWED_BY,
              "This is a proposal that no one has put a name to.",
              "Go through every clause, then write your name in reviewed_by and the date in reviewed_on, on the sheet Policy."));
    }
    List<Map<String, String>> clauses = new ArrayList<>();
    int undecided = 0;
    int first = 0;
    for (int i = 0; i < table.clauses().size(); i++) {
      Map<String, String> row = table.clauses().get(i);
      String decision = row.getOrDefault(DECISION, "").strip().toLowerCase(Locale.ROOT);
      if (!CHOICES.contains(decision)) {
        first = undecided == 0 ? i + 2 : first;
        undecided++;
      } else if (!decision.equals("reject")) {
        clauses.add(row);
      }
    }
    if (undecided > 0) {
      problems.add(
          new Problem(
              label,
              first,
              DECISION,
              undecided + (undecided == 1 ? " clause is" : " clauses are") + " not decided.",
              "Choose accept, change or reject in each row."));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    List<List<String>> kept = new ArrayList<>();
    front.forEach(
        (key, value) -> {
          if (!key.equals(REVIEWED_BY) && !key.equals(REVIEWED_ON)) {
            kept.add(List.of(key, value));
          }
        });
    return new PackTable(kept, clauses);
  }
}
