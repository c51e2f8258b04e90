package org.invigilator.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.register.OwnerOnly;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file by which others see that the schedule lives and what became of each night, and from
 * which it knows itself after a restart what was missed. No person is in it.
 */
public final class Heartbeat {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A heart that did not beat for so long has stopped. */
  private static final Duration DEAD = Duration.ofMinutes(5);

  /** Whoever runs what is due from cron does so at least once a day. */
  private static final Duration CRON = Duration.ofHours(25);

  /** So long nothing else is in the way. */
  private static final Duration IN_THE_WAY = Duration.ofHours(6);

  /** No night takes so long. */
  private static final Duration STUCK = Duration.ofHours(20);

  private final Path file;
  private SchedulerStatus status;

  /** How a night ended; one that runs has not. */
  public enum Outcome {
    RUNNING,
    DONE,
    PARTLY,
    FAILED,
    STOPPED,
    BUSY,
    OUT_OF_TERM;

    /** Whether the night is to be run again: it was cut off, or else did not work out. */
    boolean isToBeTakenUp(boolean failed) {
      return this == RUNNING || this == STOPPED || (failed && (this == FAILED || this == BUSY));
    }
  }

  /**
   * A night of a job.
   *
   * @param at when it began, or ended
   * @param line what was said of it
   */
  public record LastRun(
      @JsonProperty("as_of") LocalDate night, Outcome outcome, Instant at, String line) {}

  /**
   * What is known of a job.
   *
   * @param since when it was first planned; nights before that were not missed
   */
  public record JobStatus(Instant since, @Nullable Instant next, @Nullable LastRun last) {}

  /** How the schedule lives: as a process that stays, or once in a while from cron. */
  public enum Mode {
    DAEMON,
    ONCE,
    ENDED
  }

  /** What stands in the file. */
  public record SchedulerStatus(Instant at, long pid, Mode mode, Map<String, JobStatus> jobs) {}

  /** Takes up what a file says; one that is not there, or that nobody can read, says nothing. */
  public Heartbeat(Path file) {
    this.file = file;
    this.status =
        read(file).orElseGet(() -> new SchedulerStatus(Instant.EPOCH, 0, Mode.ENDED, Map.of()));
  }

  private static Optional<SchedulerStatus> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), SchedulerStatus.class));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** What is known of a job; one that was never planned is from now on. */
  synchronized JobStatus known(String job, Instant now) {
    JobStatus known = status.jobs().get(job);
    return known == null ? new JobStatus(now, null, null) : known;
  }

  /** Beats: writes that the schedule lives, and when its jobs run next. */
  synchronized void beat(JobSchedule timetable, Instant now, Mode mode) throws IOException {
    Map<String, JobStatus> jobs = new TreeMap<>();
    for (ScheduledJob job : timetable.jobs()) {
      JobStatus known = known(job.name(), now);
      Instant next = job.next(now, 1).stream().findFirst().orElse(null);
      jobs.put(job.name(), new JobStatus(known.since(), next, known.last()));
    }
    write(new SchedulerStatus(now, ProcessHandle.current().pid(), mode, jobs));
  }

  /** Notes how a night of a job stands. */
  synchronized void note(String job, LastRun last, Instant now) throws IOException {
    JobStatus known = known(job, now);
    Map<String, JobStatus> jobs = new TreeMap<>(status.jobs());
    jobs.put(job, new JobStatus(known.since(), known.next(), last));
    write(new SchedulerStatus(now, status.pid(), status.mode(), jobs));
  }

  private void write(SchedulerStatus next) throws IOException {
    status = next;
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      OwnerOnly.folder(folder);
    }
    OwnerOnly.replace(
        file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(next)));
  }

  /**
   * What is wrong with a schedule, as its file has it; empty when all is well.
   *
   * @param now the moment at which it is asked
   */
  public static Optional<String> illness(Path file, Instant now) {
    Optional<SchedulerStatus> read = read(file);
    if (read.isEmpty()) {
      return Optional.of("There is no heartbeat in " + file + ": the schedule never ran.");
    }
    SchedulerStatus status = read.get();
    Duration silence = status.mode() == Mode.ONCE ? CRON : DEAD;
    if (status.mode() == Mode.ENDED || status.at().plus(silence).isBefore(now)) {
      return Optional.of("The schedule does not run; its heart last beat at " + status.at() + ".");
    }
    for (Map.Entry<String, JobStatus> job : status.jobs().entrySet()) {
      LastRun last = job.getValue().last();
      if (last != null) {
        if (last.outcome() == Outcome.FAILED || last.outcome() == Outcome.PARTLY) {
          return Optional.of(last.line());
        }
        if (last.outcome() == Outcome.BUSY && last.at().plus(IN_THE_WAY).isBefore(now)) {
          return Optional.of(last.line());
        }
        if (last.outcome() == Outcome.RUNNING && last.at().plus(STUCK).isBefore(now)) {
          return Optional.of(
              job.getKey() + " has been running since " + last.at() + " and seems to be stuck.");
        }
      }
    }
    return Optional.empty();
  }
}
