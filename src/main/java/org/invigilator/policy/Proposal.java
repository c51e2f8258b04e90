package org.invigilator.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.Cells;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A pack that the program proposed and that a person goes through: it counts once every clause has
 * been accepted, changed or rejected, and someone has put a name and a date to it. A table without
 * the columns of a proposal is a pack already.
 */
public record Proposal(PackTable table) {
  public static final String DECISION = "decision";
  public static final String REVIEWED_BY = "reviewed_by";
  public static final String REVIEWED_ON = "reviewed_on";

  /** A doubt about the document as a whole, for its reader. */
  public static final String WARNING = "warning";

  /** A short code of what was proposed in a row, by which a change is noticed. */
  public static final String PROPOSED = "proposed";

  public static final List<String> CHOICES = List.of("accept", "change", "reject");
  private static final String DOCUMENT = "document";
  private static final Set<String> OF_PROPOSAL = Set.of(WARNING, REVIEWED_BY, REVIEWED_ON);
  private static final int DAY = 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The code of the cells of a row that a person may change. */
  public static String fingerprint(Map<String, String> row) {
    StringBuilder cells = new StringBuilder();
    PackTable.COLUMNS.forEach(
        column ->
            cells.append(row.getOrDefault(column, "").strip().replaceAll("\\s+", " ")).append('|'));
    return Integer.toHexString(cells.toString().hashCode());
  }

  /** The rows for which someone chose change and then changed nothing. */
  public List<Integer> unchanged() {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < table.clauses().size(); i++) {
      Map<String, String> row = table.clauses().get(i);
      if (decision(row).equals("change") && fingerprint(row).equals(row.get(PROPOSED))) {
        rows.add(table.rowOf(i));
      }
    }
    return List.copyOf(rows);
  }

  private static String decision(Map<String, String> row) {
    return row.getOrDefault(DECISION, "").strip().toLowerCase(Locale.ROOT);
  }

  /**
   * The pack as a person accepted it: without rejected clauses, and without what the proposal said
   * beside it. Who reviewed it and when is kept with what is known of the document.
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
    String by = front(REVIEWED_BY);
    Optional<String> on = WrittenDate.of(front(REVIEWED_ON)).filter(d -> d.length() == DAY);
    reviewer(label, by, on, problems);
    List<Map<String, String>> clauses = new ArrayList<>();
    int undecided = 0;
    int first = 0;
    for (int i = 0; i < table.clauses().size(); i++) {
      Map<String, String> row = table.clauses().get(i);
      if (!CHOICES.contains(decision(row))) {
        first = undecided == 0 ? table.rowOf(i) : first;
        undecided++;
      } else if (!decision(row).equals("reject")) {
        Map<String, String> kept = new LinkedHashMap<>(row);
        kept.putIfAbsent(PackTable.ROW, String.valueOf(table.rowOf(i)));
        clauses.add(kept);
      }
    }
    if (undecided > 0) {
      problems.add(
          new Problem(
              PackTable.clausesSheet(label),
              first,
              DECISION,
              undecided + (undecided == 1 ? " clause is" : " clauses are") + " not decided.",
              "Choose accept, change or reject in each row."));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new PackTable(front(by, on.orElse("")), clauses);
  }

  private void reviewer(String label, String by, Optional<String> on, List<Problem> problems) {
    String sheet = PackTable.policySheet(label);
    if (by.isEmpty()) {
      problems.add(
          new Problem(
              sheet,
              row(REVIEWED_BY),
              REVIEWED_BY,
              "This is a proposal that no one has put a name to.",
              "Go through every clause, then write your name beside reviewed_by."));
    }
    String written = front(REVIEWED_ON);
    if (written.isEmpty()) {
      problems.add(
          new Problem(
              sheet,
              row(REVIEWED_ON),
              REVIEWED_ON,
              "The day on which the proposal was gone through is missing.",
              PackTable.DATE_FORMS + "."));
    } else if (on.isEmpty()) {
      boolean isMonth = WrittenDate.of(written).isPresent();
      problems.add(
          new Problem(
              sheet,
              row(REVIEWED_ON),
              REVIEWED_ON,
              written,
              isMonth ? "is a month, and a day is needed." : Cells.notADate(written),
              PackTable.DATE_FORMS + "."));
    }
  }

  private String front(String key) {
    return table.front().stream()
        .filter(row -> row.get(0).strip().equals(key))
        .map(row -> row.get(1).strip())
        .findFirst()
        .orElse("");
  }

  private int row(String key) {
    for (int i = 0; i < table.front().size(); i++) {
      if (table.front().get(i).get(0).strip().equals(key)) {
        return i + 2;
      }
    }
    return 0;
  }

  /** The front page in its rows, with the review beside what is known of the document. */
  private List<List<String>> front(String by, String on) {
    List<List<String>> kept = new ArrayList<>();
    boolean hasDocument = false;
    for (List<String> row : table.front()) {
      String key = row.get(0).strip();
      hasDocument |= key.equals(DOCUMENT);
      kept.add(
          OF_PROPOSAL.contains(key)
              ? List.of("", "")
              : key.equals(DOCUMENT) ? List.of(key, reviewed(row.get(1), by, on)) : row);
    }
    if (!hasDocument) {
      kept.add(List.of(DOCUMENT, reviewed("{}", by, on)));
    }
    return kept;
  }

  private static String reviewed(String document, String by, String on) {
    try {
      Map<String, Object> fields =
          JSON.readValue(
              document.isBlank() ? "{}" : document,
              new TypeReference<LinkedHashMap<String, Object>>() {});
      fields.put(REVIEWED_BY, by);
      fields.put(REVIEWED_ON, on);
      return JSON.writeValueAsString(fields);
    } catch (JacksonException e) {
      // What is wrong with it is said when the pack is read.
      return document;
    }
  }
}
