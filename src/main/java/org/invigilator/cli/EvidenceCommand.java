package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.job.step.EvidencePacks;
import org.invigilator.job.step.Reports;
import org.invigilator.job.store.StateStore;
import org.invigilator.report.EvidencePack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the evidence for a finding as a ZIP with hashes. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description =
        "Writes a ZIP with the evidence for a finding of the latest audit: clauses, source with its hash, history and decisions, for a complaint or an authority. Names that may be those of pupils are taken out.")
final class EvidenceCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "JOB",
      description = "The job, where the number of the finding is given first.")
  private @Nullable String job;

  @Option(
      names = "--finding",
      paramLabel = "F-…",
      description = "The number of the finding; may also be given as the first argument.")
  private @Nullable String finding;

  @Option(
      names = "--redact",
      paramLabel = "PROFILE",
      defaultValue = "LEADERSHIP",
      description =
          "leadership, governors (no person, no pupil, no text of a post) or ico. Default: leadership.")
  private EvidencePack.Profile profile = EvidencePack.Profile.LEADERSHIP;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    String id =
        Objects.requireNonNullElse(
            trust.takeFinding(job, finding == null), Objects.toString(finding, ""));
    Clock clock = Clock.systemUTC();
    AuditRequest request = trust.request(clock, false);
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      state.confirmTrust(request);
      AuditRun run = Reports.latestFinished(state, request);
      trust.mustBeOf(run);
      TrustInput input = TrustInput.of(request, run.asOf());
      EvidencePack pack =
          new EvidencePacks(state, input).of(id, run, profile, Secrets.environment());
      state
          .log()
          .add(
              Home.user(),
              "evidence",
              id + " " + profile.name().toLowerCase(Locale.ROOT),
              clock.instant());
      EvidencePack.Written written = pack.write(request.out().resolve(run.asOf().toString()));
      out.println("Evidence:   " + Summary.shown(written.file()));
      out.println("SHA-256:    " + written.sha256());
      out.println(
          "Keep the hash apart from the file: whoever has both can show that it is unchanged.");
      return 0;
    }
  }
}
