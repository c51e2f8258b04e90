package org.invigilator.policy.proposal;

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
  private static final int LONGEST_LABEL = 60;

  private List<String> filled() {
    return cells.stream().map(String::strip).filter(cell -> !cell.isEmpty()).toList();
  }

  /** Whether the row names the columns of a table of numbered rows. */
  public boolean isHeader() {
    return !filled().isEmpty() && NUMBER_HEADER.matcher(filled().get(0)).matches();
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
      return first + " " + rest;
    }
    boolean isLabel = first.length() <= LONGEST_LABEL && !first.matches("(?s).*[.!?:]$");
    return first + (isLabel ? ": " : first.endsWith(":") ? " " : " – ") + rest;
  }
}
