package org.invigilator.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.Severity;
import org.invigilator.policy.Source;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.StrictYaml;
import org.jspecify.annotations.Nullable;

/**
 * A job of {@code jobs/*.yaml}: which trust is audited, as of when, and where the reports go; where
 * what its accounts show comes from, if not from where the trust's settings say, and where it is
 * kept; to whom mails go when it is done; who judges the accounts.
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
    @Nullable List<Delivery.To> deliver,
    @Nullable Workers workers) {

  /** When the job is to run: a Quartz cron expression in a zone, in term time only or always. */
  public record Schedule(
      @JsonProperty(required = true) String cron,
      @Nullable String zone,
      @JsonProperty("term_time_only") @Nullable Boolean termTimeOnly) {}

  /**
   * What the job asks for on a date.
   *
   * @param name the name under which its runs are remembered
   * @param base the folder in which its relative paths start
   * @param reports where reports go when it does not say
   */
  public AuditRequest request(String name, Path base, Path reports, LocalDate on) {
    Path folder = base.resolve(trust);
    return new AuditRequest(
        name,
        folder,
        on,
        out == null ? reports : base.resolve(out),
        state == null ? StateLocation.of(folder.resolve(".state")) : StateLocation.of(state, base),
        false,
        snapshots == null ? folder.resolve("snapshots") : base.resolve(snapshots),
        sources == null ? Map.of() : sources,
        List.of(),
        deliver == null ? Set.of() : Set.copyOf(deliver),
        workers == null ? Workers.HERE : workers);
  }

  /** The folder that the folder of a job's file is in: there its relative paths start. */
  public static Path base(Path jobFile) {
    Path folder = jobFile.toAbsolutePath().getParent();
    Path above = folder == null ? null : folder.getParent();
    return above == null ? Path.of("").toAbsolutePath() : above;
  }

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
