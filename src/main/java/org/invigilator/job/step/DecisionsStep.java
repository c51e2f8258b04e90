package org.invigilator.job.step;

import java.util.List;
import org.invigilator.answer.DecisionValidator;
import org.invigilator.answer.Intake;
import org.invigilator.finding.AnswerLine;
import org.invigilator.report.workbook.EncryptedWorkbook;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Takes in the answers that were sent back, so that they already count for this audit. */
public final class DecisionsStep implements Tasklet {
  public static final String NAME = "decisions";

  private final RunContext run;

  public DecisionsStep(RunContext run) {
    this.run = run;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws Exception {
    run.stop().check();
    DecisionValidator validator =
        new DecisionValidator(
            run.input().index(),
            run.input().requirements().packs(),
            run.state().decisions(),
            run.state().identity().formerTrusts());
    List<AnswerLine> lines =
        new Intake(
                validator,
                run.state().decisions(),
                run.input().trustFolder().resolve("decisions"),
                run.input().settings().approverSendsOwnFile(),
                EncryptedWorkbook.decryption(run.environment()))
            .take(run.input().decisions());
    if (!lines.isEmpty()) {
      long accepted = lines.stream().filter(l -> l.result() == AnswerLine.Result.ACCEPTED).count();
      run.progress().step("answers were read: " + accepted + " of " + lines.size() + " accepted");
    }
    return RepeatStatus.FINISHED;
  }
}
