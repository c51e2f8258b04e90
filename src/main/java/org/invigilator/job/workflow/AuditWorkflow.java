package org.invigilator.job.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Progress;
import org.invigilator.job.StateLocation;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.Workers;
import org.invigilator.job.collect.LiveCollection;
import org.invigilator.job.delivery.Deliverability;
import org.invigilator.job.delivery.ReviewReminders;
import org.invigilator.job.remote.AbandonedRuns;
import org.invigilator.job.step.CloseStep;
import org.invigilator.job.step.RunContext;
import org.invigilator.job.step.RunReport;
import org.invigilator.job.store.Recovery;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.report.ReportFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * One run of a job for one audit date, whoever starts it: begun, taken up where it was cut off, or
 * refused. Its steps are in {@link AuditFlow}. It is long because every way in which a run may
 * begin is told apart here.
 */
public final class AuditWorkflow {
  private static final Logger LOG = LoggerFactory.getLogger(AuditWorkflow.class);

  private final AuditRequest request;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Progress progress;
  private final Stop stop;
  private final String user;

  /**
   * @param environment where credentials, keys and passwords are looked for
   * @param user is entered in the log as the one who ran it
   */
  public AuditWorkflow(
      AuditRequest request,
      Map<String, String> environment,
      Clock clock,
      Progress progress,
      Stop stop,
      String user) {
    this.request = request;
    this.environment = environment;
    this.clock = clock;
    this.progress = progress;
    this.stop = stop;
    this.user = user;
  }

  /**
   * Checks everything that can be checked before anything is done.
   *
   * @param trial whether mails become files
   * @throws InvalidInput with every problem found
   */
  public TrustInput prepare(boolean trial) {
    TrustInput input = TrustInput.of(request, request.asOf());
    Deliverability.refuseUndeliverable(input, request, trial, environment);
    checkWorkers();
    checkWritable(request.out());
    ReportFiles.otherTrust(request.out(), request.asOf(), input.settings().name())
        .ifPresent(
            other -> {
              throw new InvalidInput(
                  List.of(
                      new Problem(
                          "--out " + request.out(),
                          0,
                          "",
                          "This folder already has the reports of " + other + " for this date.",
                          "Give each trust its own folder with --out, or out in its job.")));
            });
    return input;
  }

