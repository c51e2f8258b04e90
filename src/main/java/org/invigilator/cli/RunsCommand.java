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

/** Shows earlier runs, and makes runnable again what a crash left behind. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Shows earlier runs and how they ended.")
final class RunsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--recover",
      description = "Mark as failed what a crash left as running. 'audit' does this by itself.")
  private boolean recover;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    AuditRequest request = trust.request(Clock.systemUTC(), false);
    if (!StateStore.isThere(request.state())) {
      out.println("No audit was ever run in " + request.state() + ".");
      return 0;
    }
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      if (recover) {
        int recovered = Recovery.recover(state);
        out.println(
            recovered == 0
                ? "Nothing was left running."
                : recovered + " recovered. Run the same audit again to go on.");
      }
      for (AuditRun run : state.runs().all()) {
        String shown =
            run.state() == AuditRun.State.STARTED
                ? "cut off"
                : run.state().name().toLowerCase(Locale.ROOT);
        out.printf(
            Locale.ROOT,
            "%-14s as of %s  %-9s  %s  %s%n",
            run.id(),
            run.asOf(),
            shown,
            run.startedAt(),
            run.job());
      }
      return 0;
    }
  }
}
