package org.invigilator.job;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.answer.DecisionValidator;
import org.invigilator.answer.Intake;
import org.invigilator.finding.AnswerLine;
import org.invigilator.finding.AuditRun;
import org.invigilator.policy.Delivery;
import org.invigilator.register.Account;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Sentences;
import org.invigilator.rule.TrustAudit;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** One audit, from the first account to the last file. */
public final class Audit {
  private static final String JOB = "audit";

  private final AuditRequest request;
  private final Preparation preparation;
  private final StateStore state;
  private final Clock clock;
  private final Progress progress;
  private final Stop stop;
  private final Map<String, String> environment;
  private final CollectionStep collection;
  private volatile List<String> halts = List.of();
  private volatile List<String> undeliverable = List.of();

  public Audit(
      AuditRequest request,
      Preparation preparation,
      StateStore state,
      Clock clock,
      Progress progress,
      Stop stop) {
    this(request, preparation, state, clock, progress, stop, Secrets.environment());
  }

  /**
   * @param environment where credentials and passwords are looked for
   */
  Audit(
      AuditRequest request,
      Preparation preparation,
      StateStore state,
      Clock clock,
      Progress progress,
      Stop stop,
      Map<String, String> environment) {
    this.request = request;
    this.preparation = preparation;
    this.state = state;
    this.clock = clock;
    this.progress = progress;
    this.stop = stop;
    this.environment = environment;
    this.collection =
        new CollectionStep(request, preparation, state, clock, progress, stop, environment);
  }

  /**
   * How an audit ended.
   *
   * @param continued whether it took up a run that had been cut off
   * @param halts why collecting ended before everything was tried; the audit is of what there is
   * @param undeliverable to whom no mail can be sent, and why
   * @param failure why it could not finish; empty when it did
   */
  public record Result(
      AuditRun run,
      boolean continued,
      Optional<ReportModel> report,
      Optional<String> failure,
      List<String> halts,
      List<String> undeliverable) {}

  /**
   * Runs the audit, or takes up where a run of the same date was cut off.
   *
   * @throws InvalidInput when that date was audited already, or a later one
   */
  public Result run() {
    Optional<AuditRun> before = state.runs().latest(request.job(), request.asOf());
    refuseWhatIsDone(before);
    collection.check();
    AuditRun run = before.filter(this::canContinue).orElseGet(this::begin);
    boolean continued = before.map(b -> b.id().equals(run.id())).orElse(false);
    Recovery.recover(state, JOB);
    try {
      JobExecution execution = state.jobOperator().start(job(run), parameters(run));
      return result(run, continued, execution);
    } catch (JobExecutionException e) {
      throw new IllegalStateException("The batch could not be started: " + e.getMessage(), e);
    }
  }

