package org.invigilator.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.invigilator.register.OwnerOnly;
import org.jspecify.annotations.Nullable;

/**
 * The number and the hash of the last entry of the access log, in a file of its own, so that a log
 * that lost its end, or everything, is noticed. A state on a server has no such file.
 *
 * @param file where it is; null without a folder
 */
public record LogAnchor(@Nullable Path file) {
  /** The name of the file in a state folder. */
  public static final String FILE = "log-head";

  /** What the file says. */
  record Head(long number, String hash) {}

  void write(long number, String hash) {
    if (file == null) {
      return;
    }
    try {
      OwnerOnly.replace(
          file, out -> out.write((number + " " + hash + "\n").getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the file should be there and is not. */
  boolean isMissing() {
    return file != null && !Files.exists(file);
  }

  /** What the file says; empty when it cannot be read. */
  Optional<Head> read() {
    try {
      String[] words =
          file == null
              ? new String[0]
              : Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ");
      return words.length == 2 && words[0].matches("\\d{1,18}")
          ? Optional.of(new Head(Long.parseLong(words[0]), words[1]))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
