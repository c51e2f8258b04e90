package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What a run opened is closed when it ends, for a daemon runs for a year. */
@Isolated("threads and open files are counted for the whole process")
class RunResourcesTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);

  @TempDir Path folder;

  private void audit(Path trust, LocalDate asOf) throws Exception {
    AuditRequest request =
        new AuditRequest(
            "test",
            trust,
            asOf,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            false);
    Clock clock = Clock.fixed(asOf.atTime(3, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      assertThat(
              new AuditWorkflow(request, Map.of(), clock, Progress.SILENT, new Stop(), "test")
                  .run(TrustInput.of(request, asOf), state, false)
                  .failure())
          .isEmpty();
    }
  }

  /** Threads of ours: of accounts, of the database and of its pool. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("account-")
                    || name.startsWith("state")
                    || name.contains("H2")
                    || name.contains("MVStore")
                    || name.contains("Hikari"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  @Test
  void twentyAuditsInOneProcessLeaveNoThreadFileOrConnectionBehind() throws Exception {
    Path trust = new TrustBuilder("ctat-2024", FIRST).write(folder.resolve("trust"));
    audit(trust, FIRST);
    audit(trust, FIRST.plusDays(1));
    Set<String> before = threads();
    long files = openFiles();
    for (int day = 2; day < 20; day++) {
      audit(trust, FIRST.plusDays(day));
    }
    // A pool's threads end shortly after it is closed.
    await()
        .untilAsserted(
            () -> {
              assertThat(threads())
                  .isSubsetOf(before)
                  .noneMatch(name -> name.startsWith("account-"));
              assertThat(openFiles()).isLessThanOrEqualTo(files + 2);
            });
  }
}
