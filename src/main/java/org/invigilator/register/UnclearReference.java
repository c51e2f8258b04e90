package org.invigilator.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * A cell that should name something of another register and does not, so that its row may concern
 * more than it is counted for.
 *
 * @param file the file, with the sheet when it is a workbook
 * @param row the row as a spreadsheet counts it
 * @param column the register's name for the column
 * @param heading what the keeper of the file calls it
 * @param text what the cell contains
 * @param kind what it should name, in words
 * @param nearest the key that may be meant
 * @param namesakes the keys of all who have this name, where it is more than one
 */
public record UnclearReference(
    Register register,
    String file,
    int row,
    String column,
    String heading,
    String text,
    String kind,
    Optional<String> nearest,
    Set<String> namesakes) {
  private static final int SHOWN = 3;

  /** A number with a name, of a row in which they disagree. */
  private static final Pattern NUMBERED = Pattern.compile("\\S*\\d\\S* \\p{L}.*");

  /**
   * Whether the row can hide something from the rules: it names no academy or account, or hardly
   * misses a pupil. Rules of their own report people who are not known; a visitor is in no
   * register.
   */
  public boolean weakens() {
    Column of = Schema.of(register).columns().get(column);
    return of != null
        && (of.refersTo().contains(Register.ACADEMIES)
            || of.refersTo().contains(Register.ACCOUNTS)
            || (of.isOpen()
                && (!namesakes.isEmpty()
                    || nearest.filter(key -> mayNamePupil() || isOfSameKind(key)).isPresent())));
  }

  /** A code of so many letters is a short one. */
  private static final int SHORT = 4;

  /** The keys of all whom the row may be about. */
  public Set<String> candidates() {
    return namesakes.isEmpty() ? nearest.map(Set::of).orElse(Set.of()) : namesakes;
  }

  /** Whether a key begins with the same letters, which tell pupils from staff and visitors. */
  private boolean isOfSameKind(String key) {
    return letters(key).equals(letters(text));
  }

  private static String letters(String key) {
    return Texts.lower(key).replaceFirst("[^\\p{L}].*$", "");
  }

  /**
   * The key to suggest. One with another number is some other row, and most letters of a short code
   * must be right.
   */
  private Optional<String> suggestion() {
    boolean isShort = text.length() <= SHORT;
    return nearest.filter(
        key ->
            (number(text).isEmpty() || number(key).equals(number(text)))
                && (!isShort || LevenshteinDistance.getDefaultInstance().apply(key, text) <= 1));
  }

  private static String number(String key) {
    return key.replaceAll("\\D", "").replaceFirst("^0+", "");
  }

  /** The cell as a problem for its keeper; an audit goes on without what it should name. */
  public Problem problem() {
    return new Problem(
        file,
        row,
        heading,
        found() + ".",
        suggestion()
            .map(key -> "Write " + key + " if that is what is meant.")
            .orElse(
                mayNamePupil()
                    ? "Write the number, or the first and last name as on the roll, with a semicolon between two people."
                    : "Write the id."));
  }

  @Override
  public String toString() {
    return file
        + ", row "
        + row
        + ", column "
        + heading
        + ": "
        + found()
        + suggestion().map(key -> "; did you mean " + key + "?").orElse(".");
  }

  private String found() {
    return (mayNamePupil()
            ? "what is written is not " + kind + ", nor a name on record"
            : "'"
                + Texts.excerpt(text)
                + (isName()
                    ? "' names no colleague of the school or of the trust"
                    : "' is not " + kind))
        + (namesakes.isEmpty()
            ? ""
            : NUMBERED.matcher(text).matches()
                ? "; the number and the name are of different pupils"
                : "; " + namesakes.size() + " people on record have this name");
  }

  /** Whether the cell may have the name of a child, which no message repeats. */
  private boolean mayNamePupil() {
    Column of = Schema.of(register).columns().get(column);
    return of != null && of.isOpen() && text.chars().noneMatch(Character::isDigit);
  }

  /** Whether the cell has a person's name where the register has an id. */
  private boolean isName() {
    return kind.equals("a person id") && text.strip().contains(" ") && !text.matches(".*\\d.*");
  }

  /** Sentences on all of them, of each column the first three and the number of the others. */
  public static List<String> sentences(List<UnclearReference> all) {
    Map<String, List<UnclearReference>> columns = new LinkedHashMap<>();
    for (UnclearReference one : all) {
      columns.computeIfAbsent(one.register + " " + one.column, c -> new ArrayList<>()).add(one);
    }
    List<String> sentences = new ArrayList<>();
    columns
        .values()
        .forEach(
            of -> {
              of.stream().limit(SHOWN).forEach(one -> sentences.add(one.toString()));
              if (of.size() > SHOWN) {
                UnclearReference first = of.get(0);
                sentences.add(
                    first.register.fileName()
                        + ", column "
                        + first.heading
                        + ": "
                        + (of.size() - SHOWN)
                        + " more like these.");
              }
            });
    return sentences;
  }
}
