package org.invigilator.match;

/**
 * Tells of most words, by their hash alone, that they are not among some others (a Bloom filter
 * with one hash): most words of a text are in no list, and are not looked up any further.
 */
final class WordFilter {
  private final long[] bits;

  /**
   * An empty filter.
   *
   * @param size the power of two of the bits; sixteen times the words make one error in sixteen
   */
  WordFilter(int size) {
    bits = new long[1 << (size - 6)];
  }

  void add(String word) {
    int bit = spread(word.hashCode());
    bits[(bit >>> 6) & (bits.length - 1)] |= 1L << bit;
  }

  /** Whether a word with this hash code may have been added; false is certain. */
  boolean mayHold(int hashCode) {
    int bit = spread(hashCode);
    return (bits[(bit >>> 6) & (bits.length - 1)] & 1L << bit) != 0;
  }

  /** Hash codes of short words differ in their lowest bits and far above them. */
  private static int spread(int hashCode) {
    int mixed = hashCode * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
