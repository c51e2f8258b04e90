package org.invigilator.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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

/** The options by which most commands are told which trust, as of when, and where. */
final class TrustOptions {
  private static final String SAMPLE = "sample";

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB",
      description =
          "A job of jobs/*.yaml, by name or by path. Without it and without --trust: the bundled sample trust.")
  private @Nullable String job;

  @Option(
      names = "--trust",
      paramLabel = "DIR",
      description = "The trust folder; it holds trust.yaml.")
  private @Nullable Path trust;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description =
          "The audit date in London, as 2026-11-20 or 20/11/2026. Default: the job's, or today.")
  private @Nullable String asOf;

  @Option(names = "--out", paramLabel = "DIR", description = "Where reports go. Default: reports/.")
  private @Nullable Path out;

  @Option(
      names = "--state",
      paramLabel = "DIR|URL",
      description =
          "Where the ledger is kept: a folder, or jdbc:postgresql://host/database. Default: .state/ in the trust folder.")
  private @Nullable String state;

  private Optional<JobFile> file = Optional.empty();

  /** The same options, found out elsewhere. */
  static TrustOptions of(
      @Nullable String job, @Nullable Path trust, @Nullable Path out, @Nullable String state) {
    TrustOptions options = new TrustOptions();
    options.job = job;
    options.trust = trust;
    options.out = out;
    options.state = state;
    return options;
  }

  /** What was asked for, completed by the job and by today's date. */
  AuditRequest request(Clock clock, boolean again) {
    return request(clock, again, List.of());
  }

  /** The same with files that were sent back. */
  AuditRequest request(Clock clock, boolean again, List<Path> decisions) {
    if (job != null && trust != null) {
      throw new InvalidInput(
          List.of(new Problem("JOB and --trust", 0, "", "Both were given.", "Give one of them.")));
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

  /** The severity from which the job wants to be told by its exit code. */
  Optional<Severity> failOn() {
    return file.map(JobFile::failOn);
  }

  private LocalDate date(Clock clock) {
    if (asOf != null) {
      String given = asOf;
      return Cells.date(given)
          .orElseThrow(
              () ->
                  new InvalidInput(
                      List.of(
                          new Problem(
                              "--as-of",
                              0,
                              "",
                              "'" + given + "' cannot be read as a date.",
                              "Write it like 2026-11-20 or 20/11/2026."))));
    }
    return file.map(JobFile::asOf).orElseGet(() -> LondonTime.date(clock.instant()));
  }
}
