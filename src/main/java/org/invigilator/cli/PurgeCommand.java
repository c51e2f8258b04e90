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

/** Deletes data whose retention period has expired. */
@Command(
    name = "purge",
    mixinStandardHelpOptions = true,
    description =
        "Deletes saved copies, resolved findings and reports that are older than their retention period. Every audit for today does this as its last step.")
final class PurgeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(names = "--dry-run", description = "Show what would be deleted and change nothing.")
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
                  "This date is in the future.",
                  "Leave out --as-of, or give a date that is not in the future.")));
    }
    Retention.Limits limits = TrustInput.of(request, request.asOf()).requirements().retention();
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      state.confirmTrust(request);
      List<Purge.Deletion> deletions = state.purge(request, request.asOf(), limits, dryRun);
      for (Purge.Deletion deletion : deletions) {
        out.printf(
            Locale.UK,
            "%,8d  %s%s (%s)%n",
            deletion.count(),
            deletion.what(),
            deletion.where().isEmpty() ? "" : ": " + deletion.where(),
            deletion.why());
      }
      if (dryRun) {
        out.println(
            deletions.isEmpty()
                ? "Nothing is due for deletion."
                : "The items above are due for deletion. Nothing was changed.");
        return 0;
      }
      out.println(
          deletions.isEmpty() ? "Nothing was due for deletion." : "The items above were deleted.");
      out.println(
          "Report:     "
              + Summary.shown(
                  PurgeStep.write(deletions, request.out().resolve(request.asOf().toString()))));
      state
          .log()
          .add(
              Home.user(),
              "purge",
              deletions.stream().mapToLong(Purge.Deletion::count).sum() + " records",
              clock.instant());
      return 0;
    }
  }
}
