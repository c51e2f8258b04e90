package org.invigilator.register.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.register.Vocabulary;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What columns of registers are called in exports and in spreadsheets of schools (headings.yaml).
 */
final class Headings {
  private static final Map<Register, Map<String, List<String>>> ALL = load();

  private Headings() {}

  /** The registers whose headings are known. */
  static Set<Register> registers() {
    return ALL.keySet();
  }

  /** Whether any register has a column that may be called so. */
  static boolean isKnown(Register register, String heading) {
    String folded = Vocabulary.fold(heading);
    return ALL.getOrDefault(register, Map.of()).values().stream()
        .flatMap(List::stream)
        .anyMatch(one -> Vocabulary.fold(one).equals(folded));
  }

  /**
   * The columns of a register that a header has, each with its headings as they are written, the
   * preferred first. A heading belongs to the column that it fits best.
   *
   * @param written the headings as the file has them, by their folded form
   */
  static Map<String, List<String>> columns(Register register, Map<String, String> written) {
    Map<String, List<String>> synonyms = ALL.getOrDefault(register, Map.of());
    Map<String, String> best = new LinkedHashMap<>();
    Map<String, Integer> rank = new LinkedHashMap<>();
    synonyms.forEach(
        (column, names) -> {
          for (int i = 0; i < names.size(); i++) {
            String folded = Vocabulary.fold(names.get(i));
            boolean isSingle = !names.get(i).contains(" + ");
            if (isSingle && written.containsKey(folded) && rank.getOrDefault(folded, 1000) > i) {
              rank.put(folded, i);
              best.put(folded, column);
            }
          }
        });
    Map<String, Map<Integer, String>> found = new LinkedHashMap<>();
    synonyms.forEach(
        (column, names) -> {
          for (int i = 0; i < names.size(); i++) {
            List<String> parts = ColumnSpec.parts(names.get(i));
            List<String> present =
                parts.stream().map(Vocabulary::fold).filter(written::containsKey).toList();
            boolean isFound = present.size() == parts.size();
            if (isFound && (parts.size() > 1 || column.equals(best.get(present.get(0))))) {
              found
                  .computeIfAbsent(column, c -> new TreeMap<>())
                  .putIfAbsent(i, String.join(" + ", present.stream().map(written::get).toList()));
            }
          }
        });
    Map<String, List<String>> columns = new LinkedHashMap<>();
    found.forEach(
        (column, headings) ->
            columns.put(column, List.copyOf(new LinkedHashSet<>(headings.values()))));
    return columns;
  }

  private static Map<Register, Map<String, List<String>>> load() {
    try (InputStream in = Headings.class.getResourceAsStream("headings.yaml")) {
      Map<String, Map<String, List<String>>> read =
          new YAMLMapper()
              .readValue(
                  in, new TypeReference<LinkedHashMap<String, Map<String, List<String>>>>() {});
      Map<Register, Map<String, List<String>>> all = new LinkedHashMap<>();
      read.forEach(
          (name, columns) -> {
            Register register = Register.valueOf(name.toUpperCase(Locale.ROOT));
            Map<String, List<String>> names = new LinkedHashMap<>();
            columns.forEach((column, list) -> names.put(column, withOwn(column, list)));
            Schema.of(register)
                .columns()
                .keySet()
                .forEach(column -> names.putIfAbsent(column, withOwn(column, List.of())));
            all.put(register, names);
          });
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of the column itself comes first. */
  private static List<String> withOwn(String column, List<String> names) {
    List<String> all = new ArrayList<>(List.of(column.replace('_', ' ')));
    Stream.of(names).forEach(all::addAll);
    return all;
  }
}
