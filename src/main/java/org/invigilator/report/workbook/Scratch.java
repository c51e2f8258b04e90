package org.invigilator.report.workbook;

import java.nio.file.Path;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.TempFile;

/** Where rows wait while a workbook is made: beside the workbook, for they hold the same data. */
public final class Scratch {
  private Scratch() {}

  /** Has this thread keep them in a folder, which is cleared with what a killed run left. */
  public static void in(Path folder) {
    TempFile.setThreadLocalTempFileCreationStrategy(
        new DefaultTempFileCreationStrategy(folder.toFile()));
  }
}
