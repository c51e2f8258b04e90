package org.invigilator.job.step;

import java.util.List;
import org.invigilator.job.delivery.MailSpool;
import org.invigilator.policy.Delivery;
import org.invigilator.report.Redaction;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Sends the mails of the run and any that wait from earlier ones, or in a trial writes them as
 * files. A mail that cannot be sent is reported and stays queued; it does not fail the run.
 */
public final class DeliverStep implements Tasklet {
  public static final String NAME = "deliver";

  private final RunContext run;
  private final RunReport report;

  public DeliverStep(RunContext run, RunReport report) {
    this.run = run;
    this.report = report;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws Exception {
    run.stop().check();
    Delivery delivery = run.input().settings().delivery();
    if (delivery == null) {
      return RepeatStatus.FINISHED;
    }
    MailSpool.Result result =
        run.state()
            .mailSpool(run.clock())
            .deliver(
                report.model(),
                Redaction.of(run.input().index(), report.model().findings()),
                delivery,
                run.request(),
                run.trial(),
                run.environment());
    StepFacts.keep(contribution, StepFacts.SENT, List.of(Integer.toString(result.sent())));
    StepFacts.keep(contribution, StepFacts.MAIL, result.messages());
    return RepeatStatus.FINISHED;
  }
}
