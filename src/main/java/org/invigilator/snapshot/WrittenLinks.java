package org.invigilator.snapshot;

import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Texts;

/** Web addresses in a text, for posts of which no source lists the links. */
public final class WrittenLinks {
  /** An address without the sign that ends the sentence. */
  public static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)"
              + Texts.WORD_START
              + "https?://[^\\s<>\"]*[^\\s<>\".,;:!?)\\]'\u2019\u201d]|"
              + Texts.WORD_START
              + "www\\.[^\\s<>\"]*[\\p{L}\\p{N}/]");

  /** An address without its scheme, under an ending that is no word. */
  private static final Pattern BARE =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\p{N}@/._-])(?:[a-z0-9-]{1,63}\\.){1,4}(?:com|co\\.uk|org\\.uk|sch\\.uk|ac\\.uk|gov\\.uk|org|net|(?:info|app|shop|tv|ly|gg|me|ee)(?=/))(?:/[^\\s<>\"]*[\\p{L}\\p{N}/])?(?![\\p{L}\\p{N}@-]|\\.[\\p{L}\\p{N}])");

  private WrittenLinks() {}

  /** Whether it is worth looking; false is certain. */
  static boolean mayBeIn(String text) {
    for (int dot = text.indexOf('.', 1); dot >= 0; dot = text.indexOf('.', dot + 1)) {
      if (dot + 1 < text.length()
          && Character.isLetter(text.charAt(dot + 1))
          && Character.isLetterOrDigit(text.charAt(dot - 1))) {
        return true;
      }
    }
    return text.indexOf("://") >= 0;
  }

  /** The addresses in a text, each once, in its order. */
  static List<String> in(String text) {
    return Stream.of(ADDRESS, BARE)
        .flatMap(pattern -> pattern.matcher(text).results())
        .sorted(Comparator.comparing(MatchResult::start))
        .map(MatchResult::group)
        .distinct()
        .toList();
  }
}
