package org.invigilator.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.job.step.Reports;
import org.invigilator.job.store.StateStore;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.report.Review;
import org.invigilator.rule.Sentences;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the reports of the latest complete audit again, from the ledger. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Writes the reports of the latest complete audit again, or the policy review pack, from the ledger. No account is read.")
final class ReportCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  /** What is written. */
  enum Kind {
    AUDIT,
    REVIEW
  }

  @Option(
      names = "--kind",
      defaultValue = "AUDIT",
      description =
          "audit: the reports of the audit; review: the policy review pack, with the past year clause by clause. Default: audit.")
  private Kind kind = Kind.AUDIT;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    Clock clock = Clock.systemUTC();
    AuditRequest request = trust.request(clock, false);
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      state.confirmTrust(request);
      state
          .log()
          .add(Home.user(), "report", kind.toString().toLowerCase(Locale.ROOT), clock.instant());
      AuditRun run = Reports.latestFinished(state, request);
      trust.mustBeOf(run);
      TrustInput input = TrustInput.of(request, run.asOf());
      ReportModel model = Reports.model(state, input, run, Secrets.environment());
      if (kind == Kind.REVIEW) {
        Path file =
            ReportFiles.write(
                Review.of(model.forLeadership(), state.ledger().all(Sentences.of(input.index()))),
                request.out());
        out.println("Review:     " + Summary.shown(file));
        return 0;
      }
      Reports.write(model, input, request.out(), Secrets.environment());
      Summary.print(model, request.out(), false, out);
      return 0;
    }
  }
}
