package org.invigilator.finding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.invigilator.job.TrustInput;
import org.invigilator.rule.TrustBuilder;
import org.invigilator.rule.TrustIndex;
import org.springframework.util.FileSystemUtils;

/** The trust with nothing wrong in it, read once for all tests that do not change it. */
public final class SampleTrust {
  /** The audit date for which it is read, a Monday in term. */
  public static final LocalDate DAY = LocalDate.of(2026, 11, 2);

  private static final Map<LocalDate, TrustIndex> INDEXES = new ConcurrentHashMap<>();

  private SampleTrust() {}

  public static TrustIndex index() {
    return on(DAY);
  }

  /** The same trust for another audit date. */
  public static TrustIndex on(LocalDate asOf) {
    return INDEXES.computeIfAbsent(asOf, day -> read(new TrustBuilder("ctat-2024", DAY), day));
  }

  /** Reads a trust that a test changed. */
  public static TrustIndex read(TrustBuilder trust) {
    return read(trust, DAY);
  }

  private static TrustIndex read(TrustBuilder trust, LocalDate asOf) {
    try {
      Path folder = Files.createTempDirectory("trust");
      try {
        return TrustInput.of(trust.write(folder), asOf).index();
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
