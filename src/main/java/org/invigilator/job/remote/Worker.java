package org.invigilator.job.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.invigilator.job.StateLocation;
import org.invigilator.job.step.AccountStep;
import org.invigilator.job.store.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.messaging.Message;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Judges accounts for the runs of other processes, as many at once as it has threads. An account is
 * taken from the queue, judged and written in the trust's ledger; only then the message is gone for
 * good. A worker that ends in whatever way in between leaves the account to the others.
 */
public final class Worker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /** An account at which so many workers ended is given up. */
  private static final int MOST_ATTEMPTS = 5;

  private static final int POLL_MILLIS = 500;

  private final WorkerIdentity identity;
  private final WorkQueue queue;
  private final WorkRecords records;
  private final Lease lease;
  private final JoinedRuns runs;
  private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
  private final ScheduledExecutorService beats;
  private final Set<RunTicket> inWork = ConcurrentHashMap.newKeySet();
  private volatile String refusal = "";
  private final WorkerMetrics metrics;
  private final Optional<Path> metricsFile;
  private volatile boolean draining;
  private volatile boolean isOut;

  /** This worker cannot do the work of a run that waits; the message says why. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  private Worker(
      StateLocation.Server database,
      Map<String, String> environment,
      int threads,
      Duration time,
      Optional<Path> metricsFile,
      WorkQueue queue) {
    this.identity = WorkerIdentity.here(threads);
    this.metrics = new WorkerMetrics(threads);
    this.metricsFile = metricsFile;
    this.queue = queue;
    this.records = new WorkRecords(queue.jdbc(), queue.transactions());
    this.lease = new Lease(time, 2 * threads + 1);
    this.runs = new JoinedRuns(database, environment, threads, time, lease);
    this.beats =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "worker-beat");
              thread.setDaemon(true);
              return thread;
            });
    records.seen(identity);
    long pause = Math.max(1, time.toMillis() / 4);
    beats.scheduleWithFixedDelay(this::beat, pause, pause, TimeUnit.MILLISECONDS);
    executor.setCorePoolSize(threads);
    executor.setThreadNamePrefix("account-");
    executor.setDaemon(true);
    executor.setWaitForTasksToCompleteOnShutdown(true);
    executor.initialize();
    for (int i = 0; i < threads; i++) {
      executor.execute(this::work);
    }
  }

  /**
   * Starts a worker on the queue of a database.
   *
   * @param database any address of the database in which the ledgers are; its schema is ignored
   * @param environment where the login is looked for
   * @param threads how many accounts at once
   * @param time how long the database waits for it when it is silent
   * @param metrics the file in which its figures are kept up to date, if there is to be one
   * @throws IOException when the queue cannot be opened
   */
  public static Worker start(
      StateLocation.Server database,
      Map<String, String> environment,
      int threads,
      Duration time,
      Optional<Path> metrics)
      throws IOException {
    RunBundle.deleteLeftOvers();
    WorkQueue queue = WorkQueue.open(database, environment, BuildVersion.ID, 2 * threads + 2, time);
    return new Worker(database, environment, threads, time, metrics, queue);
  }

  /** Why this worker has stopped by itself; empty while it works. */
  public Optional<String> refusal() {
    return Optional.of(refusal).filter(why -> !why.isEmpty());
  }

  /** Where it runs, and of which version it is. */
  public String description() {
    return identity.toString();
  }

  private void work() {
    TransactionTemplate transaction = new TransactionTemplate(queue.transactions());
    while (!draining) {
      try {
        boolean found = Boolean.TRUE.equals(transaction.execute(status -> takeOne()));
        if (isOut) {
          isOut = false;
          LOG.warn("The database answers again.");
        }
        if (!found) {
          pause(POLL_MILLIS);
        }
      } catch (Refused e) {
        refusal = String.valueOf(e.getMessage());
        draining = true;
      } catch (RuntimeException e) {
        metrics.putBack();
        if (!isOut) {
          isOut = true;
          Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
          LOG.warn(
              "An account could not be taken, or was put back: {}. It is tried again.",
              root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage());
        }
        pause(POLL_MILLIS);
      }
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextInt(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes a message and does what it asks for, in one transaction of the queue. */
  private boolean takeOne() {
    Message<?> message = queue.channel().receive(0);
    if (message == null) {
      return false;
    }
    if (!(message.getPayload() instanceof StepExecutionRequest request)) {
      LOG.error("A message in the queue is not a request and was dropped.");
      return true;
    }
    RunTicket ticket = RunTicket.of(message);
    metrics.begins();
    long number = request.getStepExecutionId();
    try (Lease.Held held = lease.hold(queue.dataSource())) {
      records.claim(ticket.ledger(), number);
      if (!isWanted(ticket, number)) {
        records.forget(ticket.ledger(), number);
        return true;
      }
      inWork.add(ticket);
      long begun = System.nanoTime();
      boolean well = runs.use(ticket, run -> judge(ticket, run, request));
      records.done(ticket, number, identity.id(), well);
      metrics.judged(well, Duration.ofNanos(System.nanoTime() - begun));
      return true;
    } catch (IOException e) {
      throw new Refused(
          "This machine cannot work for the run "
              + ticket.run()
              + " of "
              + ticket.trust()
              + ": "
              + e.getMessage()
              + " The folder of saved copies must be shared under the same path on every machine.");
    } finally {
      metrics.ends();
      MDC.clear();
    }
  }

  private boolean isWanted(RunTicket ticket, long number) {
    return records.status(ticket.schema(), number).map(WorkRecords.Status::isWanted).orElse(false);
  }

  /** Judges one account; whether it went well is in the ledger too. */
  private boolean judge(RunTicket ticket, JoinedRun run, StepExecutionRequest request) {
    long number = request.getStepExecutionId();
    StepExecution execution = run.repository().getStepExecution(number);
    if (execution == null) {
      return false;
    }
    String account = execution.getExecutionContext().getString(AccountStep.NAME);
    MDC.put("run", ticket.run());
    MDC.put("trust", ticket.trust());
    int attempts = records.attempt(ticket, number, account, identity.id());
    if (attempts > MOST_ATTEMPTS) {
      LOG.error(
          "The account {} of {} is given up: {} workers ended while they judged it.",
          account,
          ticket.trust(),
          MOST_ATTEMPTS);
      execution.getExecutionContext().putString(AccountStep.GIVEN_UP, "yes");
    }
    BatchStatus end = execute(run, execution);
    if (isWanted(ticket, number)) {
      throw new IllegalStateException("its end could not be written (" + end + ")");
    }
    return end == BatchStatus.COMPLETED;
  }

  private static BatchStatus execute(JoinedRun run, StepExecution execution) {
    try {
      run.step().execute(execution);
    } catch (JobInterruptedException e) {
      execution.setStatus(BatchStatus.STOPPED);
    }
    return execution.getStatus();
  }

  private void beat() {
    try {
      records.seen(identity);
      for (RunTicket ticket : inWork) {
        String status = records.runStatus(ticket);
        if (status.equals("STOPPING")) {
          runs.stop(ticket);
        }
        if (!status.equals("STARTED")) {
          inWork.remove(ticket);
        }
      }
      runs.closeIdle();
      if (metricsFile.isPresent()) {
        metrics.write(metricsFile.get());
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("The sign of life could not be given", e);
    }
  }

  /**
   * Takes no more accounts, and ends when those in work are judged, or after a time.
   *
   * @return whether all were judged
   */
  public boolean end(Duration most) {
    draining = true;
    executor.setAwaitTerminationMillis(most.toMillis());
    executor.shutdown();
    boolean finished = executor.getActiveCount() == 0;
    beats.shutdownNow();
    if (finished) {
      try {
        records.gone(identity.id());
      } catch (RuntimeException e) {
        LOG.debug("The database is not there to be told", e);
      }
      runs.close();
    }
    lease.close();
    queue.close();
    return finished;
  }

  @Override
  public void close() {
    end(Duration.ofMinutes(10));
  }
}
