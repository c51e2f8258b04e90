package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.store.StateStore;
import org.invigilator.privacy.AccessLog;
import org.invigilator.report.ReportFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The log of who ran, read and erased what. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = "The log of who ran, read and erased what.",
    subcommands = {LogCommand.Show.class, LogCommand.Verify.class})
final class LogCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** Shows the latest entries. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows the latest entries, the newest first.")
  static final class Show implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private TrustOptions trust = new TrustOptions();

    @Option(names = "--last", paramLabel = "N", description = "The number of entries. Default: 50.")
    private int last = 50;

    @Override
    public Integer call() throws Exception {
      PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
      AuditRequest request = trust.request(Clock.systemUTC(), false);
      try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
        for (AccessLog.Entry entry : state.log().latest(Math.max(1, last))) {
          out.printf(
              Locale.ROOT,
              "%5d  %s  %s  %s  %s%n",
              entry.number(),
              entry.at(),
              entry.who(),
              entry.did(),
              entry.what());
        }
        return 0;
      }
    }
  }

  /** Verifies the chain of hashes. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Checks whether an entry of the log was changed or removed; exit code 1 if so.")
  static final class Verify implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private TrustOptions trust = new TrustOptions();

    @Option(
        names = "--head",
        paramLabel = "HASH",
        description =
            "A hash that an earlier 'log verify' printed and that you kept elsewhere; the log must still contain it.")
    private String head = "";

    @Override
    public Integer call() throws Exception {
      PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      AuditRequest request = trust.request(Clock.systemUTC(), false);
      try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
        List<String> kept = new ArrayList<>(List.of(head.strip()));
        for (Path reports : state.reportFolders(request)) {
          kept.addAll(ReportFiles.logHeads(reports, state.identity().id()));
        }
        AccessLog.Verification verification = state.log().verify(kept);
        if (verification.broken().isPresent()) {
          err.println("The log is damaged or was changed: " + verification.broken().get() + ".");
          return CommandLineTool.UNFINISHED;
        }
        out.println(
            verification.entries()
                + (verification.entries() == 1 ? " entry" : " entries")
                + ", complete. Keep this hash in another place; it shows later whether the newest entries were removed: "
                + verification.head());
        return 0;
      }
    }
  }
}
