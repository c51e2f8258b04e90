package org.invigilator.report.workbook;

import java.nio.file.Path;
import java.util.function.Function;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.TempFile;
import org.apache.poi.util.TempFileCreationStrategy;

/**
 * Where rows wait while a workbook is made: beside the workbook, for they hold the same data, and
 * not in a folder that another process may take away when it ends.
 */
public final class TemporaryFiles {
  /** How a folder is put to use; tests look at what is put there. */
  static volatile Function<Path, TempFileCreationStrategy> use =
      folder -> new DefaultTempFileCreationStrategy(folder.toFile());

  private TemporaryFiles() {}

  /** Has this thread keep them in a folder, which is cleared with what a killed run left. */
  public static void in(Path folder) {
    TempFile.setThreadLocalTempFileCreationStrategy(use.apply(folder));
  }
}
