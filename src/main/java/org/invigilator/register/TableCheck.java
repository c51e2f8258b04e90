package org.invigilator.register;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Column.Need;
import org.jspecify.annotations.Nullable;

/**
 * Checks the header and every row of a register while it is read, and passes on the rows without
 * problems. It is long because the header decides how each cell of a row is read and checked.
 */
final class TableCheck implements RegisterSource.RowReader {
  private static final int ABSENT = -1;
  private static final String NOT_STARTED = "Not started";

  /** So many rows above the header may be titles. */
  private static final int MOST_TITLES = 10;

  private record Title(int number, String[] cells) {}

  private static final int MOST_PROBLEMS = 10_000;
  private static final int SHOWN_CELLS = 8;

  private final Register register;
  private final RegisterSource source;
  private final Map<String, Column> columns;
  private final List<Problem> problems;
  private final List<InvalidCell> invalidCells;
  private final List<String> notes;
  private final List<SecretScan.SecretCell> secrets;
  private final Consumer<Row> validRows;
  private final CellResolution resolution;
  private final Map<String, Integer> keys = new HashMap<>();
  private final Set<Integer> secretColumns = new HashSet<>();
  private final Set<Integer> loginColumns = new HashSet<>();
  private final Map<Integer, Column.Type> types = new HashMap<>();
  private final List<Title> titles = new ArrayList<>();
  private @Nullable Map<String, Integer> header;
  private boolean usable;

  /** The cells of a sheet behind its last column name, where people write remarks. */
  private int beyond;

  private int width;

  TableCheck(
      Register register,
      RegisterSource source,
      List<Problem> problems,
      List<InvalidCell> invalidCells,
      List<String> notes,
      List<SecretScan.SecretCell> secrets,
      Consumer<Row> validRows,
      References references) {
    this.resolution = new CellResolution(register, source, references);
    this.validRows = validRows;
    this.register = register;
    this.source = source;
    this.columns = Schema.of(register).columns();
    this.problems = problems;
    this.invalidCells = invalidCells;
    this.notes = notes;
    this.secrets = secrets;
  }

  @Override
  public void row(int number, String[] cells) {
    scanForSecrets(number, cells);
    if (header == null) {
      if (!isTitle(cells)) {
        header = readHeader(number, cells);
      } else if (titles.size() < MOST_TITLES) {
        titles.add(new Title(number, cells));
      } else {
        header = readHeader(titles.get(0).number(), titles.get(0).cells());
      }
      return;
    }
    if (usable) {
      check(number, cells, header);
    }
  }

  @Override
  public Column.Type typeOf(int index) {
    return types.getOrDefault(index, Column.Type.TEXT);
  }

  /** Whether a row above the header is a title: it has no name of a column. */
  private boolean isTitle(String[] cells) {
    return Stream.of(cells).map(TableCheck::columnName).noneMatch(columns::containsKey)
        && Stream.of(cells).noneMatch(SecretScan::isSecretHeader);
  }

  private static String columnName(String cell) {
    return Texts.lower(Texts.clean(cell)).replaceAll("[\\s-]+", "_");
  }

  CellResolution resolution() {
    return resolution;
  }

  /** Whether a row above the header says that the register is not kept yet. */
  boolean isNotStarted() {
    return titles.stream()
        .flatMap(title -> Stream.of(title.cells()))
        .anyMatch(cell -> cell.startsWith(NOT_STARTED));
  }

  /** Reports a file that ended before its header. */
  void end() {
    notes.addAll(resolution.notes());
    if (beyond > 0) {
      notes.add(
          source.label()
              + ": cells to the right of the last heading are ignored ("
              + beyond
              + " in all).");
    }
    if (header == null && !titles.isEmpty()) {
      header = readHeader(titles.get(0).number(), titles.get(0).cells());
    }
    if (header == null && problems.stream().noneMatch(p -> p.file().equals(source.label()))) {
      problem(
          0,
          "",
          "The file is empty.",
          "Row 1 must contain the column names: " + String.join(", ", needed()) + ".");
    }
  }

