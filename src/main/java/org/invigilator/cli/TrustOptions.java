package org.invigilator.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.JobFile;
import org.invigilator.job.StateLocation;
import org.invigilator.policy.Severity;
import org.invigilator.register.Cells;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of most commands: the trust, the audit date and the folders. */
final class TrustOptions {
  private static final String SAMPLE = "sample";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "JOB",
      description =
          "A job of jobs/*.yaml, by name or path. Without it and without --trust: the bundled sample trust.")
  private @Nullable String job;

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = "The trust folder, which contains trust.yaml.")
  private @Nullable Path trust;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description =
          "The audit date in London, as 2026-11-20 or 20/11/2026. Default: the date in the job, or today.")
  private @Nullable String asOf;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder for reports. Default: reports/.")
  private @Nullable Path out;

  @Option(
      names = "--state",
      paramLabel = "DIR|URL",
      description =
          "Where the ledger is stored: a folder, or jdbc:postgresql://host/database. Default: .state/ in the trust folder.")
  private @Nullable String state;

  private Optional<JobFile> file = Optional.empty();

  /** Whether the ledger and the reports are neither the job's nor the usual ones. */
  boolean isApart() {
    return state != null && out != null;
  }

  /**
   * Refuses a date that is not that of an audit, where only the latest one can be shown.
   *
   * @throws InvalidInput when another date was given
   */
  void mustBeOf(AuditRun run) {
    if (asOf != null && !Cells.date(asOf).equals(Optional.of(run.asOf()))) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "--as-of",
                  0,
                  "",
                  "The ledger has its findings as of the latest audit, that of "
                      + LondonTime.show(run.asOf())
                      + ".",
                  "Leave --as-of out; the files of earlier audits are in the folder of reports.")));
    }
  }

  /** Options that were parsed by another command. */
  static TrustOptions of(
      @Nullable String job, @Nullable Path trust, @Nullable Path out, @Nullable String state) {
    TrustOptions options = new TrustOptions();
    options.job = job;
    options.trust = trust;
    options.out = out;
    options.state = state;
    return options;
  }

  /**
   * The number of a finding that was given in place of a job, or before one; null when there is
   * none. A job has no such name.
   *
   * @param second what was given behind it
   * @param isExpected whether it is given in no other way
   * @throws InvalidInput when a trust folder is given and what is there is neither
   */
  @Nullable String takeFinding(@Nullable String second, boolean isExpected) {
    if (job == null || !job.matches("(?i)F-[0-9a-f]{1,12}")) {
      if (isExpected && job != null && trust != null) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    "F-…",
                    0,
                    "",
                    "'" + job + "' is not the number of a finding.",
                    "Copy it from the workbook; it is like F-0123456789ab.")));
      }
      return null;
    }
    String id = "F-" + job.substring(2).toLowerCase(Locale.ROOT);
    job = second;
    return id;
  }

  /** The request from the options, the job and today's date. */
  AuditRequest request(Clock clock, boolean again) {
    return request(clock, again, List.of());
  }

  /**
   * The request with answers.
   *
   * @param decisions workbooks or YAML files with answers
   */
  AuditRequest request(Clock clock, boolean again, List<Path> decisions) {
    if (job != null && trust != null) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "JOB and --trust",
                  0,
                  "",
                  "A job and a trust folder were both given.",
                  "Give only one of them.")));
    }
    String name = job == null && trust == null ? SAMPLE : job;
    file = name == null ? Optional.empty() : Optional.of(JobFile.read(Home.job(name)));
    Path here = Path.of("").toAbsolutePath();
    Path reports = Home.folder().resolve("reports");
    AuditRequest request =
        name == null
            ? new AuditRequest(
                "by hand",
                folder(),
                date(clock),
                reports,
                StateLocation.of(folder().resolve(".state")),
                again)
            : file.orElseThrow()
                .request(
                    String.valueOf(Path.of(name).getFileName()),
                    JobFile.base(Home.job(name)),
                    reports,
                    date(clock));
    return request.with(
        out == null ? request.out() : out,
        state == null ? request.state() : StateLocation.of(state, here),
        again,
        decisions);
  }

  private Path folder() {
    return trust == null ? Path.of("") : trust;
  }

  /** The lowest severity for which the job asks for exit code 3. */
  Optional<Severity> failOn() {
    return file.map(JobFile::failOn);
  }

  /** When the job runs, for a reader; empty when it has no schedule. */
  Optional<String> schedule() {
    return file.map(JobFile::schedule)
        .map(
            s ->
                "by the schedule '"
                    + s.cron()
                    + "' (second, minute, hour, day, month, weekday)"
                    + (Boolean.TRUE.equals(s.termTimeOnly()) ? ", in term time only" : ""));
  }

  private LocalDate date(Clock clock) {
    if (asOf != null) {
      String typed = asOf;
      return Cells.date(typed)
          .orElseThrow(
              () ->
                  new InvalidInput(
                      List.of(
                          new Problem(
                              "--as-of",
                              0,
                              "",
                              "'" + typed + "' " + Cells.notADate(typed),
                              "Write it like 20/11/2026 or 2026-11-20."))));
    }
    return file.map(JobFile::asOf).orElseGet(() -> LondonTime.date(clock.instant()));
  }
}
