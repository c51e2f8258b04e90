package org.invigilator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.invigilator.job.StateLocation;
import org.invigilator.job.Stop;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.TrustBuilder;
import org.invigilator.schedule.Heartbeat.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ScheduledRuns that are due, missed, out of term, in the way of each other, or that fail. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class ScheduledRunsTest {
  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-20T09:00:00Z");
  private final Stop stop = new Stop();

  private final Clock clock =
      new Clock() {
        @Override
        public java.time.ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private Path trust(TrustBuilder builder) throws Exception {
    return builder.write(folder.resolve("trust"));
  }

  private void job(String schedule) throws Exception {
    Files.createDirectories(folder.resolve("jobs"));
    Files.writeString(
        folder.resolve("jobs/nightly.yaml"),
        "trust: trust\nout: out\nschedule: " + schedule + "\n");
  }

  private boolean once(String moment) throws Exception {
    now = Instant.parse(moment);
    return runs().runDue(timetable());
  }

  private JobSchedule timetable() {
    return JobSchedule.read(folder.resolve("jobs"), LondonTime.date(now));
  }

  private ScheduledRuns runs() {
    return new ScheduledRuns(
        folder.resolve("reports"),
        new Heartbeat(folder.resolve("heartbeat.json")),
        Map.of(),
        clock,
        stop,
        "test",
        1);
  }

  private JsonNode last() throws Exception {
    return last("nightly");
  }

  private JsonNode last(String job) throws Exception {
    return JsonMapper.builder()
        .build()
        .readTree(folder.resolve("heartbeat.json").toFile())
        .path("jobs")
        .path(job)
        .path("last");
  }

  private static TrustBuilder good() {
    return new TrustBuilder("ctat-2024", LocalDate.of(2026, 11, 20));
  }

  @Test
  void jobThatIsNewMissedNothingAndANightThatWasMissedIsRunOnceUnderItsOwnDate() throws Exception {
    trust(good());
    job("{cron: \"0 30 2 * * ?\"}");
    assertThat(once("2026-11-20T09:00:00Z")).isTrue();
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(once("2026-11-23T11:00:00Z")).as("three nights were missed").isTrue();
    assertThat(folder.resolve("out/2026-11-23/audit.xlsx")).exists();
    assertThat(folder.resolve("out/2026-11-22")).doesNotExist();
    String line = last().path("line").asString();
    assertThat(line).startsWith("nightly as of 2026-11-23: ").contains("new", "open", "log ");
    assertThat(last().path("outcome").asString()).isEqualTo("UNREAD");
    assertThat(Heartbeat.problem(folder.resolve("heartbeat.json"), now))
        .as("copies of three days ago are too old")
        .hasValueSatisfying(why -> assertThat(why).contains("no account could be read"));
    Instant written =
        Files.getLastModifiedTime(folder.resolve("out/2026-11-23/audit.xlsx")).toInstant();
    assertThat(once("2026-11-23T12:00:00Z")).isTrue();
    assertThat(Files.getLastModifiedTime(folder.resolve("out/2026-11-23/audit.xlsx")).toInstant())
        .isEqualTo(written);
  }

  @Test
  void nightMissedAcrossMidnightBearsTheDateItWasFor() throws Exception {
    trust(good());
    job("{cron: \"0 0 23 * * ?\"}");
    once("2026-11-20T09:00:00Z");
    once("2026-11-21T06:00:00Z");
    assertThat(folder.resolve("out/2026-11-20/manifest.json")).exists();
    assertThat(folder.resolve("out/2026-11-21")).doesNotExist();
  }

  @Test
  void holidayIsNotRunInTermTimeOnlyAndSaysSo() throws Exception {
    trust(
        good()
            .add(
                "calendar",
                Map.of(
                    "academy_code",
                    "ALL",
                    "from",
                    "2026-11-21",
                    "to",
                    "2026-11-29",
                    "kind",
                    "holiday")));
    job("{cron: \"0 30 2 * * ?\", term_time_only: true}");
    once("2026-11-20T09:00:00Z");
    assertThat(once("2026-11-25T09:00:00Z")).isTrue();
    assertThat(last().path("outcome").asString()).isEqualTo(Outcome.OUT_OF_TERM.name());
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(once("2026-11-30T09:00:00Z")).isTrue();
    assertThat(folder.resolve("out/2026-11-30/manifest.json")).exists();
  }

  @Test
  void registerThatCannotBeReadIsToldAndTheNightIsNotCalledDone() throws Exception {
    Path trust = trust(good());
    job("{cron: \"0 30 2 * * ?\"}");
    once("2026-11-20T09:00:00Z");
    Files.writeString(trust.resolve("registers/people.csv"), "no,such,columns\n1,2,3\n");
    assertThat(once("2026-11-21T09:00:00Z")).isFalse();
    assertThat(last().path("outcome").asString()).isEqualTo("FAILED");
    assertThat(last().path("line").asString()).contains("not started").contains("people.csv");
    assertThat(Heartbeat.problem(folder.resolve("heartbeat.json"), now)).isPresent();
  }

  @Test
  void nightWhoseAuditIsDoneAndWhoseRestFailedIsTakenUpWhereItFailed() throws Exception {
    trust(good());
    job("{cron: \"0 30 2 * * ?\"}");
    once("2026-11-20T09:00:00Z");
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/metrics"), "in the way of the figures");
    assertThat(once("2026-11-21T09:00:00Z")).isFalse();
    assertThat(last().path("outcome").asString()).isEqualTo("FAILED");
    Files.delete(folder.resolve("out/metrics"));
    assertThat(once("2026-11-21T10:00:00Z")).isTrue();
    assertThat(last().path("line").asString()).contains("already audited");
    assertThat(folder.resolve("out/metrics/nightly.prom")).exists();
  }

  @Test
  void laterDateInTheLedgerIsReportedByEveryRun() throws Exception {
    trust(good());
    job("{cron: \"0 30 2 * * ?\"}");
    once("2026-11-20T09:00:00Z");
    once("2026-12-24T09:00:00Z");
    Files.delete(folder.resolve("heartbeat.json"));
    assertThat(runs().run(timetable().jobs().get(0), LocalDate.of(2026, 11, 22)))
        .isEqualTo(Outcome.FAILED);
    assertThat(last().path("line").asString())
        .contains("already has the later audit of 2026-12-24");
  }

  @Test
  void runOfTheFutureIsReportedAndStopsNeitherTodaysRunNorItsOwnDay() throws Exception {
    trust(good());
    job("{cron: \"0 30 2 * * ?\"}");
    once("2026-11-20T09:00:00Z");
    once("2026-11-24T09:00:00Z");
    now = Instant.parse("2026-11-21T09:00:00Z");
    assertThat(Heartbeat.problem(folder.resolve("heartbeat.json"), now))
        .hasValueSatisfying(why -> assertThat(why).contains("in the future"));
    assertThat(once("2026-11-21T09:00:00Z")).isTrue();
    assertThat(last().path("as_of").asString()).isEqualTo("2026-11-21");
    assertThat(Heartbeat.problem(folder.resolve("heartbeat.json"), now)).isEmpty();
    assertThat(once("2026-11-24T09:00:00Z")).isTrue();
    assertThat(last().path("line").asString()).doesNotContain("already");
  }

  @Test
  void lastNightOfTermThatWasCutOffIsMadeUpForInTheHolidays() throws Exception {
    trust(
        good()
            .add(
                "calendar",
                Map.of(
                    "academy_code",
                    "ALL",
                    "from",
                    "2026-11-21",
                    "to",
                    "2026-11-29",
                    "kind",
                    "holiday")));
    job("{cron: \"0 30 2 * * ?\", term_time_only: true}");
    once("2026-11-19T09:00:00Z");
    new Heartbeat(folder.resolve("heartbeat.json"))
        .record(
            "nightly",
            new Heartbeat.LastRun(LocalDate.of(2026, 11, 20), Outcome.RUNNING, now, ""),
            now);
    assertThat(once("2026-11-22T09:00:00Z")).isTrue();
    assertThat(folder.resolve("out/2026-11-20/manifest.json")).exists();
  }

  @Test
  void trustThatIsInUseIsLeftAlone() throws Exception {
    trust(good());
    job("{cron: \"0 30 2 * * ?\"}");
    once("2026-11-20T09:00:00Z");
    try (StateStore other =
        StateStore.open(StateLocation.of(folder.resolve("trust/.state")), Map.of())) {
      assertThat(other.runs().all()).isEmpty();
      now = Instant.parse("2026-11-21T09:00:00Z");
      assertThat(runs().run(timetable().jobs().get(0), LocalDate.of(2026, 11, 21)))
          .isEqualTo(Outcome.BUSY);
    } catch (RunLock.Busy e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void errorOfTheMachineFailsOneJobWhichIsRetriedAndTheOthersGoOn() throws Exception {
    trust(good());
    job("{cron: \"0 30 2 * * ?\"}");
    Files.copy(folder.resolve("jobs/nightly.yaml"), folder.resolve("jobs/other.yaml"));
    once("2026-11-20T09:00:00Z");
    now = Instant.parse("2026-11-21T09:00:00Z");
    AtomicBoolean broken = new AtomicBoolean(true);
    Map<String, String> environment =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            if (broken.getAndSet(false)) {
              throw new NoClassDefFoundError("org/example/Missing");
            }
            return Set.of();
          }
        };
    ScheduledRuns runs =
        new ScheduledRuns(
            folder.resolve("reports"),
            new Heartbeat(folder.resolve("heartbeat.json")),
            environment,
            clock,
            stop,
            "test",
            1);
    assertThat(runs.runDue(timetable())).isFalse();
    assertThat(last("nightly").path("outcome").asString()).isEqualTo("FAILED");
    assertThat(last("nightly").path("line").asString())
        .contains("NoClassDefFoundError: org/example/Missing");
    assertThat(last("other").path("outcome").asString()).isEqualTo("DONE");
    assertThat(runs.runDue(timetable())).isTrue();
    assertThat(last("nightly").path("outcome").asString()).isEqualTo("DONE");
  }

  /** Sixty days before 31 January 2026 the one-off audit starts. */
  @Test
  void reviewIsRehearsedSixtyThirtyAndSevenDaysBefore() throws Exception {
    trust(new TrustBuilder("ctat-2024", LocalDate.of(2025, 12, 1)));
    job("{cron: \"0 0 6 ? * MON\"}");
    once("2025-11-28T09:00:00Z");
    once("2025-12-01T09:00:00Z");
    assertThat(folder.resolve("out/2025-12-01/manifest.json")).as("a Monday").exists();
    assertThat(folder.resolve("out/2025-12-01/review.xlsx")).as("sixty-one days").doesNotExist();
    once("2025-12-02T09:00:00Z");
    assertThat(folder.resolve("out/2025-12-02/review.xlsx")).as("sixty days, a Tuesday").exists();
    once("2025-12-03T09:00:00Z");
    assertThat(folder.resolve("out/2025-12-03")).doesNotExist();
    once("2026-01-01T09:00:00Z");
    assertThat(folder.resolve("out/2026-01-01/review.xlsx")).as("thirty days").exists();
    once("2026-01-27T09:00:00Z");
    assertThat(folder.resolve("out/2026-01-26/review.xlsx"))
        .as("the machine was off seven days before, and the next night counts")
        .exists();
    once("2026-02-01T09:00:00Z");
    assertThat(folder.resolve("out/2026-02-01")).doesNotExist();
  }

  @Test
  void nightInWhichTheProcessDiedIsTakenUpAgain() throws Exception {
    trust(good());
    job("{cron: \"0 30 2 * * ?\"}");
    once("2026-11-20T09:00:00Z");
    now = Instant.parse("2026-11-21T03:00:00Z");
    stop.request();
    assertThat(runs().run(timetable().jobs().get(0), LocalDate.of(2026, 11, 21)))
        .isEqualTo(Outcome.STOPPED);
    new Heartbeat(folder.resolve("heartbeat.json"))
        .record(
            "nightly",
            new Heartbeat.LastRun(LocalDate.of(2026, 11, 21), Outcome.RUNNING, now, ""),
            now);
    ScheduledRuns again =
        new ScheduledRuns(
            folder.resolve("reports"),
            new Heartbeat(folder.resolve("heartbeat.json")),
            Map.of(),
            clock,
            new Stop(),
            "test",
            1);
    assertThat(again.missed(timetable().jobs().get(0), false)).contains(LocalDate.of(2026, 11, 21));
  }
}
