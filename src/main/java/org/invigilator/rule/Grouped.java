package org.invigilator.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Records by a key that several of them share, kept as one sorted list: registers have hundreds of
 * thousands of rows.
 */
final class Grouped<T> {
  private final List<T> sorted;
  private final Function<T, String> key;

  Grouped(Collection<T> all, Function<T, String> key) {
    this.key = key;
    sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(key));
  }

  /** The records with a key, in the order in which they were given. */
  List<T> get(String wanted) {
    int from = firstAtLeast(wanted);
    int to = from;
    while (to < sorted.size() && key.apply(sorted.get(to)).equals(wanted)) {
      to++;
    }
    return sorted.subList(from, to);
  }

  private int firstAtLeast(String wanted) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key.apply(sorted.get(middle)).compareTo(wanted) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
