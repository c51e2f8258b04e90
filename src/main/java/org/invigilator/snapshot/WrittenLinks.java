package org.invigilator.snapshot;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Web addresses in a text, for posts of which no source lists the links. */
public final class WrittenLinks {
  /** An address without the sign that ends the sentence. */
  public static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)\\bhttps?://[^\\s<>\"]*[^\\s<>\".,;:!?)\\]'\u2019\u201d]|\\bwww\\.[^\\s<>\"]*[\\p{L}\\p{N}/]");

  private WrittenLinks() {}

  /** Whether it is worth looking; false is certain. */
  static boolean mayBeIn(String text) {
    return text.indexOf("://") >= 0 || text.indexOf("ww.") >= 0 || text.indexOf("WW.") >= 0;
  }

  /** The addresses in a text, each once, in its order. */
  static List<String> in(String text) {
    return ADDRESS.matcher(text).results().map(MatchResult::group).distinct().toList();
  }
}
