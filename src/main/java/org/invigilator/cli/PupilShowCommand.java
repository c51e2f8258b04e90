package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.store.StateStore;
import org.invigilator.privacy.PupilRecords;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows where data about a pupil is stored. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows where data about a pupil is stored: the ledger, saved copies, reports, and the trust's own files. No name is printed.")
final class PupilShowCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private PupilOptions which = new PupilOptions();
  @Mixin private JobOptions trust = new JobOptions();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Clock clock = Clock.systemUTC();
    AuditRequest request = PupilOptions.request(trust.options(), clock);
    PupilOptions.Sought sought = which.sought(request);
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      PupilOptions.refuseLost(state, request);
      PupilRecords records = which.records(state, request, sought);
      state.log().add(Home.user(), "pupil show", which.logged(state, sought), clock.instant());
      List<PupilRecords.Held> held = records.show();
      which.introduce(sought, out, err);
      int code = which.isByReferenceOnly(sought) ? CommandLineTool.UNFINISHED : 0;
      if (held.isEmpty()) {
        out.println("No data about " + which.ref() + " is stored.");
        return code;
      }
      PupilOptions.print(held, out);
      for (PupilRecords.Named finding : records.findings()) {
        out.printf(
            Locale.UK,
            "finding      %s  %s  %s  %s%n",
            finding.id(),
            finding.rule(),
            finding.account(),
            finding.status());
      }
      return code;
    }
  }
}
