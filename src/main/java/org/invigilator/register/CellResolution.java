package org.invigilator.register;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the words and the keys in the cells of a register as the schema and the other registers
 * do, and notes what names nothing and what cannot be an account.
 */
final class CellResolution {
  private static final int ABSENT = -1;
  private static final int SHOWN = 3;

  private final Register register;
  private final RegisterSource source;
  private final Map<String, Column> columns;
  private final ResolvedReferences references;
  private final List<String> notes = new ArrayList<>();

  private static final String MARKS = "'\u2019\u2018";

  /** A number or link to which a spreadsheet user added the sign for text. */
  private static final Pattern MARKED = Pattern.compile("[" + MARKS + "](?=\\d|https?:)");

  /** A number with no more than the 15 digits that a spreadsheet keeps. */
  private static final Pattern ROUNDED = Pattern.compile("[1-9]\\d{14}0{3,}");

  /** How many accounts in cells cannot be used, and how many numbers seem to be rounded. */
  private final Map<String, Long> unusable = new HashMap<>();

  private int rounded;

  CellResolution(Register register, RegisterSource source, References references) {
    this.register = register;
    this.source = source;
    this.columns = Schema.of(register).columns();
    this.references = new ResolvedReferences(references, source instanceof RegisterSource.Mapped);
  }

  /** What was noted, the first of each kind and the number of the others. */
  List<String> notes() {
    long all = unusable.values().stream().mapToLong(Long::longValue).sum();
    if (all > SHOWN) {
      notes.add(source.label() + ": and " + (all - SHOWN) + " more accounts like these.");
    }
    if (rounded > SHOWN) {
      notes.add(source.label() + ": and " + (rounded - SHOWN) + " more numbers like these.");
    }
    return notes;
  }

  /** The cells that should name something of another register, or of this one, and do not. */
  List<UnclearReference> unclear() {
    return references.unclear(register, source);
  }

  /** How many parts of the cells of a column cannot be an account, by the column. */
  Map<String, Long> unusableAccounts() {
    return unusable;
  }

  /** The row with the keys that its cells name in this register itself, which is read by now. */
  Row withOwnKeys(Row row) {
    String[] cells = row.cells().clone();
    columns.forEach(
        (name, column) -> {
          int at = row.positions().getOrDefault(name, ABSENT);
          if (column.refersTo().contains(register) && at >= 0 && at < cells.length) {
            cells[at] = references.resolved(name, column, cells[at], row.number(), "");
          }
        });
    return new Row(row.number(), row.positions(), cells);
  }

  /**
   * Writes the words and the keys of cells as the schema and their own registers do, and notes what
   * names nothing.
   */
  void resolve(int number, String[] cells, Map<String, Integer> positions) {
    String school = school(cells, positions);
    columns.forEach(
        (name, column) -> {
          int at = positions.getOrDefault(name, ABSENT);
          if (at >= 0 && at < cells.length && !cells[at].isEmpty()) {
            String cell = word(name, column, unmarked(cells[at]));
            cells[at] =
                column.refersTo().contains(register)
                    ? cell
                    : references.resolved(name, column, cell, number, school);
            if (column.type() == Column.Type.HANDLES) {
              noteUnusable(number, name, cells[at]);
            } else if (column.type() == Column.Type.POST) {
              noteRounded(number, name, cells[at]);
            }
          }
        });
  }

  /** The school of the account that a row is about: only its colleagues run it. */
  private String school(String[] cells, Map<String, Integer> positions) {
    return switch (register) {
      case ACCOUNTS -> references.academy(cell("academy_code", cells, positions));
      case ACCOUNT_ROLES -> references.schoolOfAccount(cell("account_id", cells, positions));
      default -> "";
    };
  }

  private static String cell(String column, String[] cells, Map<String, Integer> positions) {
    int at = positions.getOrDefault(column, ABSENT);
    return at >= 0 && at < cells.length ? cells[at].strip() : "";
  }

  /** A cell with the words of the schema in place of others for the same. */
  private String word(String name, Column column, String cell) {
    if (column.values().isEmpty() || column.values().contains(cell)) {
      return cell;
    }
    return switch (column.type()) {
      case ENUM -> Vocabulary.word(register, name, column.values(), cell).orElse(cell);
      case MULTI ->
          Stream.of(cell.split("[;,\\n]"))
              .map(String::strip)
              .filter(part -> !part.isEmpty())
              .map(part -> Vocabulary.word(register, name, column.values(), part).orElse(part))
              .distinct()
              .collect(Collectors.joining("; "));
      default -> cell;
    };
  }

  private static String unmarked(String cell) {
    if (MARKS.indexOf(cell.charAt(0)) < 0) {
      return cell;
    }
    Matcher marked = MARKED.matcher(cell);
    return marked.lookingAt() ? cell.substring(marked.end()) : cell;
  }

  private void noteRounded(int number, String name, String cell) {
    if (ROUNDED.matcher(cell).matches() && ++rounded <= SHOWN) {
      notes.add(
          source.label()
              + ", row "
              + number
              + ", column "
              + source.heading(name)
              + ": "
              + cell
              + " ends as if a spreadsheet had rounded it, and may name nothing; compare it with the platform and enter it as text.");
    }
  }

  private void noteUnusable(int number, String name, String cell) {
    for (String part : WrittenHandle.parts(cell)) {
      if (WrittenHandle.of(part).isEmpty() && unusable.merge(name, 1L, Long::sum) <= SHOWN) {
        notes.add(
            source.label()
                + ", row "
                + number
                + ", column "
                + source.heading(name)
                + ": a part of the cell cannot be used as an account, so no rule looks for it;"
                + " write it like twitter:name.");
      }
    }
  }
}
