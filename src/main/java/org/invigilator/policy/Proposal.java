package org.invigilator.policy;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** What a person must look at in a row; it is emptied when that is done. */
  public static final String CHECK = "check";

  /**
   * In a row, its number and short codes of its cells and of its text, by which a change is
   * noticed; on the front page, the numbers of all clauses, by which a lost row is.
   */
  public static final String PROPOSED = "proposed";

  private static final String ACCEPT = "accept";
  private static final String CHANGE = "change";
  private static final String REJECT = "reject";
  private static final String NO_CLAUSE = "no clause";
  public static final List<String> CHOICES = List.of(ACCEPT, CHANGE, REJECT, NO_CLAUSE);
  private static final String DOCUMENT = "document";
  private static final Set<String> OF_PROPOSAL =
      Set.of(WARNING, REVIEWED_BY, REVIEWED_ON, PROPOSED);
  private static final int DAY = 10;
  private static final int LONGEST = 60;
  private static final int MOST_NAMED = 8;
  private static final int YEARS_BACK = 2;
  private static final DateTimeFormatter IN_WORDS =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A proposal with the codes by which it is noticed what a person changed in it. */
  public static PackTable sealed(PackTable proposed) {
    List<List<String>> front = new ArrayList<>(proposed.front());
    front.add(
        List.of(
            PROPOSED,
            JSON.writeValueAsString(proposed.clauses().stream().map(Proposal::number).toList())));
    proposed.clauses().forEach(row -> row.put(PROPOSED, code(row)));
    return new PackTable(front, proposed.clauses());
  }

  private static String code(Map<String, String> row) {
    return String.join(" ", fingerprint(row), hash(row.getOrDefault("text", "")), number(row));
  }

  private static String number(Map<String, String> row) {
    return row.getOrDefault("clause", "").strip();
  }

  private static String hash(String text) {
    return Integer.toHexString(text.strip().replaceAll("\\s+", " ").hashCode());
  }

  /** The code of the cells of a row that a person may change. */
  private static String fingerprint(Map<String, String> row) {
    StringBuilder cells = new StringBuilder();
    PackTable.COLUMNS.forEach(column -> cells.append(row.getOrDefault(column, "")).append('|'));
    return hash(cells.toString());
  }

  /** What the program proposed in a row: the code of its cells, of its text, and its number. */
  private static List<String> proposed(Map<String, String> row) {
    return List.of(row.getOrDefault(PROPOSED, "").strip().split(" ", 3));
  }

  private static boolean isUnchanged(Map<String, String> row) {
    return fingerprint(row).equals(proposed(row).get(0));
  }

  private static boolean hasOtherText(Map<String, String> row) {
    return proposed(row).size() > 1
        && !hash(row.getOrDefault("text", "")).equals(proposed(row).get(1));
  }

  private static boolean hasOtherNumber(Map<String, String> row) {
    return proposed(row).size() > 2 && !number(row).equals(proposed(row).get(2));
  }

  private static String decision(Map<String, String> row) {
    return row.getOrDefault(DECISION, "").strip().toLowerCase(Locale.ROOT);
  }

  private boolean isProposal() {
    return table.clauses().stream().anyMatch(row -> row.containsKey(DECISION))
        || table.front().stream().anyMatch(row -> row.get(0).strip().equals(REVIEWED_BY));
  }

  /** What a person should know of the decisions that were read, each with its row. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < table.clauses().size(); i++) {
      Map<String, String> row = table.clauses().get(i);
      String at = "sheet Clauses, row " + table.rowOf(i) + ": ";
      switch (decision(row)) {
        case CHANGE -> {
          if (isUnchanged(row)) {
            notes.add(
                at
                    + "change was chosen, but nothing in the row was changed. Choose accept if it is right as it is.");
          }
          if (hasOtherNumber(row)) {
            notes.add(at + "clause " + proposed(row).get(2) + " is now " + number(row) + ".");
          }
          if (hasOtherText(row)) {
            notes.add(
                at
                    + "the words of clause "
                    + number(row)
                    + " are no longer as they were read from the document.");
          }
        }
        case REJECT -> notes.add(at + "clause " + shown(row) + " was rejected and is not checked.");
        case NO_CLAUSE -> notes.add(at + "'" + shown(row) + "' is no clause and was left out.");
        default -> {
          // Accepted as it is.
        }
      }
    }
    return List.copyOf(notes);
  }

  private static String shown(Map<String, String> row) {
    String text = row.getOrDefault("text", row.getOrDefault("paraphrase", "")).strip();
    return number(row) + " " + (text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text);
  }

  /**
   * The pack as a person accepted it: rejected clauses without what would check them, lines that
   * are no clause left out, and without what the proposal said beside it. Who reviewed it and when
   * is kept with what is known of the document.
   *
   * @param label what to call the workbook in messages
   * @param today after which nobody has reviewed it yet
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
    lost(label, problems);
    List<Map<String, String>> clauses = new ArrayList<>();
    List<Integer> undecided = new ArrayList<>();
    for (int i = 0; i < table.clauses().size(); i++) {
      Map<String, String> row = new LinkedHashMap<>(table.clauses().get(i));
      row.putIfAbsent(PackTable.ROW, String.valueOf(table.rowOf(i)));
      switch (decision(row)) {
        case ACCEPT, CHANGE -> {
          decided(row, label, problems);
          clauses.add(row);
        }
        case REJECT -> clauses.add(rejected(row, by, on.orElse("")));
        case NO_CLAUSE -> {
          // A heading or a number of a page.
        }
        default -> undecided.add(i);
      }
    }
    if (!undecided.isEmpty()) {
      problems.add(undecided(label, undecided));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new PackTable(front(by, on.orElse("")), clauses);
  }

  private Problem undecided(String label, List<Integer> rows) {
    boolean hasColumn = table.clauses().stream().anyMatch(row -> row.containsKey(DECISION));
    String named =
        rows.stream()
            .limit(MOST_NAMED)
            .map(
                i -> {
                  String typed = table.clauses().get(i).getOrDefault(DECISION, "").strip();
                  return "row " + table.rowOf(i) + (typed.isEmpty() ? "" : " ('" + typed + "')");
                })
            .collect(Collectors.joining(", "));
    return new Problem(
        PackTable.clausesSheet(label),
        hasColumn ? table.rowOf(rows.get(0)) : 0,
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

  /** A row that is to be checked must say how, in the words of the document. */
  private static void decided(Map<String, String> row, String label, List<Problem> problems) {
    String sheet = PackTable.clausesSheet(label);
    int at = Integer.parseInt(row.getOrDefault(PackTable.ROW, "0"));
    boolean isAccepted = decision(row).equals(ACCEPT);
    String check = row.getOrDefault(CHECK, "").strip();
    if (isAccepted && !check.isEmpty()) {
      problems.add(
          new Problem(
              sheet,
              at,
              CHECK,
              "The clause was accepted, and this is still to be looked at: "
                  + check.replaceAll("\\s+", " "),
              "When it is done, empty this cell."));
    }
    if (isAccepted && (hasOtherText(row) || hasOtherNumber(row))) {
      problems.add(
          new Problem(
              sheet,
              at,
              hasOtherText(row) ? "text" : "clause",
              hasOtherText(row)
                  ? "These are not the words that were read from the document."
                  : "The document has the number " + proposed(row).get(2) + ".",
              "Put back what was there; or choose change if the clause was cut wrongly."));
    }
    String reading = row.getOrDefault("class", "").strip().toLowerCase(Locale.ROOT);
    boolean needsRule =
        reading.equals(Clause.Reading.AUTOMATED.toString())
            || reading.equals(Clause.Reading.ASSISTED.toString());
    boolean needsQuestion = reading.equals(Clause.Reading.ATTESTED.toString());
    String column = needsRule ? "rules" : "attestations";
    if ((needsRule || needsQuestion) && row.getOrDefault(column, "").isBlank()) {
      problems.add(
          new Problem(
              sheet,
              at,
              column,
              "The class is " + reading + ", and this cell is empty.",
              needsRule
                  ? "Name a rule, or make the class " + Clause.Reading.NOT_APPLICABLE + "."
                  : "Name a yearly question and the role that answers it, or make the class "
                      + Clause.Reading.NOT_APPLICABLE
                      + "."));
    }
  }

  /** A rejected clause stays one of the policy's, and says that it is not checked. */
  private static Map<String, String> rejected(Map<String, String> row, String by, String on) {
    Map<String, String> kept = new LinkedHashMap<>(row);
    List.of("rules", "attestations", "also", "how").forEach(kept::remove);
    kept.put("class", Clause.Reading.NOT_APPLICABLE.toString());
    kept.put(
        "why",
        "Not checked: left out by "
            + by
            + (on.isEmpty() ? "" : " on " + IN_WORDS.format(LocalDate.parse(on)))
            + ".");
    return kept;
  }

  /** The clauses that were proposed and of which there is no row. */
  private void lost(String label, List<Problem> problems) {
    Set<String> there = new HashSet<>();
    for (Map<String, String> row : table.clauses()) {
      there.add(proposed(row).size() > 2 ? proposed(row).get(2) : number(row));
    }
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
    } else if (LocalDate.parse(on.get()).isAfter(today)
        || LocalDate.parse(on.get()).isBefore(today.minusYears(YEARS_BACK))) {
      problems.add(
          new Problem(
              sheet,
              row(REVIEWED_ON),
              REVIEWED_ON,
              written,
              LocalDate.parse(on.get()).isAfter(today)
                  ? "is in the future."
                  : "is more than two years ago.",
              "Write the day on which the proposal was gone through."));
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
