package org.invigilator.report;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.register.DiskFull;
import org.invigilator.register.FileNames;
import org.invigilator.register.OwnerOnly;
import org.invigilator.report.page.ReportPage;
import org.invigilator.report.workbook.AcademyWorkbook;
import org.invigilator.report.workbook.AuditWorkbook;
import org.invigilator.report.workbook.ReviewWorkbook;
import org.invigilator.report.workbook.SafeguardingWorkbook;
import org.invigilator.report.workbook.TemporaryFiles;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the files of a run: all of them under other names first, so that a failure leaves the
 * earlier files as they were.
 */
public final class ReportFiles {
  private static final String ACADEMIES = "academies";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ReportFiles() {}

  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** The folder of the files of a run. */
  public static Path folder(ReportModel model, Path out) {
    return out.resolve(model.asOf().toString());
  }

  /**
   * The other trust whose reports of a date are in a folder already.
   *
   * @param trust the name of the trust that is about to write there
   */
  public static Optional<String> otherTrust(Path out, LocalDate asOf, String trust) {
    return trustOf(out.resolve(asOf.toString())).filter(name -> !name.equals(trust));
  }

  /** The trust whose reports are in the folder of a date; empty where there are none. */
  public static Optional<String> trustOf(Path folder) {
    return manifest(folder)
        .map(manifest -> manifest.path("trust").asString(""))
        .filter(name -> !name.isEmpty());
  }

  /** The last hash of the access log in each report that was made from a ledger. */
  public static List<String> logHeads(Path out, String ledger) {
    return manifests(out).stream()
        .filter(manifest -> manifest.path("ledger").asString("").equals(ledger))
        .map(manifest -> manifest.path("log").asString(""))
        .toList();
  }

  /** The latest audit date of which a folder has reports of a trust. */
  public static Optional<String> latestOf(Path out, String trust) {
    return manifests(out).stream()
        .filter(manifest -> manifest.path("trust").asString("").equals(trust))
        .map(manifest -> manifest.path("run").path("as_of").asString(""))
        .max(String::compareTo);
  }

