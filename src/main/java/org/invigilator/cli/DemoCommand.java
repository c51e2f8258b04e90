package org.invigilator.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.invigilator.finding.Finding;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Progress;
import org.invigilator.job.StateLocation;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.invigilator.report.Headlines;
import org.invigilator.report.ReportModel;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows on a copy of the sample trust how three weeks go: audits, answers, and a fault put right.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Audits a copy of the sample trust for three weeks, with answers and a correction in between, and opens what it wrote. It takes less than a minute, and everyone in it is invented.")
final class DemoCommand implements Callable<Integer> {
  private static final List<LocalDate> WEEKS =
      List.of(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 27), LocalDate.of(2026, 12, 4));

  /** Marks a folder as an earlier demo's; any other is left alone. */
  private static final String MARK = ".demo";

  private static final String TO_WAIVE = "account-purpose-review";
  private static final String TO_DISMISS = "sensitive-topic-candidate";

  /** Someone who has left and is still an administrator, in the sample's register. */
  private static final String LEAVER = "MRC-TW-01,P-053,";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The folder to make. Default: reports/demo in the program's folder.")
  private @Nullable Path to;

  @Option(names = "--no-open", description = "Do not open the page at the end.")
  private boolean noOpen;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path sample = Home.folder().resolve("jobs/sample-trust");
    if (!Files.isDirectory(sample)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  sample.toString(),
                  0,
                  "",
                  "The sample trust is not there.",
                  "Unpack the program again; jobs/sample-trust belongs to it.")));
    }
    Path folder = to == null ? Home.folder().resolve("reports/demo") : to;
    copy(sample, folder);
    ReportModel first = audit(folder, 0, out);
    answer(folder, first);
    out.println(
        "            The IT director waives one finding until the end of the year, and the chief executive agrees;");
    out.println("            another turns out to be a false positive. Their answers are in");
    out.println("            " + Summary.shown(folder.resolve("trust/decisions/demo.yaml")));
    collect(folder, 1);
    audit(folder, 1, out);
    correct(folder.resolve("trust/registers/account_roles.csv"));
    out.println(
        "            An administrator who left in August is taken out of the register of roles.");
    collect(folder, 2);
    audit(folder, 2, out);
    Path reports = folder.resolve(WEEKS.get(2).toString());
    out.println();
    out.println("To read:    " + Summary.shown(reports.resolve("report.html")));
    out.println("To answer:  " + Summary.shown(reports.resolve("audit.xlsx")));
    out.println("For heads:  " + Summary.shown(reports.resolve("academies")));
    out.flush();
    if (!noOpen) {
      open(reports.resolve("report.html"));
    }
    return 0;
  }

  private static void copy(Path sample, Path folder) throws IOException {
    Path trust = folder.resolve("trust");
    if (Files.exists(folder) && !Files.exists(folder.resolve(MARK))) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--to " + folder,
                  0,
                  "",
                  "This folder is there already and is not of an earlier demo.",
                  "Give a folder that is not there yet.")));
    }
    FileSystemUtils.deleteRecursively(folder);
    OwnerOnly.folder(folder);
    OwnerOnly.replace(folder.resolve(MARK), out -> {});
    FileSystemUtils.copyRecursively(sample, trust);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
  }

  private static ReportModel audit(Path folder, int week, PrintWriter out) throws Exception {
    AuditRequest request =
        new AuditRequest(
            "demo",
            folder.resolve("trust"),
            WEEKS.get(week),
            folder,
            StateLocation.of(folder.resolve("trust/.state")),
            false);
    AuditWorkflow workflow =
        new AuditWorkflow(
            request, Map.of(), Clock.systemUTC(), Progress.SILENT, new Stop(), Home.user());
    TrustInput input = workflow.prepare(false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      RunOutcome outcome = workflow.run(input, state, false);
      ReportModel model =
          outcome
              .report()
              .orElseThrow(
                  () ->
                      new IllegalStateException(outcome.failure().orElse("It was not finished.")));
      out.println("Week " + (week + 1) + ":     " + new Headlines(model).summary());
      model.resolvedFindings().stream()
          .filter(f -> !f.isForOperator())
          .forEach(f -> out.println("            Fixed: " + ReportModel.title(f) + "."));
      out.flush();
      return model;
    }
  }

  /** Lets the saved copies be of the week, as if everything had been collected again. */
  private static void collect(Path folder, int week) throws IOException {
    String before = WEEKS.get(week - 1).minusDays(1) + "T";
    String now = WEEKS.get(week).minusDays(1) + "T";
    List<Path> captures;
    try (Stream<Path> files = Files.walk(folder.resolve("trust/snapshots"))) {
      captures = files.filter(f -> f.endsWith("capture.json")).toList();
    }
    for (Path capture : captures) {
      String text = InputFile.text(capture, InputLimits.TEXT_FILE).replace(before, now);
      OwnerOnly.replace(capture, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void answer(Path folder, ReportModel model) throws IOException {
    String file =
        "waivers:\n"
            + "  - {finding: "
            + finding(model, TO_WAIVE)
            + ", until: 2026-12-31, reason: The account closes with the year, requested_by: P-002, approved_by: P-001}\n"
            + "dismissals:\n"
            + "  - {finding: "
            + finding(model, TO_DISMISS)
            + ", decision: false positive, reason: It announces the date of the inspection and no opinion, requested_by: P-002, approved_by: P-001}\n";
    Path decisions = OwnerOnly.folder(folder.resolve("trust/decisions"));
    OwnerOnly.replace(
        decisions.resolve("demo.yaml"), out -> out.write(file.getBytes(StandardCharsets.UTF_8)));
  }

  private static String finding(ReportModel model, String rule) {
    return model.openFindings().stream()
        .filter(f -> f.rule().equals(rule))
        .map(Finding::id)
        .findFirst()
        .orElseThrow();
  }

  private static void correct(Path register) throws IOException {
    List<String> kept;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(InputFile.open(register), StandardCharsets.UTF_8))) {
      kept = lines.lines().filter(line -> !line.startsWith(LEAVER)).toList();
    }
    OwnerOnly.replace(
        register,
        out -> out.write((String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  /** Opens a page with what the system has for it; where there is nothing, its path was shown. */
  private static void open(Path page) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    List<String> command =
        system.contains("win")
            ? List.of("rundll32", "url.dll,FileProtocolHandler", page.toString())
            : List.of(system.contains("mac") ? "open" : "xdg-open", page.toString());
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // A server has no browser.
    }
  }
}
