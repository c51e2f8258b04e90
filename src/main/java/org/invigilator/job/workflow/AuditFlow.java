package org.invigilator.job.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.invigilator.finding.AuditRun;
import org.invigilator.input.FileHashes;
import org.invigilator.job.Workers;
import org.invigilator.job.collect.LiveCollection;
import org.invigilator.job.remote.RemotePartitions;
import org.invigilator.job.step.AccountStep;
import org.invigilator.job.step.CloseStep;
import org.invigilator.job.step.CollectStep;
import org.invigilator.job.step.DecisionsStep;
import org.invigilator.job.step.DeliverStep;
import org.invigilator.job.step.PurgeStep;
import org.invigilator.job.step.ReportStep;
import org.invigilator.job.step.ReviewStep;
import org.invigilator.job.step.RunContext;
import org.invigilator.job.step.RunReport;
import org.invigilator.job.step.TrustStep;
import org.invigilator.job.store.Database;
import org.invigilator.register.Account;
import org.slf4j.MDC;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** The steps of one run in their order; each is done once, however often the run is cut off. */
@Configuration(proxyBeanMethods = false)
class AuditFlow {
  static final String AUDIT = "audit";
  static final String FOLLOW_UP = "follow-up";

  private final JobRepository repository;
  private final PlatformTransactionManager transactions;

  AuditFlow(JobRepository repository, PlatformTransactionManager transactions) {
    this.repository = repository;
    this.transactions = transactions;
  }

  /** The parameters that identify an execution of a run. */
  static JobParameters parameters(AuditRun run) {
    return new JobParametersBuilder()
        .addString("as_of", run.asOf().toString())
        .addLong("attempt", (long) run.attempt())
        .toJobParameters();
  }

  /** A whole run, from the first account to the last mail. */
  @Bean(AUDIT)
  Job audit(
      RunContext run,
      LiveCollection collection,
      RunReport report,
      ThreadPoolTaskExecutor workers,
      FileHashes hashes) {
    return new JobBuilder(AUDIT, repository)
        .start(alone(run, CollectStep.NAME, new CollectStep(run, collection)))
        .next(inTransaction(run, DecisionsStep.NAME, new DecisionsStep(run)))
        .next(accounts(run, workers, hashes))
        .next(inTransaction(run, TrustStep.NAME, new TrustStep(run)))
        .next(inTransaction(run, ReportStep.NAME, new ReportStep(run, report)))
        .next(inTransaction(run, ReviewStep.NAME, new ReviewStep(run, report)))
        .next(alone(run, DeliverStep.NAME, new DeliverStep(run, report)))
        .next(alone(run, PurgeStep.NAME, new PurgeStep(run, report)))
        .next(alone(run, CloseStep.NAME, new CloseStep(run, report)))
        .build();
  }

  /** What belongs to a day after its audit, for a run whose audit is finished. */
  @Bean(FOLLOW_UP)
  Job followUp(RunContext run, RunReport report) {
    return new JobBuilder(FOLLOW_UP, repository)
        .start(inTransaction(run, ReviewStep.NAME, new ReviewStep(run, report)))
        .next(alone(run, DeliverStep.NAME, new DeliverStep(run, report)))
        .next(alone(run, PurgeStep.NAME, new PurgeStep(run, report)))
        .next(alone(run, CloseStep.NAME, new CloseStep(run, report)))
        .build();
  }

  @Bean
  LiveCollection collection(RunContext run) {
    return new LiveCollection(
        run.request(),
        run.input(),
        run.state(),
        run.clock(),
        run.progress(),
        run.stop(),
        run.environment());
  }

  @Bean
  RunReport report(RunContext run) {
    return new RunReport(run);
  }

  @Bean
  FileHashes hashes() {
    return new FileHashes();
  }

  /** The threads on which accounts are judged; they end with the run. */
  @Bean
  ThreadPoolTaskExecutor workers() {
    ThreadPoolTaskExecutor workers = new ThreadPoolTaskExecutor();
    workers.setCorePoolSize(Database.WORKERS);
    workers.setThreadNamePrefix("account-");
    workers.setDaemon(true);
    // What is logged of an account names the run and the trust, as what is logged of a step does.
    workers.setTaskDecorator(
        task -> {
          Map<String, String> names = MDC.getCopyOfContextMap();
          return () -> {
            MDC.setContextMap(names == null ? Map.of() : names);
            task.run();
          };
        });
    return workers;
  }

  /** A partition an account: the unit of work, of restart and of failure. */
  private Step accounts(RunContext run, ThreadPoolTaskExecutor workers, FileHashes hashes) {
    List<Account> accounts = run.input().registers().accounts();
    AbstractPartitionHandler handler =
        run.request().workers() == Workers.HERE
            ? here(run, workers, hashes)
            : new RemotePartitions(run);
    handler.setGridSize(accounts.size());
    return new StepBuilder("accounts", repository)
        .partitioner(AccountStep.NAME, grid -> partitions(accounts))
        .partitionHandler(handler)
        .build();
  }

  private AbstractPartitionHandler here(
      RunContext run, ThreadPoolTaskExecutor workers, FileHashes hashes) {
    AccountStep account =
        new AccountStep(run.input(), run.state(), run.stop(), run.progress(), hashes);
    TaskExecutorPartitionHandler handler = new TaskExecutorPartitionHandler();
    handler.setTaskExecutor(workers);
    handler.setStep(inTransaction(run, AccountStep.NAME, account));
    return handler;
  }

  private static Map<String, ExecutionContext> partitions(List<Account> accounts) {
    Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
    for (int i = 0; i < accounts.size(); i++) {
      ExecutionContext context = new ExecutionContext();
      context.putString(AccountStep.NAME, accounts.get(i).id());
      partitions.put("p" + i, context);
    }
    return partitions;
  }

  /** A step whose work and whose mark of being done are one transaction. */
  private Step inTransaction(RunContext run, String name, Tasklet tasklet) {
    return new StepBuilder(name, repository)
        .tasklet(tasklet, transactions)
        .listener(announcing(run, name))
        .build();
  }

  /** A step that waits, calls or deletes, and keeps transactions of its own where it needs them. */
  private Step alone(RunContext run, String name, Tasklet tasklet) {
    return new StepBuilder(name, repository)
        .tasklet(tasklet, new ResourcelessTransactionManager())
        .listener(announcing(run, name))
        .build();
  }

  private static StepExecutionListener announcing(RunContext run, String name) {
    return new StepExecutionListener() {
      @Override
      public void beforeStep(StepExecution execution) {
        run.progress().stepBegins(name);
      }
    };
  }
}
