package org.invigilator.privacy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Finds whether a file of any kind contains a text, in itself or in the files zipped into it.
 *
 * @param contains recognises the text
 */
record FileSearch(Predicate<String> contains) {
  private static final int PIECE = 1 << 20;
  private static final int OVERLAP = 1 << 10;

  boolean isIn(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (isIn(in)) {
        return true;
      }
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (contains.test(entry.getName()) || isIn(zip)) {
          return true;
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // It is not an archive, or a damaged one: what can be read of it was read above.
    }
    return false;
  }

  /** Reads a stream piece by piece, each together with the end of the piece before. */
  private boolean isIn(InputStream in) throws IOException {
    // Decoded as one stream, so that no character is cut in half between two pieces.
    Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
    char[] buffer = new char[OVERLAP + PIECE];
    int kept = 0;
    for (int read = fill(reader, buffer, kept); read > 0; read = fill(reader, buffer, kept)) {
      int length = kept + read;
      if (contains.test(new String(buffer, 0, length))) {
        return true;
      }
      kept = Math.min(OVERLAP, length);
      System.arraycopy(buffer, length - kept, buffer, 0, kept);
    }
    return false;
  }

  private static int fill(Reader reader, char[] buffer, int from) throws IOException {
    int end = from;
    for (int read = 0; read >= 0 && end < buffer.length; ) {
      read = reader.read(buffer, end, buffer.length - end);
      end += Math.max(read, 0);
    }
    return end - from;
  }
}
