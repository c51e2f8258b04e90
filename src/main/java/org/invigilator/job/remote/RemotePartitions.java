package org.invigilator.job.remote;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.job.StateLocation;
import org.invigilator.job.Workers;
import org.invigilator.job.step.AccountStep;
import org.invigilator.job.step.RunContext;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.Lease;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.partition.support.AbstractPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Has the accounts of a run judged by workers: puts a message for each in the queue and waits until
 * the ledger says that all are done. Of several runs each has its first account taken before any
 * has its second, so that a large trust does not hold up the small ones.
 */
public final class RemotePartitions extends AbstractPartitionHandler {
  private static final long LOOK_MILLIS = 300;
  private static final Duration WORKERS_LOOKED_FOR = Duration.ofSeconds(15);

  /** So long a run waits for a first worker, or for the database to come back. */
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final Duration TIME_TO_STOP = Duration.ofSeconds(12);

  private final RunContext run;

  public RemotePartitions(RunContext run) {
    this.run = run;
  }

  @Override
  protected Set<StepExecution> doHandle(StepExecution manager, Set<StepExecution> partitions)
      throws Exception {
    if (partitions.isEmpty()) {
      return partitions;
    }
    StateLocation.Server server = (StateLocation.Server) run.request().state();
    Duration lease = Lease.time(run.environment());
    try (WorkQueue queue = WorkQueue.open(server, run.environment(), BuildVersion.ID, 2, lease)) {
      RunTicket ticket = ticket(manager.getJobExecutionId());
      WorkRecords records = new WorkRecords(queue.jdbc(), queue.transactions());
      try (Worker own = own(server, lease)) {
        send(queue, ticket, partitions);
        new Waiting(records, ticket, manager, partitions, lease, own != null).untilDone();
      } finally {
        ticket.bundle().delete();
      }
    }
    JobExecution latest =
        Objects.requireNonNull(
            run.state().jobRepository().getJobExecution(manager.getJobExecutionId()));
    Set<Long> numbers = partitions.stream().map(StepExecution::getId).collect(Collectors.toSet());
    return latest.getStepExecutions().stream()
        .filter(execution -> numbers.contains(execution.getId()))
        .collect(Collectors.toSet());
  }

  private @Nullable Worker own(StateLocation.Server server, Duration lease) throws IOException {
    return run.request().workers() == Workers.BOTH
        ? Worker.start(server, run.environment(), Database.WORKERS, lease, Optional.empty())
        : null;
  }

  private RunTicket ticket(long execution) throws IOException {
    String ledger = run.state().identity().id();
    return new RunTicket(
        ledger,
        JdbcClient.create(run.state().dataSource())
            .sql("select current_schema()")
            .query(String.class)
            .single(),
        run.input().settings().name(),
        run.run().id(),
        execution,
        run.input().index().asOf(),
        run.request().snapshots().toAbsolutePath().normalize(),
        RunBundle.pack(run.request(), ledger, run.run().id()));
  }

  private static void send(WorkQueue queue, RunTicket ticket, Set<StepExecution> partitions) {
    List<StepExecution> inOrder =
        partitions.stream().sorted(java.util.Comparator.comparing(StepExecution::getId)).toList();
    for (int i = 0; i < inOrder.size(); i++) {
      queue
          .channel()
          .send(
              ticket.message(
                  new StepExecutionRequest(AccountStep.NAME, inOrder.get(i).getId()), i));
    }
  }

  /** The wait for the workers. */
  private final class Waiting {
    private final WorkRecords records;
    private final RunTicket ticket;
    private final StepExecution manager;
    private final Map<Long, StepExecution> open = new HashMap<>();
    private final Duration lease;
    private final boolean worksItself;
    private Instant workerSeen = run.clock().instant();
    private Instant workersLookedFor = Instant.EPOCH;
    private Instant databaseSeen = run.clock().instant();
    private boolean isWithout;

    Waiting(
        WorkRecords records,
        RunTicket ticket,
        StepExecution manager,
        Set<StepExecution> partitions,
        Duration lease,
        boolean worksItself) {
      this.records = records;
      this.ticket = ticket;
      this.manager = manager;
      this.lease = lease;
      this.worksItself = worksItself;
      partitions.forEach(partition -> open.put(partition.getId(), partition));
    }

    void untilDone() throws JobInterruptedException, InterruptedException {
      while (!open.isEmpty()) {
        if (run.stop().isRequested()) {
          stop();
        }
        try {
          look();
          databaseSeen = run.clock().instant();
        } catch (DataAccessException | TransactionException e) {
          if (isOver(databaseSeen)) {
            throw e;
          }
        }
        Thread.sleep(LOOK_MILLIS);
      }
    }

    private boolean isOver(Instant since) {
      return since.plus(PATIENCE).isBefore(run.clock().instant());
    }

    private void look() {
      Set<Long> running =
          new HashSet<>(
              JdbcClient.create(run.state().dataSource())
                  .sql(
                      "select step_execution_id from batch_step_execution where job_execution_id = :job and status in (:running)")
                  .param("job", manager.getJobExecutionId())
                  .param("running", WorkRecords.RUNNING)
                  .query(Long.class)
                  .list());
      open.values()
          .removeIf(
              partition -> {
                boolean isDone = !running.contains(partition.getId());
                if (isDone) {
                  run.progress()
                      .accountDone(partition.getExecutionContext().getString(AccountStep.NAME));
                }
                return isDone;
              });
      Instant now = run.clock().instant();
      if (!worksItself && workersLookedFor.plus(WORKERS_LOOKED_FOR).isBefore(now)) {
        workersLookedFor = now;
        lookForWorkers(now);
      }
    }

    private void lookForWorkers(Instant now) {
      List<WorkRecords.Seen> all = records.workers(lease);
      if (all.stream().anyMatch(worker -> worker.version().equals(BuildVersion.ID))) {
        workerSeen = now;
        isWithout = false;
        return;
      }
      if (!isWithout) {
        isWithout = true;
        run.progress()
            .step(
                "no worker of this version ("
                    + BuildVersion.ID
                    + ") is running"
                    + Optional.of(
                            all.stream()
                                .map(WorkRecords.Seen::version)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", ")))
                        .filter(others -> !others.isEmpty())
                        .map(others -> ", only of " + others)
                        .orElse("")
                    + "; waiting. Start one with 'invigilator worker', or set workers: both in the job");
      }
      if (isOver(workerSeen)) {
        throw new IllegalStateException(
            "No worker of this version has been running for "
                + PATIENCE.toMinutes()
                + " minutes. Start one with 'invigilator worker', or set workers: both in the job.");
      }
    }

    /** Has the workers stop, waits a little for them, and marks what was not begun as stopped. */
    private void stop() throws JobInterruptedException, InterruptedException {
      AbandonedRuns abandoned = new AbandonedRuns(run.state(), records, ticket.ledger());
      abandoned.stop(manager.getJobExecution().getId());
      abandoned.awaitWorkers(manager.getJobExecution().getId(), TIME_TO_STOP);
      JobRepository repository = run.state().jobRepository();
      for (Long number : open.keySet()) {
        StepExecution latest = repository.getStepExecution(number);
        if (latest != null && latest.getStatus().isRunning()) {
          latest.setStatus(BatchStatus.STOPPED);
          latest.setEndTime(LocalDateTime.now());
          repository.update(latest);
        }
      }
      throw new JobInterruptedException("stopped");
    }
  }
}
