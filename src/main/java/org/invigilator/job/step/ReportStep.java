package org.invigilator.job.step;

import java.util.List;
import org.invigilator.finding.AuditRun;
import org.invigilator.policy.Delivery;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Sentences;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Finishes the audit and writes its reports; its mails are queued in the same transaction, so that
 * a finished audit has all of them or none.
 */
public final class ReportStep implements Tasklet {
  public static final String NAME = "report";

  private final RunContext run;
  private final RunReport report;

  public ReportStep(RunContext run, RunReport report) {
    this.run = run;
    this.report = report;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws Exception {
    run.stop().check();
    run.state().runs().end(run.run().id(), AuditRun.State.FINISHED, run.clock().instant());
    run.state()
        .counts()
        .keep(
            run.run().asOf(), run.state().ledger().findings(run.run().asOf(), Sentences.OF_CODES));
    ReportModel model = report.model();
    Reports.write(model, run.input(), run.request().out(), run.environment());
    StepFacts.keep(contribution, StepFacts.UNDELIVERABLE, queueMails(model));
    run.progress().step("the reports were written");
    return RepeatStatus.FINISHED;
  }

  private List<String> queueMails(ReportModel model) throws java.io.IOException {
    Delivery delivery = run.input().settings().delivery();
    if (delivery == null || run.trial() || run.request().deliver().isEmpty()) {
      return List.of();
    }
    return run.state()
        .mailSpool(run.clock())
        .queue(
            model,
            Redaction.of(run.input().index(), model.findings()),
            delivery,
            run.request().deliver(),
            run.request().out());
  }
}
