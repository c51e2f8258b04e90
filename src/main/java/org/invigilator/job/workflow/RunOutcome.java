package org.invigilator.job.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.delivery.MailSpool;
import org.invigilator.job.step.CollectStep;
import org.invigilator.job.step.DeliverStep;
import org.invigilator.job.step.PurgeStep;
import org.invigilator.job.step.ReportStep;
import org.invigilator.job.step.ReviewStep;
import org.invigilator.job.step.RunContext;
import org.invigilator.job.step.StepFacts;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Outcome;
import org.springframework.batch.core.job.JobInstance;

/**
 * How a run ended.
 *
 * @param continued whether it took up a run that had been cut off
 * @param report what the audit came to; empty when the audit could not be finished
 * @param failure why the run could not be finished; empty when it did
 * @param halts why collecting ended before everything was tried; the audit is of what there is
 * @param undeliverable to whom no mail can be sent, and why
 * @param mail what became of the mails; empty where none are sent
 * @param purged how many records were deleted because they were too old
 * @param reviewPack the pack for a policy's review, where one was due
 */
public record RunOutcome(
    AuditRun run,
    boolean continued,
    Optional<ReportModel> report,
    Optional<String> failure,
    List<String> halts,
    List<String> undeliverable,
    Optional<MailSpool.Result> mail,
    long purged,
    Optional<Path> reviewPack) {

  /** Whether everything was done: the audit, the collection, and the mails to all who get one. */
  public boolean isWhole() {
    return failure.isEmpty()
        && halts.isEmpty()
        && undeliverable.isEmpty()
        && notJudged().isEmpty()
        && mail.map(m -> m.messages().isEmpty()).orElse(true);
  }

  /** The ids of the accounts that could not be judged because of a fault in this program. */
  public List<String> notJudged() {
    Cause fault = new Cause.Fault();
    return report.stream()
        .flatMap(model -> model.outcomes().stream())
        .filter(outcome -> outcome.causes().contains(fault))
        .map(Outcome::account)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The outcome of a run, with what its steps kept in their contexts, also before it was resumed.
   *
   * @param report empty when the run could not be finished
   */
  static RunOutcome of(
      RunContext run,
      boolean continued,
      JobInstance instance,
      Optional<ReportModel> report,
      Optional<String> failure) {
    BiFunction<String, String, List<String>> facts =
        (step, name) -> StepFacts.read(run.state().jobRepository(), instance, step, name);
    JobInstance audit =
        Optional.ofNullable(
                run.state()
                    .jobRepository()
                    .getJobInstance(AuditFlow.AUDIT, AuditFlow.parameters(run.run())))
            .orElse(instance);
    Optional<MailSpool.Result> mail =
        facts.apply(DeliverStep.NAME, StepFacts.SENT).stream()
            .map(Integer::parseInt)
            .findFirst()
            .map(sent -> new MailSpool.Result(sent, facts.apply(DeliverStep.NAME, StepFacts.MAIL)));
    return new RunOutcome(
        run.state().runs().latest(run.run().job(), run.run().asOf()).orElse(run.run()),
        continued,
        report,
        failure,
        facts.apply(CollectStep.NAME, StepFacts.HALTS),
        // Those of the audit, also when only what follows it was done again.
        StepFacts.read(
            run.state().jobRepository(), audit, ReportStep.NAME, StepFacts.UNDELIVERABLE),
        mail,
        facts.apply(PurgeStep.NAME, StepFacts.PURGED).stream().mapToLong(Long::parseLong).sum(),
        facts.apply(ReviewStep.NAME, StepFacts.REVIEW_PACK).stream().map(Path::of).findFirst());
  }
}
