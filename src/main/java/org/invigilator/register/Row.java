package org.invigilator.register;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A row of a register whose cells were checked; a blank cell is an empty text.
 *
 * @param number the row as a spreadsheet counts it, 1 being the header
 * @param positions the cell of every column of the register; negative where the file lacks it
 */
public record Row(int number, Map<String, Integer> positions, String[] cells) {

  /**
   * The trimmed text of a cell, empty when blank or when the file has no such column.
   *
   * @throws IllegalArgumentException for a column that the register does not have
   */
  public String text(String column) {
    int position = position(column);
    return position < 0 || position >= cells.length ? "" : cells[position];
  }

  private int position(String column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException("The register has no column '" + column + "'");
    }
    return position;
  }

  /** Whether the file that the row is from has a column. */
  public boolean has(String column) {
    return position(column) >= 0;
  }

  /** The text in lower case, for values chosen from a list. */
  public String choice(String column) {
    return Texts.lower(text(column));
  }

  /** The same row with one cell blank. */
  Row without(String column) {
    String[] kept = cells.clone();
    int position = position(column);
    if (position >= 0 && position < kept.length) {
      kept[position] = "";
    }
    return new Row(number, positions, kept);
  }

  /** The values of a cell that contains several, separated by semicolons. */
  public List<String> list(String column) {
    return parts(column, "[;\n]");
  }

  /** The values in a cell none of which has a comma within: those may be between them as well. */
  List<String> items(String column) {
    return parts(column, "[;,\n]");
  }

  /** The hosts in a cell, without words such as tbc. */
  List<String> hosts(String column) {
    return items(column).stream()
        .flatMap(part -> WrittenHost.of(part).stream())
        .map(WrittenHost::host)
        .distinct()
        .toList();
  }

  private List<String> parts(String column, String separators) {
    String text = text(column);
    return text.isEmpty()
        ? List.of()
        : Stream.of(text.split(separators)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** The date in a cell, empty when blank. */
  public Optional<LocalDate> date(String column) {
    String text = text(column);
    if (text.isEmpty() || text.equalsIgnoreCase("ongoing")) {
      return Optional.empty();
    }
    // The same object for the same date: registers have hundreds of thousands of them.
    Optional<LocalDate> date = Cells.date(text);
    date.orElseThrow();
    return date;
  }

  /** The instant in a cell, empty when blank. */
  public Optional<Instant> instant(String column) {
    String text = text(column);
    return text.isEmpty() ? Optional.empty() : Optional.of(Cells.instant(text).orElseThrow());
  }

  /** The London date and time in a cell, empty when blank. */
  public Optional<LocalDateTime> local(String column) {
    String text = text(column);
    return text.isEmpty() ? Optional.empty() : Optional.of(Cells.local(text).orElseThrow());
  }

  /** Whether the cell says yes; blank is no. */
  public boolean yes(String column) {
    return Cells.YES.contains(choice(column));
  }
}
