package org.invigilator.privacy;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.invigilator.register.OwnerOnly;
import org.jspecify.annotations.Nullable;

/** Reads or edits a snapshot file line by line, plain or zipped. */
final class SnapshotLines {
  private SnapshotLines() {}

  /** What becomes of a line. */
  interface Edit {
    /** The line as it is to be written, or null when it is to be deleted. */
    @Nullable String of(String line) throws IOException;
  }

  /** Applies an edit to every line and changes nothing; a damaged end is skipped. */
  static void read(Path file, Edit edit) throws IOException {
    edit(file, edit, OutputStream.nullOutputStream());
  }

  /** Edits a file; it is complete under another name before it replaces the old one. */
  static void rewrite(Path file, Edit edit) throws IOException {
    OwnerOnly.replace(file, out -> edit(file, edit, out));
  }

  private static void edit(Path file, Edit edit, OutputStream to) throws IOException {
    boolean zipped = file.toString().endsWith(".gz");
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = zipped ? new GZIPInputStream(raw) : raw;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        BufferedWriter out =
            new BufferedWriter(
                new OutputStreamWriter(
                    zipped ? new GZIPOutputStream(to) : to, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String edited = edit.of(line);
        if (edited != null) {
          out.write(edited);
          out.write('\n');
        }
      }
    } catch (EOFException | ZipException e) {
      // A damaged file is read as far as possible.
    }
  }
}
