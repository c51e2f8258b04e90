package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.invigilator.Program;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.StateStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/**
 * The program as a process of its own that dies at every step: the next run finishes, and what it
 * leaves is what an undisturbed run leaves. Those that take long: {@code ./mvnw -Pcrash test}
 */
class CrashTest {
  private static final Path SAMPLE = Path.of("jobs/sample-trust");
  private static final String DAY = "2026-11-20";
  @TempDir static Path folder;

  @BeforeAll
  static void undisturbed() throws Exception {
    FileSystemUtils.copyRecursively(SAMPLE, folder.resolve("trust"));
    FileSystemUtils.deleteRecursively(folder.resolve("trust/.state"));
    finished("calm");
  }

  private static Process start(String name, String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(
        List.of("--trust", folder.resolve("trust").toString(), "--state", state(name).toString()));
    return Program.with(List.of(), line.toArray(String[]::new)).start();
  }

  private static Path state(String name) {
    return folder.resolve("state-" + name);
  }

  private static Process audit(String name) throws IOException {
    return start(name, "audit", "--as-of", DAY, "--out", folder.resolve("out-" + name).toString());
  }

  private static String end(Process process) throws Exception {
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return said;
  }

  private static String finished(String name) throws Exception {
    Process process = audit(name);
    String said = end(process);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  /** Lets it run until it says something, and kills it then. */
  private static void killAfter(String name, String words) throws Exception {
    Process process = audit(name);
    try (BufferedReader said = process.inputReader()) {
      String line = said.readLine();
      while (line != null && !line.contains(words)) {
        line = said.readLine();
      }
      assertThat(line).as("it never said '" + words + "'").isNotNull();
      process.destroyForcibly().waitFor();
    }
  }

  private static String json(String name) throws IOException {
    return Files.readString(folder.resolve("out-" + name + "/" + DAY + "/findings.json"))
        .replaceAll("\"(id|started|finished)\" : \"20[^\"]*\"", "");
  }

  private static void assertWhole(String name) throws IOException {
    assertThat(json(name)).isEqualTo(json("calm"));
    try (Stream<Path> files = Files.walk(folder.resolve("out-" + name))) {
      assertThat(files.map(f -> String.valueOf(f.getFileName())))
          .noneMatch(n -> n.startsWith(".") || n.endsWith(".new"))
          .contains("audit.xlsx", "findings.csv", "manifest.json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"accounts were checked", "the trust as a whole was checked"})
  void killedAfterAStepItGoesOnAndEndsAsIfNothingHadHappened(String step) throws Exception {
    String name = "dead-" + step.length();
    killAfter(name, step);
    assertThat(finished(name)).contains("went on where it had been cut off");
    assertWhole(name);
  }

  @Test
  @Tag("crash")
  void killedWhileItWorksOrStoppedInOrderOrCopiedWhileItRunsNothingIsLostOrDoubled()
      throws Exception {
    for (int millis : new int[] {700, 1_400, 2_000}) {
      Process process = audit("random");
      process.waitFor(millis, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      Path reports = folder.resolve("out-random/" + DAY);
      assertThat(
              Files.exists(reports.resolve("findings.json"))
                  || !Files.exists(reports.resolve("audit.xlsx")))
          .as("all the reports of a run are there, or none")
          .isTrue();
    }
    finishOrFindDone("random");
    assertWhole("random");

    Process stopped = audit("stopped");
    stopped.waitFor(1_500, TimeUnit.MILLISECONDS);
    stopped.toHandle().destroy();
    end(stopped);
    finishOrFindDone("stopped");
    assertWhole("stopped");

    // Power loss: what the disk had at a moment at which nobody closed anything.
    Process running = audit("power");
    Path database = state("power").resolve("invigilator.mv.db");
    while (!Files.exists(database) && running.isAlive()) {
      Thread.sleep(20);
    }
    Thread.sleep(400);
    FileSystemUtils.copyRecursively(state("power"), state("copy"));
    running.destroyForcibly().waitFor();
    finishOrFindDone("copy");
    assertWhole("copy");
  }

  private static void finishOrFindDone(String name) throws Exception {
    Process process = audit(name);
    String said = end(process);
    assertThat(process.exitValue() == 0 || said.contains("The audit of this date is finished."))
        .as(said)
        .isTrue();
  }

  @Test
  @Tag("crash")
  void whatACrashLeftCanBeRecoveredByHand() throws Exception {
    killAfter("dead", "accounts were checked");
    Process recovery = start("dead", "runs", "--recover");
    String said = end(recovery);
    assertThat(recovery.exitValue()).as(said).isZero();
    assertThat(said).contains("1 run was interrupted and can now continue");
    finished("dead");
    assertWhole("dead");
  }

  @Test
  @Tag("crash")
  void copyOfTheStateIsABackupThatCanBePutBack() throws Exception {
    FileSystemUtils.copyRecursively(state("calm"), state("kept"));
    FileSystemUtils.copyRecursively(state("kept"), folder.resolve("backup"));
    Files.writeString(state("kept").resolve("invigilator.mv.db"), "rubbish");
    Process broken = start("kept", "findings");
    String said = end(broken);
    assertThat(broken.exitValue()).isEqualTo(1);
    assertThat(said).contains("cannot be opened").contains("Restore your backup");
    FileSystemUtils.deleteRecursively(state("kept"));
    FileSystemUtils.copyRecursively(folder.resolve("backup"), state("kept"));
    Process whole = start("kept", "runs");
    assertThat(end(whole)).contains("finished").contains(DAY);
  }

  @Test
  void stateOfEveryEarlierVersionOpens() throws Exception {
    for (int version = 1; version <= 6; version++) {
      Path old = Files.createDirectories(state("v" + version));
      org.flywaydb.core.Flyway.configure()
          .dataSource(Database.url(old.toString()), "sa", "")
          .locations("classpath:db/migration")
          .target(Integer.toString(version))
          .load()
          .migrate();
      try (StateStore state = StateStore.open(StateLocation.of(old), java.util.Map.of())) {
        assertThat(state.runs().all()).as("version " + version).isEmpty();
        assertThat(state.log().verify(List.of()).broken()).isEmpty();
      }
    }
  }
}