  private Map<String, Integer> readHeader(int number, String[] cells) {
    Map<String, Integer> positions = new LinkedHashMap<>();
    width = cells.length;
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      String name = columnName(cells[i]);
      if (SecretScan.isLoginHeader(cells[i])) {
        loginColumns.add(i);
      }
      if (SecretScan.isSecretHeader(cells[i])) {
        secretColumns.add(i);
      } else if (!name.isEmpty() && positions.putIfAbsent(name, i) != null) {
        problem(number, name, "The column appears twice.", "Delete one of them.");
      } else if (!name.isEmpty() && !columns.containsKey(name)) {
        unknown.add(cells[i].strip());
      }
    }
    if (!unknown.isEmpty()) {
      notes.add(
          source.label() + ": these columns are not used: " + String.join(", ", unknown) + ".");
    }
    List<String> missing = needed().stream().filter(name -> !positions.containsKey(name)).toList();
    positions.forEach(
        (name, at) -> {
          if (columns.containsKey(name)) {
            types.put(at, columns.get(name).type());
          }
        });
    columns.keySet().forEach(name -> positions.putIfAbsent(name, ABSENT));
    if (!titles.isEmpty() && missing.isEmpty()) {
      notes.add(source.label() + ": the rows above row " + number + " are not used.");
    }
    usable = missing.isEmpty();
    if (!usable) {
      problem(
          number,
          String.join(", ", missing),
          missing.size() == needed().size()
              ? "The column names are not those of the register "
                  + register.fileName()
                  + "; this row has: "
                  + Texts.visible(String.join(", ", Stream.of(cells).limit(SHOWN_CELLS).toList()))
                  + "."
              : missing.size() == 1 ? "The column is missing." : "The columns are missing.",
          "Row 1 must contain at least these columns: "
              + String.join(", ", needed())
              + ". A file in your own layout can be read with 'invigilator import'.");
    }
    return positions;
  }

  private List<String> needed() {
    return columns.entrySet().stream()
        .filter(e -> e.getValue().need() != Need.NO)
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  private void scanForSecrets(int number, String[] cells) {
    for (int i = 0; i < cells.length; i++) {
      boolean filled = !cells[i].isBlank();
      if ((filled && secretColumns.contains(i))
          || SecretScan.isSecretCell(cells[i])
          || (loginColumns.contains(i) && SecretScan.looksLikePassword(cells[i]))) {
        if (secrets.size() < MOST_PROBLEMS) {
          secrets.add(new SecretScan.SecretCell(source.label(), SecretScan.address(i, number)));
        }
        cells[i] = "";
      }
    }
  }

  private void check(int number, String[] cells, Map<String, Integer> positions) {
    for (int i = width; i < cells.length; i++) {
      if (!cells[i].isEmpty() && source instanceof RegisterSource.Sheet) {
        beyond++;
      } else if (!cells[i].isEmpty()) {
        problem(
            number,
            "",
            "The row has "
                + cells.length
                + (cells.length == 1 ? " cell" : " cells")
                + ", but the header has "
                + width
                + ".",
            "Check for an extra separator, or text with a comma that is not in quotation marks.");
        return;
      }
    }
    boolean isValid = true;
    boolean isIncomplete = false;
    resolution.resolve(number, cells, positions);
    Row row = new Row(number, positions, cells);
    if (isUnanswered(row)) {
      return;
    }
    for (Map.Entry<String, Column> entry : columns.entrySet()) {
      String name = entry.getKey();
      Column column = entry.getValue();
      String text = row.text(name);
      if (text.isEmpty()) {
        if (column.need() == Need.YES || column.need() == Need.KEY) {
          isValid = problem(number, name, "The cell is blank.", Cells.remedy(column, text));
        }
      } else {
        var problem = Cells.problem(name, column, text);
        if (problem.isPresent()) {
          if (mayBeTreatedAsBlank(name, column)) {
            invalidCells.add(
                invalidCell(row, name, "'" + Texts.excerpt(text) + "' " + problem.get()));
            row = row.without(name);
            isValid &= column.need() == Need.NO;
            isIncomplete |= column.need() != Need.NO;
          } else {
            isValid =
                problem(
                    number, name, Texts.excerpt(text), problem.get(), Cells.remedy(column, text));
          }
        } else if (column.need() == Need.KEY) {
          Integer before = keys.putIfAbsent(Texts.lower(text), number);
          if (before != null) {
            isValid =
                problem(
                    number,
                    name,
                    Texts.excerpt(text),
                    "is also in row " + before + ".",
                    "Give every row its own.");
          }
        }
      }
    }
    isValid &= isIncomplete || checkTogether(row);
    if (isValid) {
      validRows.accept(row);
    }
  }

  /**
   * Whether a cell that cannot be read becomes a finding instead of stopping the audit. An optional
   * cell of an account then counts as missing, and a tag without a post id leaves its post
   * untagged. In any other place a blank cell could hide a breach.
   */
  private boolean mayBeTreatedAsBlank(String name, Column column) {
    return switch (register) {
      case ACCOUNTS -> column.need() == Need.NO && column.type() != Column.Type.DIGITS;
      case MEDIA_LOG -> name.equals("post_id");
      default -> false;
    };
  }

  private InvalidCell invalidCell(Row row, String column, String found) {
    String key = register == Register.ACCOUNTS ? row.text("account_id") : "";
    return new InvalidCell(register, source.label(), row.number(), column, key, found);
  }

  /** Whether a row of the attestation sheet was returned without an answer. */
  private boolean isUnanswered(Row row) {
    return register == Register.ATTESTATIONS
        && row.text("answer").isEmpty()
        && row.text("answered_on").isEmpty();
  }

  private boolean checkTogether(Row row) {
    if (register == Register.MEDIA_LOG
        && row.choice("declaration").equals("subjects")
        && row.text("subject_refs").isEmpty()) {
      // Without the row its post counts as untagged, which is a finding.
      invalidCells.add(
          invalidCell(row, "subject_refs", "is blank, although the declaration is 'subjects'."));
      return false;
    }
    if (register == Register.HOLDS
        && !row.choice("scope").equals("trust")
        && row.text("target").isEmpty()) {
      return problem(
          row.number(),
          "target",
          "The cell is blank.",
          "Give the code of the academy, or the id of the account, that the hold is for.");
    }
    return register != Register.HOLDS || checkHold(row);
  }

  /** A hold that names a part of the trust and all of it, or is over before it binds. */
  private boolean checkHold(Row row) {
    String target = row.text("target");
    boolean isOfAll =
        target.isEmpty() || target.equalsIgnoreCase("ALL") || target.equalsIgnoreCase("TRUST");
    if (row.choice("scope").equals("trust") && !isOfAll) {
      return problem(
          row.number(),
          "target",
          Texts.excerpt(target),
          "is given, although the scope is the whole trust.",
          "Make the scope academy or account, or leave the target blank.");
    }
    boolean isOver =
        row.local("ends_at")
            .map(LondonTime::ending)
            .flatMap(end -> row.instant("issued_at").map(issued -> !issued.isBefore(end)))
            .orElse(false);
    return !isOver
        || problem(
            row.number(),
            "issued_at",
            row.text("issued_at"),
            "is after the end of the hold, which then binds no one.",
            "Correct issued_at or ends_at.");
  }

  private boolean problem(int row, String column, String found, String remedy) {
    return problem(row, column, "", found, remedy);
  }

  private boolean problem(int row, String column, String value, String cause, String remedy) {
    // A register that is wrong throughout must not fill the memory with its problems.
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem(source.label(), row, source.heading(column), value, cause, remedy));
    }
    return false;
  }
}
