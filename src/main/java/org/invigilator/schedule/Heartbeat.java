package org.invigilator.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.register.LondonTime;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The status file of the scheduler: whether it is running and how each job last ended. After a
 * restart the scheduler finds missed runs from it. It contains no personal data.
 */
public final class Heartbeat {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A daemon that has not written the file for so long has stopped. */
  private static final Duration DAEMON_SILENCE = Duration.ofMinutes(5);

  /** Cron starts the scheduler at least once a day. */
  private static final Duration CRON_SILENCE = Duration.ofHours(25);

  /** A daemon writes the file every 30 seconds. */
  private static final Duration BEAT = Duration.ofSeconds(90);

  /** A run that is due is started by cron before that. */
  private static final Duration OVERDUE = Duration.ofHours(6);

  /** Longer than any other run blocks a trust. */
  private static final Duration BUSY_LIMIT = Duration.ofHours(6);

  /** Longer than any run takes. */
  private static final Duration RUNNING_LIMIT = Duration.ofHours(20);

  private final Path file;
  private SchedulerStatus status;

  /** How a run ended, or that it has not ended yet. */
  public enum Outcome {
    RUNNING,
    DONE,
    /** Done, and not one account could be read: the checks say nothing of the accounts. */
    UNREAD,
    PARTLY,
    FAILED,
    STOPPED,
    BUSY,
    OUT_OF_TERM;

    /** Whether nothing is left to be done: another run may do it, or it is not to be done now. */
    boolean isComplete() {
      return this != FAILED && this != PARTLY && this != STOPPED;
    }

    /**
     * Whether the run is to be repeated because it was interrupted.
     *
     * @param alsoFailed whether a run that failed or was blocked is to be repeated too
     */
    boolean isRepeatable(boolean alsoFailed) {
      return this == RUNNING || this == STOPPED || (alsoFailed && (this == FAILED || this == BUSY));
    }
  }

  /**
   * The last run of a job.
   *
   * @param at when it started, or ended
   * @param line its result as shown in the log
   */
  public record LastRun(
      @JsonProperty("as_of") LocalDate asOf, Outcome outcome, Instant at, String line) {}

  /**
   * The status of a job.
   *
   * @param since when it was first scheduled; runs before that were not missed
   */
  public record JobStatus(Instant since, @Nullable Instant next, @Nullable LastRun last) {}

  /** How the scheduler runs: as a process that stays, or started by cron. */
  public enum Mode {
    DAEMON,
    ONCE,
    ENDED
  }

  /**
   * The content of the file.
   *
   * @param unusable what is wrong with jobs that cannot be used; null in files of earlier versions
   */
  public record SchedulerStatus(
      Instant at,
      long pid,
      Mode mode,
      Map<String, JobStatus> jobs,
      @Nullable List<String> unusable) {}

  /** Reads the file; a missing or unreadable one counts as empty. */
  public Heartbeat(Path file) {
    this.file = file;
    this.status =
        read(file)
            .orElseGet(() -> new SchedulerStatus(Instant.EPOCH, 0, Mode.ENDED, Map.of(), null));
  }

