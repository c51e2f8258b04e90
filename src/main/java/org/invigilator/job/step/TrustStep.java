package org.invigilator.job.step;

import java.util.Optional;
import org.invigilator.finding.Ledger;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.TrustAudit;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Judges the trust as a whole, and closes what was found on accounts no longer registered. */
public final class TrustStep implements Tasklet {
  public static final String NAME = "trust";

  private final RunContext run;

  public TrustStep(RunContext run) {
    this.run = run;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws Exception {
    run.stop().check();
    TrustAudit.Result result =
        new TrustAudit(run.input().index(), run.input().requirements()).run();
    Ledger ledger = run.state().ledger();
    ledger.reconcile(
        "",
        "",
        run.request().asOf(),
        result.violations(),
        result.outcomes(),
        Optional.empty(),
        run.input().assignments(),
        run.request().asOf(),
        Requirement.bases(
            run.input().requirements().packs().stream()
                .flatMap(pack -> run.input().requirements().of(pack).stream())
                .toList(),
            run.input().index()));
    ledger.closeUnregistered(run.request().asOf(), run.input().registers().accounts());
    run.progress().step("the trust as a whole was checked");
    return RepeatStatus.FINISHED;
  }
}
