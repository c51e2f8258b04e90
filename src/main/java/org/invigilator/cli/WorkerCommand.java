package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.invigilator.job.Secrets;
import org.invigilator.job.StateLocation;
import org.invigilator.job.remote.WorkInProgress;
import org.invigilator.job.remote.Worker;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.Lease;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges accounts for audits that other processes run, until it is stopped. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description =
        "Judges accounts for audits that run with 'workers: remote', on this or any other machine, until you stop it. It needs the same version, the database of the ledgers, and the folder of saved copies under the same path.")
final class WorkerCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 200;

  /** Shorter than the time after which the process is ended anyway. */
  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(18);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--state",
      required = true,
      paramLabel = "URL",
      description =
          "The database of the ledgers, as jdbc:postgresql://host/database; it serves all trusts that are in it.")
  private String state = "";

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many accounts at once. Default: one for each processor.")
  private int threads = Database.WORKERS;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "Keep the worker's figures in this file, in the text format of Prometheus.")
  private @Nullable Path metrics;

  @Option(
      names = "--health",
      description =
          "Show whether a worker of this machine is running; exit code 1 if not. It needs the same --state.")
  private boolean health;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (!(StateLocation.of(state, Path.of("").toAbsolutePath())
        instanceof StateLocation.Server server)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--state " + state,
                  0,
                  "",
                  "A folder cannot be shared by several machines.",
                  "Give a database server, as jdbc:postgresql://host/database.")));
    }
    if (threads < 1 || threads > 256) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--threads " + threads,
                  0,
                  "",
                  "A worker judges from 1 to 256 accounts at once.",
                  "Leave it out for one for each processor.")));
    }
    Map<String, String> environment = Secrets.environment();
    Duration lease = Lease.time(environment);
    if (health) {
      boolean isThere =
          WorkInProgress.look(server, environment).map(WorkInProgress::isHere).orElse(false);
      (isThere ? out : err)
          .println(
              isThere
                  ? "A worker of this machine is running."
                  : "No worker of this machine has been seen lately.");
      return isThere ? 0 : CommandLineTool.UNFINISHED;
    }
    try (StopHook hook = new StopHook(err, 0)) {
      Worker worker =
          Worker.start(server, environment, threads, lease, Optional.ofNullable(metrics));
      out.println("The worker is running: " + worker.description() + ".");
      out.flush();
      while (!hook.stop().isRequested() && worker.refusal().isEmpty()) {
        Thread.sleep(POLL_MILLIS);
      }
      out.println("The worker is stopping.");
      out.flush();
      if (!worker.end(TIME_TO_FINISH)) {
        err.println("An account was not finished in time. Another worker will take it.");
      }
      worker.refusal().ifPresent(err::println);
      return worker.refusal().isEmpty() ? 0 : CommandLineTool.UNFINISHED;
    }
  }
}
