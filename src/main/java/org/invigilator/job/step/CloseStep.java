package org.invigilator.job.step;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.invigilator.finding.AuditRun;
import org.invigilator.report.ReportModel;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Ends a run: writes its metrics and enters it in the access log. */
public final class CloseStep implements Tasklet {
  public static final String NAME = "close";

  private final RunContext run;
  private final RunReport report;

  public CloseStep(RunContext run, RunReport report) {
    this.run = run;
    this.report = report;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws Exception {
    close(run, Optional.of(report.model()));
    return RepeatStatus.FINISHED;
  }

  /**
   * Closes a run that was finished, or that failed.
   *
   * @param report empty when the audit could not be finished
   */
  public static void close(RunContext run, Optional<ReportModel> report) throws IOException {
    Instant now = run.clock().instant();
    AuditRun latest =
        run.state().runs().latest(run.run().job(), run.run().asOf()).orElse(run.run());
    Metrics.write(run.request(), run.state(), latest, report, now);
    run.state()
        .log()
        .add(
            run.user(),
            "audit",
            run.run().id()
                + " "
                + run.run().job()
                + ": "
                + (report.isPresent() ? "finished" : "not finished")
                + (report.map(ReportModel::forSafeguarding).orElse(false)
                    ? "; wrote the workbook with pupils' names"
                    : ""),
            now);
  }
}
