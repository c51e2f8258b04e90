package org.invigilator.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.invigilator.register.Cells;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A pack that the program proposed and that a person goes through: it counts once every clause has
 * been accepted, changed or rejected, and someone has put a name and a date to it. A table without
 * the columns of a proposal is a pack already. It is long because each thing that a person may
 * leave undone has its own message.
 */
public record Proposal(PackTable table) {
  public static final String DECISION = "decision";
  public static final String REVIEWED_BY = "reviewed_by";
  public static final String REVIEWED_ON = "reviewed_on";

  /** A doubt about the document as a whole, for its reader. */
  public static final String WARNING = "warning";

  /** What a person must look at in a row; it is emptied when that is done. */
  public static final String CHECK = "check";

  /**
   * In a row, its number and short codes of its cells and of its text, by which a change is
   * noticed; on the front page, the numbers of all clauses, by which a lost row is.
   */
  public static final String PROPOSED = "proposed";

  static final String ACCEPT = "accept";
  private static final String CHANGE = "change";
  private static final String REJECT = "reject";
  private static final String NO_CLAUSE = "no clause";
  public static final List<String> CHOICES = List.of(ACCEPT, CHANGE, REJECT, NO_CLAUSE);
  private static final String DOCUMENT = "document";
  private static final Set<String> OF_PROPOSAL =
      Set.of(WARNING, REVIEWED_BY, REVIEWED_ON, PROPOSED);
  private static final int DAY = 10;
  private static final int MOST_NAMED = 8;
  private static final int YEARS_BACK = 2;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A proposal with the codes by which it is noticed what a person changed in it. */
  public static PackTable sealed(PackTable proposed) {
    List<List<String>> front = new ArrayList<>(proposed.front());
    front.add(
        List.of(
            PROPOSED,
            JSON.writeValueAsString(
                proposed.clauses().stream()
                    .map(row -> new ProposalRow(row, 0).number())
                    .toList())));
    proposed.clauses().forEach(row -> row.put(PROPOSED, new ProposalRow(row, 0).code()));
    return new PackTable(front, proposed.clauses());
  }

  private boolean isProposal() {
    return table.clauses().stream().anyMatch(row -> row.containsKey(DECISION))
        || table.front().stream().anyMatch(row -> row.get(0).strip().equals(REVIEWED_BY));
  }

  private List<ProposalRow> rows() {
    return IntStream.range(0, table.clauses().size())
        .mapToObj(i -> new ProposalRow(table.clauses().get(i), table.rowOf(i)))
        .toList();
  }

