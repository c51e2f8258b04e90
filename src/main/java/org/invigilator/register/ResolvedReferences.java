package org.invigilator.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cells of one register that name keys of others: written as those do, or reported. */
final class ResolvedReferences {
  /** So many of each column are compared with the keys. */
  private static final int COMPARED = 1_000;

  /** What people write between several names. */
  private static final Pattern SEVERAL =
      Pattern.compile(
          "[/&+]|\\s+(?:and|with)\\s+|(?:^|\\s)\\d{1,2}[.)]\\s+", Pattern.CASE_INSENSITIVE);

  private static final Pattern SEMICOLON = Pattern.compile("[;\\n]");
  private static final Pattern ANY = Pattern.compile("[;,/\\n]");

  private static final Pattern COMMA = Pattern.compile(",");

  /** "Last, First, Last, First". */
  private static final Pattern SECOND_COMMA = Pattern.compile("(?<=\\G[^,]{1,60},[^,]{1,60}),");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

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
    if (!references.know(column) && !(byName(column) && references.knowSome(column))) {
      return cell;
    }
    List<String> keysOnly = column.type() == Column.Type.LIST ? keys(column, cell) : List.of();
    if (!keysOnly.isEmpty()) {
      return String.join("; ", keysOnly);
    }
    if (column.type() != Column.Type.LIST || keyOf(column, cell.strip(), school).isPresent()) {
      return key(name, column, cell.strip(), row, school);
    }
    List<String> parts =
        (byName(column) ? SEMICOLON : ANY)
            .splitAsStream(cell)
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .flatMap(part -> several(column, part, school))
            .toList();
    List<String> keys = parts.stream().map(part -> key(name, column, part, row, school)).toList();
    return keys.size() < 2 && keys.equals(parts) ? cell : String.join("; ", keys);
  }

  /** The parts of a cell that has nothing but keys, which most are; empty for any other. */
  private List<String> keys(Column column, String cell) {
    List<String> keys = new ArrayList<>(2);
    for (String part : cell.split(";")) {
      String key = part.strip();
      if (!references.isKey(column, key)) {
        return List.of();
      }
      keys.add(key);
    }
    return keys;
  }

  /** The names between which people wrote words or signs, unless these are within a name. */
  private Stream<String> several(Column column, String text, String school) {
    return !byName(column) || keyOf(column, text, school).isPresent()
        ? Stream.of(text)
        : SEVERAL
            .splitAsStream(text)
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .flatMap(part -> parts(column, part, school).stream());
  }

  /**
   * The names in a text without a clear separator: a comma is between two people or within a name,
   * and numbers may have only a blank between them. What is not clear stays one.
   */
  private List<String> parts(Column column, String text, String school) {
    if (!byName(column) || keyOf(column, text, school).isPresent()) {
      return List.of(text);
    }
    for (Pattern separator : List.of(COMMA, SECOND_COMMA, BLANKS)) {
      List<String> parts =
          separator.splitAsStream(text).map(String::strip).filter(p -> !p.isEmpty()).toList();
      if (parts.size() > 1
          && parts.stream().allMatch(part -> keyOf(column, part, school).isPresent())) {
        return parts;
      }
    }
    List<String> all = COMMA.splitAsStream(text).map(String::strip).toList();
    return all.stream().anyMatch(part -> keyOf(column, part, school).isPresent())
        ? all
        : List.of(text);
  }

  /** Whether names are read as keys in a column; people are also named in the program's own. */
  private boolean byName(Column column) {
    return byName || column.isOpen();
  }

  private Optional<String> keyOf(Column column, String part, String school) {
    return byName(column)
        ? references.keyOrNamed(column, part, school)
        : references.key(column, part);
  }

  private String key(String name, Column column, String part, int row, String school) {
    Optional<String> key = keyOf(column, part, school);
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
  List<UnclearReference> unclear(Register register, RegisterSource source) {
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
                          source.label(),
                          text.getValue(),
                          name,
                          source.heading(name),
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
