package org.invigilator.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.invigilator.report.workbook.AuditWorkbook;

/**
 * Writes the files of a run: each under another name first, and all of them before the first is
 * moved into place.
 */
public final class ReportFiles {
  private ReportFiles() {}

  private interface Writer {
    void write(ReportModel model, OutputStream out) throws IOException;
  }

  /** The folder that holds the files of a run. */
  public static Path folder(ReportModel model, Path out) {
    return out.resolve(model.asOf().toString());
  }

  /**
   * Writes all files of a run below a folder; when one of them fails the earlier ones stay as they
   * were.
   */
  public static void write(ReportModel model, Path out) throws IOException {
    Path folder = folder(model, out);
    Files.createDirectories(folder);
    Path draft = Files.createTempDirectory(folder, ".draft-");
    try {
      Map<String, Writer> writers = new LinkedHashMap<>();
      writers.put("audit.xlsx", AuditWorkbook::write);
      writers.put("findings.json", FindingsJson::write);
      writers.put("findings.csv", FindingsCsv::write);
      Map<String, String> hashes = new LinkedHashMap<>();
      for (Map.Entry<String, Writer> entry : writers.entrySet()) {
        hashes.put(entry.getKey(), write(model, draft.resolve(entry.getKey()), entry.getValue()));
      }
      write(
          model,
          draft.resolve("manifest.json"),
          (m, stream) -> ManifestJson.write(m, hashes, stream));
      for (String name :
          Stream.concat(writers.keySet().stream(), Stream.of("manifest.json")).toList()) {
        move(draft.resolve(name), folder.resolve(name));
      }
    } finally {
      clear(draft);
    }
  }

  private static String write(ReportModel model, Path file, Writer writer) throws IOException {
    HashingStream out = new HashingStream(Files.newOutputStream(file));
    try (out) {
      writer.write(model, out);
    }
    return out.hash();
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void clear(Path draft) throws IOException {
    try (Stream<Path> left = Files.list(draft)) {
      for (Path file : left.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(draft);
  }
}
