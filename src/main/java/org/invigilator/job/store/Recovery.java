package org.invigilator.job.store;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * Makes runnable again what a dead process left as running. Batch cannot know that the owner is
 * dead; whoever holds the {@link State} has its lease and does.
 */
public final class Recovery {
  private Recovery() {}

  /** Recovers every run of a job that is marked as running, and says how many there were. */
  public static int recover(StateStore state, String job) {
    int recovered = 0;
    for (JobExecution execution : state.jobRepository().findRunningJobExecutions(job)) {
      state.jobOperator().recover(execution);
      recovered++;
    }
    for (var instance : state.jobRepository().findJobInstances(job)) {
      JobExecution last = state.jobRepository().getLastJobExecution(instance);
      if (last != null && last.getStatus() != BatchStatus.COMPLETED) {
        clearUnknown(state, last);
      }
    }
    return recovered;
  }

  /** Recovers the audits a dead process left, for the command line; returns how many. */
  public static int recover(StateStore state) {
    return recover(state, "audit");
  }

  /**
   * A step of unknown end blocks its job for ever; data and marks share one transaction, so it may
   * simply be done again.
   */
  private static void clearUnknown(StateStore state, JobExecution execution) {
    for (StepExecution step : execution.getStepExecutions()) {
      if (step.getStatus() == BatchStatus.UNKNOWN) {
        step.setStatus(BatchStatus.FAILED);
        state.jobRepository().update(step);
      }
    }
  }
}
