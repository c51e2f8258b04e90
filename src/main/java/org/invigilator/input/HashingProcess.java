package org.invigilator.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The other end of {@link FileHashes}: reads paths from standard input, a line each, and prints the
 * SHA-256 of each file, or a line with a dash for what it cannot read. It ends with its input.
 */
final class HashingProcess {
  static final int DIGITS = 64;

  private HashingProcess() {}

  /** Answers until there are no more questions. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String path = in.readLine(); path != null; path = in.readLine()) {
      out.println(hash(path));
    }
  }

  private static String hash(String path) {
    try {
      return FileHashes.here(Path.of(path));
    } catch (IOException | java.nio.file.InvalidPathException e) {
      return "-";
    }
  }
}