  private static List<JsonNode> manifests(Path out) {
    try (Stream<Path> folders = Files.list(out)) {
      return folders.sorted().flatMap(folder -> manifest(folder).stream()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<JsonNode> manifest(Path folder) {
    try {
      return Optional.of(
          JSON.readTree(InputFile.bytes(folder.resolve("manifest.json"), InputLimits.FILE)));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** The workbook of an academy, relative to that folder. */
  public static String academyFile(String code) {
    return ACADEMIES + "/" + FileNames.of(code) + ".xlsx";
  }

  /** The page of an academy, relative to that folder. */
  private static String academyPage(String code) {
    return ACADEMIES + "/" + FileNames.of(code) + ".html";
  }

  /** The academies that have a workbook, with the trust itself where it has accounts. */
  public static List<String> academies(ReportModel model) {
    TreeSet<String> codes = new TreeSet<>(model.staff().academies().keySet());
    model.accounts().forEach(a -> codes.add(a.account().academy()));
    codes.remove("");
    return List.copyOf(codes);
  }

  /**
   * Writes all files of a run into the folder of its date; when one of them fails, the earlier ones
   * stay as they were.
   *
   * @param safeguarding the names and the password; without them that workbook is not written
   */
  public static void write(ReportModel model, Optional<Safeguarding> safeguarding, Path out)
      throws IOException {
    Path folder = folder(model, out);
    OwnerOnly.folder(folder);
    try {
      writeInto(model, safeguarding, folder);
    } catch (IOException | RuntimeException e) {
      throw DiskFull.explain(folder, e);
    }
  }

  private static void writeInto(ReportModel model, Optional<Safeguarding> safeguarding, Path folder)
      throws IOException {
    ReportModel shown = model.forLeadership();
    clearDrafts(folder);
    Path draft = Files.createTempDirectory(folder, ".draft-");
    try {
      OwnerOnly.folder(draft.resolve(ACADEMIES));
      Map<String, Writer> writers = new LinkedHashMap<>();
      writers.put("audit.xlsx", stream -> AuditWorkbook.write(shown, stream));
      writers.put("report.html", stream -> ReportPage.write(shown, stream));
      for (String academy : academies(model)) {
        writers.put(academyFile(academy), stream -> AcademyWorkbook.write(shown, academy, stream));
        writers.put(academyPage(academy), stream -> ReportPage.write(shown, academy, stream));
      }
      safeguarding.ifPresent(
          names ->
              writers.put(
                  "safeguarding.xlsx", stream -> SafeguardingWorkbook.write(model, names, stream)));
      writers.put("findings.json", stream -> FindingsJson.write(model, stream));
      writers.put("findings.csv", stream -> FindingsCsv.write(shown, stream));
      Map<String, String> hashes = writeAll(writers, draft);
      write(draft.resolve("manifest.json"), stream -> ManifestJson.write(model, hashes, stream));
      OwnerOnly.folder(folder.resolve(ACADEMIES));
      for (String name :
          Stream.concat(writers.keySet().stream(), Stream.of("manifest.json")).toList()) {
        move(draft.resolve(name), folder.resolve(name));
      }
      deleteOthers(folder.resolve(ACADEMIES), writers.keySet());
    } finally {
      FileSystemUtils.deleteRecursively(draft);
    }
  }

  /** Writes the pack for a review of the policies beside the files of its audit. */
  public static Path write(Review review, Path out) throws IOException {
    Path folder = folder(review.model(), out);
    OwnerOnly.folder(folder);
    Path draft = Files.createTempFile(folder, ".draft-", ".xlsx");
    try {
      write(draft, stream -> ReviewWorkbook.write(review, stream));
      move(draft, folder.resolve("review.xlsx"));
    } catch (IOException | RuntimeException e) {
      throw DiskFull.explain(folder, e);
    } finally {
      Files.deleteIfExists(draft);
    }
    return folder.resolve("review.xlsx");
  }

  /**
   * Deletes workbooks and pages of academies that an earlier run of the date wrote and this one did
   * not.
   */
  private static void deleteOthers(Path academies, java.util.Set<String> written)
      throws IOException {
    try (Stream<Path> files = Files.list(academies)) {
      for (Path file : files.toList()) {
        String name = ACADEMIES + "/" + file.getFileName();
        if ((name.endsWith(".xlsx") || name.endsWith(".html"))
            && !name.contains("~$")
            && !written.contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Deletes the unfinished files of a run that was killed. */
  private static void clearDrafts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (String.valueOf(file.getFileName()).startsWith(".draft-")) {
          FileSystemUtils.deleteRecursively(file);
        }
      }
    }
  }

  /** Writes files in parallel; the first failure is thrown once all have ended. */
  private static Map<String, String> writeAll(Map<String, Writer> writers, Path draft)
      throws IOException {
    ExecutorService workers =
        Executors.newFixedThreadPool(Math.min(2, Runtime.getRuntime().availableProcessors()));
    try {
      Map<String, Future<String>> running = new LinkedHashMap<>();
      writers.forEach(
          (name, writer) ->
              running.put(name, workers.submit(() -> writeInto(draft, name, writer))));
      Map<String, String> hashes = new LinkedHashMap<>();
      for (Map.Entry<String, Future<String>> file : running.entrySet()) {
        hashes.put(file.getKey(), file.getValue().get());
      }
      return hashes;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException known ? known : new IOException(cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    } finally {
      workers.shutdown();
      awaitEnd(workers);
    }
  }

  private static String writeInto(Path draft, String name, Writer writer) throws IOException {
    TemporaryFiles.in(draft);
    return write(draft.resolve(name), writer);
  }

  private static void awaitEnd(ExecutorService workers) {
    try {
      workers.awaitTermination(10, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private static String write(Path file, Writer writer) throws IOException {
    HashingStream out = new HashingStream(OwnerOnly.write(file));
    try (out) {
      writer.write(out);
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
}
