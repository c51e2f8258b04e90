package org.invigilator.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The cells of one register that name keys of others: written as those do, or reported. */
final class ResolvedReferences {
  /** So many of each column are shown, and so many of an open column are compared with the keys. */
  private static final int SHOWN = 3;

  private static final int COMPARED = 200;

  private final References references;

  /** The texts of a column that name nothing, with the row of each. */
  private record Unknown(Column column, Map<String, Integer> texts) {}

  private final Map<String, Unknown> unknown = new LinkedHashMap<>();

  ResolvedReferences(References references) {
    this.references = references;
  }

  /** A cell with every key written as its own register does; what names none stays. */
  String resolved(String name, Column column, String cell, int row) {
    if (!references.know(column)) {
      return cell;
    }
    List<String> parts =
        column.type() == Column.Type.LIST
            ? Stream.of(cell.split(";")).map(String::strip).toList()
            : List.of(cell);
    List<String> keys = parts.stream().map(part -> key(name, column, part, row)).toList();
    return keys.equals(parts) ? cell : String.join("; ", keys);
  }

  private String key(String name, Column column, String part, int row) {
    Optional<String> key = references.key(column, part);
    if (key.isEmpty() && !part.isEmpty()) {
      unknown
          .computeIfAbsent(name, n -> new Unknown(column, new LinkedHashMap<>()))
          .texts()
          .putIfAbsent(part, row);
    }
    return key.orElse(part);
  }

  /**
   * What names nothing, with what may have been meant. Of an open column only what is nearly a key
   * is reported.
   */
  List<String> notes(String label) {
    List<String> notes = new ArrayList<>();
    unknown.forEach(
        (name, of) -> {
          Column column = of.column();
          Map<String, Integer> texts = of.texts();
          List<String> sentences =
              texts.entrySet().stream()
                  .limit(column.isOpen() ? COMPARED : SHOWN)
                  .flatMap(text -> sentence(label, name, column, text).stream())
                  .limit(SHOWN)
                  .toList();
          notes.addAll(sentences);
          if (!column.isOpen() && texts.size() > SHOWN) {
            notes.add(
                label + ", column " + name + ": and " + (texts.size() - SHOWN) + " more of these.");
          }
        });
    return notes;
  }

  private Optional<String> sentence(
      String label, String name, Column column, Map.Entry<String, Integer> text) {
    Optional<String> nearest = references.nearest(column, text.getKey());
    return column.isOpen() && nearest.isEmpty()
        ? Optional.empty()
        : Optional.of(
            label
                + ", row "
                + text.getValue()
                + ", column "
                + name
                + ": '"
                + Texts.excerpt(text.getKey())
                + "' is not "
                + References.inWords(column)
                + nearest.map(key -> "; did you mean " + key + "?").orElse("."));
  }
}
