package org.invigilator.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.Workers;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.job.workflow.StartOptions;
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
        "Checks every registered account against the trust's policies, compares the findings with earlier audits, and writes the reports.")
final class AuditCommand implements Callable<Integer> {
  private static final PrintWriter QUIET = new PrintWriter(Writer.nullWriter());

  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(names = "--again", description = "Repeat the audit of a date that is already complete.")
  private boolean again;

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description =
          "A workbook or YAML file with answers, in addition to those in the trust's folder decisions; may be repeated.")
  private List<Path> decisions = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "End with exit code 3 when a finding of at least this severity is open: ${COMPLETION-CANDIDATES}.")
  private @Nullable Severity failOn;

  @Option(names = "--quiet", description = "Print nothing unless there is a problem.")
  private boolean quiet;

  @Option(names = "--no-progress", description = "Do not show a progress bar.")
  private boolean noProgress;

  @Option(
      names = "--dry-run",
      description =
          "If the job sends mails, write them as files next to the reports and send nothing.")
  private boolean dryRun;

  @Option(
      names = "--future",
      description =
          "Audit a date in the future, for a rehearsal with a ledger (--state) and reports (--out) of its own; nothing is sent.")
  private boolean future;

  @Option(
      names = "--new-ledger",
      description = "Begin an empty ledger although there are reports of earlier audits.")
  private boolean newLedger;

  @Option(
      names = "--same-trust",
      description = "Continue the ledger although the trust has another name than before.")
  private boolean sameTrust;

  @Option(
      names = "--workers",
      paramLabel = "WHO",
      description =
          "Who judges the accounts: here, remote (processes started with 'invigilator worker') or both. Default: as the job says, or here.")
  private @Nullable Workers workers;

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
    AuditRequest asked = trust.request(clock, again, decisions);
    AuditRequest request = workers == null ? asked : asked.workedBy(workers);
    boolean isRehearsal = refuseFuture(request, clock);
    // The findings of a day that has not come are told no one.
    boolean sendsNothing = dryRun || isRehearsal;
    Map<String, String> environment = Secrets.environment();
    try (ConsoleProgress progress = new ConsoleProgress(out, quiet, noProgress)) {
      AuditWorkflow workflow =
          new AuditWorkflow(request, environment, clock, progress, stop, Home.user());
      TrustInput input = workflow.prepare(sendsNothing);
      try (StateStore state = StateStore.open(request.state(), environment)) {
        reportFutureRuns(state, clock, err);
        state.log().cutOff().forEach(sentence -> err.println("Note: " + sentence));
        RunOutcome outcome =
            workflow.run(input, state, sendsNothing, new StartOptions(newLedger, sameTrust));
        progress.close();
        return report(request, outcome, sendsNothing, out, err);
      }
    }
  }

  /** Whether the audit is a rehearsal of a day to come, which needs folders of its own. */
  private boolean refuseFuture(AuditRequest request, Clock clock) {
    LocalDate today = LondonTime.date(clock.instant());
    boolean isRehearsal = request.asOf().isAfter(today);
    if (isRehearsal && future && !trust.isApart()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--future",
                  0,
                  "",
                  "A rehearsal must not change the trust's own ledger and reports.",
                  "Give folders of its own with --state and --out; no mail is sent.")));
    }
    if (isRehearsal && !future) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--as-of " + request.asOf(),
                  0,
                  "",
                  "This date is in the future; today is " + LondonTime.show(today) + ".",
                  "Correct the date or this machine's clock. For a rehearsal add --future, and give folders of its own with --state and --out.")));
    }
    return isRehearsal;
  }

  /** Names audits of the future, which a wrong clock made; they do not stop this one. */
  private void reportFutureRuns(StateStore state, Clock clock, PrintWriter err) {
    for (AuditRun run : state.runs().inTheFuture(LondonTime.date(clock.instant()))) {
      if (!future) {
        err.println(
            "Note: the ledger has an audit of "
                + LondonTime.show(run.asOf())
                + ", which is in the future. It was begun on "
                + LondonTime.show(run.startedAt())
                + " by this machine's clock, which was wrong then or is wrong now.");
      }
    }
  }

  private int report(
      AuditRequest request,
      RunOutcome outcome,
      boolean sendsNothing,
      PrintWriter out,
      PrintWriter err) {
    if (outcome.failure().isPresent()) {
      err.println(
          "The audit of "
              + LondonTime.show(request.asOf())
              + " failed: "
              + outcome.failure().get());
      err.println("Completed steps are kept. Run the same command again to continue.");
      return CommandLineTool.UNFINISHED;
    }
    ReportModel report = outcome.report().orElseThrow();
    PrintWriter printed = quiet ? QUIET : out;
    Summary.print(report, request.out(), outcome.continued(), printed);
    outcome.reviewPack().ifPresent(file -> printed.println("Review:     " + Summary.shown(file)));
    if (outcome.purged() > 0) {
      printed.println(
          "Deleted:    "
              + outcome.purged()
              + (outcome.purged() == 1 ? " expired record" : " expired records")
              + "; listed in purge.csv");
    }
    outcome.halts().forEach(why -> err.println("Not everything was collected: " + why + "."));
    if (!outcome.notJudged().isEmpty()) {
      err.println(
          "Not everything was checked: a fault in this program met "
              + String.join(", ", outcome.notJudged())
              + ". The log has what it was.");
    }
    outcome.undeliverable().forEach(line -> err.println("Mail: " + line));
    outcome.mail().ifPresent(mail -> MailCommand.report(mail, sendsNothing, printed, err));
    return outcome.isWhole()
            || (sendsNothing && outcome.halts().isEmpty() && outcome.notJudged().isEmpty())
        ? exitCode(report)
        : CommandLineTool.UNFINISHED;
  }

  private int exitCode(ReportModel report) {
    Optional<Severity> limit = Optional.ofNullable(failOn).or(trust::failOn);
    boolean met =
        limit.isPresent()
            && report.findings().stream()
                .anyMatch(f -> f.status().isOpen() && f.severity().atLeast(limit.get()));
    return met ? CommandLineTool.FAIL_ON_MET : 0;
  }
}
