package org.invigilator.report.workbook;

import java.nio.file.Path;
import java.util.function.Function;
import org.apache.poi.util.TempFileCreationStrategy;

/** Lets a test look at what waits while workbooks are made. */
public final class WatchedScratch implements AutoCloseable {
  private final Function<Path, TempFileCreationStrategy> before = TemporaryFiles.use;

  public WatchedScratch(TempFileCreationStrategy strategy) {
    TemporaryFiles.use = folder -> strategy;
  }

  @Override
  public void close() {
    TemporaryFiles.use = before;
  }
}
