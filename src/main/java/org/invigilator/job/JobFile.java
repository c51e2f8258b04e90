package org.invigilator.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.Severity;
import org.invigilator.policy.Source;
import org.invigilator.policy.StrictYaml;
import org.invigilator.register.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * A job of {@code jobs/*.yaml}: which trust is audited, as of when, and where the reports go; where
 * what its accounts show comes from, if not from where the trust's settings say, and where it is
 * kept; to whom mails go when it is done.
 */
public record JobFile(
    @JsonProperty(required = true) String trust,
    @Nullable String description,
    @JsonProperty("as_of") @Nullable LocalDate asOf,
    @Nullable String out,
    @Nullable String state,
    @JsonProperty("fail_on") @Nullable Severity failOn,
    @Nullable Schedule schedule,
    @Nullable Map<String, Source> sources,
    @Nullable String snapshots,
    @Nullable List<Delivery.To> deliver) {

  /** When the job is to run: a Quartz cron expression in a zone, in term time only or always. */
  public record Schedule(
      @JsonProperty(required = true) String cron,
      @Nullable String zone,
      @JsonProperty("term_time_only") @Nullable Boolean termTimeOnly) {}

  /**
   * Reads a job; its paths are relative to the folder that {@code jobs/} is in.
   *
   * @throws InvalidInput when it cannot be used
   */
  public static JobFile read(Path file) {
    JobFile job = StrictYaml.read(file, file.getFileName().toString(), JobFile.class);
    Source.check(job.sources, file.getFileName().toString());
    return job;
  }
}
