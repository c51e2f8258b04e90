package org.invigilator.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.invigilator.job.Audit;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Preparation;
import org.invigilator.job.Secrets;
import org.invigilator.job.State;
import org.invigilator.job.Stop;
import org.invigilator.policy.Severity;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.report.ReportModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a trust and writes the reports. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Checks every registered account against the trust's policies, reconciles with earlier audits, and writes the reports.")
final class AuditCommand implements Callable<Integer> {
  private static final PrintWriter QUIET = new PrintWriter(Writer.nullWriter());

  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(names = "--again", description = "Repeat the audit of a date that is finished.")
  private boolean again;

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description =
          "A workbook or YAML file with answers, beside those in the trust's folder decisions; may be repeated.")
  private List<Path> decisions = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "End with exit code 3 when a finding of at least this severity stands: ${COMPLETION-CANDIDATES}.")
  private @Nullable Severity failOn;

  @Option(names = "--quiet", description = "Say nothing unless something is wrong.")
  private boolean quiet;

  @Option(names = "--no-progress", description = "No progress bar.")
  private boolean noProgress;

  @Option(
      names = "--dry-run",
      description =
          "Where the job delivers mails, write them as files beside the reports and send nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Clock clock = Clock.systemUTC();
    try (StopHook hook = new StopHook(err)) {
      return audit(clock, hook.stop(), out, err);
    }
  }

  private int audit(Clock clock, Stop stop, PrintWriter out, PrintWriter err) throws Exception {
    AuditRequest request = trust.request(clock, again, decisions);
    Preparation preparation = Preparation.of(request, request.asOf());
    MailCommand.refuse(preparation, request, dryRun);
    checkWritable(request.out());
    if (request.asOf().isAfter(LondonTime.date(clock.instant()))) {
      err.println("Note: the audit date " + request.asOf() + " is still to come.");
    }
    try (State state = State.open(request.state(), Secrets.environment());
        ConsoleProgress progress = new ConsoleProgress(out, quiet, noProgress)) {
      Audit.Result result =
          new Audit(
                  dryRun ? request.silently() : request, preparation, state, clock, progress, stop)
              .run();
      progress.close();
      if (result.failure().isPresent()) {
        err.println(
            "The audit of " + request.asOf() + " could not be finished: " + result.failure().get());
        err.println("What was finished is kept. Run the same command again to go on.");
        return CommandLineTool.UNFINISHED;
      }
      ReportModel report = result.report().orElseThrow();
      if (!quiet) {
        Summary.print(report, request.out(), result.continued(), out);
      }
      result.halts().forEach(why -> err.println("Not everything could be collected. " + why + "."));
      result.undeliverable().forEach(line -> err.println("Mail: " + line));
      int mailed =
          MailCommand.deliver(
              state, preparation, request, report, dryRun, clock, quiet ? QUIET : out, err);
      return result.halts().isEmpty() && mailed == 0
          ? exitCode(report)
          : CommandLineTool.UNFINISHED;
    }
  }

  private int exitCode(ReportModel report) {
    Optional<Severity> limit = Optional.ofNullable(failOn).or(trust::failOn);
    boolean met =
        limit.isPresent()
            && report.findings().stream()
                .anyMatch(f -> f.status().stands() && f.severity().atLeast(limit.get()));
    return met ? CommandLineTool.FAIL_ON_MET : 0;
  }

  /** Looks whether reports can be written, and makes nothing yet. */
  private static void checkWritable(Path out) {
    Path there = out.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--out " + out,
                  0,
                  "",
                  "Reports cannot be written there.",
                  "Make the folder writable, or give another one.")));
    }
  }
}
