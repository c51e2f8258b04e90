package org.invigilator.input;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Opens files that were handed in. Only regular files are opened: reading a pipe waits for someone
 * to write into it, and a device never ends.
 */
public final class InputFile {
  private InputFile() {}

  /** Signals that a file is not opened; the message is a sentence for its keeper. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** Why something must not be opened; empty for a regular file, and for what is not there. */
  public static Optional<String> problem(Path file) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      return Optional.empty();
    }
    if (attributes.isDirectory()) {
      return Optional.of("This is a folder, not a file.");
    }
    if (!attributes.isRegularFile()) {
      return Optional.of("This is a pipe, a socket or a device, not a file.");
    }
    return hasReadableName(file)
        ? Optional.empty()
        : Optional.of(
            isUtf8()
                ? "The name of this file is not UTF-8. Rename it."
                : "The name of this file cannot be read, because this program was started without UTF-8."
                    + " Start it with LC_ALL=C.UTF-8, or rename the file.");
  }

  /** Whether the names of files are read as UTF-8; the environment decides when Java starts. */
  public static boolean isUtf8() {
    return System.getProperty("sun.jnu.encoding", "UTF-8")
        .replace("-", "")
        .equalsIgnoreCase("utf8");
  }

  /** Whether the name survives as a text; some libraries open files by that. */
  private static boolean hasReadableName(Path file) {
    try {
      return file.getFileSystem().getPath(file.toString()).equals(file)
          && file.toString().indexOf('\uFFFD') < 0;
    } catch (java.nio.file.InvalidPathException e) {
      return false;
    }
  }

  /** The same file, which may be opened. */
  public static Path check(Path file) throws Refused {
    Optional<String> problem = problem(file);
    if (problem.isPresent()) {
      throw new Refused(problem.get());
    }
    return file;
  }

  /** Opens a regular file. */
  public static InputStream open(Path file) throws IOException {
    return Files.newInputStream(check(file));
  }

  /**
   * Opens a ZIP file. Programs of Windows write names that are not UTF-8; read as Latin 1, in which
   * every byte is a character, such a file opens too, and its other names are right.
   */
  public static ZipFile zip(Path file) throws IOException {
    File checked = check(file).toFile();
    try {
      return new ZipFile(checked);
    } catch (ZipException e) {
      return new ZipFile(checked, StandardCharsets.ISO_8859_1);
    }
  }

  /** Reads a file into memory, up to a size. */
  public static byte[] bytes(Path file, long most) throws IOException {
    try (InputStream in = open(file)) {
      byte[] bytes = in.readNBytes((int) most + 1);
      if (bytes.length > most) {
        throw new Refused("The file is larger than " + (most >> 20) + " MB.");
      }
      return bytes;
    }
  }

  /** Reads a UTF-8 text, up to a size. */
  public static String text(Path file, long most) throws IOException {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT)
        .decode(ByteBuffer.wrap(bytes(file, most)))
        .toString();
  }
}
