package org.invigilator.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.invigilator.job.TrustInput;
import org.invigilator.rule.TrustBuilder;
import org.invigilator.rule.TrustIndex;
import org.springframework.util.FileSystemUtils;

/** The trust with nothing wrong in it, read once for all tests that do not change it. */
public final class SampleTrust {
  /** The audit date for which it is read, a Monday in term. */
  public static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  private static final TrustIndex INDEX = read(new TrustBuilder("ctat-2024", DAY));

  private SampleTrust() {}

  public static TrustIndex index() {
    return INDEX;
  }

  /** Reads a trust that a test changed. */
  public static TrustIndex read(TrustBuilder trust) {
    try {
      Path folder = Files.createTempDirectory("trust");
      try {
        return TrustInput.of(trust.write(folder), DAY).index();
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
