package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Mode;
import org.invigilator.policy.Severity;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterPart;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Exposure;
import org.invigilator.rule.Subject;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The runs of audits, what each saw of each account, and how many findings it reported. */
class RunsTest {
  private static final LocalDate DAY = SampleTrust.DAY;
  private static final Instant START = Instant.parse("2026-11-02T03:00:00Z");

  @AutoClose private final LedgerDatabase database = new LedgerDatabase();
  private final JdbcTemplate jdbc = database.jdbc();
  private final Runs runs = new Runs(jdbc);
  private final Readings readings = new Readings(jdbc);
  private final Counts counts = new Counts(jdbc);

  private static AuditRun run(String job, LocalDate asOf, int attempt) {
    return new AuditRun(
        job + "/" + asOf + "/" + attempt,
        job,
        asOf,
        attempt,
        "abc",
        AuditRun.State.STARTED,
        START,
        Optional.empty());
  }

  private AuditRun begin(String job, LocalDate asOf, int attempt) {
    AuditRun run = run(job, asOf, attempt);
    runs.begin(run);
    return run;
  }

  private void finish(String job, LocalDate asOf) {
    runs.end(begin(job, asOf, 1).id(), AuditRun.State.FINISHED, START.plusSeconds(60));
  }

  @Test
  void latestRunOfADateIsTheOneWithTheHighestAttempt() {
    assertThat(runs.latest(DAY)).isEmpty();
    assertThat(runs.newestDate()).isEmpty();
    AuditRun first = begin("weekly", DAY, 1);
    AuditRun second = begin("nightly", DAY, 2);
    begin("weekly", DAY.minusDays(7), 3);
    assertThat(runs.latest(DAY)).hasValue(second);
    assertThat(runs.latest("weekly", DAY)).hasValue(first);
    assertThat(runs.latest("weekly", DAY.plusDays(1))).isEmpty();
    assertThat(runs.newestDate()).hasValue(DAY);
    assertThat(runs.all())
        .extracting(AuditRun::id)
        .containsExactly("nightly/2026-11-02/2", "weekly/2026-11-02/1", "weekly/2026-10-26/3");
  }

  @Test
  void endOfARunIsNotedOnItAlone() {
    AuditRun first = begin("weekly", DAY, 1);
    begin("weekly", DAY, 2);
    runs.end(first.id(), AuditRun.State.FAILED, START.plusSeconds(90));
    assertThat(runs.all())
        .extracting(AuditRun::state)
        .containsExactly(AuditRun.State.STARTED, AuditRun.State.FAILED);
    assertThat(runs.all())
        .extracting(AuditRun::finishedAt)
        .containsExactly(Optional.empty(), Optional.of(START.plusSeconds(90)));
  }

  @Test
  void onlyFinishedAuditsCountForTheTrend() {
    finish("weekly", DAY.minusDays(14));
    finish("weekly", DAY.minusDays(7));
    finish("weekly", DAY.minusDays(3));
    begin("weekly", DAY.minusDays(1), 1);
    assertThat(counts.audits(DAY))
        .containsExactly(DAY.minusDays(14), DAY.minusDays(7), DAY.minusDays(3));
    assertThat(counts.audits(DAY.minusDays(7)))
        .containsExactly(DAY.minusDays(14), DAY.minusDays(7));
    assertThat(counts.weekBefore(DAY)).hasValue(DAY.minusDays(7));
    assertThat(counts.weekBefore(DAY.minusDays(8))).isEmpty();
  }

  private static Finding finding(String academy, Severity severity, Status status) {
    return finding("profanity-in-post", academy, severity, status, Change.WORLD);
  }

