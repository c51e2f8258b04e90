package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.job.delivery.Deliverability;
import org.invigilator.job.delivery.MailSpool;
import org.invigilator.job.step.Reports;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Delivery;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportModel;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends the mails of the latest complete audit and older mails not sent yet. */
@Command(
    name = "mail",
    mixinStandardHelpOptions = true,
    description =
        "Sends the mails of the latest complete audit and older mails that were not sent yet. No account is read.")
final class MailCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--dry-run",
      description = "Write the mails as files next to the reports and send nothing.")
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
                  "This job sends nothing.",
                  "Add deliver: [leadership, academies] to a job and give that job.")));
    }
    Map<String, String> environment = Secrets.environment();
    try (StateStore state = StateStore.open(request.state(), environment)) {
      state.confirmTrust(request);
      AuditRun run = Reports.latestFinished(state, request);
      trust.mustBeOf(run);
      TrustInput input = TrustInput.of(request, run.asOf());
      Deliverability.refuseUndeliverable(input, request, dryRun, environment);
      ReportModel model = Reports.model(state, input, run, environment);
      Delivery delivery = input.settings().delivery();
      if (delivery != null && !dryRun) {
        MailSpool spool = state.mailSpool(clock);
        List<String> undeliverable = new ArrayList<>();
        new TransactionTemplate(state.transactions())
            .executeWithoutResult(
                status -> {
                  try {
                    undeliverable.addAll(
                        spool.queue(
                            model,
                            Redaction.of(input.index(), model.findings()),
                            delivery,
                            request.deliver(),
                            request.out()));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
        undeliverable.forEach(line -> err.println("Mail: " + line));
      }
      Optional<MailSpool.Result> result =
          delivery == null
              ? Optional.empty()
              : Optional.of(
                  state
                      .mailSpool(clock)
                      .deliver(
                          model,
                          Redaction.of(input.index(), model.findings()),
                          delivery,
                          request,
                          dryRun,
                          environment));
      state.log().add(Home.user(), "mail", "of " + run.id(), clock.instant());
      return result.map(r -> report(r, dryRun, out, err)).orElse(0);
    }
  }

  /**
   * Reports which mails were sent.
   *
   * @return the exit code: unfinished when a mail could not be sent
   */
  static int report(MailSpool.Result result, boolean dryRun, PrintWriter out, PrintWriter err) {
    if (dryRun) {
      result.messages().forEach(line -> out.println("Mail:       " + line));
      return 0;
    }
    if (result.sent() > 0) {
      out.println("Mail:       " + result.sent() + " sent");
    }
    result.messages().forEach(line -> err.println("Not sent " + line));
    return result.messages().isEmpty() ? 0 : CommandLineTool.UNFINISHED;
  }
}
