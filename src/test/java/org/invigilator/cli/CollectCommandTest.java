package org.invigilator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.invigilator.Program;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.demo.Access;
import org.invigilator.demo.DemoServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Collecting as cron does it: a process of its own, which may be killed at any moment. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class CollectCommandTest {
  @TempDir Path folder;
  private DemoServer server;
  private String log = "WARN";
  private final AtomicInteger answered = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    server = DemoServer.start(Path.of("jobs/sample-trust"), 0, Clock.systemUTC());
    server.watch(exchange -> answered.incrementAndGet());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path job(String name) throws IOException {
    Path job = folder.resolve("jobs/" + name + ".yaml");
    Files.createDirectories(job.getParent());
    Files.writeString(
        job,
        """
        trust: %s
        sources:
          x: {use: api, base_url: "%s", post_days: 3650}
        snapshots: %s/snapshots
        state: %s/state
        out: %s/out
        """
            .formatted(
                Path.of("jobs/sample-trust").toAbsolutePath(), server.x(), name, name, name));
    // It lies where twitter4j would look for it, and must have no effect.
    Files.writeString(
        folder.resolve("twitter4j.properties"),
        "debug=true\nhttp.proxyHost=127.0.0.1\nhttp.proxyPort=1\noauth2.accessToken=stray\nloggerFactory=twitter4j.StdOutLoggerFactory\n");
    return job;
  }

  private Process process(String... arguments) throws IOException {
    ProcessBuilder builder =
        Program.with(List.of("-Dlogging.level.root=" + log), arguments)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("said.txt").toFile());
    builder.environment().put(XCredentials.BEARER, Access.BEARER);
    builder.environment().put("INVIGILATOR_LOCKS", folder.resolve("locks").toString());
    return builder.start();
  }

  private Map<String, String> files(String name) throws IOException {
    Map<String, String> all = new TreeMap<>();
    Path snapshots = folder.resolve(name).resolve("snapshots");
    try (Stream<Path> files = Files.walk(snapshots)) {
      files
          .filter(f -> Files.isRegularFile(f) && !f.endsWith("capture.json"))
          .forEach(f -> all.put(snapshots.relativize(f).toString(), read(f)));
    }
    return all;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Killed again and again at random moments; -Dkills=20 does so more often. */
  @Test
  void killedCollectionGoesOnAtItsPageAndBuysNothingTwice() throws Exception {
    assertThat(process("collect", job("whole").toString()).waitFor()).isZero();
    int calls = answered.get();
    long bill = server.bill().micro();
    int kills = Integer.getInteger("kills", 2);
    Random random = new Random(20261121);
    server.delay(25);
    String job = job("killed").toString();
    answered.set(0);
    for (int kill = 0; kill < kills; kill++) {
      int until = answered.get() + 1 + random.nextInt(2 + 2 * calls / Math.max(kills, 6));
      Process process = process("collect", job);
      while (process.isAlive() && answered.get() < until) {
        Thread.sleep(1);
      }
      Thread.sleep(random.nextInt(40));
      process.destroyForcibly().waitFor();
    }
    server.delay(0);
    assertThat(process("collect", job).waitFor()).as(read(folder.resolve("said.txt"))).isZero();
    assertThat(files("killed").keySet()).isEqualTo(files("whole").keySet());
    Map<String, String> killed = files("killed");
    files("whole").forEach((file, whole) -> assertThat(killed.get(file)).as(file).isEqualTo(whole));
    // What was on its way when the process died is asked for again, and nothing else.
    assertThat(answered.get()).isBetween(calls, calls + kills);
    assertThat(server.bill().micro()).isLessThanOrEqualTo(2 * bill + kills * 10_000_000L);
    assertThat(read(folder.resolve("said.txt"))).contains("14 of 16 accounts collected in full");
  }

  @Test
  void termSignalStopsInOrderAndTheNextRunGoesOn() throws Exception {
    server.delay(60);
    String job = job("stopped").toString();
    Process process = process("collect", job);
    while (process.isAlive() && answered.get() < 12) {
      Thread.sleep(5);
    }
    process.destroy();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isIn(1, 143);
    server.delay(0);
    int before = answered.get();
    assertThat(process("collect", job).waitFor()).isZero();
    int again = answered.get() - before;
    answered.set(0);
    assertThat(process("collect", job("whole").toString()).waitFor()).isZero();
    assertThat(before + again).isBetween(answered.get(), answered.get() + 1);
  }

  @Test
  void logsAndFilesHoldNoToken() throws Exception {
    log = "TRACE";
    Process process = process("audit", job("whole").toString(), "--stacktrace");
    assertThat(process.waitFor()).isZero();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files
              .filter(Files::isRegularFile)
              .filter(f -> !f.endsWith("twitter4j.properties"))
              .toList()) {
        String content =
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(content)
            .as(file.toString())
            .doesNotContain(Access.BEARER, "AAAAdemo+bearer", "Bearer ", "result_count");
      }
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return CommandLineTool.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void collectingFromSnapshotsIsNothingToDo() {
    assertThat(
            run(
                "collect",
                "--trust",
                "jobs/sample-trust",
                "--state",
                folder.resolve("s").toString()))
        .isZero();
    assertThat(out.toString()).startsWith("There is nothing to collect");
  }

  @Test
  void liveSourceWithoutABudgetIsRefused() throws IOException {
    Path trust = folder.resolve("trust");
    org.springframework.util.FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    Path settings = trust.resolve("trust.yaml");
    Files.writeString(
        settings,
        Files.readString(settings)
            .replaceFirst("(?m)^budget:.*$", "")
            .replace("sources: {x: snapshot}", "sources: {x: api}"));
    assertThat(run("collect", "--trust", trust.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("no limit is set", "There are no credentials for X")
        .contains("2 problems. Nothing was changed.");
    assertThat(run("validate", "--trust", trust.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("no limit is set");
    assertThat(
            run("estimate", "--trust", trust.toString(), "--state", folder.resolve("s").toString()))
        .isZero();
    assertThat(out.toString()).contains("No budget is set");
  }

  @Test
  void wrongSourcesAreToldWithTheRightOnes() throws IOException {
    Path trust = folder.resolve("trust");
    org.springframework.util.FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    Path settings = trust.resolve("trust.yaml");
    String good = Files.readString(settings);
    Map<String, String> wrong =
        Map.of(
            "{tiktok: api}",
                "The source 'api' is not available for 'tiktok'. Use archive or snapshot.",
            "{bluesky: archive}",
                "The source 'archive' is not available for 'bluesky'. Use api or snapshot.",
            "{x: television}", "'television' is not recognised as a source",
            "{x: {use: api, base_url: 'http://api.x.com/2/'}}", "base_url must be an https address",
            "{x: {use: api, pages: 3}}", "'pages' is not a key here.",
            "{x: {use: api, post_days: 0}}", "A number is too small.",
            "{x: {use: api, fields: tweets}}",
                "'tweets' is not recognised; choose one of: tweet, post.",
            "{x: {use: api, post_days: many}}", "A number is needed here, not 'many'.");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      Files.writeString(settings, good.replace("{x: snapshot}", one.getKey()));
      out.getBuffer().setLength(0);
      assertThat(run("validate", "--trust", trust.toString())).as(one.getKey()).isEqualTo(2);
      assertThat(out.toString()).as(one.getKey()).contains(one.getValue());
    }
  }

  @Test
  void wrongBudgetsAreToldWithTheRightOnes() throws IOException {
    Path trust = folder.resolve("trust");
    org.springframework.util.FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    Path settings = trust.resolve("trust.yaml");
    String good = Files.readString(settings);
    Map<String, String> wrong =
        Map.of(
            "25", "Keys with values are needed here",
            "{per_run: 5}", "The key 'per_month' is missing.",
            "{per_run: -1, per_month: 5}", "An amount is negative.",
            "{per_run: ten, per_month: 5}", "A number is needed here, not 'ten'.",
            "{per_run: 5, per_month: 5, prices: {as_of: 31/02/2026, post: 1, user: 1, follower: 1}}",
                "'31/02/2026' cannot be read as a date; write it like 2026-11-20.");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      Files.writeString(settings, good.replaceFirst("(?m)^budget:.*$", "budget: " + one.getKey()));
      out.getBuffer().setLength(0);
      assertThat(run("validate", "--trust", trust.toString())).as(one.getKey()).isEqualTo(2);
      assertThat(out.toString()).as(one.getKey()).contains(one.getValue());
    }
  }

  @Test
  void demoServerNamesItsFailuresAndRefusesOthers() {
    assertThat(run("demo-server", "--fail", "help")).isZero();
    assertThat(out.toString()).contains("rate-limit", "no-credits", "cut");
    assertThat(run("demo-server", "--fail", "posts:1:earthquake")).isEqualTo(2);
    assertThat(err.toString()).contains("is not recognised as a failure");
    assertThat(run("demo-server", "--port", "99999")).isEqualTo(2);
    assertThat(err.toString()).contains("The server cannot listen on this port");
  }

  @Test
  void anotherDayCannotBeCollected() throws IOException {
    assertThat(run("collect", job("whole").toString(), "--as-of", "2020-01-01")).isEqualTo(2);
    assertThat(err.toString()).contains("can be collected for today only");
  }

  @Test
  void estimateSpendsNothing() throws IOException {
    assertThat(run("estimate", job("whole").toString())).isZero();
    assertThat(out.toString())
        .contains("16 accounts on X", "total", "Budget: $25.00 per run", "Assumed: 20 posts a day");
    assertThat(answered.get()).isZero();
  }

  @Test
  void estimateThatLooksUpKnowsHowManyThereAreAndTheCollectionAsksForNoneAgain() throws Exception {
    String job = job("whole").toString();
    Process process = process("estimate", job, "--look-up");
    assertThat(process.waitFor()).as(read(folder.resolve("said.txt"))).isZero();
    int lookUps = answered.get();
    assertThat(lookUps).isBetween(1, 2);
    assertThat(read(folder.resolve("said.txt")))
        .contains(" accounts looked up; ", "look-ups", "0  $0.00")
        .doesNotContain("posts a day for", "never counted");
    answered.set(0);
    assertThat(process("collect", job).waitFor()).isZero();
    assertThat(server.bill().lines().get("look-up").calls()).isEqualTo(lookUps);
  }

  @Test
  void wrongTokenIsToldEvenInQuietAndByTheExitCode() throws Exception {
    server.fail(org.invigilator.demo.Failure.Planned.parse("look-up:1:bad-credentials:0"));
    Process process = process("audit", job("whole").toString(), "--quiet");
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(read(folder.resolve("said.txt")))
        .contains("Not everything was collected: X: X rejected the credentials");
    assertThat(folder.resolve("whole/out")).isDirectoryContaining("glob:**20*");
  }
}