  private void checkWorkers() {
    if (request.workers() != Workers.HERE && request.state() instanceof StateLocation.Folder) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "workers",
                  0,
                  "",
                  "Workers need a ledger that they can reach, and this one is in a folder.",
                  "Give state: jdbc:postgresql://host/database, or take workers: out of the job.")));
    }
  }

  /** Looks whether reports can be written, and makes nothing yet. */
  private static void checkWritable(Path out) {
    Path there = out.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--out " + out,
                  0,
                  "",
                  "Reports cannot be written there.",
                  "Make the folder writable, or give another one.")));
    }
  }

  /**
   * Runs it, or takes up where a run of the same date was cut off.
   *
   * @param trial whether mails become files and none is sent
   * @throws InvalidInput when that date was audited already, or a later one
   */
  public RunOutcome run(TrustInput input, StateStore state, boolean trial) {
    return run(input, state, trial, StartOptions.NONE);
  }

  /**
   * Runs it as someone has it started by hand.
   *
   * @param options what is permitted although it is usually a mistake
   */
  public RunOutcome run(TrustInput input, StateStore state, boolean trial, StartOptions options) {
    startCheck(state).refuseWrongLedger(input, options);
    Optional<AuditRun> cutOff = startCheck(state).cutOffOrRefuse(input);
    new LiveCollection(request, input, state, clock, progress, stop, environment).check();
    state.remember(request);
    state.runs().disownFuture(today());
    AuditRun run = cutOff.orElseGet(() -> begin(input, state));
    input.compareSizes(state.runs(), run);
    RunContext context =
        new RunContext(request, input, state, run, trial, environment, clock, progress, stop, user);
    progress.begins(input.registers().accounts().size());
    return execute(AuditFlow.AUDIT, AuditFlow.parameters(run), context, cutOff.isPresent());
  }

  private StartCheck startCheck(StateStore state) {
    return new StartCheck(request, state, today());
  }

  /** Today in London, or the audit date where someone had a date of the future audited. */
  private LocalDate today() {
    LocalDate today = LondonTime.date(clock.instant());
    return request.asOf().isAfter(today) ? request.asOf() : today;
  }

  /** Whether a run of this date was cut off, so that running it again takes it up. */
  public boolean isCutOff(TrustInput input, StateStore state) {
    return startCheck(state).cutOff(input).isPresent();
  }

  /**
   * Does what belongs to a run after its audit once more: a review pack that is due, mails that
   * wait, expired data. What was done already is not done again.
   */
  public RunOutcome followUp(TrustInput input, StateStore state, AuditRun run) {
    state.identity().confirm(input.settings().name(), false);
    input.compareSizes(state.runs(), run);
    RunContext context =
        new RunContext(request, input, state, run, false, environment, clock, progress, stop, user);
    return execute(
        AuditFlow.FOLLOW_UP,
        new JobParametersBuilder(AuditFlow.parameters(run))
            .addString("at", clock.instant().toString())
            .toJobParameters(),
        context,
        true);
  }

  /**
   * Writes the review pack where a reminder is due and none was written for it: audits the date
   * unless it is audited.
   *
   * @return how it ended; empty when nothing was due, when a later date was audited already, and
   *     when no audit ever was, for a reminder does not start the first one
   */
  public Optional<RunOutcome> remind(TrustInput input, StateStore state) {
    List<ReviewReminders.Reminder> due =
        state
            .reviewReminders()
            .notWritten(ReviewReminders.reached(input.requirements().packs(), request.asOf()));
    Optional<AuditRun> newest =
        state.runs().all().stream().filter(r -> r.state() == AuditRun.State.FINISHED).findFirst();
    if (due.isEmpty() || newest.map(r -> r.asOf().isAfter(request.asOf())).orElse(true)) {
      return Optional.empty();
    }
    return Optional.of(
        newest.get().asOf().equals(request.asOf())
            ? followUp(input, state, newest.get())
            : run(input, state, false));
  }

  private AuditRun begin(TrustInput input, StateStore state) {
    int attempt = state.runs().latest(request.asOf()).map(b -> b.attempt() + 1).orElse(1);
    AuditRun run =
        new AuditRun(
            request.asOf() + "-" + attempt,
            request.job(),
            request.asOf(),
            attempt,
            input.fingerprint(),
            AuditRun.State.STARTED,
            clock.instant(),
            Optional.empty());
    state.runs().begin(run);
    state.runs().noteSizes(run.id(), input.registers().sizes());
    return run;
  }

  private RunOutcome execute(
      String job, JobParameters parameters, RunContext run, boolean continued) {
    try {
      AbandonedRuns.settle(run.state(), request, environment, job);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("It was stopped.", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Recovery.recover(run.state(), job);
    try (AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
        MDC.MDCCloseable id = MDC.putCloseable("run", run.run().id());
        MDC.MDCCloseable trust = MDC.putCloseable("trust", run.input().settings().name())) {
      beans.registerBean(RunContext.class, () -> run);
      beans.registerBean(JobRepository.class, run.state()::jobRepository);
      beans.registerBean(PlatformTransactionManager.class, run.state()::transactions);
      beans.register(AuditFlow.class);
      beans.refresh();
      JobExecution execution =
          run.state().jobOperator().start(beans.getBean(job, Job.class), parameters);
      return outcome(run, continued, execution, beans.getBean(RunReport.class));
    } catch (JobExecutionException e) {
      throw new IllegalStateException("The run could not be started: " + e.getMessage(), e);
    }
  }

  private RunOutcome outcome(
      RunContext run, boolean continued, JobExecution execution, RunReport report) {
    boolean done = execution.getStatus() == BatchStatus.COMPLETED;
    if (!done) {
      closeUnfinished(run);
    }
    return RunOutcome.of(
        run,
        continued,
        execution.getJobInstance(),
        done ? Optional.of(report.model()) : Optional.empty(),
        done ? Optional.empty() : Optional.of(failure(execution)));
  }

  /** Notes that a run failed or was stopped; its metrics and log entry are written all the same. */
  private void closeUnfinished(RunContext run) {
    AuditRun latest =
        run.state().runs().latest(run.run().job(), run.run().asOf()).orElse(run.run());
    if (latest.state() != AuditRun.State.FINISHED) {
      run.state()
          .runs()
          .end(
              run.run().id(),
              stop.isRequested() ? AuditRun.State.STOPPED : AuditRun.State.FAILED,
              clock.instant());
    }
    try {
      CloseStep.close(run, Optional.empty());
    } catch (IOException | RuntimeException e) {
      LOG.warn("The metrics of a failed run could not be written: {}", reason(e));
    }
  }

  private String failure(JobExecution execution) {
    return stop.isRequested()
        ? "It was stopped."
        : execution.getAllFailureExceptions().stream()
            .map(AuditWorkflow::reason)
            .findFirst()
            .orElse("The reason is in the log.");
  }

  private static String reason(Throwable failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    if (root instanceof OptimisticLockingFailureException) {
      return "Another process has taken the run over.";
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
