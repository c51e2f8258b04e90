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

  /** The value on a day; before the first day of a table its first value counts. */
  static @Nullable Object on(@Nullable Object value, LocalDate day) {
    if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
      return value;
    }
    TreeMap<LocalDate, Object> table = new TreeMap<>();
    Map<Object, @Nullable Object> inner = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      day(entry.getKey()).ifPresent(from -> table.put(from, entry.getValue()));
      inner.put(entry.getKey(), on(entry.getValue(), day));
    }
    if (table.size() < map.size()) {
      return inner;
    }
    Map.Entry<LocalDate, Object> last = table.floorEntry(day);
    return on(last == null ? table.firstEntry().getValue() : last.getValue(), day);
  }

  private static Optional<LocalDate> day(@Nullable Object key) {
    try {
      return Optional.of(LocalDate.parse(String.valueOf(key)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
