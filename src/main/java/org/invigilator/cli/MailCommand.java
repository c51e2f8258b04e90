package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.AuditWorkflow;
import org.invigilator.job.Mailing;
import org.invigilator.job.Preparation;
import org.invigilator.job.Reports;
import org.invigilator.job.Secrets;
import org.invigilator.job.StateStore;
import org.invigilator.policy.Delivery;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends the mails of the latest finished audit, and whatever else still waits. */
@Command(
    name = "mail",
    mixinStandardHelpOptions = true,
    description =
        "Sends the mails of the latest finished audit that have not gone, and whatever else still waits; no account is looked at.")
final class MailCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--dry-run",
      description = "Write the mails as files beside the reports, and send nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Clock clock = Clock.systemUTC();
    AuditRequest request = trust.request(clock, false);
    if (request.deliver().isEmpty() && !dryRun) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "JOB",
                  0,
                  "deliver",
                  "This job delivers nothing.",
                  "Write deliver: [leadership, academies] into the job, and name it here.")));
    }
    Map<String, String> environment = Secrets.environment();
    try (StateStore state = StateStore.open(request.state(), environment)) {
      AuditRun run = Reports.latestFinished(state, request);
      Preparation preparation = Preparation.of(request, run.asOf());
      AuditWorkflow.refuseMails(preparation, request, dryRun, environment);
      ReportModel model = Reports.model(state, preparation, run, environment);
      Delivery delivery = preparation.settings().delivery();
      if (delivery != null && !dryRun) {
        state
            .mailing(clock)
            .queue(
                model,
                Redaction.of(preparation.index()),
                delivery,
                request.deliver(),
                request.out())
            .forEach(line -> err.println("Mail: " + line));
      }
      Optional<Mailing.Result> result =
          AuditWorkflow.mail(state, preparation, request, model, dryRun, clock, environment);
      state.log().add(Home.user(), "mail", "of " + run.id(), clock.instant());
      return result.map(r -> tell(r, dryRun, out, err)).orElse(0);
    }
  }

  /**
   * Tells what became of mails.
   *
   * @return the exit code: unfinished when a mail did not go
   */
  static int tell(Mailing.Result result, boolean dryRun, PrintWriter out, PrintWriter err) {
    if (dryRun) {
      result.told().forEach(line -> out.println("Mail:       " + line));
      return 0;
    }
    if (result.sent() > 0) {
      out.println("Mail:       " + result.sent() + " sent");
    }
    result.told().forEach(line -> err.println("Mail not sent, " + line));
    return result.told().isEmpty() ? 0 : CommandLineTool.UNFINISHED;
  }
}
