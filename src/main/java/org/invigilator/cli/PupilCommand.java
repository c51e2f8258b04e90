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
import java.util.stream.Stream;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.job.collect.CollectionScope;
import org.invigilator.job.step.Reports;
import org.invigilator.job.store.StateStore;
import org.invigilator.privacy.PupilRecords;
import org.invigilator.privacy.Traces;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Person;
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

/** Shows or erases the data about one pupil. */
@Command(
    name = "pupil",
    mixinStandardHelpOptions = true,
    description = "Shows or erases all data about one pupil.",
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
    @Parameters(
        index = "0",
        paramLabel = "REF",
        description = "The pupil_ref in the register pupils.")
    private String ref = "";

    @Option(
        names = "--also",
        paramLabel = "TEXT",
        description =
            "Another name or handle to search for; may be repeated. Needed when the pupil is no longer in the register.")
    private List<String> also = List.of();

    @Option(
        names = "--include",
        paramLabel = "DIR",
        description =
            "A folder outside the trust folder in which earlier runs wrote reports or saved copies; may be repeated.")
    private List<Path> include = List.of();

    private Sought sought(AuditRequest request) {
      RegisterReader.Outcome read = RegisterReader.read(request.trust().resolve("registers"));
      List<Pupil> rows =
          read.registers().pupils().stream().filter(p -> p.ref().equalsIgnoreCase(ref)).toList();
      if (rows.isEmpty() && also.isEmpty() && !read.problems().isEmpty()) {
        throw new InvalidInput(read.problems());
      }
      Traces traces =
          Traces.of(
              ref,
              rows,
              also,
              read.registers().people().stream()
                  .filter(person -> !person.isPupil())
                  .map(Person::fullName)
                  .toList());
      return new Sought(
          traces,
          Stream.concat(
                  rows.stream().flatMap(pupil -> CollectionScope.watchedOf(pupil).stream()),
                  also.stream().flatMap(text -> CollectionScope.watchedAs(text).stream()))
              .toList(),
          !rows.isEmpty());
    }

    private PupilRecords records(StateStore state, AuditRequest request, Sought sought) {
      return state.pupil(request, sought.traces(), sought.watched(), include);
    }

    /** The reference for the log, hashed if it is not in the register because it may be a name. */
    private String logged(StateStore state, Sought sought) {
      return sought.isOnRoll()
          ? ref
          : "not on the roll, hash " + state.identity().hash("access log", ref).substring(0, 16);
    }

    /** Warns when names and handles are unknown and only the reference was searched for. */
    private void warn(Sought sought, PrintWriter err) {
      if (!sought.isOnRoll() && also.isEmpty()) {
        err.println(
            "Note: "
                + ref
                + " is not in the register pupils, so only the reference was searched for. Give names and handles with --also.");
      }
    }
  }

  /**
   * What is searched for.
   *
   * @param watched the names and handles under which lists of followers are searched for the pupil
   */
  private record Sought(Traces traces, List<String> watched, boolean isOnRoll) {}

  private static AuditRequest request(TrustOptions trust, Clock clock) {
    AuditRequest request = trust.request(clock, false);
    if (!Files.isRegularFile(request.trust().resolve("trust.yaml"))) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  request.trust().toString(),
                  0,
                  "",
                  "This folder has no trust.yaml.",
                  "Give the trust folder with --trust, or a job with --job.")));
    }
    return request;
  }

  private static void print(List<PupilRecords.Held> held, PrintWriter out) {
    for (PupilRecords.Held item : held) {
      out.printf(
          Locale.UK,
          "%-12s %,6d  %s (%s)%n",
          switch (item.kind()) {
            case OURS -> "stored";
            case SEALED -> "encrypted";
            case THE_TRUSTS -> "your file";
          },
          item.count(),
          item.where(),
          item.what());
    }
  }

  /** Shows where data about a pupil is stored. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Shows where data about a pupil is stored: the ledger, saved copies, reports, and the trust's own files. No name is printed.")
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
      Sought sought = which.sought(request);
      try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
        PupilRecords records = which.records(state, request, sought);
        state.log().add(Home.user(), "pupil show", which.logged(state, sought), clock.instant());
        List<PupilRecords.Held> held = records.show();
        which.warn(sought, err);
        if (held.isEmpty()) {
          out.println("No data about " + which.ref + " is stored.");
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

  /** Erases the data about a pupil. */
  @Command(
      name = "erase",
      mixinStandardHelpOptions = true,
      description =
          "Erases everything that this program keeps on a pupil: in the ledger, in saved copies, and every report with anything about them. The trust's own files are listed and not touched.")
  static final class Erase implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private Which which = new Which();
    @Mixin private JobOptions trust = new JobOptions();

    @Option(names = "--yes", description = "Erase without asking for confirmation.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
      PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      Clock clock = Clock.systemUTC();
      AuditRequest request = request(trust.options(), clock);
      Sought sought = which.sought(request);
      boolean isComplete;
      try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
        PupilRecords records = which.records(state, request, sought);
        Optional<AuditRun> latest =
            state.runs().all().stream()
                .filter(r -> r.state() == AuditRun.State.FINISHED)
                .findFirst();
        // Problems that prevent new reports are reported before anything is erased.
        Optional<TrustInput> input = latest.map(run -> TrustInput.of(request, run.asOf()));
        if (!yes && !isConfirmed(records, out)) {
          out.println("Nothing was changed.");
          return CommandLineTool.INVALID;
        }
        state.log().add(Home.user(), "pupil erase", which.logged(state, sought), clock.instant());
        List<PupilRecords.Held> held = state.erase(records);
        print(held, out);
        which.warn(sought, err);
        if (input.isPresent()) {
          input.get().index().forget(which.ref);
          rewrite(state, request, input.get(), latest.orElseThrow(), out);
        }
        List<PupilRecords.Held> left = records.remaining();
        isComplete = left.isEmpty();
        printOutcome(held, left, out, err);
        state
            .log()
            .add(
                Home.user(),
                isComplete ? "pupil erased" : "pupil erased in part",
                which.logged(state, sought),
                clock.instant());
      }
      // The file of the database was rewritten when it was closed; nothing may be left in it
      // either.
      List<Path> files = StateStore.filesWith(request.state(), sought.traces());
      files.forEach(file -> err.println("Still found in " + file));
      out.println(
          isComplete && files.isEmpty()
              ? "Searched again: nothing about this pupil is left in what the program wrote."
              : "The erasure is not complete.");
      return isComplete && files.isEmpty() ? 0 : CommandLineTool.UNFINISHED;
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
        print(left, err);
      } else if (isOurs) {
        out.println(isTheTrusts ? "Erased, except in your own files listed above." : "Erased.");
      } else {
        out.println("There was nothing to erase.");
      }
      printRemaining(held, out);
    }

    private boolean isConfirmed(PupilRecords records, PrintWriter out) throws Exception {
      print(records.show(), out);
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
      return answer != null && answer.strip().equalsIgnoreCase(which.ref);
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
}
