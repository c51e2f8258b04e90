package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.job.collect.LiveCollection;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Collects what the registered accounts show, without an audit. */
@Command(
    name = "collect",
    mixinStandardHelpOptions = true,
    description =
        "Collects what the registered accounts show today, from the live sources, and checks nothing. What was already collected today is not collected again.")
final class CollectCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--sweep",
      description = "Read all followers and posts, even if a full read is not due.")
  private boolean sweep;

  @Option(names = "--quiet", description = "Print nothing unless there is a problem.")
  private boolean quiet;

  @Option(names = "--no-progress", description = "Do not show a progress bar.")
  private boolean noProgress;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Clock clock = Clock.systemUTC();
    AuditRequest request = trust.request(clock, false);
    TrustInput input = TrustInput.of(request, request.asOf());
    try (StopHook hook = new StopHook(err);
        StateStore state = StateStore.open(request.state(), Secrets.environment());
        ConsoleProgress progress = new ConsoleProgress(out, quiet, noProgress)) {
      state.confirmTrust(request);
      LiveCollection collection =
          new LiveCollection(
              request, input, state, clock, progress, hook.stop(), Secrets.environment());
      if (!collection.isLive()) {
        out.println(
            "There is nothing to collect: every source is 'snapshot'. To collect from X, write sources: {x: api} in trust.yaml or in the job.");
        return 0;
      }
      if (!collection.isToday()) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    "--as-of " + request.asOf(),
                    0,
                    "",
                    "Accounts can be collected for today only.",
                    "Leave out --as-of. To audit another day from what was collected then, use 'invigilator audit'.")));
      }
      collection.check();
      LiveCollection.Outcome outcome = collection.run(sweep);
      outcome.sentences().forEach(progress::step);
      outcome
          .halts()
          .forEach(
              why ->
                  err.println(
                      "Not everything was collected: "
                          + why
                          + ". What was collected is kept; run the same command again to continue."));
      return outcome.halts().isEmpty() ? 0 : CommandLineTool.UNFINISHED;
    }
  }
}
