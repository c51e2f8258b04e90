package org.invigilator.job.step;

import org.invigilator.job.collect.LiveCollection;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Collects from every live source; waits and calls take long, so it holds no transaction. */
public final class CollectStep implements Tasklet {
  public static final String NAME = "collect";

  private final RunContext run;
  private final LiveCollection collection;

  public CollectStep(RunContext run, LiveCollection collection) {
    this.run = run;
    this.collection = collection;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext context)
      throws Exception {
    run.stop().check();
    LiveCollection.Outcome outcome = collection.run(false);
    run.stop().check();
    outcome.sentences().forEach(run.progress()::step);
    StepFacts.keep(contribution, StepFacts.HALTS, outcome.halts());
    return RepeatStatus.FINISHED;
  }
}
