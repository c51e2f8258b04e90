package org.invigilator.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.invigilator.privacy.PupilRecords.Held;
import org.invigilator.privacy.PupilRecords.Kind;
import org.invigilator.register.OwnerOnly;
import org.invigilator.report.workbook.EncryptedWorkbook;

/** The files that mention one pupil: saved copies of accounts, reports, and the trust's own. */
final class PupilFiles {
  private final FileSearch search;

  /** Reports without the reference have the numbers of the findings about the pupil. */
  private FileSearch inReports;

  private final JsonEraser json;
  private final Path trust;
  private final List<Path> snapshots;
  private final List<Path> outs;

  PupilFiles(Traces traces, JsonEraser json, Path trust, List<Path> snapshots, List<Path> outs) {
    this.search = new FileSearch(traces::areIn);
    this.inReports = search;
    this.json = json;
    this.trust = trust;
    this.snapshots = snapshots;
    this.outs = outs;
  }

  /** From now on reports count that have the number of one of these findings. */
  void alsoWith(Set<String> findings) {
    inReports =
        new FileSearch(
            text -> search.contains().test(text) || findings.stream().anyMatch(text::contains));
  }

  /** The saved copies and reports that mention the pupil, erased if asked. */
  List<Held> ours(boolean erase) throws IOException {
    List<Held> held = new ArrayList<>();
    for (Path file : files(snapshots)) {
      if (isElsewhere(file)) {
        if (search.isIn(file)) {
          held.add(
              held(Kind.THE_TRUSTS, file, "behind a link that leads elsewhere; not touched", 1));
        }
      } else {
        inSnapshot(file, erase).ifPresent(held::add);
      }
    }
    held.addAll(reports(erase));
    return held;
  }

  /** Whether a file is really outside the folders given, where a link leads. */
  private boolean isElsewhere(Path file) throws IOException {
    Path real = file.toRealPath();
    return Stream.of(List.of(trust), outs, snapshots)
        .flatMap(List::stream)
        .noneMatch(real::startsWith);
  }

  private Optional<Held> inSnapshot(Path file, boolean erase) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (name.startsWith(".")) {
      // A killed run left it unfinished; the next run begins it again.
      if (!search.isIn(file)) {
        return Optional.empty();
      }
      if (erase) {
        Files.delete(file);
      }
      return Optional.of(held(Kind.OURS, file, "an unfinished file", 1));
    }
    if (name.endsWith(".ndjson") || name.endsWith(".ndjson.gz")) {
      long count = lines(file, erase);
      return count == 0
          ? Optional.empty()
          : Optional.of(held(Kind.OURS, file, "saved lines that mention the pupil", count));
    }
    if (name.endsWith(".json")) {
      return isMentionedInJson(file, erase)
          ? Optional.of(held(Kind.OURS, file, "a saved file that mentions the pupil", 1))
          : Optional.empty();
    }
    return search.isIn(file)
        ? Optional.of(held(Kind.THE_TRUSTS, file, "a file that is not a saved copy", 1))
        : Optional.empty();
  }

  /** Counts the lines that mention the pupil, and erases the pupil from them if asked. */
  private long lines(Path file, boolean erase) throws IOException {
    long[] count = {0};
    SnapshotLines.read(
        file,
        line -> {
          count[0] += line.equals(json.erase(line)) ? 0 : 1;
          return line;
        });
    if (erase && count[0] > 0) {
      SnapshotLines.rewrite(file, json::erase);
    }
    return count[0];
  }

  private boolean isMentionedInJson(Path file, boolean erase) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String erased = json.erase(text);
    if (text.equals(erased)) {
      return false;
    }
    if (erase && erased == null) {
      Files.delete(file);
    } else if (erase && erased != null) {
      OwnerOnly.replace(file, out -> out.write(erased.getBytes(StandardCharsets.UTF_8)));
    }
    return true;
  }

  private List<Held> reports(boolean erase) throws IOException {
    List<Held> held = new ArrayList<>();
    for (Path file : reportFiles()) {
      boolean sealed = String.valueOf(file.getFileName()).equals("safeguarding.xlsx");
      if (sealed || inReports.isIn(file)) {
        held.add(
            sealed
                ? held(Kind.SEALED, file, "encrypted; may contain the name", 1)
                : held(
                    Kind.OURS,
                    file,
                    "a report that mentions the pupil, or a finding about the pupil",
                    1));
        if (erase) {
          Files.delete(file);
        }
      }
    }
    return held;
  }

  /** Any other file that mentions the pupil, in the trust folder and among the reports. */
  List<Held> ofTheTrust() throws IOException {
    Set<Path> others = new TreeSet<>(files(List.of(trust)));
    others.addAll(files(outs));
    reportFiles().forEach(others::remove);
    List<Held> held = new ArrayList<>();
    for (Path file : others) {
      if (snapshots.stream().noneMatch(file::startsWith) && !isState(file)) {
        if (search.isIn(file)) {
          held.add(held(Kind.THE_TRUSTS, file, "a file of the trust", 1));
        } else if (EncryptedWorkbook.isIn(file)) {
          held.add(
              held(Kind.THE_TRUSTS, file, "encrypted, so not searched; may contain the name", 1));
        }
      }
    }
    return held;
  }

  private static boolean isState(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".mv.db") || name.endsWith(".lock") || name.endsWith(".trace.db");
  }

  private Held held(Kind kind, Path file, String what, long count) {
    Path base =
        Stream.of(List.of(trust), outs, snapshots)
            .flatMap(List::stream)
            .filter(file::startsWith)
            .findFirst()
            .orElse(trust);
    String where = base.getFileName() + "/" + base.relativize(file).toString().replace('\\', '/');
    return new Held(kind, where, what, count);
  }

  private List<Path> reportFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path out : outs) {
      for (Path folder : ReportFolders.all(out)) {
        files.addAll(ReportFolders.ours(folder));
      }
    }
    return files;
  }

  private static List<Path> files(List<Path> roots) throws IOException {
    Set<Path> files = new TreeSet<>();
    for (Path root : roots) {
      if (Files.isDirectory(root)) {
        try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
          all.filter(Files::isRegularFile).forEach(files::add);
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    }
    return List.copyOf(files);
  }
}
