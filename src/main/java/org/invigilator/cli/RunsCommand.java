package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.StateLocation;
import org.invigilator.job.remote.WorkInProgress;
import org.invigilator.job.store.Recovery;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.LondonTime;
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
  private static final long WATCH_MILLIS = 2_000;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--recover",
      description =
          "Mark runs that were interrupted by a crash as failed. 'audit' also does this when it starts.")
  private boolean recover;

  @Option(
      names = "--watch",
      description =
          "Show what workers are doing, every two seconds, until nothing is in progress; for ledgers on a database server.")
  private boolean watch;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    AuditRequest request = trust.request(Clock.systemUTC(), false);
    if (watch) {
      return watch(request, out);
    }
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
            LondonTime.show(run.startedAt()),
            run.job());
      }
      return 0;
    }
  }

  private static int watch(AuditRequest request, PrintWriter out)
      throws IOException, InterruptedException {
    if (!(request.state() instanceof StateLocation.Server server)) {
      out.println("The ledger is in a folder, where no workers take part.");
      return 0;
    }
    Map<String, String> environment = Secrets.environment();
    Optional<WorkInProgress> before = Optional.empty();
    while (true) {
      Optional<WorkInProgress> now = WorkInProgress.look(server, environment);
      if (now.isEmpty()) {
        out.println("No run with workers was ever made in this database.");
        return 0;
      }
      print(now.get(), before, out);
      if (now.get().isNone()) {
        return 0;
      }
      before = now;
      Thread.sleep(WATCH_MILLIS);
    }
  }

  private static void print(WorkInProgress now, Optional<WorkInProgress> before, PrintWriter out) {
    out.println("Workers: " + now.workers().size());
    now.workers().forEach(line -> out.println("  " + line));
    out.println(
        "In progress: "
            + now.accounts().size()
            + "; waiting: "
            + now.waiting()
            + before
                .filter(earlier -> now.done() >= earlier.done())
                .map(
                    earlier ->
                        "; accounts a minute: "
                            + (now.done() - earlier.done()) * 60_000 / WATCH_MILLIS)
                .orElse(""));
    now.accounts().forEach(line -> out.println("  " + line));
    out.flush();
  }
}
