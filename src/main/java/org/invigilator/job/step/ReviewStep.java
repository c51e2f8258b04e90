package org.invigilator.job.step;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.invigilator.job.delivery.ReviewReminders;
import org.invigilator.register.LondonTime;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.Review;
import org.invigilator.rule.Sentences;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Writes the pack for a policy's review when one of its reminders is due. */
public final class ReviewStep implements Tasklet {
  public static final String NAME = "review";

  private final RunContext run;
  private final RunReport report;

  public ReviewStep(RunContext run, RunReport report) {
    this.run = run;
    this.report = report;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws Exception {
    run.stop().check();
    List<ReviewReminders.Reminder> due =
        run.state()
            .reviewReminders()
            .notWritten(
                ReviewReminders.reached(run.input().requirements().packs(), run.request().asOf()));
    if (due.isEmpty() || !AuditAge.isRecent(run)) {
      return RepeatStatus.FINISHED;
    }
    Path file =
        ReportFiles.write(
            Review.of(
                report.model().forLeadership(),
                run.state().ledger().all(Sentences.of(run.input().index()))),
            run.request().out());
    run.state().reviewReminders().written(due, run.request().asOf());
    StepFacts.keep(contribution, StepFacts.REVIEW_PACK, List.of(file.toString()));
    run.progress()
        .step(
            due.stream()
                .map(d -> d.title() + " (review due on " + LondonTime.show(d.review()) + ")")
                .distinct()
                .collect(Collectors.joining(", ", "the review pack was written for ", "")));
    return RepeatStatus.FINISHED;
  }
}
