package org.invigilator.rule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that change on a day: in place of a value stands a table of values, each with the
 * first day on which it counts, such as {@code {2024-01-01: 13, 2027-04-01: 16}}.
 */
final class DatedValues {
  private DatedValues() {}

  /**
   * The value on a day. Before the first day of a table the usual value counts, since the table
   * says that it changes then; where a rule has none, the first of the table.
   *
   * @param usual what counts where nothing is set; null where there is none
   */
  static @Nullable Object on(@Nullable Object value, LocalDate day, @Nullable Object usual) {
    if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
      return value;
    }
    TreeMap<LocalDate, Object> table = new TreeMap<>();
    Map<Object, @Nullable Object> inner = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      day(entry.getKey()).ifPresent(from -> table.put(from, entry.getValue()));
      if (!isToCome(entry.getValue(), day)) {
        inner.put(entry.getKey(), on(entry.getValue(), day, null));
      }
    }
    if (table.size() < map.size()) {
      return inner;
    }
    Map.Entry<LocalDate, Object> last = table.floorEntry(day);
    if (last == null && usual != null) {
      return usual;
    }
    return on(last == null ? table.firstEntry().getValue() : last.getValue(), day, null);
  }

  /** Whether a value is a table that begins after a day: until then its key is not in the map. */
  private static boolean isToCome(Object value, LocalDate day) {
    return value instanceof Map<?, ?> map
        && !map.isEmpty()
        && map.keySet().stream().allMatch(key -> day(key).filter(day::isBefore).isPresent());
  }

  private static Optional<LocalDate> day(@Nullable Object key) {
    try {
      return Optional.of(LocalDate.parse(String.valueOf(key)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
