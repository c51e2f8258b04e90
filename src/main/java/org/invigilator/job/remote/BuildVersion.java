package org.invigilator.job.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.input.InputFile;
import org.invigilator.report.ReportModel;

/**
 * Which build of the program this is. A manager and its workers must be the same, for two builds
 * may judge an account differently.
 */
final class BuildVersion {
  private static final int SHOWN = 12;

  /** The version and the beginning of the program file's hash. */
  static final String ID = ReportModel.programName().replace("invigilator ", "") + fileHash();

  private BuildVersion() {}

  private static String fileHash() {
    CodeSource source = BuildVersion.class.getProtectionDomain().getCodeSource();
    try {
      Path file = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
      if (!Files.isRegularFile(file)) {
        return "";
      }
      try (InputStream in = InputFile.open(file)) {
        return "-" + DigestUtils.sha256Hex(in).substring(0, SHOWN);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
