package org.invigilator.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Signals that a file could not be written because there is no space left for it. */
public final class DiskFull extends IOException {
  private static final long serialVersionUID = 1L;

  /** Less than that is none, since files are written in larger pieces. */
  private static final long LITTLE = 64L << 10;

  private static final List<String> WORDS =
      List.of("no space left", "not enough space", "disk quota exceeded", "disk is full");

  private DiskFull(Path folder, Exception failure) {
    super(
        "There is no space left where "
            + folder
            + " is. Make room and run the same command again; what was finished is kept.");
    // Not its cause: the reason that is shown is that of the innermost one.
    addSuppressed(failure);
  }

  /** What to report instead of a failure to write into a folder. */
  public static IOException explain(Path folder, Exception failure) {
    if (failure instanceof DiskFull known) {
      return known;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (WORDS.stream().anyMatch(message::contains)) {
        return new DiskFull(folder, failure);
      }
    }
    return hasNoSpace(folder)
        ? new DiskFull(folder, failure)
        : failure instanceof IOException known ? known : new IOException(failure);
  }

  private static boolean hasNoSpace(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < LITTLE;
    } catch (IOException e) {
      return false;
    }
  }
}
