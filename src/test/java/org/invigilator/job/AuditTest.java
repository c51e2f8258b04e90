package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.invigilator.finding.AuditRun;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.register.InvalidInput;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.jdbc.core.JdbcTemplate;

/** Whole audits on a real database and real files. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class AuditTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 13);
  private static final LocalDate SECOND = LocalDate.of(2026, 11, 20);
  @TempDir Path folder;

  /** Where the state is kept; another class has the same tests on another database. */
  StateLocation place() {
    return StateLocation.of(folder.resolve("state"));
  }

  Map<String, String> login() {
    return Map.of();
  }

  private AuditRequest request(Path trust, LocalDate asOf, boolean again) {
    return new AuditRequest("test", trust, asOf, folder.resolve("out"), place(), again);
  }

  private RunOutcome audit(Path trust, LocalDate asOf, boolean again) throws Exception {
    return audit(trust, asOf, again, new Stop(), Progress.SILENT);
  }

  private RunOutcome audit(Path trust, LocalDate asOf, boolean again, Stop stop, Progress progress)
      throws Exception {
    AuditRequest request = request(trust, asOf, again);
    try (StateStore state = StateStore.open(request.state(), login())) {
      return new AuditWorkflow(request, Map.of(), CLOCK, progress, stop, "test")
          .run(TrustInput.of(trust, asOf), state, false);
    }
  }

  private static TrustBuilder trust(LocalDate asOf) {
    return new TrustBuilder("ctat-2024", asOf)
        .overrides(
            Map.of(
                "policy-review-overdue",
                Map.of("enabled", false),
                "policy-metadata-missing",
                Map.of("enabled", false)));
  }

  private static Map<String, Status> story(RunOutcome result) {
    return result.report().orElseThrow().findings().stream()
        .collect(Collectors.toMap(f -> f.rule() + " " + f.account(), Finding::status, (a, b) -> a));
  }

  private String json(LocalDate asOf) throws Exception {
    return Files.readString(folder.resolve("out/" + asOf + "/findings.json"))
        .replaceAll("\"(id|started|finished)\" : \"20[^\"]*\"", "");
  }

  @Test
  void oldCopyThatAnOpenFindingRestsOnIsKept() throws Exception {
    Path trust =
        trust(FIRST)
            .capture("NTH-TW-01", Map.of("captured_at", "2025-10-01T21:00:00Z"))
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2025-09-20T10:00:00Z", "text", "Text 07700 900123"))
            .write(folder.resolve("old"));
    assertThat(copies(audit(trust, FIRST, false)))
        .containsExactlyInAnyOrder("followers NEW", "following NEW", "mentions NEW", "posts NEW");
    assertThat(copies(audit(trust, SECOND, false)))
        .containsExactlyInAnyOrder(
            "followers OPEN", "following OPEN", "mentions RESOLVED", "posts RESOLVED");
  }

  private static java.util.List<String> copies(RunOutcome result) {
    return result.report().orElseThrow().findings().stream()
        .filter(f -> f.rule().equals("audit-retention-exceeded"))
        .map(f -> f.subject().id() + " " + f.status().name())
        .toList();
  }

  @Test
  void twoRunsAWeekApartTellTheStoryOfWhatWasCuredCameAndCouldNotBeRead() throws Exception {
    Path one =
        trust(FIRST)
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Text 07700 900123"))
            .set("accounts", "NTH-TW-01", Map.of("login_email", "x@mailbox.example"))
            .post(
                "STH-TW-01",
                Map.of("id", "32", "at", "2026-11-10T10:00:00Z", "text", "What a sh*t day"))
            .write(folder.resolve("one"));
    assertThat(story(audit(one, FIRST, false)))
        .isEqualTo(
            Map.of(
                "personal-data-in-post NTH-TW-01",
                Status.NEW,
                "admin-contact-personal-email NTH-TW-01",
                Status.NEW,
                "profanity-in-post STH-TW-01",
                Status.NEW));
    Path two =
        trust(SECOND)
            .set("accounts", "NTH-TW-01", Map.of("login_email", "x@mailbox.example"))
            .remove("account_roles", Map.of("account_id", "NTH-TW-01", "person_id", "P-2"))
            .notCaptured("STH-TW-01")
            .write(folder.resolve("two"));
    RunOutcome second = audit(two, SECOND, false);
    assertThat(story(second))
        .isEqualTo(
            Map.of(
                "personal-data-in-post NTH-TW-01", Status.RESOLVED,
                "admin-contact-personal-email NTH-TW-01", Status.OPEN,
                "second-admin-missing NTH-TW-01", Status.NEW,
                "profanity-in-post STH-TW-01", Status.NOT_RECHECKED,
                "audit-coverage-gap STH-TW-01", Status.NEW));
    Finding open = second.report().orElseThrow().with(Status.OPEN).get(0);
    assertThat(open.firstSeen()).isEqualTo(FIRST);
    assertThat(open.weeksOpen(SECOND)).isEqualTo(1);
    LocalDate third = SECOND.plusWeeks(1);
    Path three =
        trust(third)
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Text 07700 900123"))
            .write(folder.resolve("three"));
    assertThat(story(audit(three, third, false)))
        .containsEntry("personal-data-in-post NTH-TW-01", Status.REOPENED)
        .containsEntry("profanity-in-post STH-TW-01", Status.RESOLVED)
        .containsEntry("second-admin-missing NTH-TW-01", Status.RESOLVED);
  }

  @Test
  void repeatedAuditTellsTheSameToTheByte() throws Exception {
    Path trust =
        trust(SECOND)
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Text 07700 900123"))
            .write(folder.resolve("one"));
    audit(trust, SECOND, false);
    String before = json(SECOND);
    assertThatThrownBy(() -> audit(trust, SECOND, false))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("--again");
    audit(trust, SECOND, true);
    assertThat(json(SECOND)).isEqualTo(before).contains("\"status\" : \"new\"");
    assertThatThrownBy(() -> audit(trust, FIRST, false))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("rewrite its history");
  }

  @Test
  void anotherJobOfTheSameDateIsARunOfItsOwnAndTellsTheSame() throws Exception {
    Path trust =
        trust(SECOND)
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Text 07700 900123"))
            .write(folder.resolve("one"));
    audit(trust, SECOND, false);
    AuditRequest weekly =
        new AuditRequest("weekly", trust, SECOND, folder.resolve("out"), place(), false);
    try (StateStore state = StateStore.open(weekly.state(), login())) {
      RunOutcome result =
          new AuditWorkflow(weekly, Map.of(), CLOCK, Progress.SILENT, new Stop(), "test")
              .run(TrustInput.of(trust, SECOND), state, false);
      assertThat(result.run().id()).isEqualTo("2026-11-20-2");
      assertThat(story(result)).containsEntry("personal-data-in-post NTH-TW-01", Status.NEW);
      assertThat(state.runs().all())
          .extracting(AuditRun::state)
          .containsOnly(AuditRun.State.FINISHED);
    }
  }

  @Test
  void accountTakenOffTheRegisterHasItsFindingsClosed() throws Exception {
    Path one =
        trust(FIRST)
            .post(
                "STH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Text 07700 900123"))
            .write(folder.resolve("one"));
    audit(one, FIRST, false);
    Path two =
        trust(SECOND)
            .remove("accounts", Map.of("account_id", "STH-TW-01"))
            .remove("account_roles", Map.of("account_id", "STH-TW-01"))
            .write(folder.resolve("two"));
    RunOutcome result = audit(two, SECOND, false);
    assertThat(story(result)).containsEntry("personal-data-in-post STH-TW-01", Status.RESOLVED);
    assertThat(result.report().orElseThrow().registerProblems())
        .anyMatch(problem -> problem.found().contains("'STH-TW-01' is not an account id"));
    assertThat(result.report().orElseThrow().notes())
        .anyMatch(note -> note.contains("STH-TW-01 belongs to no registered account"));
  }

  @Test
  void whatOnlyItCanPutRightHasTheRemedyThatFits() throws Exception {
    Path trust =
        trust(FIRST)
            .set(
                "accounts",
                "NTH-TW-01",
                Map.of("handle", "", "platform_user_id", "", "profile_url", ""))
            .set("accounts", "STH-TW-01", Map.of("status", "closed", "closed_on", "01/09/2026"))
            .dropColumns(List.of("credentials_lodged_on", "vault_ref"))
            .notCaptured("NTH-TW-01")
            .notCaptured("STH-TW-01")
            .write(folder.resolve("trust"));
    RunOutcome result = audit(trust, FIRST, false);
    ReportModel report = result.report().orElseThrow();

    assertThat(report.operatorTasks())
        .anySatisfy(
            task -> {
              assertThat(task.accounts()).containsExactly("NTH-TW-01");
              assertThat(task.todo()).startsWith("Enter the handle or the address");
            })
        .anySatisfy(
            task -> {
              assertThat(task.accounts()).containsExactly("STH-TW-01");
              assertThat(task.what()).contains("whether the closed account is still online");
            })
        .anySatisfy(
            task -> {
              assertThat(task.rules()).containsExactly("credentials-not-lodged");
              assertThat(task.what())
                  .isEqualTo(
                      "The file that lists the account has none of the columns credentials_lodged_on and vault_ref.");
            });
    assertThat(story(result)).doesNotContainKey("credentials-not-lodged NTH-TW-01");
  }

  @Test
  void anAccountIsReadInFullAlthoughTheRegisterLacksSomething() throws Exception {
    Path trust =
        trust(FIRST)
            .set("accounts", "NTH-TW-01", Map.of("approved_on", "", "live_on", ""))
            .profile("NTH-TW-01", Map.of("created_at", ""))
            .write(folder.resolve("trust"));
    ReportModel report = audit(trust, FIRST, false).report().orElseThrow();

    assertThat(report.accounts()).allMatch(line -> line.isRead());
    assertThat(report.accountsRead()).isEqualTo(2);
  }

  @Test
  void accountGoneInTwoAuditsInARowIsAFindingAndInOneIsPending() throws Exception {
    Map<String, Object> gone =
        Map.of(
            "profile",
            "not_found",
            "posts",
            "unreadable",
            "followers",
            "unreadable",
            "following",
            "unreadable");
    assertThat(
            story(
                audit(
                    trust(FIRST).capture("NTH-TW-01", gone).write(folder.resolve("one")),
                    FIRST,
                    false)))
        .doesNotContainKey("account-not-found NTH-TW-01");
    assertThat(
            story(
                audit(
                    trust(SECOND).capture("NTH-TW-01", gone).write(folder.resolve("two")),
                    SECOND,
                    false)))
        .containsEntry("account-not-found NTH-TW-01", Status.NEW);
  }

  @Test
  void stoppedAuditKeepsWhatIsDoneAndGoesOnToTheSameBytes() throws Exception {
    Path trust =
        trust(SECOND)
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Text 07700 900123"))
            .write(folder.resolve("one"));
    Stop stop = new Stop();
    AtomicInteger done = new AtomicInteger();
    RunOutcome stopped = audit(trust, SECOND, false, stop, new Stopping(stop, done));
    assertThat(stopped.failure()).contains("It was stopped.");
    assertThat(folder.resolve("out/" + SECOND)).doesNotExist();
    Set<String> second = new java.util.TreeSet<>();
    RunOutcome continued = audit(trust, SECOND, false, new Stop(), new Recording(second));
    assertThat(continued.continued()).isTrue();
    assertThat(done.get() + second.size()).as("accounts done in all").isEqualTo(2);
    String resumed = json(SECOND);
    audit(trust, SECOND, true);
    assertThat(json(SECOND)).isEqualTo(resumed);
  }

  @Test
  void brokenRunWhoseInputsChangedBeginsAnew() throws Exception {
    Path trust = trust(SECOND).write(folder.resolve("one"));
    Stop stop = new Stop();
    audit(trust, SECOND, false, stop, new Stopping(stop, new AtomicInteger()));
    trust(SECOND)
        .remove("account_roles", Map.of("account_id", "NTH-TW-01", "person_id", "P-2"))
        .write(trust);
    RunOutcome result = audit(trust, SECOND, false);
    assertThat(result.continued()).isFalse();
    assertThat(story(result)).containsEntry("second-admin-missing NTH-TW-01", Status.NEW);
  }

  @Test
  void whatADeadProcessLeftRunningIsRecoveredUnderTheLeaseAlsoWhenAStepIsUnknown()
      throws Exception {
    Path trust = trust(SECOND).write(folder.resolve("one"));
    Stop stop = new Stop();
    audit(trust, SECOND, false, stop, new Stopping(stop, new AtomicInteger()));
    JdbcTemplate jdbc = new JdbcTemplate(Database.at(place(), login()).single());
    jdbc.update(
        "update batch_job_execution set status = 'STARTED', exit_code = 'UNKNOWN', end_time = null");
    jdbc.update(
        "update batch_step_execution set status = 'STARTED', exit_code = 'EXECUTING', end_time = null where status <> 'COMPLETED'");
    jdbc.update(
        "update batch_step_execution set status = 'UNKNOWN' where step_name like 'account:%' and status <> 'COMPLETED'");
    jdbc.update("update audit_run set state = 'STARTED'");
    if (place() instanceof StateLocation.Folder) {
      jdbc.execute("shutdown");
    }
    RunOutcome result = audit(trust, SECOND, false);
    assertThat(result.failure()).isEmpty();
    assertThat(result.continued()).isTrue();
  }

  @Test
  void secondRunOnTheSameStateIsRefusedWhileTheFirstLives() throws Exception {
    StateLocation state = place();
    try (StateStore first = StateStore.open(state, login())) {
      assertThat(first.runs().all()).isEmpty();
      assertThatThrownBy(() -> StateStore.open(state, login()))
          .isInstanceOf(RunLock.Busy.class)
          .hasMessageContaining("Another run");
    }
    StateStore.open(state, login()).close();
  }

  @Test
  void interruptOfAThreadThatWritesDoesNotCloseTheDatabase() throws Exception {
    try (StateStore state = StateStore.open(place(), login())) {
      AtomicBoolean broken = new AtomicBoolean();
      for (int i = 0; i < 20; i++) {
        int attempt = i;
        Thread writer =
            new Thread(
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    state
                        .runs()
                        .begin(
                            new AuditRun(
                                "r" + attempt,
                                "t",
                                FIRST,
                                attempt,
                                "x",
                                AuditRun.State.STARTED,
                                CLOCK.instant(),
                                java.util.Optional.empty()));
                  } catch (RuntimeException e) {
                    broken.set(true);
                  }
                });
        writer.start();
        writer.join();
      }
      Thread.interrupted();
      state
          .runs()
          .begin(
              new AuditRun(
                  "after",
                  "t",
                  SECOND,
                  99,
                  "x",
                  AuditRun.State.STARTED,
                  CLOCK.instant(),
                  java.util.Optional.empty()));
      assertThat(state.runs().latest(SECOND)).isPresent();
    }
    try (StateStore again = StateStore.open(place(), login())) {
      assertThat(again.runs().latest(SECOND)).isPresent();
    }
  }

  @Test
  void interruptedStepIsStoppedAndNeverCompleted() throws Exception {
    try (StateStore state = StateStore.open(place(), login())) {
      Stop stop = new Stop();
      var step =
          new StepBuilder("step", state.jobRepository())
              .tasklet(
                  (contribution, context) -> {
                    Thread.currentThread().interrupt();
                    stop.check();
                    return org.springframework.batch.infrastructure.repeat.RepeatStatus.FINISHED;
                  },
                  state.transactions())
              .build();
      JobExecution execution =
          state
              .jobOperator()
              .start(
                  new JobBuilder("probe", state.jobRepository()).start(step).build(),
                  new JobParameters());
      Thread.interrupted();
      assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPED);
      assertThat(execution.getStepExecutions())
          .extracting(StepExecution::getStatus)
          .containsExactly(BatchStatus.STOPPED);
    }
  }

  @Test
  void whatAStepWroteBeforeItFailedIsRolledBack() throws Exception {
    try (StateStore state = StateStore.open(place(), login())) {
      var step =
          new StepBuilder("step", state.jobRepository())
              .tasklet(
                  (contribution, context) -> {
                    state
                        .runs()
                        .begin(
                            new AuditRun(
                                "half",
                                "t",
                                FIRST,
                                1,
                                "x",
                                AuditRun.State.STARTED,
                                CLOCK.instant(),
                                java.util.Optional.empty()));
                    throw new JobInterruptedException("broken");
                  },
                  state.transactions())
              .build();
      state
          .jobOperator()
          .start(
              new JobBuilder("probe", state.jobRepository()).start(step).build(),
              new JobParameters());
      assertThat(state.runs().all()).isEmpty();
    }
  }

  @Test
  void reportsThatCannotBeWrittenLeaveTheEarlierOnesAndTheRunUnfinished() throws Exception {
    Path trust = trust(SECOND).write(folder.resolve("one"));
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/" + SECOND), "in the way");
    RunOutcome result = audit(trust, SECOND, false);
    assertThat(result.failure()).isPresent();
    assertThat(Files.readString(folder.resolve("out/" + SECOND))).isEqualTo("in the way");
    Files.delete(folder.resolve("out/" + SECOND));
    Files.createDirectories(folder.resolve("out/" + SECOND + "/.draft-1/academies"));
    Files.writeString(folder.resolve("out/" + SECOND + "/.draft-1/audit.xlsx"), "half");
    assertThat(audit(trust, SECOND, false).failure()).isEmpty();
    try (var files = Files.list(folder.resolve("out/" + SECOND))) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted().toList())
          .isEqualTo(
              List.of(
                  "academies",
                  "audit.xlsx",
                  "findings.csv",
                  "findings.json",
                  "manifest.json",
                  "purge.csv",
                  "report.html"));
    }
  }

  /** Asks to stop as soon as one account is done. */
  private record Stopping(Stop stop, AtomicInteger done) implements Progress {
    @Override
    public void begins(int accounts) {}

    @Override
    public void accountDone(String account) {
      done.incrementAndGet();
      stop.request();
    }

    @Override
    public void step(String what) {}
  }

  private record Recording(Set<String> accounts) implements Progress {
    @Override
    public void begins(int count) {}

    @Override
    public synchronized void accountDone(String account) {
      accounts.add(account);
    }

    @Override
    public void step(String what) {}
  }
}
