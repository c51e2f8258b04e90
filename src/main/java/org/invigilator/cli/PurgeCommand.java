package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.job.step.PurgeStep;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Retention;
import org.invigilator.privacy.Purge;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes away what is older than it may be kept. */
@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    description =
        "Deletes expired data: saved copies, resolved findings and reports that are older than they may be kept. Every audit of these days does the same at its end.")
final class PurgeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(names = "--dry-run", description = "Say what would go, and change nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    Clock clock = Clock.systemUTC();
    AuditRequest request = trust.request(clock, false);
    if (request.asOf().isAfter(LondonTime.date(clock.instant()))) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--as-of " + request.asOf(),
                  0,
                  "",
                  "That day is still to come.",
                  "Leave --as-of out, or name a day that was.")));
    }
    Retention.Limits limits = TrustInput.of(request, request.asOf()).requirements().retention();
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      List<Purge.Deletion> gone = state.purge(request, request.asOf(), limits, dryRun);
      for (Purge.Deletion one : gone) {
        out.printf(
            Locale.UK,
            "%,8d  %s%s (%s)%n",
            one.count(),
            one.what(),
            one.where().isEmpty() ? "" : ": " + one.where(),
            one.why());
      }
      if (dryRun) {
        out.println(
            gone.isEmpty()
                ? "Nothing is due for deletion."
                : "This is due for deletion. Nothing was changed.");
        return 0;
      }
      out.println(gone.isEmpty() ? "Nothing was due for deletion." : "This was deleted.");
      out.println(
          "Report:     "
              + Summary.shown(
                  PurgeStep.write(gone, request.out().resolve(request.asOf().toString()))));
      state
          .log()
          .add(
              Home.user(),
              "purge",
              gone.stream().mapToLong(Purge.Deletion::count).sum() + " records",
              clock.instant());
      return 0;
    }
  }
}