  /** What a person should know of the decisions that were read, each with its row. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (ProposalRow row : rows()) {
      String at = "sheet Clauses, row " + row.at() + ": ";
      switch (row.decision()) {
        case CHANGE -> {
          if (row.isUnchanged()) {
            notes.add(
                at
                    + "change was chosen, but nothing in the row was changed. Choose accept if it is right as it is.");
          }
          if (row.hasOtherNumber()) {
            notes.add(at + "clause " + row.proposedNumber() + " is now " + row.number() + ".");
          }
          if (row.hasOtherText()) {
            notes.add(
                at
                    + "the words of clause "
                    + row.number()
                    + " are no longer as they were read from the document.");
          }
        }
        case ACCEPT -> {
          if (!row.isUnchanged() && row.isSealed()) {
            notes.add(
                at
                    + "accept was chosen, and the row is not as it was proposed; it is read as it is now. Choose change if that was meant.");
          }
        }
        case REJECT ->
            notes.add(at + "clause " + row.shown() + " was rejected and is not checked.");
        case NO_CLAUSE -> notes.add(at + "'" + row.shown() + "' is no clause and was left out.");
        default -> {
          // Accepted as it is.
        }
      }
    }
    return List.copyOf(notes);
  }

  /**
   * The pack as a person accepted it: rejected clauses without what would check them, lines that
   * are no clause left out, and without what the proposal said beside it. Who reviewed it and when
   * is kept with what is known of the document.
   *
   * @param label what to call the workbook in messages
   * @param today the last day on which it can have been reviewed
   * @throws InvalidInput when something is not decided, or no person has put a name to it
   */
  public PackTable accepted(String label, LocalDate today) {
    if (!isProposal()) {
      return table;
    }
    List<Problem> problems = new ArrayList<>();
    String by = front(REVIEWED_BY);
    Optional<String> on = WrittenDate.of(front(REVIEWED_ON)).filter(d -> d.length() == DAY);
    reviewer(label, by, on, today, problems);
    withoutColumns(label, problems);
    lost(label, problems);
    List<Map<String, String>> clauses = new ArrayList<>();
    List<ProposalRow> undecided = new ArrayList<>();
    for (ProposalRow row : rows()) {
      Map<String, String> cells = new LinkedHashMap<>(row.cells());
      switch (row.decision()) {
        case ACCEPT, CHANGE -> {
          row.check(label, problems);
          clauses.add(cells);
        }
        case REJECT -> {
          cells = row.rejected(by, on.orElse(""));
          clauses.add(cells);
        }
        case NO_CLAUSE -> {
          // A heading or a number of a page.
        }
        default -> undecided.add(row);
      }
      cells.putIfAbsent(PackTable.ROW, String.valueOf(row.at()));
    }
    if (!undecided.isEmpty()) {
      problems.add(undecided(label, undecided));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new PackTable(front(by, on.orElse("")), clauses);
  }

  private Problem undecided(String label, List<ProposalRow> rows) {
    boolean hasColumn = table.clauses().stream().anyMatch(row -> row.containsKey(DECISION));
    String named =
        rows.stream()
            .limit(MOST_NAMED)
            .map(
                row -> {
                  String typed = row.cells().getOrDefault(DECISION, "").strip();
                  return "row " + row.at() + (typed.isEmpty() ? "" : " ('" + typed + "')");
                })
            .collect(Collectors.joining(", "));
    return new Problem(
        PackTable.clausesSheet(label),
        hasColumn ? rows.get(0).at() : 0,
        DECISION,
        hasColumn
            ? rows.size()
                + (rows.size() == 1 ? " clause is" : " clauses are")
                + " not decided: "
                + named
                + (rows.size() > MOST_NAMED ? " and more." : ".")
            : "The column is missing.",
        "Choose " + String.join(", ", CHOICES) + " in each row.");
  }

  /** Columns without which it cannot be seen what is still to be looked at, or was changed. */
  private void withoutColumns(String label, List<Problem> problems) {
    for (String column : List.of(CHECK, PROPOSED, "binds")) {
      if (!front(PROPOSED).isEmpty()
          && table.clauses().stream().noneMatch(row -> row.containsKey(column))) {
        problems.add(
            new Problem(
                PackTable.clausesSheet(label),
                0,
                column,
                "The column is missing.",
                "Put it back from the workbook as it was proposed; a column may be hidden, but not deleted."));
      }
    }
  }

  /** The clauses that were proposed and of which there is no row. */
  private void lost(String label, List<Problem> problems) {
    Set<String> there =
        rows().stream().map(ProposalRow::proposedNumber).collect(Collectors.toSet());
    List<String> lost =
        numbers(front(PROPOSED)).stream().filter(number -> !there.contains(number)).toList();
    if (!lost.isEmpty()) {
      problems.add(
          new Problem(
              PackTable.clausesSheet(label),
              0,
              "clause",
              (lost.size() == 1 ? "The row of clause " : "The rows of the clauses ")
                  + String.join(", ", lost)
                  + (lost.size() == 1 ? " is" : " are")
                  + " missing.",
              "Put "
                  + (lost.size() == 1 ? "it" : "them")
                  + " back, and choose reject for a clause that is not to be checked, or no clause for a line that is none."));
    }
  }

  private static List<String> numbers(String json) {
    try {
      return json.isEmpty()
          ? List.of()
          : JSON.readValue(json, new TypeReference<List<String>>() {});
    } catch (JacksonException e) {
      return List.of();
    }
  }

  private void reviewer(
      String label, String by, Optional<String> on, LocalDate today, List<Problem> problems) {
    String sheet = PackTable.policySheet(label);
    if (by.isEmpty()) {
      problems.add(
          new Problem(
              sheet,
              row(REVIEWED_BY),
              REVIEWED_BY,
              "This is a proposal that no one has put a name to.",
              "Go through every clause, then write your name beside reviewed_by."));
    } else if (!by.matches("\\P{N}*\\p{L}\\P{N}*\\p{L}\\P{N}*")) {
      problems.add(
          new Problem(
              sheet,
              row(REVIEWED_BY),
              REVIEWED_BY,
              by,
              "is no name.",
              "Write the name of the person."));
    }
    String written = front(REVIEWED_ON);
    String wrong = written.isEmpty() ? "" : wrongDay(written, on, today);
    if (written.isEmpty() || !wrong.isEmpty()) {
      problems.add(
          new Problem(
              sheet,
              row(REVIEWED_ON),
              REVIEWED_ON,
              written,
              written.isEmpty()
                  ? "The day on which the proposal was gone through is missing."
                  : wrong,
              PackTable.DATE_FORMS + "."));
    }
  }

  /** What is wrong with the day of the review; empty when nothing is. */
  private static String wrongDay(String written, Optional<String> on, LocalDate today) {
    if (on.isEmpty()) {
      return WrittenDate.of(written).isPresent()
          ? "is a month, and a day is needed."
          : Cells.notADate(written);
    }
    LocalDate day = LocalDate.parse(on.get());
    return day.isAfter(today)
        ? "is in the future."
        : day.isBefore(today.minusYears(YEARS_BACK)) ? "is more than two years ago." : "";
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
