package org.invigilator.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The same as {@link TrustOptions} where the first word of the command is something else. */
final class JobOptions {
  @Option(
      names = "--job",
      paramLabel = "JOB",
      description = "The job whose trust it is. Without it and without --trust: the sample trust.")
  private @Nullable String job;

  @Option(names = "--trust", paramLabel = "DIR", description = "The trust folder.")
  private @Nullable Path trust;

  @Option(names = "--out", paramLabel = "DIR", description = "Where its reports are.")
  private @Nullable Path out;

  @Option(names = "--state", paramLabel = "DIR|URL", description = "Where its ledger is kept.")
  private @Nullable String state;

  TrustOptions options() {
    return TrustOptions.of(job, trust, out, state);
  }
}
