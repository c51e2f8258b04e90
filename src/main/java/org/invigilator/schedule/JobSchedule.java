package org.invigilator.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.job.JobFile;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;

/**
 * The scheduled jobs of a folder, in the order of their files.
 *
 * @param fingerprint changes whenever a file in the folder does
 * @param unusable what is wrong with jobs that cannot be used, by their names
 */
public record JobSchedule(
    List<ScheduledJob> jobs, String fingerprint, Map<String, List<Problem>> unusable) {

  /**
   * Reads every job of a folder. One that cannot be used stops no other.
   *
   * @param today clock changes from this day on are checked
   * @throws InvalidInput with every problem in every file, when no job can be used
   */
  public static JobSchedule read(Path folder, LocalDate today) {
    String fingerprint = fingerprint(folder);
    List<ScheduledJob> jobs = new ArrayList<>();
    Map<String, List<Problem>> unusable = new TreeMap<>();
    for (Path file : files(folder)) {
      List<Problem> problems = new ArrayList<>();
      Optional<ScheduledJob> job = Optional.empty();
      try {
        if (!file.toString().endsWith(YAML)) {
          throw new InvalidInput(
              List.of(
                  new Problem(
                      "jobs/" + file.getFileName(),
                      0,
                      "",
                      "The name of a job's file ends in .yaml.",
                      "Rename it.")));
        }
        job = ScheduledJob.of(file, JobFile.read(file), today, problems);
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
      }
      if (problems.isEmpty()) {
        job.ifPresent(jobs::add);
      } else {
        unusable.put(ScheduledJob.name(file), List.copyOf(problems));
      }
    }
    if (jobs.isEmpty() && !unusable.isEmpty()) {
      throw new InvalidInput(unusable.values().stream().flatMap(List::stream).toList());
    }
    return new JobSchedule(List.copyOf(jobs), fingerprint, unusable);
  }

  private static final String YAML = ".yaml";

  /** The same jobs while their folder cannot be read; it is read again when it can. */
  JobSchedule without(List<Problem> problems) {
    return new JobSchedule(jobs, "", Map.of("", problems));
  }

  /** What is wrong with jobs that cannot be used. */
  public List<Problem> problems() {
    return unusable.values().stream().flatMap(List::stream).toList();
  }

  /** The same schedule, in which a job that cannot be used any more stays as it was before. */
  JobSchedule orAsBefore(JobSchedule before) {
    List<ScheduledJob> all = new ArrayList<>(jobs);
    before.jobs().stream().filter(job -> unusable.containsKey(job.name())).forEach(all::add);
    return new JobSchedule(List.copyOf(all), fingerprint, unusable);
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
      return list.filter(f -> f.toString().matches("(?i).*\\.ya?ml") && !Files.isDirectory(f))
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
