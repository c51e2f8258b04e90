package org.invigilator.schedule;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.invigilator.report.ReportModel;
import org.invigilator.schedule.Heartbeat.LastRun;
import org.invigilator.schedule.Heartbeat.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the nights of jobs, one at a time, each dated as the night it is for, and says one line of
 * each.
 */
public final class ScheduledRuns {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledRuns.class);

  private final Path reports;
  private final Heartbeat heartbeat;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Stop stop;
  private final String who;
  private final Set<ReviewReminders.Reminder> rehearsed = new HashSet<>();

  /**
   * @param reports where reports go when a job does not say
   * @param environment where credentials, keys and passwords are looked for
   * @param who is entered in the log as the one who ran it
   */
  public ScheduledRuns(
      Path reports,
      Heartbeat heartbeat,
      Map<String, String> environment,
      Clock clock,
      Stop stop,
      String who) {
    this.reports = reports;
    this.heartbeat = heartbeat;
    this.environment = environment;
    this.clock = clock;
    this.stop = stop;
    this.who = who;
  }

  /**
   * The night of a job that was to run and did not come to its end, if there is one. Of several the
   * latest of term counts; a holiday is only noted.
   *
   * @param failed whether one that failed, or that found another run in its way, is due again
   */
  Optional<LocalDate> missed(ScheduledJob job, boolean failed) {
    Instant now = clock.instant();
    Heartbeat.JobStatus known = heartbeat.known(job.name(), now);
    LastRun last = known.last();
    Optional<LocalDate> again =
        last != null && last.outcome().isToBeTakenUp(failed)
            ? Optional.of(last.night())
            : Optional.empty();
    Optional<LocalDate> latest =
        job.latestNight(now, known.since())
            .filter(night -> last == null || last.night().isBefore(night));
    if (latest.isEmpty()) {
      return again;
    }
    if (!job.isTermTimeOnly()) {
      return latest;
    }
    return job.latestNightOfTerm(now, known.since())
        .filter(night -> last == null || last.night().isBefore(night))
        .or(() -> again)
        .or(() -> latest);
  }

  /**
   * Runs every night that is due, the earliest first, and then whatever review is to be rehearsed.
   *
   * @return whether everything came to its end
   */
  public boolean runWhatIsDue(JobSchedule timetable) throws IOException {
    boolean whole = true;
    heartbeat.beat(timetable, clock.instant(), Heartbeat.Mode.ONCE);
    for (ScheduledJob job :
        timetable.jobs().stream()
            .filter(j -> missed(j, true).isPresent())
            .sorted(java.util.Comparator.comparing(j -> missed(j, true).orElseThrow()))
            .toList()) {
      Outcome outcome = run(job, missed(job, true).orElseThrow());
      whole &= outcome != Outcome.FAILED && outcome != Outcome.PARTLY && outcome != Outcome.STOPPED;
    }
    rehearse(timetable);
    return whole;
  }

  /** Runs one night of a job, and says a line of it. */
  synchronized Outcome run(ScheduledJob job, LocalDate night) {
    if (stop.isRequested()) {
      return Outcome.STOPPED;
    }
    Instant began = clock.instant();
    note(job, night, Outcome.RUNNING, "");
    Told told;
    try {
      told = job.isOutOfTerm(night) ? outOfTerm() : tried(job, night, began);
    } catch (InvalidInput e) {
      told =
          new Told(
              Outcome.FAILED,
              "was not begun: "
                  + e.problems().get(0)
                  + (e.problems().size() > 1
                      ? " (and "
                          + (e.problems().size() - 1)
                          + " more; invigilator validate shows them)"
                      : ""));
    } catch (RunLock.Busy e) {
      told = new Told(Outcome.BUSY, "waits: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      told = new Told(Outcome.STOPPED, "was stopped");
    } catch (Throwable e) {
      // An error of the machine fails this job alone; it is tried again and the others go on.
      told = new Told(Outcome.FAILED, "could not be finished: " + reason(e));
    }
    String line = job.name() + " as of " + night + ": " + told.words();
    note(job, night, told.outcome(), line);
    if (told.outcome() == Outcome.FAILED) {
      LOG.error(line);
    } else if (told.outcome() == Outcome.PARTLY) {
      LOG.warn(line);
    } else {
      LOG.info(line);
    }
    return told.outcome();
  }

  /** Notes how a night stands; a file that cannot be written keeps no night from its end. */
  private void note(ScheduledJob job, LocalDate night, Outcome outcome, String line) {
    Instant now = clock.instant();
    try {
      heartbeat.note(job.name(), new LastRun(night, outcome, now, line), now);
    } catch (IOException e) {
      LOG.error("The heartbeat cannot be written: {}", reason(e));
    }
  }

  private record Told(Outcome outcome, String words) {}

  private static Told outOfTerm() {
    return new Told(Outcome.OUT_OF_TERM, "not run, for it is a holiday or a closure");
  }

  private Told tried(ScheduledJob job, LocalDate night, Instant began)
      throws RunLock.Busy,
          RunLock.Unwritable,
          StateStore.Damaged,
          IOException,
          InterruptedException {
    AuditRequest request = job.request(night, reports);
    AuditWorkflow run = new AuditWorkflow(request, environment, clock, Progress.SILENT, stop, who);
    TrustInput preparation = run.prepare(false);
    try (StateStore state = StateStore.open(request.state(), environment)) {
      Optional<AuditRun> done =
          state
              .runs()
              .latest(request.job(), night)
              .filter(r -> r.state() == AuditRun.State.FINISHED);
      Optional<LocalDate> newest = state.runs().newestDate();
      if (newest.map(night::isBefore).orElse(false)) {
        return new Told(
            done.isPresent() ? Outcome.DONE : Outcome.FAILED,
            done.isPresent()
                ? "was done already"
                : "was not run, for the ledger already knows the audit of " + newest.get());
      }
      if (done.isPresent()) {
        RunOutcome after =
            run.isCutOff(preparation, state)
                ? run.run(preparation, state, false)
                : run.followUp(preparation, state, done.get());
        Told resumed = told(after, state, began);
        return new Told(resumed.outcome(), "was audited already; " + resumed.words());
      }
      Told told = told(run.run(preparation, state, false), state, began);
      // The night of today has held what was due today.
      if (told.outcome() == Outcome.DONE && night.equals(LondonTime.date(clock.instant()))) {
        rehearsed.addAll(ReviewReminders.reached(request.trust(), night));
      }
      return told;
    }
  }

  private Told told(RunOutcome outcome, StateStore state, Instant began) {
    if (outcome.failure().isPresent()) {
      return new Told(
          stop.isRequested() ? Outcome.STOPPED : Outcome.FAILED,
          "could not be finished: " + outcome.failure().get());
    }
    ReportModel model = outcome.report().orElseThrow();
    long standing = model.findings().stream().filter(f -> f.status().isOpen()).count();
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.UK,
                "%,d new, %,d open, %,d overdue, %d of %d accounts read in full",
                model.newFindings().size(),
                standing,
                model.overdue().size(),
                model.accountsRead(),
                model.registered().size()));
    if (outcome.purged() > 0) {
      line.append(String.format(Locale.UK, "; %,d expired records deleted", outcome.purged()));
    }
    outcome.reviewPack().ifPresent(file -> line.append("; review pack written"));
    outcome
        .mail()
        .filter(m -> m.sent() > 0)
        .ifPresent(m -> line.append("; " + m.sent() + " mails sent"));
    outcome.halts().forEach(why -> line.append("; not everything was collected: " + why));
    outcome
        .mail()
        .ifPresent(m -> m.messages().forEach(why -> line.append("; mail not sent " + why)));
    line.append("; took ")
        .append(Duration.between(began, clock.instant()).toSeconds())
        .append(" s; log ")
        .append(state.log().head(), 0, 12);
    return new Told(outcome.isWhole() ? Outcome.DONE : Outcome.PARTLY, line.toString());
  }

  /**
   * Holds the rehearsals of reviews whose day has come, once for each trust, by the first of its
   * jobs.
   */
  synchronized void rehearse(JobSchedule timetable) {
    LocalDate today = LondonTime.date(clock.instant());
    Set<String> trusts = new HashSet<>();
    for (ScheduledJob job : timetable.jobs()) {
      AuditRequest request = job.request(today, reports);
      if (trusts.add(request.trust() + " " + request.state()) && !stop.isRequested()) {
        try {
          rehearse(job, request, today);
        } catch (InvalidInput | RunLock.Busy e) {
          // Its nights tell what is wrong; the next hour tries again.
        } catch (Throwable e) {
          LOG.error("{}: the review could not be rehearsed: {}", job.name(), reason(e));
        }
      }
    }
  }

  private void rehearse(ScheduledJob job, AuditRequest request, LocalDate today) throws Exception {
    List<ReviewReminders.Reminder> reached = ReviewReminders.reached(request.trust(), today);
    if (reached.isEmpty() || rehearsed.containsAll(reached)) {
      return;
    }
    AuditWorkflow night =
        new AuditWorkflow(request, environment, clock, Progress.SILENT, stop, who);
    TrustInput preparation = night.prepare(false);
    try (StateStore state = StateStore.open(request.state(), environment)) {
      Optional<Path> file = night.remind(preparation, state);
      if (file.isPresent()) {
        rehearsed.addAll(reached);
        LOG.info(
            "{} as of {}: the review of the policy was rehearsed: {}",
            job.name(),
            today,
            file.get());
      }
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
