package org.invigilator.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
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
import org.invigilator.privacy.Traces;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.Pupil;
import org.invigilator.register.RegisterReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Everything that is held on one pupil. */
@Command(
    name = "pupil",
    mixinStandardHelpOptions = true,
    description = "Shows or erases everything that is held on one pupil.",
    subcommands = {PupilCommand.Show.class, PupilCommand.Erase.class})
final class PupilCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  /** Which pupil of which trust. */
  static final class Which {
    @Parameters(index = "0", paramLabel = "REF", description = "The pupil_ref of the roll.")
    private String ref = "";

    @Option(
        names = "--also",
        paramLabel = "TEXT",
        description =
            "Another name or handle to look for; may be repeated. Needed when the pupil is no longer in the register.")
    private List<String> also = List.of();

    private Traces traces(AuditRequest request) {
      RegisterReader.Outcome read = RegisterReader.read(request.trust().resolve("registers"));
      List<Pupil> rows =
          read.registers().pupils().stream().filter(p -> p.ref().equalsIgnoreCase(ref)).toList();
      if (rows.isEmpty() && also.isEmpty() && !read.problems().isEmpty()) {
        throw new InvalidInput(read.problems());
      }
      return Traces.of(ref, rows, also);
    }

    private static boolean isKnown(AuditRequest request, String ref) {
      return RegisterReader.read(request.trust().resolve("registers")).registers().pupils().stream()
          .anyMatch(p -> p.ref().equalsIgnoreCase(ref));
    }

    /** The reference as the log has it; what is none of the roll may be a name, and is hashed. */
    private String logged(AuditRequest request) {
      return isKnown(request, ref) ? ref : "not on the roll, SHA-256 " + AccessLog.hash(ref);
    }

    /** Says when only the reference can be looked for. */
    private void warn(AuditRequest request, PrintWriter err) {
      if (!isKnown(request, ref) && also.isEmpty()) {
        err.println(
            "Note: "
                + ref
                + " is not in the register pupils, so that only the reference was looked for. Give names and handles with --also.");
      }
    }
  }

  private static AuditRequest request(TrustOptions trust, Clock clock) {
    AuditRequest request = trust.request(clock, false);
    if (!Files.isRegularFile(request.trust().resolve("trust.yaml"))) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  request.trust().toString(),
                  0,
                  "",
                  "There is no trust.yaml.",
                  "Give the trust folder with --trust, or a job with --job.")));
    }
    return request;
  }

  private static void print(List<PupilRecords.Held> held, PrintWriter out) {
    for (PupilRecords.Held one : held) {
      out.printf(
          Locale.UK,
          "%-12s %,6d  %s (%s)%n",
          switch (one.kind()) {
            case OURS -> "held";
            case SEALED -> "sealed";
            case THE_TRUSTS -> "the trust's";
          },
          one.count(),
          one.where(),
          one.what());
    }
  }

  /** Shows what is held. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Shows where anything is held on a pupil: the ledger, captures, reports, and the trust's own files. No name is printed.")
  static final class Show implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Which which = new Which();
    @Mixin private JobOptions trust = new JobOptions();

    @Override
    public Integer call() throws Exception {
      PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      Clock clock = Clock.systemUTC();
      AuditRequest request = request(trust.options(), clock);
      Traces traces = which.traces(request);
      try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
        PupilRecords records = state.pupil(request, traces);
        state.log().add(Home.user(), "pupil show", which.logged(request), clock.instant());
        List<PupilRecords.Held> held = records.show();
        which.warn(request, err);
        if (held.isEmpty()) {
          out.println("Nothing is held on " + which.ref + ".");
          return 0;
        }
        print(held, out);
        for (PupilRecords.Named finding : records.findings()) {
          out.printf(
              Locale.UK,
              "finding      %s  %s  %s  %s%n",
              finding.id(),
              finding.rule(),
              finding.account(),
              finding.status());
        }
        return 0;
      }
    }
  }

  /** Erases what is held. */
  @Command(
      name = "erase",
      mixinStandardHelpOptions = true,
      description =
          "Erases everything that this program keeps on a pupil: in the ledger, in saved copies, and every report with anything about them. The trust's own files are listed and not touched.")
  static final class Erase implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Which which = new Which();
    @Mixin private JobOptions trust = new JobOptions();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
      PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      Clock clock = Clock.systemUTC();
      AuditRequest request = request(trust.options(), clock);
      Traces traces = which.traces(request);
      try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
        PupilRecords records = state.pupil(request, traces);
        Optional<AuditRun> latest =
            state.runs().all().stream()
                .filter(r -> r.state() == AuditRun.State.FINISHED)
                .findFirst();
        // Whatever keeps the reports from being written again is told before anything is erased.
        Optional<TrustInput> preparation = latest.map(run -> TrustInput.of(request, run.asOf()));
        if (!yes && !isConfirmed(records, out)) {
          out.println("Nothing was changed.");
          return CommandLineTool.INVALID;
        }
        state.log().add(Home.user(), "pupil erase", which.logged(request), clock.instant());
        List<PupilRecords.Held> held = state.erase(records);
        print(held, out);
        which.warn(request, err);
        out.println(
            held.stream().anyMatch(h -> h.kind() != PupilRecords.Kind.THE_TRUSTS)
                ? "Erased, but for what is the trust's."
                : "Nothing of ours was held.");
        if (preparation.isPresent()) {
          rewrite(state, request, preparation.get(), latest.orElseThrow(), out);
        }
        tellWhatIsLeft(held, out);
        state.log().add(Home.user(), "pupil erased", which.logged(request), clock.instant());
        return 0;
      }
    }

    private boolean isConfirmed(PupilRecords records, PrintWriter out) throws Exception {
      print(records.show(), out);
      long open = records.findings().stream().filter(f -> !f.status().equals("resolved")).count();
      out.println(
          open
              + (open == 1 ? " open finding is" : " open findings are")
              + " about this pupil. Reports with the reference are deleted completely.");
      Console console = System.console();
      if (console == null) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    "pupil erase",
                    0,
                    "",
                    "There is no one to ask here.",
                    "Give --yes when you are sure.")));
      }
      String answer = console.readLine("Erase? Type the reference to go on: ");
      return answer != null && answer.strip().equalsIgnoreCase(which.ref);
    }

    /** The latest reports are made again without the pupil, where they had to go. */
    private static void rewrite(
        StateStore state,
        AuditRequest request,
        TrustInput preparation,
        AuditRun run,
        PrintWriter out)
        throws Exception {
      Map<String, String> environment = Secrets.environment();
      for (Path reports : state.reportFolders(request)) {
        Path folder = reports.resolve(run.asOf().toString());
        if (Files.isDirectory(folder) && !Files.isRegularFile(folder.resolve("audit.xlsx"))) {
          Reports.write(
              Reports.model(state, preparation, run, environment),
              preparation,
              reports,
              environment);
          out.println("Written again without them: " + Summary.shown(folder));
        }
      }
    }

    private static void tellWhatIsLeft(List<PupilRecords.Held> held, PrintWriter out) {
      if (held.stream().anyMatch(h -> h.kind() == PupilRecords.Kind.THE_TRUSTS)) {
        out.println(
            "Left to you: the files marked 'the trust's'. While the pupil is in a register and the accounts show the same, the next audit finds it again.");
      }
      out.println(
          "Not known here, and yours to see to: backups, copies of reports and mails that left this machine.");
    }
  }
}
