package org.invigilator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.invigilator.register.InvalidInput;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When jobs run, and which of their times are refused. */
class JobScheduleTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  @TempDir Path folder;

  @BeforeEach
  void trust() throws Exception {
    new TrustBuilder("ctat-2024", TODAY)
        .add(
            "calendar",
            java.util.Map.of(
                "academy_code", "ALL", "from", "2026-12-19", "to", "2027-01-03", "kind", "holiday"))
        .write(folder.resolve("trust"));
    Files.createDirectories(folder.resolve("jobs"));
  }

  private JobSchedule read(String schedule, String... more) throws Exception {
    Files.writeString(
        folder.resolve("jobs/nightly.yaml"),
        "trust: trust\nschedule: " + schedule + "\n" + String.join("\n", more));
    return JobSchedule.read(folder.resolve("jobs"), TODAY);
  }

  @Test
  void jobThatCannotBeUsedStopsOnlyItselfAndStaysAsItWasBefore() throws Exception {
    Files.writeString(
        folder.resolve("jobs/weekly.yaml"), "trust: trust\nschedule: {cron: \"0 30 3 ? * MON\"}\n");
    JobSchedule before = read("{cron: \"0 30 2 * * ?\"}");
    assertThat(before.problems()).isEmpty();
    JobSchedule after = read("{cron: \"half past two\"}");
    assertThat(after.jobs()).extracting(ScheduledJob::name).containsExactly("weekly");
    assertThat(after.problems())
        .hasSize(1)
        .allSatisfy(
            problem ->
                assertThat(problem.toString()).contains("jobs/nightly.yaml", "half past two"));
    assertThat(after.orAsBefore(before).jobs())
        .extracting(ScheduledJob::name)
        .containsExactly("weekly", "nightly");
    Files.writeString(folder.resolve("jobs/weekly.yaml"), "trust: [");
    assertThatThrownBy(() -> read("{cron: \"half past two\"}")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void aFileWithAnotherEndingIsNamed() throws Exception {
    Files.writeString(
        folder.resolve("jobs/weekly.yml"), "trust: trust\nschedule: {cron: \"0 30 3 ? * MON\"}\n");
    assertThat(read("{cron: \"0 30 2 * * ?\"}").problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.toString()).contains("jobs/weekly.yml", "ends in .yaml"));
  }

  private ScheduledJob job(String schedule) throws Exception {
    return read(schedule).jobs().get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 0 1 * * ?",
        "0 30 1 * * ?",
        "0 59 1 ? * SUN",
        "0 0/30 * * * ?",
        "0 15 1 28 3 ? 2027",
        "* * * * * ?"
      })
  void timeInTheHourThatTheClocksSkipOrRepeatIsRefused(String cron) {
    assertThatThrownBy(() -> read("{cron: \"" + cron + "\"}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("Europe/London")
        .hasMessageContaining("02:30");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 30 2 * * ?", "0 30 0 * * ?", "0 0 2 * * ?", "0 30 1 ? * MON"})
  void timeThatIsThereOnceEveryNightIsTaken(String cron) throws Exception {
    assertThat(read("{cron: \"" + cron + "\"}").jobs()).hasSize(1);
  }

  @Test
  void zoneWithoutChangesMayRunAtAnyTime() throws Exception {
    assertThat(read("{cron: \"0 30 1 * * ?\", zone: UTC}").jobs()).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsToldWithTheFileAndWhatWouldDo() {
    assertThatThrownBy(() -> read("{cron: \"every night\"}"))
        .hasMessageContaining("jobs/nightly.yaml")
        .hasMessageContaining("six fields");
    assertThatThrownBy(() -> read("{cron: \"0 99 2 * * ?\"}")).hasMessageContaining("never comes");
    assertThatThrownBy(() -> read("{cron: \"0 0 2 31 2 ?\"}")).hasMessageContaining("never comes");
    assertThatThrownBy(() -> read("{cron: \"0 30 2 * * ?\", zone: Europe/Londres}"))
        .hasMessageContaining("Europe/Londres");
    assertThatThrownBy(() -> read("{cron: \"0 30 2 * * ?\"}", "as_of: 2026-11-20"))
        .hasMessageContaining("as_of");
    assertThatThrownBy(() -> read("{cron: \"0 30 2 * * ?\", when: never}"))
        .hasMessageContaining("when");
  }

  /** One run and one audit date, on the nights on which the clocks change too. */
  @ParameterizedTest
  @CsvSource({
    "0 30 0 * * ?, 2026-10-24T12:00:00Z, 2026-10-25T12:00:00Z, 2026-10-25",
    "0 30 2 * * ?, 2026-10-24T12:00:00Z, 2026-10-25T12:00:00Z, 2026-10-25",
    "0 30 0 * * ?, 2027-03-27T12:00:00Z, 2027-03-28T12:00:00Z, 2027-03-28",
    "0 30 2 * * ?, 2027-03-27T12:00:00Z, 2027-03-28T12:00:00Z, 2027-03-28"
  })
  void changeNightHasOneRunAndOneDate(String cron, Instant from, Instant to, LocalDate date)
      throws Exception {
    ScheduledJob job = job("{cron: \"" + cron + "\"}");
    assertThat(job.next(from, 3).stream().filter(at -> at.isBefore(to))).hasSize(1);
    assertThat(job.latestDue(to, from)).contains(date);
  }

  @Test
  void latestNightIsTheLondonDateOfTheTimeItWasToRun() throws Exception {
    ScheduledJob job = job("{cron: \"0 30 0 * * ?\"}");
    Instant now = Instant.parse("2026-07-10T00:15:00Z");
    assertThat(job.latestDue(now, LONG_AGO)).contains(LocalDate.of(2026, 7, 10));
    assertThat(job.latestDue(now, now)).isEmpty();
    assertThat(job("{cron: \"0 0 6 ? * MON\"}").latestDue(now, LONG_AGO))
        .contains(LocalDate.of(2026, 7, 6));
  }

  @Test
  void nightsOfHolidaysDoNotCountInTermTimeOnly() throws Exception {
    ScheduledJob job = job("{cron: \"0 30 2 * * ?\", term_time_only: true}");
    Instant now = Instant.parse("2026-12-25T09:00:00Z");
    assertThat(job.latestDue(now, LONG_AGO)).contains(LocalDate.of(2026, 12, 25));
    assertThat(job.latestDueInTerm(now, LONG_AGO)).contains(LocalDate.of(2026, 12, 18));
    assertThat(job.isOutOfTerm(LocalDate.of(2026, 12, 25))).isTrue();
    assertThat(job.isOutOfTerm(LocalDate.of(2027, 1, 4))).isFalse();
  }

  @Test
  void changeOfAFileIsNoticed() throws Exception {
    JobSchedule timetable = read("{cron: \"0 30 2 * * ?\"}");
    assertThat(timetable.isStale(folder.resolve("jobs"))).isFalse();
    Files.writeString(folder.resolve("jobs/other.yaml"), "trust: trust\n");
    assertThat(timetable.isStale(folder.resolve("jobs"))).isTrue();
    assertThat(JobSchedule.read(folder.resolve("jobs"), TODAY).jobs())
        .as("a job without a schedule does not run by itself")
        .hasSize(1);
  }
}