  private Result result(AuditRun run, boolean continued, JobExecution execution) {
    boolean done = execution.getStatus() == BatchStatus.COMPLETED;
    boolean stopped = stop.isRequested();
    if (!done) {
      state
          .runs()
          .end(run.id(), stopped ? AuditRun.State.STOPPED : AuditRun.State.FAILED, clock.instant());
    }
    Optional<String> failure =
        done
            ? Optional.empty()
            : Optional.of(
                stopped
                    ? "It was stopped."
                    : execution.getAllFailureExceptions().stream()
                        .map(Audit::reason)
                        .findFirst()
                        .orElse("The reason is in the log."));
    return new Result(
        run,
        continued,
        done ? Optional.of(model(run)) : Optional.empty(),
        failure,
        halts,
        undeliverable);
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private void refuseWhatIsDone(Optional<AuditRun> before) {
    if (before.map(b -> b.state() == AuditRun.State.FINISHED).orElse(false) && !request.again()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--as-of " + request.asOf(),
                  0,
                  "",
                  "The audit of this date is finished.",
                  "Its reports are in "
                      + request.out().resolve(request.asOf().toString())
                      + ". Use --again to repeat it.")));
    }
    Optional<LocalDate> newest = state.runs().newestDate();
    if (newest.map(request.asOf()::isBefore).orElse(false)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--as-of " + request.asOf(),
                  0,
                  "",
                  "The ledger already knows the audit of "
                      + newest.get()
                      + ", and an earlier one would rewrite its history.",
                  "Use that date or a later one, or a new folder with --state.")));
    }
  }

  /** A run that was cut off goes on as long as nobody changed what it was told. */
  private boolean canContinue(AuditRun before) {
    return before.state() != AuditRun.State.FINISHED
        && before.inputs().equals(preparation.fingerprint());
  }

  private AuditRun begin() {
    int attempt = state.runs().latest(request.asOf()).map(b -> b.attempt() + 1).orElse(1);
    AuditRun run =
        new AuditRun(
            request.asOf() + "-" + attempt,
            request.job(),
            request.asOf(),
            attempt,
            preparation.fingerprint(),
            AuditRun.State.STARTED,
            clock.instant(),
            Optional.empty());
    state.runs().begin(run);
    return run;
  }

  private static JobParameters parameters(AuditRun run) {
    return new JobParametersBuilder()
        .addString("as_of", run.asOf().toString())
        .addLong("attempt", (long) run.attempt())
        .toJobParameters();
  }

  private Job job(AuditRun run) {
    return new JobBuilder(JOB, state.jobRepository())
        .start(collect())
        .next(decisions())
        .next(accounts())
        .next(trust())
        .next(report(run))
        .build();
  }

  /** Waits and calls take long, so this step holds no transaction; the collection keeps its own. */
  private Step collect() {
    return new StepBuilder("collect", state.jobRepository())
        .tasklet(
            (contribution, context) -> {
              stop.check();
              CollectionStep.Outcome outcome = collection.run(false);
              stop.check();
              outcome.sentences().forEach(progress::step);
              halts = List.copyOf(outcome.halts());
              return RepeatStatus.FINISHED;
            },
            new ResourcelessTransactionManager())
        .build();
  }

  /** Takes in what was sent back, so that it already counts for what this audit finds. */
  private Step decisions() {
    return new StepBuilder("decisions", state.jobRepository())
        .tasklet(
            (contribution, context) -> {
              stop.check();
              List<AnswerLine> lines =
                  new Intake(
                          new DecisionValidator(
                              preparation.index(),
                              preparation.requirements().packs(),
                              state.decisions()),
                          state.decisions(),
                          preparation.trustFolder().resolve("decisions"))
                      .take(preparation.decisions());
              long taken =
                  lines.stream().filter(l -> l.result() == AnswerLine.Result.TAKEN).count();
              if (!lines.isEmpty()) {
                progress.step("what was sent back was read: " + taken + " of its answers taken");
              }
              return RepeatStatus.FINISHED;
            },
            state.transactions())
        .build();
  }

  private Step accounts() {
    List<Account> accounts = preparation.registers().accounts();
    progress.begins(accounts.size());
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(Database.WORKERS);
    executor.setThreadNamePrefix("account-");
    executor.setDaemon(true);
    executor.initialize();
    TaskExecutorPartitionHandler handler = new TaskExecutorPartitionHandler();
    handler.setTaskExecutor(executor);
    handler.setStep(account());
    handler.setGridSize(accounts.size());
    return new StepBuilder("accounts", state.jobRepository())
        .partitioner(AccountStep.ACCOUNT, grid -> partitions(accounts))
        .partitionHandler(handler)
        .build();
  }

  private static Map<String, ExecutionContext> partitions(List<Account> accounts) {
    Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
    for (int i = 0; i < accounts.size(); i++) {
      ExecutionContext context = new ExecutionContext();
      context.putString(AccountStep.ACCOUNT, accounts.get(i).id());
      partitions.put("p" + i, context);
    }
    return partitions;
  }

  private Step account() {
    return new StepBuilder(AccountStep.ACCOUNT, state.jobRepository())
        .tasklet(
            new AccountStep(
                preparation, state.ledger(), state.readings(), state.marks(), stop, progress),
            state.transactions())
        .build();
  }

  private Step trust() {
    return new StepBuilder("trust", state.jobRepository())
        .tasklet(
            (contribution, context) -> {
              stop.check();
              TrustAudit.Result result =
                  new TrustAudit(preparation.index(), preparation.requirements()).run();
              state
                  .ledger()
                  .reconcile(
                      "",
                      "",
                      request.asOf(),
                      result.judgements(),
                      result.outcomes(),
                      Optional.empty(),
                      preparation.duties(),
                      request.asOf());
              state.ledger().closeUnregistered(request.asOf(), preparation.registers().accounts());
              progress.step("the trust as a whole was checked");
              return RepeatStatus.FINISHED;
            },
            state.transactions())
        .build();
  }

  private Step report(AuditRun run) {
    return new StepBuilder("report", state.jobRepository())
        .tasklet(
            (contribution, context) -> {
              stop.check();
              state.runs().end(run.id(), AuditRun.State.FINISHED, clock.instant());
              state
                  .counts()
                  .keep(run.asOf(), state.ledger().findings(run.asOf(), Sentences.OF_CODES));
              ReportModel model = model(run);
              Reports.write(model, preparation, request.out(), environment);
              queue(model);
              progress.step("the reports were written");
              return RepeatStatus.FINISHED;
            },
            state.transactions())
        .build();
  }

  /** Puts the mails aside where the job delivers and this is no trial. */
  private void queue(ReportModel model) throws java.io.IOException {
    Delivery delivery = preparation.settings().delivery();
    if (delivery != null && !request.deliver().isEmpty()) {
      undeliverable =
          state
              .mailing(clock)
              .queue(
                  model,
                  Redaction.of(preparation.index()),
                  delivery,
                  request.deliver(),
                  request.out());
    }
  }

  private ReportModel model(AuditRun run) {
    return Reports.model(
        state, preparation, state.runs().latest(run.job(), run.asOf()).orElse(run), environment);
  }
}
