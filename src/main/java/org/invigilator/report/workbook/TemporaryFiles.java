package org.invigilator.report.workbook;

import java.nio.file.Path;
import java.util.function.Function;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.TempFile;
import org.apache.poi.util.TempFileCreationStrategy;

/**
 * Where a workbook keeps its temporary files: beside it, since they contain the same data, and not
 * in a folder that another process may delete when it ends.
 */
public final class TemporaryFiles {
  /** How a folder is used; tests replace it to see the files. */
  static volatile Function<Path, TempFileCreationStrategy> use =
      folder -> new DefaultTempFileCreationStrategy(folder.toFile());

  private TemporaryFiles() {}

  /** Sets the folder for this thread; a later run deletes what a killed run left there. */
  public static void in(Path folder) {
    TempFile.setThreadLocalTempFileCreationStrategy(use.apply(folder));
  }
}
