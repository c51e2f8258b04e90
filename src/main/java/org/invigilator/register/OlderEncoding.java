package org.invigilator.register;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;

/**
 * The encodings of one byte in which programs save CSV: Windows-1252, code page 850 ("CSV
 * (MS-DOS)") and that of older Macs. They differ in the accented letters, so the one is taken in
 * which these are letters that fit between their neighbours.
 */
final class OlderEncoding {
  static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final List<Charset> OTHERS =
      List.of(Charset.forName("IBM850"), Charset.forName("x-MacRoman"));

  /** Signs that people and word processors put within words and at their ends. */
  private static final String WITHIN_WORDS =
      "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u20ac\u2122\u00a3\u00b4";

  private OlderEncoding() {}

  /** The encoding of a text that is not UTF-8; Windows-1252 unless it makes no sense. */
  static Charset of(InputStream in) throws IOException {
    int windows = 0;
    int[] misfits = new int[OTHERS.size()];
    int before = ' ';
    int byteHere = in.read();
    while (byteHere >= 0) {
      int behind = in.read();
      if (byteHere > 127 && isLetter(before)) {
        windows += isMisfit(WINDOWS, byteHere, before) ? 1 : 0;
        for (int i = 0; i < misfits.length; i++) {
          misfits[i] += isMisfit(OTHERS.get(i), byteHere, before) ? 1 : 0;
        }
      }
      before = byteHere;
      byteHere = behind;
    }
    for (int i = 0; i < misfits.length && windows > 0; i++) {
      if (misfits[i] == 0) {
        return OTHERS.get(i);
      }
    }
    return WINDOWS;
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Whether a character behind a letter is none, or a capital in a word of small letters. */
  private static boolean isMisfit(Charset charset, int one, int before) {
    char decoded = new String(new byte[] {(byte) one}, charset).charAt(0);
    return Character.isLetter(decoded)
        ? before >= 'a' && !Character.isLowerCase(decoded)
        : WITHIN_WORDS.indexOf(decoded) < 0 && !Character.isSpaceChar(decoded);
  }
}
