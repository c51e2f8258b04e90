package org.invigilator.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@link TrustOptions} for commands whose first parameter is not a job. */
final class JobOptions {
  @Option(
      names = "--job",
      paramLabel = "JOB",
      description = "The job of the trust. Without it and without --trust: the sample trust.")
  private @Nullable String job;

  @Option(names = "--trust", paramLabel = "DIR", description = "The trust folder.")
  private @Nullable Path trust;

  @Option(names = "--out", paramLabel = "DIR", description = "The folder of its reports.")
  private @Nullable Path out;

  @Option(
      names = "--state",
      paramLabel = "DIR|URL",
      description = "The folder or database of its ledger.")
  private @Nullable String state;

  TrustOptions options() {
    return TrustOptions.of(job, trust, out, state);
  }
}
