package org.invigilator.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.job.step.Reports;
import org.invigilator.job.store.StateStore;
import org.invigilator.privacy.AccessLog;
import org.invigilator.privacy.PupilRecords;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Erases the data about a pupil. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description =
        "Erases everything that this program keeps on a pupil: in the ledger, in saved copies, and every report with anything about them. The trust's own files are listed and not touched.")
final class PupilEraseCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private PupilOptions which = new PupilOptions();
  @Mixin private JobOptions trust = new JobOptions();

  @Option(names = "--yes", description = "Erase without asking for confirmation.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Clock clock = Clock.systemUTC();
    AuditRequest request = PupilOptions.request(trust.options(), clock);
    PupilOptions.Sought sought = which.sought(request);
    boolean isComplete;
    String logged;
    StateStore state = StateStore.open(request.state(), Secrets.environment());
    try (state) {
      PupilOptions.refuseLost(state, request);
      PupilRecords records = which.records(state, request, sought);
      which.refuseUnknown(sought, records);
      which.introduce(sought, out, err);
      Optional<AuditRun> latest =
          state.runs().all().stream().filter(r -> r.state() == AuditRun.State.FINISHED).findFirst();
      // Problems that prevent new reports are reported before anything is erased.
      Optional<TrustInput> input = latest.map(run -> TrustInput.of(request, run.asOf()));
      if (!yes && !isConfirmed(records, out)) {
        out.println("Nothing was changed.");
        return CommandLineTool.INVALID;
      }
      logged = which.logged(state, sought);
      state.log().add(Home.user(), AccessLog.ERASURE, logged, clock.instant());
      List<PupilRecords.Held> held = state.erase(records);
      PupilOptions.print(held, out);
      if (input.isPresent()) {
        input.get().index().forget(sought.ref());
        rewrite(state, request, input.get(), latest.orElseThrow(), out);
      }
      List<PupilRecords.Held> left = records.remaining();
      isComplete = left.isEmpty();
      printOutcome(held, left, out, err);
    }
    // The file of the database was rewritten when it was closed; nothing may be left in it
    // either.
    List<Path> files = StateStore.filesWith(request.state(), sought.traces());
    files.forEach(file -> err.println("Still found in " + file));
    if (state.isToBeRewritten()) {
      err.println(
          "The file of the database could not be rewritten, and may still hold what was erased. Make room on its disk (as much as the file takes), then run the command again.");
      // Without an end in the log, every audit and doctor say that the erasure was cut off.
      return CommandLineTool.UNFINISHED;
    }
    boolean isErased = isComplete && files.isEmpty();
    try (StateStore again = StateStore.open(request.state(), Secrets.environment())) {
      again
          .log()
          .add(
              Home.user(),
              isErased ? "pupil erased" : "pupil erased in part",
              logged,
              clock.instant());
    }
    boolean isOfReferenceOnly = which.isByReferenceOnly(sought);
    out.println(
        !isErased
            ? "The erasure is not complete."
            : isOfReferenceOnly
                ? "Searched again: the reference is nowhere in what the program wrote. The pupil's names and handles were not searched for; run it again with --also."
                : "Searched again: nothing about this pupil is left in what the program wrote.");
    return isErased && !isOfReferenceOnly ? 0 : CommandLineTool.UNFINISHED;
  }

  private static void printOutcome(
      List<PupilRecords.Held> held,
      List<PupilRecords.Held> left,
      PrintWriter out,
      PrintWriter err) {
    boolean isOurs = held.stream().anyMatch(h -> h.kind() != PupilRecords.Kind.THE_TRUSTS);
    boolean isTheTrusts = held.stream().anyMatch(h -> h.kind() == PupilRecords.Kind.THE_TRUSTS);
    if (!left.isEmpty()) {
      err.println("Not everything could be erased. Still found in:");
      PupilOptions.print(left, err);
      if (isTheTrusts) {
        err.println(
            "Reports quote your own files listed above. Take the pupil out of these, then run the command again.");
      }
    } else if (isOurs) {
      out.println(isTheTrusts ? "Erased, except in your own files listed above." : "Erased.");
    } else {
      out.println("There was nothing to erase.");
    }
    printRemaining(held, out);
  }

  private boolean isConfirmed(PupilRecords records, PrintWriter out) throws Exception {
    PupilOptions.print(records.show(), out);
    long open = records.findings().stream().filter(f -> !f.status().equals("resolved")).count();
    out.println(
        open
            + (open == 1 ? " open finding is" : " open findings are")
            + " about this pupil. Reports that contain the reference are deleted completely.");
    Console console = System.console();
    if (console == null) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "pupil erase",
                  0,
                  "",
                  "The command cannot ask for confirmation because there is no terminal.",
                  "Add --yes to erase without confirmation.")));
    }
    String answer = console.readLine("To erase, type the pupil reference: ");
    return answer != null && answer.strip().equalsIgnoreCase(which.ref());
  }

  /** Writes the latest reports again without the pupil where they were deleted. */
  private static void rewrite(
      StateStore state, AuditRequest request, TrustInput input, AuditRun run, PrintWriter out)
      throws Exception {
    Map<String, String> environment = Secrets.environment();
    for (Path reports : state.reportFolders(request)) {
      Path folder = reports.resolve(run.asOf().toString());
      if (Files.isDirectory(folder) && !Files.isRegularFile(folder.resolve("audit.xlsx"))) {
        Reports.write(Reports.model(state, input, run, environment), input, reports, environment);
        out.println("Written again without the pupil: " + Summary.shown(folder));
      }
    }
  }

  private static void printRemaining(List<PupilRecords.Held> held, PrintWriter out) {
    if (held.stream().anyMatch(h -> h.kind() == PupilRecords.Kind.THE_TRUSTS)) {
      out.println(
          "Please edit the files marked 'your file' yourself. While the pupil is in a register and the accounts still show the same, the next audit finds it again.");
    }
    out.println(
        "Please also check backups, and copies of reports and mails outside this machine; the program cannot reach them.");
  }
}
