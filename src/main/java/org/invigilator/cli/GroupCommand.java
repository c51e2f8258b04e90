package org.invigilator.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.JobFile;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.report.GroupReport;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.workbook.GroupWorkbook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes one workbook over all trusts that have a job. */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    description =
        "Writes one workbook over all trusts of jobs/*.yaml: open findings by severity, overdue ones, what could be read, and the trend, from the reports that their audits wrote. It names no person.")
final class GroupCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--jobs",
      paramLabel = "DIR",
      description = "The folder of the jobs. Default: jobs/ in the program's folder.")
  private @Nullable Path jobs;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The workbook. Default: group.xlsx in the folder of the reports.")
  private @Nullable Path to;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path folder = jobs == null ? Home.folder().resolve("jobs") : jobs;
    LocalDate today = LondonTime.date(Clock.systemUTC().instant());
    List<Problem> problems = new ArrayList<>();
    GroupReport report = GroupReport.of(today, reports(folder, today, problems));
    problems.forEach(problem -> err.println("This job is left out. " + problem));
    if (report.trusts().isEmpty()) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  folder.toString(),
                  0,
                  "",
                  "No job in this folder can be used.",
                  "Give the folder of the job files with --jobs.")));
    }
    Path file = to == null ? Home.folder().resolve("reports/group.xlsx") : to;
    Files.createDirectories(file.toAbsolutePath().getParent());
    GroupWorkbook.write(report, file);
    long without = report.trusts().stream().filter(t -> !t.remark(today).isEmpty()).count();
    out.println(
        "Trusts:     "
            + report.trusts().size()
            + (without == 0 ? "" : ", of which " + without + " without a report of these days"));
    out.println("Workbook:   " + Summary.shown(file));
    return problems.isEmpty() ? 0 : CommandLineTool.UNFINISHED;
  }

  private static String latest(Path out, String trust) {
    return ReportFiles.latestOf(out, trust).orElse("");
  }

  private static Map<String, Path> reports(Path folder, LocalDate today, List<Problem> problems)
      throws IOException {
    Map<String, Path> reports = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return reports;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    for (Path file : files) {
      try {
        AuditRequest request =
            JobFile.read(file)
                .request(
                    String.valueOf(file.getFileName()),
                    JobFile.base(file),
                    Home.folder().resolve("reports"),
                    today);
        // Of a trust with several jobs, the folder counts that has the latest report.
        String trust = TrustSettings.read(request.trust()).name();
        reports.merge(
            trust,
            request.out(),
            (one, other) -> latest(other, trust).compareTo(latest(one, trust)) > 0 ? other : one);
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
      }
    }
    return reports;
  }
}
