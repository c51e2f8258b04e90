package org.invigilator.job.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.input.InputFile;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.TrustInput;
import org.invigilator.register.OwnerOnly;
import org.springframework.util.FileSystemUtils;

/**
 * What a person wrote in a trust folder, as one file for the workers of one run: settings,
 * registers, mappings, policies and lists as they were when the run began. It is beside the saved
 * copies, so that a worker which cannot read it cannot have the copies either; it is the owner's
 * alone, and deleted when the accounts are judged. Answers are not in it.
 *
 * @param file where it is, on every machine alike
 * @param sha256 what it must be
 */
record RunBundle(Path file, String sha256) {
  private static final String FOLDER = ".runs";
  private static final String UNPACKED = "invigilator-run-";
  private static final List<String> PARTS = List.of("registers", "mappings", "policies", "lists");

  /**
   * Packs the trust folder of a run.
   *
   * @param ledger the id of the trust's ledger, whose earlier bundles are deleted
   */
  static RunBundle pack(AuditRequest request, String ledger, String run) throws IOException {
    Path folder = folder(request);
    OwnerOnly.folder(folder);
    deleteAll(request, ledger);
    Path file = folder.resolve(ledger + "-" + run + ".zip");
    OwnerOnly.replace(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          add(zip, request.trust(), request.trust().resolve("trust.yaml"));
          for (String part : PARTS) {
            for (Path one : list(request.trust().resolve(part))) {
              add(zip, request.trust(), one);
            }
          }
          zip.finish();
        });
    return new RunBundle(file, hash(file));
  }

  private static Path folder(AuditRequest request) {
    return request.snapshots().toAbsolutePath().normalize().resolve(FOLDER);
  }

  /** Deletes what runs of a ledger left there whose manager died. */
  static void deleteAll(AuditRequest request, String ledger) throws IOException {
    for (Path old : list(folder(request))) {
      if (String.valueOf(old.getFileName()).startsWith(ledger)) {
        Files.deleteIfExists(old);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void add(ZipOutputStream zip, Path trust, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return;
    }
    ZipEntry entry = new ZipEntry(trust.relativize(file).toString().replace('\\', '/'));
    // A register is as old as its file.
    entry.setLastModifiedTime(Files.getLastModifiedTime(file));
    zip.putNextEntry(entry);
    Files.copy(file, zip);
    zip.closeEntry();
  }

  private static String hash(Path file) throws IOException {
    try (InputStream in = InputFile.open(file)) {
      return DigestUtils.sha256Hex(in);
    }
  }

  /**
   * Reads it as the run that packed it does.
   *
   * @param snapshots the folder of saved copies
   * @throws IOException when it is not there, or not as it was packed
   */
  TrustInput read(LocalDate asOf, Path snapshots) throws IOException {
    if (!hash(file).equals(sha256)) {
      throw new IOException(file + " is not as the run wrote it.");
    }
    Path folder = Files.createTempDirectory(UNPACKED);
    try {
      unpack(folder);
      return TrustInput.of(folder, asOf, snapshots);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private void unpack(Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(InputFile.open(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path to = folder.resolve(entry.getName()).normalize();
        if (!to.startsWith(folder)) {
          throw new IOException(file + " has a file outside of itself.");
        }
        OwnerOnly.folder(Objects.requireNonNull(to.getParent()));
        Files.copy(zip, to);
        FileTime time = entry.getLastModifiedTime();
        if (time != null) {
          Files.setLastModifiedTime(to, time);
        }
      }
    }
  }

  /** Deletes it, once no worker needs it. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Deletes what a worker that was killed had unpacked on this machine an hour ago or earlier. */
  static void deleteLeftOvers() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    FileTime old = FileTime.fromMillis(System.currentTimeMillis() - 3_600_000);
    for (Path one : list(temporary)) {
      try {
        if (String.valueOf(one.getFileName()).startsWith(UNPACKED)
            && Files.getLastModifiedTime(one).compareTo(old) < 0) {
          FileSystemUtils.deleteRecursively(one);
        }
      } catch (IOException e) {
        // Another user's, or one that another worker has just deleted.
      }
    }
  }
}
