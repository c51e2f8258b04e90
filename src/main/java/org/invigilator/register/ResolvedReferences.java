package org.invigilator.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The cells of one register that name keys of others: written as those do, or reported. */
final class ResolvedReferences {
  /** So many of each column are compared with the keys. */
  private static final int COMPARED = 1_000;

  private final References references;

  /** The texts of a column that name nothing, with the row of each. */
  private record Unknown(Column column, Map<String, Integer> texts) {}

  private final Map<String, Unknown> unknown = new LinkedHashMap<>();

  private final boolean byName;

  /**
   * @param byName whether names are read as keys, as in files that the program did not lay out
   */
  ResolvedReferences(References references, boolean byName) {
    this.references = references;
    this.byName = byName;
  }

  /** The code of the academy that a text names; an empty text where it names none. */
  String academy(String text) {
    Column column = Schema.of(Register.ACCOUNTS).columns().get("academy_code");
    return column == null || !references.know(column)
        ? ""
        : references.keyOrNamed(column, text).orElse("");
  }

  /** The school of the account with an id; an empty text where it is not known. */
  String schoolOfAccount(String id) {
    return references.schoolOfAccount(id);
  }

  /**
   * A cell with every key written as its own register does; what names none stays.
   *
   * @param school the academy that the row is about, whose colleagues a name may mean; empty where
   *     anyone may be meant
   */
  String resolved(String name, Column column, String cell, int row, String school) {
    if (!references.know(column) && !(byName && references.knowSome(column))) {
      return cell;
    }
    // No key has a comma or a slash in it, so either is between two of them.
    String[] written = cell.split(byName ? ";" : "[;,/\\n]");
    if (column.type() != Column.Type.LIST || written.length < 2) {
      return key(name, column, cell.strip(), row, school);
    }
    List<String> parts =
        Stream.of(written).map(String::strip).filter(part -> !part.isEmpty()).toList();
    List<String> keys = parts.stream().map(part -> key(name, column, part, row, school)).toList();
    boolean isAsWritten = keys.equals(parts) && cell.split(";").length == written.length;
    return isAsWritten ? cell : String.join("; ", keys);
  }

  private String key(String name, Column column, String part, int row, String school) {
    Optional<String> key =
        byName ? references.keyOrNamed(column, part, school) : references.key(column, part);
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
   * is among it.
   */
  List<UnclearReference> unclear(Register register, String label) {
    List<UnclearReference> all = new ArrayList<>();
    unknown.forEach(
        (name, of) -> {
          // Whether a person in the media log is a visitor is known when all registers are read.
          boolean isOpen = of.column().isOpen() && !byName && register != Register.MEDIA_LOG;
          of.texts().entrySet().stream()
              .limit(COMPARED)
              .map(
                  text ->
                      new UnclearReference(
                          register,
                          label,
                          text.getValue(),
                          name,
                          text.getKey(),
                          References.inWords(of.column()),
                          references.nearest(of.column(), text.getKey()),
                          references.namesakes(of.column(), text.getKey())))
              .filter(one -> !isOpen || !one.candidates().isEmpty())
              .forEach(all::add);
        });
    return all;
  }
}