  private static Optional<SchedulerStatus> read(Path file) {
    try {
      return Optional.of(
          JSON.readValue(InputFile.bytes(file, InputLimits.TEXT_FILE), SchedulerStatus.class));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** The status of a job; a new job counts as scheduled from now. */
  synchronized JobStatus jobStatus(String job, Instant now) {
    JobStatus known = status.jobs().get(job);
    return known == null ? new JobStatus(now, null, null) : known;
  }

  /** Writes that the scheduler is running, and when its jobs run next. */
  synchronized void beat(JobSchedule schedule, Instant now, Mode mode) throws IOException {
    Map<String, JobStatus> jobs = new TreeMap<>();
    for (ScheduledJob job : schedule.jobs()) {
      JobStatus known = jobStatus(job.name(), now);
      Instant next = job.next(now, 1).stream().findFirst().orElse(null);
      jobs.put(job.name(), new JobStatus(known.since(), next, known.last()));
    }
    write(
        new SchedulerStatus(
            now,
            ProcessHandle.current().pid(),
            mode,
            jobs,
            schedule.problems().stream().map(Problem::toString).toList()));
  }

  /** Writes the result of a run. */
  synchronized void record(String job, LastRun last, Instant now) throws IOException {
    JobStatus known = jobStatus(job, now);
    Map<String, JobStatus> jobs = new TreeMap<>(status.jobs());
    jobs.put(job, new JobStatus(known.since(), known.next(), last));
    write(new SchedulerStatus(now, status.pid(), status.mode(), jobs, status.unusable()));
  }

  /** The process of a scheduler that writes the same file at this moment; empty when none does. */
  public Optional<Long> otherDaemon(Instant now) {
    boolean isAnother =
        status.mode() == Mode.DAEMON
            && status.pid() != ProcessHandle.current().pid()
            && status.at().plus(BEAT).isAfter(now)
            && ProcessHandle.of(status.pid()).isPresent();
    return isAnother ? Optional.of(status.pid()) : Optional.empty();
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
   * What is wrong with the scheduler according to its file; empty when nothing is.
   *
   * @param now the current time
   */
  public static Optional<String> problem(Path file, Instant now) {
    Optional<SchedulerStatus> read = read(file);
    if (read.isEmpty()) {
      return Optional.of("The scheduler has never run: the file " + file + " does not exist.");
    }
    SchedulerStatus status = read.get();
    Duration silence = status.mode() == Mode.ONCE ? CRON_SILENCE : DAEMON_SILENCE;
    boolean isKilled =
        status.mode() == Mode.DAEMON
            && status.at().plus(BEAT).isBefore(now)
            && ProcessHandle.of(status.pid()).isEmpty();
    if (isKilled || status.mode() == Mode.ENDED || status.at().plus(silence).isBefore(now)) {
      return Optional.of(
          "The scheduler is not running; it was last running at "
              + LondonTime.show(status.at())
              + ".");
    }
    if (status.at().isAfter(now.plus(DAEMON_SILENCE))) {
      return Optional.of(
          "The scheduler was last running at "
              + LondonTime.show(status.at())
              + ", which is in the future: this machine's clock was wrong then or is wrong now.");
    }
    if (status.unusable() != null && !status.unusable().isEmpty()) {
      return Optional.of("A job cannot be used. " + status.unusable().get(0));
    }
    if (status.jobs().isEmpty()) {
      return Optional.of("No job has a schedule, so nothing is audited.");
    }
    for (Map.Entry<String, JobStatus> job : status.jobs().entrySet()) {
      LastRun last = job.getValue().last();
      Instant next = job.getValue().next();
      boolean isRunning = last != null && last.outcome() == Outcome.RUNNING;
      if (next != null && !isRunning && next.plus(OVERDUE).isBefore(now)) {
        return Optional.of(
            job.getKey()
                + " was due at "
                + LondonTime.show(next)
                + " and has not been started. Check what starts the scheduler.");
      }
      if (last != null) {
        if (last.asOf().isAfter(LondonTime.date(now))) {
          return Optional.of(
              job.getKey()
                  + " last ran as of "
                  + LondonTime.show(last.asOf())
                  + ", which is in the future: this machine's clock was wrong then or is wrong now.");
        }
        if (last.outcome() == Outcome.FAILED
            || last.outcome() == Outcome.PARTLY
            || last.outcome() == Outcome.UNREAD) {
          return Optional.of(last.line());
        }
        if (last.outcome() == Outcome.BUSY && last.at().plus(BUSY_LIMIT).isBefore(now)) {
          return Optional.of(last.line());
        }
        if (last.outcome() == Outcome.RUNNING && last.at().plus(RUNNING_LIMIT).isBefore(now)) {
          return Optional.of(
              job.getKey()
                  + " has been running since "
                  + LondonTime.show(last.at())
                  + " and seems to be stuck.");
        }
      }
    }
    return Optional.empty();
  }
}
