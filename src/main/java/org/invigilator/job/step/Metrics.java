package org.invigilator.job.step;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.invigilator.connector.SpendLedger;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Severity;
import org.invigilator.register.OwnerOnly;
import org.invigilator.report.ReportModel;

/**
 * The figures of a run in the text format of Prometheus, which most monitoring systems read from a
 * file; no person, account or pupil is in them.
 */
final class Metrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AuditRequest request;

  private Metrics(AuditRequest request) {
    this.request = request;
  }

  /**
   * Writes {@code metrics/<job>.prom} below the reports.
   *
   * @param ended when the run ended
   */
  static Path write(
      AuditRequest request,
      StateStore state,
      AuditRun run,
      Optional<ReportModel> report,
      Instant ended)
      throws IOException {
    Metrics metrics = new Metrics(request);
    metrics.run(run, report.isPresent(), ended);
    report.ifPresent(metrics::report);
    for (SpendLedger.DaySpend spend : state.spent().byPlatform(request.asOf())) {
      Tags platform = Tags.of("platform", spend.platform());
      metrics.gauge("invigilator.collected.calls", "Calls made", platform, spend.calls());
      metrics.gauge("invigilator.collected.rows", "Rows charged for", platform, spend.rows());
      metrics.gauge(
          "invigilator.spend.dollars", "Money spent", platform, spend.micro() / 1_000_000.0);
    }
    return metrics.write();
  }

  private void run(AuditRun run, boolean finished, Instant ended) {
    gauge(
        "invigilator.run.success",
        "Whether the run was finished: 1 or 0",
        Tags.empty(),
        finished ? 1 : 0);
    gauge(
        "invigilator.run.duration.seconds",
        "How long the run took",
        Tags.empty(),
        Duration.between(run.startedAt(), run.finishedAt().orElse(ended)).toMillis() / 1_000.0);
    gauge(
        "invigilator.run.ended.timestamp.seconds",
        "When the run ended",
        Tags.empty(),
        ended.getEpochSecond());
    gauge(
        "invigilator.run.as.of.days",
        "The audit date, in days since 1970",
        Tags.empty(),
        request.asOf().toEpochDay());
  }

  private void report(ReportModel model) {
    gauge(
        "invigilator.accounts",
        "Accounts",
        Tags.of("state", "registered"),
        model.registered().size());
    gauge("invigilator.accounts", "Accounts", Tags.of("state", "read"), model.accountsRead());
    for (Severity severity : Severity.values()) {
      gauge(
          "invigilator.findings",
          "Open findings",
          Tags.of("severity", severity.toString()),
          model.findings().stream()
              .filter(f -> f.status().isOpen() && f.severity() == severity)
              .count());
    }
    gauge(
        "invigilator.findings.fresh",
        "Findings that are new",
        Tags.empty(),
        model.newFindings().size());
    gauge(
        "invigilator.findings.overdue",
        "Findings that are overdue",
        Tags.empty(),
        model.overdue().size());
  }

  private void gauge(String name, String what, Tags tags, double value) {
    Gauge.builder(name, () -> value)
        .description(what)
        .tags(tags.and("job", request.job()))
        .register(registry);
  }

  private Path write() throws IOException {
    Path folder = OwnerOnly.folder(request.out().resolve("metrics"));
    String name = request.job().replaceAll("[^\\p{L}\\p{N}._-]", "_");
    Path file = folder.resolve(name + ".prom");
    OwnerOnly.replace(file, registry::scrape);
    return file;
  }
}
