package org.invigilator.job.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.DiskFull;
import org.invigilator.report.ReportFiles;
import org.springframework.util.FileSystemUtils;

/**
 * A folder, such as one that SharePoint or OneDrive synchronises, that gets a copy of the
 * leadership's reports of each audit. Nothing with pupils' names is copied.
 *
 * @param keep how many audits of the trust stay in it
 */
record ReportFolder(Path folder, int keep, String trust) {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\.\\d{4}-\\d{2}-\\d{2}\\.(?:new|old)");
  private static final String WORKBOOK = "audit.xlsx";
  private static final List<String> FILES =
      List.of(WORKBOOK, "report.html", "academies", "manifest.json");

  /**
   * Copies the reports of an audit under another name, then moves them into place; an earlier copy
   * of the same date goes, and so do the oldest.
   */
  void copy(Path reports) throws IOException {
    String date = String.valueOf(reports.getFileName());
    Path draft = folder.resolve("." + date + ".new");
    Path before = folder.resolve("." + date + ".old");
    Path place = folder.resolve(date);
    Optional<String> other = ReportFiles.otherTrust(folder, LocalDate.parse(date), trust);
    if (other.isPresent()) {
      throw new IOException(
          "it already has the reports of " + other.get() + " of that day; give each trust its own");
    }
    try {
      Path parent = folder.toAbsolutePath().getParent();
      if (parent == null || !Files.isDirectory(parent)) {
        throw new IOException(
            "the folder around it does not exist; check whether its disk or share is connected");
      }
      Files.createDirectories(folder);
      for (Path left : named(UNFINISHED)) {
        putBack(left);
        FileSystemUtils.deleteRecursively(left);
      }
      Files.createDirectory(draft);
      for (String name : FILES) {
        if (Files.exists(reports.resolve(name))) {
          FileSystemUtils.copyRecursively(reports.resolve(name), draft.resolve(name));
        }
      }
      if (Files.exists(place)) {
        Files.move(place, before, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
      FileSystemUtils.deleteRecursively(before);
    } catch (IOException e) {
      FileSystemUtils.deleteRecursively(draft);
      if (Files.exists(before) && !Files.exists(place)) {
        Files.move(before, place, StandardCopyOption.ATOMIC_MOVE);
      }
      throw DiskFull.explain(folder, e);
    }
    List<Path> all =
        named(DATE).stream().filter(this::isOurs).sorted(Comparator.reverseOrder()).toList();
    for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
      FileSystemUtils.deleteRecursively(old);
    }
  }

  /** Puts back the reports of a date that a killed run had moved aside and not yet replaced. */
  private void putBack(Path left) throws IOException {
    String name = String.valueOf(left.getFileName());
    Path place = folder.resolve(name.substring(1, name.lastIndexOf('.')));
    if (name.endsWith(".old") && !Files.exists(place)) {
      Files.move(left, place, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Whether a folder has reports of this trust; any other stays. */
  private boolean isOurs(Path one) {
    return ReportFiles.trustOf(one).map(trust::equals).orElse(false);
  }

  private List<Path> named(Pattern name) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .filter(one -> name.matcher(String.valueOf(one.getFileName())).matches())
          .toList();
    }
  }
}
