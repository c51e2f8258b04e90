package org.invigilator.job.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.StateLocation;
import org.invigilator.job.store.Lease;
import org.invigilator.job.store.StateStore;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Runs that are given up, or whose manager has died, while workers may be at work for them. Such a
 * run can be recovered when none is any more.
 */
public final class AbandonedRuns {
  private static final long LOOK_MILLIS = 200;

  private final StateStore state;
  private final WorkRecords records;
  private final String ledger;

  AbandonedRuns(StateStore state, WorkRecords records, String ledger) {
    this.state = state;
    this.records = records;
    this.ledger = ledger;
  }

  /**
   * Waits until no worker is at work for a run that a dead manager left.
   *
   * @throws IllegalStateException when one still is after twice the lease
   */
  public static void settle(
      StateStore state, AuditRequest request, Map<String, String> environment, String job)
      throws InterruptedException, IOException {
    if (!(request.state() instanceof StateLocation.Server)) {
      return;
    }
    RunBundle.deleteAll(request, state.identity().id());
    List<Long> left =
        state.jobRepository().findRunningJobExecutions(job).stream()
            .map(JobExecution::getId)
            .toList();
    if (left.isEmpty()) {
      return;
    }
    JdbcClient jdbc = JdbcClient.create(state.dataSource());
    if (!WorkRecords.areThere(jdbc)) {
      return;
    }
    AbandonedRuns abandoned =
        new AbandonedRuns(
            state, new WorkRecords(jdbc, state.transactions()), state.identity().id());
    Duration most = Lease.time(environment).multipliedBy(2);
    for (long run : left) {
      abandoned.stop(run);
      if (!abandoned.awaitWorkers(run, most)) {
        throw new IllegalStateException(
            "A worker is still at work for the run that was cut off. Run the same command again in a minute.");
      }
    }
    abandoned.forget();
  }

  /** Marks a run as stopping: workers drop what waits of it, and stop what they are doing. */
  void stop(long jobExecution) {
    JdbcClient.create(state.dataSource())
        .sql(
            "update batch_job_execution set status = 'STOPPING' where job_execution_id = :id and status in ('STARTING', 'STARTED')")
        .param("id", jobExecution)
        .update();
  }

  /**
   * Waits until no worker is at work for a run, or for a time.
   *
   * @return whether none is
   */
  boolean awaitWorkers(long jobExecution, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (isInWork(jobExecution)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  private boolean isInWork(long jobExecution) {
    List<Long> running =
        JdbcClient.create(state.dataSource())
            .sql(
                "select step_execution_id from batch_step_execution where job_execution_id = :id and status in ('STARTING', 'STARTED') and step_name like 'account:%'")
            .param("id", jobExecution)
            .query(Long.class)
            .list();
    return running.stream().anyMatch(number -> records.isClaimed(ledger, number));
  }

  private void forget() {
    records.forget(ledger);
  }
}
