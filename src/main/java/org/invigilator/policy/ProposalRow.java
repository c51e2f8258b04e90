package org.invigilator.policy;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.invigilator.register.Problem;

/**
 * One row of a proposal: what was proposed in it, what a person decided, and what was changed.
 *
 * @param at the row as a spreadsheet counts it
 */
record ProposalRow(Map<String, String> cells, int at) {
  private static final int LONGEST = 60;
  private static final DateTimeFormatter IN_WORDS =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  /** The number that was proposed, also where someone has changed it since. */
  String proposedNumber() {
    return proposed().size() > 2 ? proposed().get(2) : number();
  }

  String number() {
    return cells.getOrDefault("clause", "").strip();
  }

  String decision() {
    return cells.getOrDefault(Proposal.DECISION, "").strip().toLowerCase(Locale.ROOT);
  }

  String shown() {
    String text = cells.getOrDefault("text", cells.getOrDefault("paraphrase", "")).strip();
    return number() + " " + (text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text);
  }

  String code() {
    return String.join(" ", fingerprint(), hash(cells.getOrDefault("text", "")), number());
  }

  boolean isUnchanged() {
    return fingerprint().equals(proposed().get(0));
  }

  /** Whether it says what was proposed in it. */
  boolean isSealed() {
    return !cells.getOrDefault(Proposal.PROPOSED, "").isBlank();
  }

  boolean hasOtherText() {
    return proposed().size() > 1 && !hash(cells.getOrDefault("text", "")).equals(proposed().get(1));
  }

  boolean hasOtherNumber() {
    return proposed().size() > 2 && !number().equals(proposed().get(2));
  }

  /** A row that is to be checked must say how, in the words of the document. */
  void check(String label, List<Problem> problems) {
    String sheet = PackTable.clausesSheet(label);
    boolean isAccepted = decision().equals(Proposal.ACCEPT);
    String check = cells.getOrDefault(Proposal.CHECK, "").strip();
    if (isAccepted && !check.isEmpty()) {
      problems.add(
          new Problem(
              sheet,
              at,
              Proposal.CHECK,
              "The clause was accepted, and this is still to be looked at: "
                  + check.replaceAll("\\s+", " "),
              "When it is done, empty this cell."));
    }
    if (isAccepted && (hasOtherText() || hasOtherNumber())) {
      problems.add(
          new Problem(
              sheet,
              at,
              hasOtherText() ? "text" : "clause",
              hasOtherText()
                  ? "These are not the words that were read from the document."
                  : "The document has the number " + proposedNumber() + ".",
              "Put back what was there; or choose change if the clause was cut wrongly."));
    }
    String reading = cells.getOrDefault("class", "").strip().toLowerCase(Locale.ROOT);
    boolean needsRule =
        reading.equals(Clause.Reading.AUTOMATED.toString())
            || reading.equals(Clause.Reading.ASSISTED.toString());
    boolean needsQuestion = reading.equals(Clause.Reading.ATTESTED.toString());
    String column = needsRule ? "rules" : "attestations";
    if ((needsRule || needsQuestion) && cells.getOrDefault(column, "").isBlank()) {
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
  Map<String, String> rejected(String by, String on) {
    Map<String, String> kept = new LinkedHashMap<>(cells);
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

  /** What the program proposed in a row: the code of its cells, of its text, and its number. */
  private List<String> proposed() {
    return List.of(cells.getOrDefault(Proposal.PROPOSED, "").strip().split(" ", 3));
  }

  /** The code of the cells of a row that a person may change. */
  private String fingerprint() {
    StringBuilder all = new StringBuilder();
    PackTable.COLUMNS.forEach(column -> all.append(cells.getOrDefault(column, "")).append('|'));
    return hash(all.toString());
  }

  private static String hash(String text) {
    return Integer.toHexString(text.strip().replaceAll("\\s+", " ").hashCode());
  }
}
