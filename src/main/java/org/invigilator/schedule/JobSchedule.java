package org.invigilator.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.job.JobFile;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;

/**
 * The scheduled jobs of a folder, in the order of their files.
 *
 * @param fingerprint changes whenever a file in the folder does
 */
public record JobSchedule(List<ScheduledJob> jobs, String fingerprint) {

  /**
   * Reads every job of a folder.
   *
   * @param today clock changes from this day on are checked
   * @throws InvalidInput with every problem in every file
   */
  public static JobSchedule read(Path folder, LocalDate today) {
    String fingerprint = fingerprint(folder);
    List<ScheduledJob> jobs = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        ScheduledJob.of(file, JobFile.read(file), today, problems).ifPresent(jobs::add);
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new JobSchedule(List.copyOf(jobs), fingerprint);
  }

  /** The job with this name. */
  Optional<ScheduledJob> job(String name) {
    return jobs.stream().filter(j -> j.name().equals(name)).findFirst();
  }

  /** Whether a file of the folder was added, removed or changed since it was read. */
  boolean isStale(Path folder) {
    return !fingerprint.equals(fingerprint(folder));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(f -> f.toString().endsWith(".yaml") && !Files.isDirectory(f))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  folder.toString(),
                  0,
                  "",
                  "This folder of jobs cannot be read.",
                  "Give the folder with --jobs, or start the program in the folder that contains jobs.")));
    }
  }

  private static String fingerprint(Path folder) {
    StringBuilder all = new StringBuilder();
    for (Path file : files(folder)) {
      try {
        all.append(file.getFileName())
            .append(' ')
            .append(Files.getLastModifiedTime(file))
            .append(' ')
            .append(Files.size(file))
            .append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all.toString();
  }
}
