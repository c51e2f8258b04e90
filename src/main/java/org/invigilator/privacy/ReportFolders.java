package org.invigilator.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.policy.Retention;

/**
 * The folders of audits below the folder of the reports, and which files in them belong to this
 * program; any other file there belongs to the trust.
 */
final class ReportFolders {
  private static final Set<String> OURS =
      Set.of(
          "audit.xlsx",
          "report.html",
          "safeguarding.xlsx",
          "review.xlsx",
          "findings.json",
          "findings.csv",
          "purge.csv",
          "manifest.json");

  private ReportFolders() {}

  /** The folders of audits, the earliest first; each is named by its date. */
  static List<Path> all(Path out) throws IOException {
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(out)) {
      return list.filter(Files::isDirectory).filter(f -> date(f).isPresent()).sorted().toList();
    }
  }

  static Optional<LocalDate> date(Path folder) {
    try {
      return Optional.of(LocalDate.parse(String.valueOf(folder.getFileName())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The files of this program in the folder of an audit, with drafts left by a killed run. */
  static List<Path> ours(Path folder) throws IOException {
    List<Path> ours = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        Path within = folder.relativize(file);
        String first = within.getName(0).toString();
        String name = String.valueOf(file.getFileName());
        boolean draft = first.startsWith(".draft-") || first.startsWith(".purge.csv");
        boolean report = within.getNameCount() == 1 && OURS.contains(name);
        boolean part =
            within.getNameCount() == 2
                && ((first.equals("academies")
                        && (name.endsWith(".xlsx") || name.endsWith(".html")))
                    || (first.equals("evidence") && name.endsWith(".zip"))
                    || (first.equals("mail") && (name.endsWith(".eml") || name.endsWith(".json"))));
        if (draft || report || part) {
          ours.add(file);
        }
      }
    }
    return ours;
  }

  /** Deletes this program's files of an audit, and the folders that are then empty. */
  static void delete(Path folder) throws IOException {
    for (Path file : ours(folder)) {
      Files.delete(file);
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path left : all.sorted(Comparator.reverseOrder()).toList()) {
        if (Files.isDirectory(left) && isEmpty(left)) {
          Files.delete(left);
        }
      }
    }
  }

  /** Deletes reports that are too old; a dry run only lists them. */
  static List<Purge.Deletion> purge(
      LocalDate asOf, Retention.Limits limits, Path out, boolean dryRun) throws IOException {
    List<Purge.Deletion> deletions = new ArrayList<>();
    for (Path folder : all(out)) {
      LocalDate date = date(folder).orElseThrow();
      String name = String.valueOf(folder.getFileName());
      Path names = folder.resolve("safeguarding.xlsx");
      if (date.plusDays(limits.reports()).isBefore(asOf)) {
        int files = ours(folder).size();
        if (files > 0) {
          deletions.add(
              new Purge.Deletion(
                  "audit reports", name, files, "kept for " + limits.reports() + " days", true));
          if (!dryRun) {
            delete(folder);
          }
        }
      } else if (date.plusDays(limits.safeguarding()).isBefore(asOf) && Files.exists(names)) {
        deletions.add(
            new Purge.Deletion(
                "safeguarding.xlsx", name, 1, "kept for " + limits.safeguarding() + " days", true));
        if (!dryRun) {
          Files.delete(names);
        }
      }
    }
    return deletions;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.findAny().isEmpty();
    }
  }
}
