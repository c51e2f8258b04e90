package org.invigilator.schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Progress;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.delivery.ReviewReminders;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.schedule.Heartbeat.LastRun;
import org.invigilator.schedule.Heartbeat.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scheduled jobs, a limited number at once, each with the date on which it was due, and logs
 * one line for each run. It is long because which run is due, missed or in progress is decided here
 * alone.
 */
public final class ScheduledRuns {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledRuns.class);

  private final Path reports;
  private final Heartbeat heartbeat;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Stop stop;
  private final String who;
  private final int atOnce;
  private final Semaphore places;
  private final Set<Reminded> reminded = ConcurrentHashMap.newKeySet();

  /** A reminder of one trust; several may follow the same policy. */
  private record Reminded(String state, ReviewReminders.Reminder reminder) {
    static List<Reminded> of(AuditRequest request, List<ReviewReminders.Reminder> reached) {
      return reached.stream().map(one -> new Reminded(request.state().toString(), one)).toList();
    }
  }

  /**
   * @param reports the folder of reports for jobs that do not name one
   * @param environment contains credentials, keys and passwords
   * @param who the user that the log of access names
   * @param atOnce how many runs at most are made at once
   */
  public ScheduledRuns(
      Path reports,
      Heartbeat heartbeat,
      Map<String, String> environment,
      Clock clock,
      Stop stop,
      String who,
      int atOnce) {
    this.reports = reports;
    this.heartbeat = heartbeat;
    this.environment = environment;
    this.clock = clock;
    this.stop = stop;
    this.who = who;
    this.atOnce = atOnce;
    this.places = new Semaphore(atOnce, true);
  }

  /**
   * The date of a run that was due and is not complete, if there is one. Of several the latest in
   * term time counts; if all are in the holidays, the latest is recorded as not run.
   *
   * @param alsoFailed whether a run that failed or was blocked by another one is due again
   */
  Optional<LocalDate> missed(ScheduledJob job, boolean alsoFailed) {
    Instant now = clock.instant();
    Heartbeat.JobStatus known = heartbeat.jobStatus(job.name(), now);
    // A run of the future was made while the clock was wrong, and says nothing of today.
    LastRun last =
        known.last() != null && known.last().asOf().isAfter(LondonTime.date(now))
            ? null
            : known.last();
    Optional<LocalDate> repeat =
        last != null && last.outcome().isRepeatable(alsoFailed)
            ? Optional.of(last.asOf())
            : Optional.empty();
    Instant since =
        known.since().isAfter(now) ? LondonTime.startOf(LondonTime.date(now)) : known.since();
    Optional<LocalDate> latest =
        job.latestDue(now, since).filter(date -> last == null || last.asOf().isBefore(date));
    if (latest.isEmpty()) {
      return repeat;
    }
    if (!job.isTermTimeOnly()) {
      return latest;
    }
    return job.latestDueInTerm(now, since)
        .filter(date -> last == null || last.asOf().isBefore(date))
        .or(() -> repeat)
        .or(() -> latest);
  }

  /**
   * Runs every job that is due, the earliest date first, then writes the review packs that are due.
   *
   * @return whether everything was completed
   */
  public boolean runDue(JobSchedule schedule) throws IOException {
    heartbeat.beat(schedule, clock.instant(), Heartbeat.Mode.ONCE);
    ExecutorService executor = Executors.newFixedThreadPool(atOnce);
    List<Future<Outcome>> outcomes =
        schedule.jobs().stream()
            .filter(j -> missed(j, true).isPresent())
            .sorted(Comparator.comparing(j -> missed(j, true).orElseThrow()))
            .map(job -> executor.submit(() -> run(job, missed(job, true).orElseThrow())))
            .toList();
    executor.shutdown();
    List<Outcome> ended = outcomes.stream().map(ScheduledRuns::outcome).toList();
    remindOfReviews(schedule);
    return ended.stream().allMatch(Outcome::isComplete);
  }

  private static Outcome outcome(Future<Outcome> run) {
    try {
      return run.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.STOPPED;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a job for a date and logs its result. Never throws, so other jobs continue. */
  Outcome run(ScheduledJob job, LocalDate asOf) {
    places.acquireUninterruptibly();
    try {
      return runNow(job, asOf);
    } finally {
      places.release();
    }
  }

  /** How many runs are made at once. */
  int atOnce() {
    return atOnce;
  }

  private Outcome runNow(ScheduledJob job, LocalDate asOf) {
    if (stop.isRequested()) {
      return Outcome.STOPPED;
    }
    Instant started = clock.instant();
    record(job, asOf, Outcome.RUNNING, "");
    Result result;
    try {
      result = job.isOutOfTerm(asOf) ? outOfTerm() : audit(job, asOf, started);
    } catch (InvalidInput e) {
      result =
          new Result(
              Outcome.FAILED,
              "not started: "
                  + e.problems().get(0)
                  + (e.problems().size() > 1
                      ? " (and "
                          + (e.problems().size() - 1)
                          + " more; 'invigilator validate' lists them)"
                      : ""));
    } catch (RunLock.Busy e) {
      result = new Result(Outcome.BUSY, "waiting: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      result = new Result(Outcome.STOPPED, "stopped");
    } catch (Throwable e) {
      // An Error fails only this job; the job is retried and the other jobs continue.
      result = new Result(Outcome.FAILED, "failed: " + reason(e));
    }
    record(job, asOf, result.outcome(), log(job, asOf, result));
    return result.outcome();
  }

  /** Logs the line of a run and returns it. */
  private static String log(ScheduledJob job, LocalDate asOf, Result result) {
    String line = job.name() + " as of " + asOf + ": " + result.message();
    if (result.outcome() == Outcome.FAILED) {
      LOG.error(line);
    } else if (result.outcome() == Outcome.PARTLY || result.outcome() == Outcome.UNREAD) {
      LOG.warn(line);
    } else {
      LOG.info(line);
    }
    return line;
  }

  /** Writes the result to the heartbeat file; if that fails the run still counts. */
  private void record(ScheduledJob job, LocalDate asOf, Outcome outcome, String line) {
    Instant now = clock.instant();
    try {
      heartbeat.record(job.name(), new LastRun(asOf, outcome, now, line), now);
    } catch (IOException e) {
      LOG.error("The heartbeat file cannot be written: {}", reason(e));
    }
  }

  private record Result(Outcome outcome, String message) {}

  private static Result outOfTerm() {
    return new Result(Outcome.OUT_OF_TERM, "not run because of a holiday or closure");
  }

  private Result audit(ScheduledJob job, LocalDate asOf, Instant started)
      throws RunLock.Busy,
          RunLock.Unwritable,
          StateStore.Damaged,
          IOException,
          InterruptedException {
    AuditRequest request = job.request(asOf, reports);
    AuditWorkflow workflow =
        new AuditWorkflow(request, environment, clock, Progress.SILENT, stop, who);
    TrustInput input = workflow.prepare(false);
    try (StateStore state = StateStore.open(request.state(), environment)) {
      Optional<AuditRun> done =
          state
              .runs()
              .latest(request.job(), asOf)
              .filter(r -> r.state() == AuditRun.State.FINISHED);
      Optional<LocalDate> newest = state.runs().newestDate(LondonTime.date(clock.instant()));
      if (newest.map(asOf::isBefore).orElse(false)) {
        return new Result(
            done.isPresent() ? Outcome.DONE : Outcome.FAILED,
            done.isPresent()
                ? "already done"
                : "not run, because the ledger already has the later audit of " + newest.get());
      }
      if (done.isPresent()) {
        RunOutcome outcome =
            workflow.isCutOff(input, state)
                ? workflow.run(input, state, false)
                : workflow.followUp(input, state, done.get());
        Result resumed = result(outcome, state, started);
        return new Result(resumed.outcome(), "already audited; " + resumed.message());
      }
      Result result = result(workflow.run(input, state, false), state, started);
      // A complete audit of today includes the review reminders that are due today.
      if (result.outcome() == Outcome.DONE && asOf.equals(LondonTime.date(clock.instant()))) {
        reminded.addAll(Reminded.of(request, ReviewReminders.reached(request.trust(), asOf)));
      }
      return result;
    }
  }

  private Result result(RunOutcome outcome, StateStore state, Instant started) {
    if (outcome.failure().isPresent()) {
      return new Result(
          stop.isRequested() ? Outcome.STOPPED : Outcome.FAILED,
          "failed: " + outcome.failure().get());
    }
    String message =
        RunMessage.of(
            outcome,
            Duration.between(started, clock.instant()),
            String.valueOf(state.log().head()));
    boolean readNothing =
        outcome.report().map(r -> !r.registered().isEmpty() && r.accountsRead() == 0).orElse(false);
    return new Result(
        !outcome.isWhole() ? Outcome.PARTLY : readNothing ? Outcome.UNREAD : Outcome.DONE,
        readNothing ? "no account could be read; " + message : message);
  }

  /**
   * Writes the review packs of policies that are soon due for review, once for each trust, with the
   * first of its jobs.
   */
  synchronized void remindOfReviews(JobSchedule schedule) {
    LocalDate today = LondonTime.date(clock.instant());
    Set<String> trusts = new HashSet<>();
    for (ScheduledJob job : schedule.jobs()) {
      AuditRequest request = job.request(today, reports);
      if (trusts.add(request.trust() + " " + request.state()) && !stop.isRequested()) {
        try {
          remindOfReviews(job, request, today);
        } catch (InvalidInput | RunLock.Busy e) {
          // The next run of the job reports the problem; this is tried again in an hour.
        } catch (Throwable e) {
          LOG.error("{}: the review pack could not be written: {}", job.name(), reason(e));
        }
      }
    }
  }

  private void remindOfReviews(ScheduledJob job, AuditRequest request, LocalDate today)
      throws Exception {
    List<Reminded> reached = Reminded.of(request, ReviewReminders.reached(request.trust(), today));
    if (reached.isEmpty() || reminded.containsAll(reached)) {
      return;
    }
    AuditWorkflow workflow =
        new AuditWorkflow(request, environment, clock, Progress.SILENT, stop, who);
    TrustInput input = workflow.prepare(false);
    Instant started = clock.instant();
    try (StateStore state = StateStore.open(request.state(), environment)) {
      Optional<RunOutcome> outcome = workflow.remind(input, state);
      Optional<Path> file = outcome.flatMap(RunOutcome::reviewPack);
      if (file.isPresent()) {
        reminded.addAll(reached);
        LOG.info(
            "{} as of {}: the policy is soon due for review; review pack written: {}",
            job.name(),
            today,
            file.get());
      }
      if (outcome.isPresent()) {
        // It sent the mails of the date, so its result is the job's last one.
        Result result = result(outcome.get(), state, started);
        record(job, today, result.outcome(), log(job, today, result));
      }
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // The message of an Error, such as the name of a missing class, means little on its own.
    return root instanceof Error
        ? root.toString()
        : root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
