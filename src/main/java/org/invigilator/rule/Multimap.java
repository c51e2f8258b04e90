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
final class Multimap<T> {
  private final List<T> sorted;
  private final Function<T, String> key;

  /**
   * Where each key's records begin, plus one, in an open hash table: far smaller than a map of
   * lists.
   */
  private final int[] begins;

  Multimap(Collection<T> all, Function<T, String> key) {
    this.key = key;
    sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(key));
    begins = new int[Integer.highestOneBit(Math.max(1, sorted.size())) * 4];
    for (int i = 0; i < sorted.size(); i++) {
      String name = key.apply(sorted.get(i));
      if (i == 0 || !name.equals(key.apply(sorted.get(i - 1)))) {
        begins[slot(name)] = i + 1;
      }
    }
  }

  /** The records with a key, in the order in which they were given. */
  List<T> get(String wanted) {
    int from = begins[slot(wanted)] - 1;
    if (from < 0) {
      return List.of();
    }
    int to = from + 1;
    while (to < sorted.size() && key.apply(sorted.get(to)).equals(wanted)) {
      to++;
    }
    return sorted.subList(from, to);
  }

  /** The slot that holds a key, or the free one where it would stand. */
  private int slot(String name) {
    int hash = name.hashCode();
    int slot = (hash ^ hash >>> 16) & begins.length - 1;
    while (begins[slot] != 0 && !key.apply(sorted.get(begins[slot] - 1)).equals(name)) {
      slot = slot + 1 & begins.length - 1;
    }
    return slot;
  }
}
