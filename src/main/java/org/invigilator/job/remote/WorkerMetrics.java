package org.invigilator.job.remote;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.invigilator.register.OwnerOnly;

/**
 * The figures of a worker in the text format of Prometheus; no trust, account or person is in them.
 */
final class WorkerMetrics {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger working = new AtomicInteger();
  private final Timer done = timer("done");
  private final Timer failed = timer("failed");
  private final Counter putBack =
      Counter.builder("invigilator.worker.put.back")
          .description("Accounts that were put back for another attempt")
          .register(registry);

  WorkerMetrics(int threads) {
    Gauge.builder("invigilator.worker.threads", () -> threads)
        .description("How many accounts at once")
        .register(registry);
    Gauge.builder("invigilator.worker.working", working, AtomicInteger::get)
        .description("Accounts in work")
        .register(registry);
  }

  private Timer timer(String result) {
    return Timer.builder("invigilator.worker.accounts")
        .description("Accounts and the time they took")
        .tag("result", result)
        .register(registry);
  }

  void begins() {
    working.incrementAndGet();
  }

  void ends() {
    working.decrementAndGet();
  }

  void judged(boolean well, Duration time) {
    (well ? done : failed).record(time);
  }

  void putBack() {
    putBack.increment();
  }

  /** Writes them into a file. */
  void write(Path file) throws IOException {
    OwnerOnly.replace(file, registry::scrape);
  }
}
