package org.invigilator.job.step;

import java.util.List;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What a step found out that the end of the run needs. It is kept in the step's execution context,
 * in the transaction that ends the step, so that a run which is resumed still knows it.
 */
public final class StepFacts {
  /** Why collecting ended before everything was tried. */
  public static final String HALTS = "halts";

  /** To whom no mail can be sent, and why. */
  public static final String UNDELIVERABLE = "undeliverable";

  /** How many mails were sent. */
  public static final String SENT = "sent";

  /** What was not sent, or where it was written instead. */
  public static final String MAIL = "mail";

  /** The review pack that was written. */
  public static final String REVIEW_PACK = "review_pack";

  /** How many records were deleted because they were too old. */
  public static final String PURGED = "purged";

  private static final String SEPARATOR = "\n";

  private StepFacts() {}

  static void keep(StepContribution contribution, String name, List<String> lines) {
    contribution
        .getStepExecution()
        .getExecutionContext()
        .putString(name, String.join(SEPARATOR, lines));
  }

  /** What the last execution of a step kept; nothing when it never ended. */
  public static List<String> read(
      JobRepository repository, JobInstance instance, String step, String name) {
    StepExecution last = repository.getLastStepExecution(instance, step);
    if (last == null) {
      return List.of();
    }
    ExecutionContext context = last.getExecutionContext();
    String kept = context.containsKey(name) ? context.getString(name) : "";
    return kept.isEmpty() ? List.of() : List.of(kept.split(SEPARATOR));
  }
}
