package org.invigilator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.PostgresPlace;
import org.invigilator.job.StateLocation;
import org.invigilator.job.Stop;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schedule as a process: it fires, takes up changes, and two that share a database take turns.
 */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class DaemonTest {
  private static final Clock CLOCK = Clock.systemUTC();
  @TempDir Path folder;

  private void job(String name, String more) throws Exception {
    Files.createDirectories(folder.resolve("jobs"));
    Files.writeString(
        folder.resolve("jobs/" + name + ".yaml"),
        "trust: trust\nout: out\nschedule: {cron: \"0/2 * * * * ?\", zone: UTC}\n" + more);
  }

  private Daemon daemon(
      String beats, Optional<StateLocation> shared, Map<String, String> environment)
      throws Exception {
    JobSchedule timetable =
        JobSchedule.read(folder.resolve("jobs"), LondonTime.date(CLOCK.instant()));
    Heartbeat heartbeat = new Heartbeat(folder.resolve(beats));
    ScheduledRuns runs =
        new ScheduledRuns(
            folder.resolve("out"), heartbeat, environment, CLOCK, new Stop(), beats, 1);
    return new Daemon(
        folder.resolve("jobs"), timetable, runs, heartbeat, CLOCK, shared, environment);
  }

  private static void await(String what, Callable<Boolean> come) throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(5));
    while (!come.call()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      Thread.sleep(100);
    }
  }

  private boolean isDone(String beats, String job) throws Exception {
    return Files.exists(folder.resolve(beats))
        && JsonMapper.builder()
            .build()
            .readTree(folder.resolve(beats).toFile())
            .path("jobs")
            .path(job)
            .path("last")
            .path("outcome")
            .asString("")
            .equals("DONE");
  }

  @Test
  void nightIsRunWhenItsTimeComesAndTheHeartStopsWithTheProcess() throws Exception {
    new TrustBuilder("ctat-2024", LondonTime.date(CLOCK.instant())).write(folder.resolve("trust"));
    job("nightly", "");
    try (Daemon daemon = daemon("beats.json", Optional.empty(), Map.of())) {
      daemon.start();
      await("the night is done", () -> isDone("beats.json", "nightly"));
      assertThat(Heartbeat.problem(folder.resolve("beats.json"), CLOCK.instant())).isEmpty();
    }
    assertThat(Heartbeat.problem(folder.resolve("beats.json"), CLOCK.instant()))
        .hasValueSatisfying(why -> assertThat(why).contains("not running"));
    assertThat(folder.resolve("out/" + LondonTime.date(CLOCK.instant()) + "/manifest.json"))
        .exists();
  }

  @Test
  void twoDaemonsRunANightOnceAndTheOneThatIsLeftGoesOn() throws Exception {
    StateLocation state = PostgresPlace.fresh();
    new TrustBuilder("ctat-2024", LondonTime.date(CLOCK.instant())).write(folder.resolve("trust"));
    job("nightly", "state: \"" + state + "\"\n");
    try (Daemon one = daemon("one.json", Optional.of(state), PostgresPlace.LOGIN);
        Daemon two = daemon("two.json", Optional.of(state), PostgresPlace.LOGIN)) {
      one.start();
      two.start();
      await(
          "a night is done", () -> isDone("one.json", "nightly") || isDone("two.json", "nightly"));
      boolean first = isDone("one.json", "nightly");
      (first ? one : two).close();
      await("the other takes over", () -> isDone(first ? "two.json" : "one.json", "nightly"));
      JdbcTemplate jdbc = new JdbcTemplate(StateStore.shared(state, PostgresPlace.LOGIN));
      assertThat(jdbc.queryForObject("select count(*) from qrtz_cron_triggers", Integer.class))
          .isEqualTo(1);
    }
    try (StateStore opened = StateStore.open(state, PostgresPlace.LOGIN)) {
      assertThat(opened.runs().all())
          .as("one run, unless the test went over midnight")
          .hasSizeBetween(1, 2)
          .allMatch(r -> r.state() == AuditRun.State.FINISHED && r.attempt() == 1);
    }
  }

  @Test
  void aFolderOfJobsThatIsGoneIsReportedUntilItIsBack() throws Exception {
    new TrustBuilder("ctat-2024", LondonTime.date(CLOCK.instant())).write(folder.resolve("trust"));
    job("nightly", "");
    Files.writeString(
        folder.resolve("jobs/nightly.yaml"),
        Files.readString(folder.resolve("jobs/nightly.yaml"))
            .replace("0/2 * * * * ?", "0 30 2 * * ?"));
    try (Daemon daemon = daemon("beats.json", Optional.empty(), Map.of())) {
      Files.move(folder.resolve("jobs"), folder.resolve("gone"));
      daemon.start();
      await("it is reported", () -> problem().contains("cannot be read"));
      Files.move(folder.resolve("gone"), folder.resolve("jobs"));
      await("it is well again", () -> problem().isEmpty());
    }
  }

  private String problem() {
    return Heartbeat.problem(folder.resolve("beats.json"), CLOCK.instant()).orElse("");
  }
}