  private static Finding finding(
      String rule, String academy, Severity severity, Status status, Change change) {
    return new Finding(
        "F-1",
        rule,
        severity,
        Mode.AUTOMATED,
        status,
        DAY,
        DAY,
        Optional.empty(),
        academy,
        "",
        "twitter",
        Subject.of(Subject.Kind.POST, "1"),
        List.of(),
        List.of(),
        "",
        "",
        Map.of(),
        true,
        "",
        "",
        change,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void findingsOfAnAuditAreCountedByAcademySeverityAndStatus() {
    Finding one = finding("STH", Severity.HIGH, Status.OPEN);
    counts.keep(DAY.minusDays(7), List.of(one));
    counts.keep(DAY, List.of(one, one, one));
    counts.keep(
        DAY,
        List.of(
            one,
            finding("NTH", Severity.HIGH, Status.OPEN),
            one,
            finding("STH", Severity.LOW, Status.OPEN),
            finding("STH", Severity.HIGH, Status.WAIVED)));
    Counts.Count earlier =
        new Counts.Count(DAY.minusDays(7), "STH", Severity.HIGH, Status.OPEN, 1, 0, true);
    assertThat(counts.upTo(DAY))
        .containsExactly(
            earlier,
            new Counts.Count(DAY, "NTH", Severity.HIGH, Status.OPEN, 1, 0, true),
            new Counts.Count(DAY, "STH", Severity.HIGH, Status.OPEN, 2, 0, true),
            new Counts.Count(DAY, "STH", Severity.HIGH, Status.WAIVED, 1, 0, true),
            new Counts.Count(DAY, "STH", Severity.LOW, Status.OPEN, 1, 0, true));
    assertThat(counts.upTo(DAY.minusDays(1))).containsExactly(earlier);
  }

  @Test
  void whatIsForItAndWhatThePolicyChangedAreCountedApart() {
    counts.keep(
        DAY,
        List.of(
            finding("audit-coverage-gap", "TRUST", Severity.MEDIUM, Status.OPEN, Change.WORLD),
            finding("profanity-in-post", "TRUST", Severity.MEDIUM, Status.NEW, Change.POLICY),
            finding("profanity-in-post", "TRUST", Severity.MEDIUM, Status.NEW, Change.WORLD),
            finding("profanity-in-post", "TRUST", Severity.LOW, Status.OPEN, Change.POLICY)));
    assertThat(counts.upTo(DAY))
        .filteredOn(count -> count.academy().equals("TRUST"))
        .containsExactly(
            new Counts.Count(DAY, "TRUST", Severity.LOW, Status.OPEN, 1, 0, true),
            new Counts.Count(DAY, "TRUST", Severity.MEDIUM, Status.NEW, 2, 1, true));
    assertThat(counts.upTo(DAY).stream().mapToInt(Counts.Count::findings).sum()).isEqualTo(4);
  }

  private static Reading reading(String account, String profile) {
    return new Reading(
        account,
        profile,
        Optional.of(START),
        Optional.empty(),
        12,
        345,
        List.of(new Cause.Worded("the posts could not be read")),
        Map.of("pupil-follower", 3),
        Map.of("posts.ndjson", "abc"),
        Map.of("posts", "complete"),
        new Exposure(
            12,
            2,
            Optional.of(DAY.minusYears(2)),
            List.of(new Exposure.Showing(Exposure.Age.SECOND_YEAR, 3, 1, 2, 1)),
            List.of(
                new Exposure.Shown(
                    "7", Exposure.Age.SECOND_YEAR, true, Exposure.Agreement.NONE, 4)),
            java.util.Set.of(Exposure.Gap.NAMES)));
  }

  @Test
  void whatAnAuditSawOfAnAccountIsKeptByDateAndReplacedWhenItIsRepeated() {
    readings.keep(reading("NTH-TW-01", "not_found"), DAY);
    readings.keep(reading("NTH-TW-01", "found"), DAY);
    readings.keep(reading("STH-TW-01", "found"), DAY);
    readings.keep(reading("NTH-TW-01", "suspended"), DAY.minusDays(1));
    assertThat(readings.of(DAY))
        .containsExactly(
            Map.entry("NTH-TW-01", reading("NTH-TW-01", "found")),
            Map.entry("STH-TW-01", reading("STH-TW-01", "found")));
    assertThat(readings.of(DAY.minusDays(1)))
        .containsExactly(Map.entry("NTH-TW-01", reading("NTH-TW-01", "suspended")));
  }

  @Test
  void absencesInARowAreCountedBackToTheLastTimeTheAccountWasThere() {
    readings.keep(reading("NTH-TW-01", "not_found"), DAY.minusDays(5));
    readings.keep(reading("NTH-TW-01", "found"), DAY.minusDays(4));
    readings.keep(reading("NTH-TW-01", "suspended"), DAY.minusDays(3));
    readings.keep(reading("NTH-TW-01", "not_found"), DAY.minusDays(2));
    readings.keep(reading("NTH-TW-01", "not_found"), DAY);
    readings.keep(reading("STH-TW-01", "not_found"), DAY.minusDays(1));
    assertThat(readings.absencesBefore("NTH-TW-01", DAY)).isEqualTo(2);
    assertThat(readings.absencesBefore("STH-TW-01", DAY)).isEqualTo(1);
    assertThat(readings.absencesBefore("STH-TW-01", DAY.minusDays(1))).isZero();
  }

  private static final RegisterPart HANDLES =
      new RegisterPart(Register.PUPILS, Optional.of("known_handles"));

  private static RegisterPart rows(Register register) {
    return new RegisterPart(register, Optional.empty());
  }

  @Test
  void aRegisterThatLostAThirdOfItsRowsIsNoticed() {
    finish("weekly", DAY.minusDays(7));
    runs.noteSizes(
        run("weekly", DAY.minusDays(7), 1).id(),
        Map.of(
            rows(Register.CONSENT),
            60,
            rows(Register.PUPILS),
            480,
            HANDLES,
            40,
            rows(Register.PEOPLE),
            12));
    AuditRun now = begin("weekly", DAY, 1);
    runs.noteSizes(
        now.id(),
        Map.of(
            rows(Register.CONSENT),
            5,
            rows(Register.PUPILS),
            470,
            HANDLES,
            0,
            rows(Register.PEOPLE),
            4));
    assertThat(runs.shrunk(now))
        .containsExactly(
            new Runs.Shrunk(rows(Register.CONSENT), 5, 60, DAY.minusDays(7)),
            new Runs.Shrunk(HANDLES, 0, 40, DAY.minusDays(7)));
    runs.end(now.id(), AuditRun.State.FINISHED, START);
    AuditRun next = begin("weekly", DAY.plusDays(7), 1);
    runs.noteSizes(next.id(), Map.of(rows(Register.CONSENT), 5));
    assertThat(runs.shrunk(next)).extracting(Runs.Shrunk::before).containsExactly(60);
    // After two weeks someone has seen that it is smaller.
    AuditRun later = begin("weekly", DAY.plusDays(8), 1);
    runs.noteSizes(later.id(), Map.of(rows(Register.CONSENT), 5));
    assertThat(runs.shrunk(later)).isEmpty();
  }
}
