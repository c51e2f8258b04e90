package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.demo.Access;
import org.invigilator.demo.DemoServer;
import org.invigilator.finding.AuditRun;
import org.invigilator.job.step.CloseStep;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.policy.Source;
import org.invigilator.privacy.AccessLog;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is cut off before any of its steps ends as an undisturbed one does. */
@ResourceLock(OneAtATime.AUDITS)
class StepResumeTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T03:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  /** Asks to stop as soon as a step begins, and notes the steps that began. */
  private static final class StopBefore implements Progress {
    private final Stop stop;
    private final String step;
    private final List<String> begun = new ArrayList<>();

    private StopBefore(Stop stop, String step) {
      this.stop = stop;
      this.step = step;
    }

    @Override
    public synchronized void stepBegins(String name) {
      begun.add(name);
      if (name.equals(step)) {
        stop.request();
      }
    }

    @Override
    public void begins(int accounts) {}

    @Override
    public void accountDone(String account) {}

    @Override
    public void step(String what) {}
  }

  private AuditRequest request(String name, Path trust) {
    return new AuditRequest(
        "test",
        trust,
        DAY,
        folder.resolve(name + "-out"),
        StateLocation.of(folder.resolve(name + "-state")),
        false);
  }

  private static RunOutcome run(
      AuditRequest request, Map<String, String> environment, Progress progress, Stop stop)
      throws Exception {
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      return new AuditWorkflow(request, environment, CLOCK, progress, stop, "test")
          .run(TrustInput.of(request, DAY), state, false);
    }
  }

  private static String findings(AuditRequest request) throws Exception {
    return Files.readString(request.out().resolve(DAY + "/findings.json"))
        .replaceAll("\"(id|started|finished)\" : \"20[^\"]*\"", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "collect",
        "decisions",
        "account",
        "trust",
        "report",
        "review",
        "deliver",
        "purge"
      })
  void runStoppedBeforeAStepGoesOnThereAndDoesNothingTwice(String step) throws Exception {
    Path trust =
        new TrustBuilder("ctat-2024", DAY)
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "Text 07700 900123"))
            .write(folder.resolve("trust"));
    AuditRequest whole = request("whole", trust);
    run(whole, Map.of(), Progress.SILENT, new Stop());

    AuditRequest broken = request("broken", trust);
    Stop stop = new Stop();
    StopBefore first = new StopBefore(stop, step);
    RunOutcome stopped = run(broken, Map.of(), first, stop);
    assertThat(stopped.failure()).hasValue("It was stopped.");
    assertThat(stopped.isWhole()).isFalse();

    StopBefore second = new StopBefore(new Stop(), "none");
    RunOutcome resumed = run(broken, Map.of(), second, new Stop());
    assertThat(resumed.failure()).isEmpty();
    assertThat(resumed.continued()).isTrue();
    assertThat(resumed.isWhole()).isTrue();
    assertThat(resumed.run().state()).isEqualTo(AuditRun.State.FINISHED);
    assertThat(second.begun)
        .as("steps that were done are not done again")
        .contains(step)
        .noneMatch(begun -> first.begun.contains(begun) && !begun.equals(step));
    assertThat(findings(broken)).isEqualTo(findings(whole));
    try (StateStore state = StateStore.open(broken.state(), Map.of())) {
      assertThat(state.log().latest(10))
          .extracting(AccessLog.Entry::did)
          .filteredOn("audit"::equals)
          .as("the broken run and the whole one")
          .hasSize(2);
    }
  }

  @Test
  void runWhoseMetricsCannotBeWrittenIsClosedOnceTheyCan() throws Exception {
    Path trust = new TrustBuilder("ctat-2024", DAY).write(folder.resolve("trust"));
    AuditRequest request = request("metrics", trust);
    Files.createDirectories(request.out());
    Files.writeString(request.out().resolve("metrics"), "in the way");
    assertThat(run(request, Map.of(), Progress.SILENT, new Stop()).failure()).isPresent();
    Files.delete(request.out().resolve("metrics"));
    StopBefore second = new StopBefore(new Stop(), "none");
    assertThat(run(request, Map.of(), second, new Stop()).failure()).isEmpty();
    assertThat(second.begun).containsExactly(CloseStep.NAME);
    assertThat(request.out().resolve("metrics/test.prom")).exists();
  }

  /** The collection of a run is over once it stopped early; the resumed run still knows it. */
  @Test
  void runThatCollectedOnlyAPartIsNotWholeAfterItWasResumed() throws Exception {
    DemoServer server = DemoServer.start(Path.of("jobs/sample-trust"), 0, CLOCK);
    Source x =
        new Source(
            Source.Use.API,
            server.x(),
            Source.Fields.TWEET,
            28,
            3650,
            60,
            3,
            60,
            null,
            5,
            null,
            null);
    server.close();
    AuditRequest request =
        new AuditRequest(
            "test",
            Path.of("jobs/sample-trust"),
            DAY,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            false,
            folder.resolve("snapshots"),
            Map.of("x", x),
            List.of(),
            java.util.Set.of(),
            Workers.HERE);
    Map<String, String> environment =
        Map.of(
            XCredentials.BEARER,
            Access.BEARER,
            "INVIGILATOR_LOCKS",
            folder.resolve("locks").toString());
    Stop stop = new Stop();
    RunOutcome stopped = run(request, environment, new StopBefore(stop, "trust"), stop);
    assertThat(stopped.failure()).isPresent();
    assertThat(stopped.halts()).hasSize(1);

    StopBefore second = new StopBefore(new Stop(), "none");
    RunOutcome resumed = run(request, environment, second, new Stop());
    assertThat(second.begun).doesNotContain("collect");
    assertThat(resumed.failure()).isEmpty();
    assertThat(resumed.halts()).isEqualTo(stopped.halts());
    assertThat(resumed.isWhole()).isFalse();
  }
}
