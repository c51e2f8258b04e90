package org.invigilator.report.workbook;

import java.util.regex.Pattern;
import org.invigilator.register.Texts;

/** Texts in the properties of an Office file, which no program cleans as it cleans cells. */
public final class DocumentProperties {
  private static final int LONGEST = 255;
  private static final Pattern LINES = Pattern.compile("[\\r\\n\\t]+");

  /** What XML cannot contain. */
  private static final Pattern IMPOSSIBLE = Pattern.compile("[\\p{Cs}\\uFFFE\\uFFFF]");

  private DocumentProperties() {}

  /** A text without control characters, of a length that every program shows, and no formula. */
  public static String clean(String text) {
    String line = Texts.printable(LINES.matcher(text).replaceAll(" "));
    String possible = IMPOSSIBLE.matcher(line).replaceAll("?").strip();
    String harmless =
        !possible.isEmpty() && "=+-@".indexOf(possible.charAt(0)) >= 0 ? "'" + possible : possible;
    if (harmless.length() <= LONGEST) {
      return harmless;
    }
    int end = LONGEST - 1;
    return harmless.substring(
            0, Character.isHighSurrogate(harmless.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }
}
