package org.invigilator.policy.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row of a table in a policy, as the line that a person would read: a number and its text, or a
 * label and what it says.
 *
 * @param cells their texts, some of them empty
 */
public record TableRow(List<String> cells) {
  private static final Pattern NUMBER =
      Pattern.compile("\\(?(?:[A-Z]?\\d{1,2}(?:\\.\\d{1,2})*|[a-z]|[ivx]{1,4})[.)]?");
  private static final Pattern NUMBER_HEADER =
      Pattern.compile(
          "(?i)(?:no\\.?|nr\\.?|number|ref\\.?|reference|clause|item|section|para(?:graph)?|#)");
  private static final Pattern DO =
      Pattern.compile(
          "(?i)(?:please )?do(?:['’]?s)?:?|always:?|yes:?|[✓✔☑✅]|(?:acceptable|appropriate|allowed|permitted|good practice)(?: use)?:?"
              + "|(?:all )?(?:staff|schools?|pupils?|you|we|administrators?|employees)?\\s?(?:may|should|can|must|will):?");
  private static final Pattern DONT =
      Pattern.compile(
          "(?i)(?:please )?(?:do not|don['’]?t['’]?s?|don['’]?ts):?|never:?|no:?|avoid:?|[✗✘✖❌☒]"
              + "|(?:not (?:acceptable|appropriate|allowed|permitted)|unacceptable|inappropriate|prohibited|forbidden|bad practice)(?: use)?:?"
              + "|(?:all )?(?:staff|schools?|pupils?|you|we|administrators?|employees)?\\s?(?:(?:may|should|must|will) not|can(?:not|['’]t)|mustn['’]t|shouldn['’]t):?");
  private static final int LEAST_OF_A_FORM = 3;
  private static final int WORDS_OF_A_LABEL = 5;
  private static final int LONGEST_LABEL = 60;
  private static final int LONGEST_PAIR_LABEL = 30;

  private List<String> filled() {
    return cells.stream().map(String::strip).filter(cell -> !cell.isEmpty()).toList();
  }

  /** Whether the row names the columns of a table of numbered rows. */
  public boolean isHeader() {
    return !filled().isEmpty() && NUMBER_HEADER.matcher(filled().get(0)).matches();
  }

  /** A label and its value, and then another one, as tables of details have them. */
  private boolean isTwoPairs(List<String> filled) {
    return cells.size() == 4
        && filled.size() == 4
        && FrontLine.isField(filled.get(0) + ": " + filled.get(1))
        && filled.get(2).length() <= LONGEST_PAIR_LABEL
        && !filled.get(2).matches("(?s).*[.!?]$");
  }

  /** Whether the row is one of a form that is to be filled in: a label beside empty cells. */
  public boolean isToBeFilledIn() {
    String label = cells.isEmpty() ? "" : cells.get(0).strip();
    return cells.size() > 1
        && filled().size() == 1
        && !label.isEmpty()
        && label.split("\\s+").length <= WORDS_OF_A_LABEL
        && !Marks.hasVerb(label);
  }

  /** Whether the rows of a table are a form: most have nothing beside their label. */
  public static boolean areAForm(List<TableRow> rows) {
    long blank = rows.stream().filter(TableRow::isToBeFilledIn).count();
    return blank >= LEAST_OF_A_FORM && blank * 2 > rows.size();
  }

  /** The heads of two columns of which one says what to do and one what not; empty for others. */
  public List<String> dosAndDonts() {
    List<String> filled = filled();
    boolean areThey =
        filled.size() == 2
            && filled.stream().anyMatch(head -> DO.matcher(head).matches())
            && filled.stream().anyMatch(head -> DONT.matcher(head).matches());
    return areThey ? filled : List.of();
  }

  /** Each cell as a line of its own: what not to do has the head of its column before it. */
  public List<String> under(List<String> heads) {
    List<String> lines = new ArrayList<>();
    List<String> filled = cells.stream().map(String::strip).toList();
    for (int i = 0; i < Math.min(filled.size(), heads.size()); i++) {
      String head = DONT.matcher(heads.get(i)).matches() ? heads.get(i) + ": " : "";
      for (String line : Paragraph.split(filled.get(i))) {
        lines.add(head + line);
      }
    }
    return lines;
  }

  /** The row as one text; lines within a cell stay lines. */
  public String text() {
    List<String> filled = filled();
    if (filled.size() < 2) {
      return String.join("", filled);
    }
    String first = filled.get(0);
    String rest = filled.stream().skip(1).collect(Collectors.joining(" – "));
    if (NUMBER.matcher(first).matches()) {
      boolean isLettered = first.matches("[A-Z]\\d+(?:\\.\\d+)*");
      return first + (isLettered ? ". " : " ") + rest;
    }
    if (isTwoPairs(filled)) {
      return filled.get(0) + ": " + filled.get(1) + "\t" + filled.get(2) + ": " + filled.get(3);
    }
    boolean isLabel = first.length() <= LONGEST_LABEL && !first.matches("(?s).*[.!?:]$");
    return first + (isLabel ? ": " : first.endsWith(":") ? " " : " – ") + rest;
  }
}
