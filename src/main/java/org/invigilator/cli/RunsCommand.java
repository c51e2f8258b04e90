package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.store.Recovery;
import org.invigilator.job.store.StateStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists earlier runs, and marks interrupted ones as failed so that they can be repeated. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists earlier runs and how they ended.")
final class RunsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--recover",
      description =
          "Mark runs that were interrupted by a crash as failed. 'audit' also does this when it starts.")
  private boolean recover;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    AuditRequest request = trust.request(Clock.systemUTC(), false);
    if (!StateStore.isThere(request.state())) {
      out.println("There are no runs in " + request.state() + " yet.");
      return 0;
    }
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      if (recover) {
        int recovered = Recovery.recover(state);
        out.println(
            recovered == 0
                ? "No run was interrupted."
                : recovered
                    + (recovered == 1 ? " run was" : " runs were")
                    + " interrupted and can now continue. Run the same audit again.");
      }
      for (AuditRun run : state.runs().all()) {
        String runState =
            run.state() == AuditRun.State.STARTED
                ? "interrupted"
                : run.state().name().toLowerCase(Locale.ROOT);
        out.printf(
            Locale.ROOT,
            "%-14s as of %s  %-11s  %s  %s%n",
            run.id(),
            run.asOf(),
            runState,
            run.startedAt(),
            run.job());
      }
      return 0;
    }
  }
}
