package org.invigilator.job.store;

import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 for paths with any character. In an address of H2 a semicolon ends the path,
 * and there is no way to write one; here it is escaped, and unescaped after H2 has split the
 * address.
 */
public final class EscapedFilePath extends FilePathWrapper {
  private static final String SCHEME = "escaped";

  /** What does the work: an interrupt does not close its files. */
  private static final String BASE = "async:";

  static {
    FilePath.register(new EscapedFilePath());
  }

  /** H2 makes one for each file. */
  public EscapedFilePath() {}

  /** A path as it is written in an address. */
  static String of(String path) {
    return SCHEME + ":" + path.replace("%", "%25").replace(";", "%3B");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  protected FilePath unwrap(String path) {
    String escaped = path.substring(SCHEME.length() + 1);
    return FilePath.get(BASE + escaped.replace("%3B", ";").replace("%25", "%"));
  }

  @Override
  public FilePathWrapper wrap(FilePath base) {
    return getPath(of(base.toString().substring(BASE.length())));
  }
}
