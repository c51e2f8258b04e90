package org.invigilator.schedule;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.invigilator.job.StateLocation;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.schedule.Heartbeat.Outcome;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scheduler as a process. Quartz starts the runs; a thread of its own writes the heartbeat and
 * looks for changed job files and missed runs. Daemons that share a database run each job once per
 * date.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(30);

  /** The delays after the first, second, … failure of a run; after the last it is given up. */
  private static final List<Duration> RETRY_DELAYS =
      List.of(
          Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4));

  private static final Duration BUSY_DELAY = Duration.ofMinutes(5);
  private static final int BUSY_RETRIES = 48;

  /** Review reminders wait until the runs at night are over. */
  private static final LocalTime REMINDERS_FROM = LocalTime.of(5, 0);

  private final Path folder;
  private final ScheduledRuns runs;
  private final Heartbeat heartbeat;
  private final Clock clock;
  private final QuartzTriggers triggers;
  private final ScheduledExecutorService heartbeatExecutor = executor("heartbeat", 1);

  /** Missed runs, retries and review reminders, which Quartz does not start. */
  private final ScheduledExecutorService retryExecutor;

  private final Set<String> activeJobs = ConcurrentHashMap.newKeySet();
  private volatile JobSchedule schedule;
  private String reportedProblems = "";
  private long lastReminderHour = -1;
  private boolean firstBeat = true;

  /**
   * @param folder the folder with the job files
   * @param shared the database that several daemons share; empty when this is the only one
   */
  public Daemon(
      Path folder,
      JobSchedule schedule,
      ScheduledRuns runs,
      Heartbeat heartbeat,
      Clock clock,
      Optional<StateLocation> shared,
      Map<String, String> environment)
      throws Exception {
    this.folder = folder;
    this.schedule = schedule;
    this.runs = runs;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.triggers =
        new QuartzTriggers(
            NightJob.class,
            (bundle, quartz) -> new NightJob(this),
            runs.atOnce(),
            shared,
            environment);
    this.retryExecutor = executor("retry", runs.atOnce());
  }

  private static ScheduledExecutorService executor(String name, int threads) {
    return Executors.newScheduledThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** The job class for Quartz. Its name is stored in shared databases and must not change. */
  @DisallowConcurrentExecution
  static final class NightJob implements Job {
    private final Daemon daemon;

    NightJob(Daemon daemon) {
      this.daemon = daemon;
    }

    @Override
    public void execute(JobExecutionContext context) {
      daemon.run(context.getJobDetail().getKey().getName(), runDate(context), new Attempts(0, 0));
    }
  }

  /** Starts the scheduler; runs missed while it was stopped follow at once. */
  public void start() throws SchedulerException {
    triggers.sync(schedule);
    triggers.start();
    heartbeatExecutor.scheduleWithFixedDelay(
        this::beat, 0, HEARTBEAT_INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  private void beat() {
    try {
      reload();
      heartbeat.beat(schedule, clock.instant(), Heartbeat.Mode.DAEMON);
      for (ScheduledJob job : schedule.jobs()) {
        Optional<LocalDate> missed =
            activeJobs.contains(job.name()) ? Optional.empty() : runs.missed(job, firstBeat);
        missed.ifPresent(
            asOf -> {
              LOG.info("{} as of {}: this run was missed and starts now", job.name(), asOf);
              runLater(job.name(), asOf, new Attempts(0, 0), Duration.ZERO);
            });
      }
      firstBeat = false;
      remindOfReviews();
    } catch (Throwable e) {
      // An executor never again runs a task that has thrown.
      LOG.error("The scheduler could not look for runs that are due", e);
    }
  }

  private void reload() throws SchedulerException {
    try {
      if (!schedule.isStale(folder)) {
        return;
      }
      JobSchedule before = schedule;
      schedule = JobSchedule.read(folder, LondonTime.date(clock.instant())).orAsBefore(before);
      triggers.sync(schedule);
      LOG.info("The job files changed and were read again; scheduled: {}", schedule.jobs().size());
      before.jobs().stream()
          .map(ScheduledJob::name)
          .filter(name -> schedule.job(name).isEmpty())
          .forEach(name -> LOG.warn("{} is no longer scheduled", name));
      report(schedule.problems());
    } catch (InvalidInput e) {
      schedule = schedule.without(e.problems());
      report(e.problems());
    }
  }

  private void report(List<Problem> found) {
    String problems = found.stream().map(Problem::toString).collect(Collectors.joining("; "));
    if (!problems.isEmpty() && !problems.equals(reportedProblems)) {
      LOG.error(
          "The job files cannot be used as they are, so the previous ones stay in use: {}",
          problems);
    }
    reportedProblems = problems;
  }

  private void remindOfReviews() {
    long hour = clock.instant().getEpochSecond() / 3600;
    LocalTime time = LocalTime.ofInstant(clock.instant(), LondonTime.ZONE);
    if (hour != lastReminderHour && time.isAfter(REMINDERS_FROM) && activeJobs.isEmpty()) {
      lastReminderHour = hour;
      retryExecutor.execute(() -> runs.remindOfReviews(schedule));
    }
  }

  /** How often a run has failed, and how often another run was in its way. */
  private record Attempts(int failed, int busy) {}

  private void runLater(String job, LocalDate asOf, Attempts attempts, Duration delay) {
    activeJobs.add(job);
    retryExecutor.schedule(() -> run(job, asOf, attempts), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run(String name, LocalDate asOf, Attempts attempts) {
    Optional<ScheduledJob> job = schedule.job(name);
    if (job.isEmpty()) {
      LOG.error("{} was not run: this machine has no file for that job", name);
      activeJobs.remove(name);
      return;
    }
    activeJobs.add(name);
    Outcome outcome = runs.run(job.get(), asOf);
    if (outcome == Outcome.FAILED && attempts.failed() < RETRY_DELAYS.size()) {
      runLater(
          name,
          asOf,
          new Attempts(attempts.failed() + 1, attempts.busy()),
          RETRY_DELAYS.get(attempts.failed()));
    } else if (outcome == Outcome.BUSY && attempts.busy() < BUSY_RETRIES) {
      runLater(name, asOf, new Attempts(attempts.failed(), attempts.busy() + 1), BUSY_DELAY);
    } else {
      activeJobs.remove(name);
    }
  }

  /** The date a run is for; a recovered run keeps the date on which it first started. */
  private static LocalDate runDate(JobExecutionContext context) {
    String first =
        context.isRecovering()
            ? context
                .getMergedJobDataMap()
                .getString(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS)
            : null;
    return LondonTime.date(
        first == null
            ? context.getScheduledFireTime().toInstant()
            : Instant.ofEpochMilli(Long.parseLong(first)));
  }

  /** Stops the scheduler after the current run, which ends early when a stop was requested. */
  @Override
  public void close() throws Exception {
    heartbeatExecutor.shutdown();
    heartbeatExecutor.awaitTermination(5, TimeUnit.SECONDS);
    retryExecutor.shutdownNow();
    retryExecutor.awaitTermination(20, TimeUnit.SECONDS);
    triggers.close();
    heartbeat.beat(schedule, clock.instant(), Heartbeat.Mode.ENDED);
  }
}
