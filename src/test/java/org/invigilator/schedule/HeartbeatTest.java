package org.invigilator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
  private static final String JOB =
      "\"k\":{\"since\":\"2026-11-01T00:00:00Z\",\"next\":\"%s\",\"last\":%s}";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void inAFolder() {
    file = folder.resolve("schedule.json");
  }

  private Optional<String> problem(String mode, Duration ago, long pid, String jobs)
      throws Exception {
    Files.writeString(
        file,
        "{\"at\":\"%s\",\"pid\":%d,\"mode\":\"%s\",\"jobs\":{%s},\"unusable\":[]}"
            .formatted(NOW.minus(ago), pid, mode, jobs));
    return Heartbeat.problem(file, NOW);
  }

  private static String job(Duration next, String last) {
    return JOB.formatted(NOW.plus(next), last);
  }

  /** A process that has ended. */
  private static long ended() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  @Test
  void aDaemonThatWasKilledIsNoticedBeforeItsSilence() throws Exception {
    long own = ProcessHandle.current().pid();
    String job = job(Duration.ofHours(5), "null");
    assertThat(problem("DAEMON", Duration.ofMinutes(2), own, job)).isEmpty();
    assertThat(problem("DAEMON", Duration.ofMinutes(2), ended(), job))
        .hasValueSatisfying(why -> assertThat(why).contains("not running").contains("20 Nov"));
    assertThat(problem("DAEMON", Duration.ofSeconds(30), ended(), job))
        .as("another machine's, as far as one can know")
        .isEmpty();
  }

  @Test
  void whatNobodyStartsIsNamed() throws Exception {
    String overdue = job(Duration.ofHours(-7), "null");
    assertThat(problem("ONCE", Duration.ofHours(8), 1, overdue))
        .hasValueSatisfying(why -> assertThat(why).startsWith("k was due at").contains("02:00"));
    assertThat(problem("ONCE", Duration.ofHours(8), 1, job(Duration.ofHours(-5), "null")))
        .as("cron may be slow")
        .isEmpty();
    assertThat(
            problem(
                "ONCE",
                Duration.ofHours(8),
                1,
                job(
                    Duration.ofHours(-7),
                    "{\"as_of\":\"2026-11-20\",\"outcome\":\"RUNNING\",\"at\":\"2026-11-20T02:00:00Z\",\"line\":\"\"}")))
        .as("it is running")
        .isEmpty();
  }

  @Test
  void nothingScheduledIsNoHealth() throws Exception {
    assertThat(problem("DAEMON", Duration.ofSeconds(10), 1, ""))
        .hasValueSatisfying(why -> assertThat(why).contains("No job has a schedule"));
  }

  @Test
  void aSecondDaemonWithTheSameFileIsNoticed() throws Exception {
    Process running = new ProcessBuilder("sleep", "60").start();
    try {
      problem("DAEMON", Duration.ofSeconds(10), running.pid(), "");
      assertThat(new Heartbeat(file).otherDaemon(NOW)).contains(running.pid());
      problem("DAEMON", Duration.ofMinutes(10), running.pid(), "");
      assertThat(new Heartbeat(file).otherDaemon(NOW)).isEmpty();
      problem("ENDED", Duration.ofSeconds(10), running.pid(), "");
      assertThat(new Heartbeat(file).otherDaemon(NOW)).isEmpty();
      problem("DAEMON", Duration.ofSeconds(10), ended(), "");
      assertThat(new Heartbeat(file).otherDaemon(NOW)).isEmpty();
    } finally {
      running.destroy();
    }
  }
}
