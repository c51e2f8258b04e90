package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.invigilator.Program;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Audits whose accounts are judged by processes of their own, which are killed, frozen and cut off:
 * the reports are those of one machine, byte for byte. Those that take long: {@code ./mvnw -Pcrash
 * test}
 */
class RemoteWorkersTest {
  private static final String DAY = "2026-11-20";
  private static final int LEASE = 3;

  /** An account that takes some seconds, so that something can happen meanwhile. */
  private static final String SLOW = "ACC-TW-00000";

  @TempDir static Path folder;

  private final List<Process> started = new ArrayList<>();
  private final StateLocation.Server state = (StateLocation.Server) Postgres.fresh();
  private final JdbcClient jdbc =
      JdbcClient.create(new DriverManagerDataSource(state.url(), "postgres", "postgres"));
  private Path out = folder.resolve("out-" + state.schema());

  @BeforeAll
  static void undisturbed() throws Exception {
    Postgres.fresh();
    GeneratedTrust.write(folder.resolve("trust"), 3, 6, 300, 4_000, 2_000);
    Path slow = folder.resolve("trust/snapshots/twitter/" + SLOW + "/posts.ndjson");
    List<String> posts = Files.readAllLines(slow);
    try (var more = Files.newBufferedWriter(slow)) {
      for (int i = 0; i < 8; i++) {
        for (String post : posts) {
          more.write(post.replaceFirst("\"id\":\"21", "\"id\":\"" + (i + 10)) + "\n");
        }
      }
    }
    Process calm =
        program(
                folder.resolve("calm.log"),
                "audit",
                "--trust",
                folder.resolve("trust").toString(),
                "--as-of",
                DAY,
                "--out",
                folder.resolve("calm").toString(),
                "--state",
                folder.resolve("calm-state").toString())
            .start();
    assertThat(calm.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(calm.exitValue()).as(Files.readString(folder.resolve("calm.log"))).isZero();
  }

  private static ProcessBuilder program(Path log, String... arguments) {
    ProcessBuilder builder = Program.with(List.of(), arguments).redirectOutput(log.toFile());
    builder.environment().putAll(Postgres.LOGIN);
    builder.environment().put("INVIGILATOR_LEASE_SECONDS", "" + LEASE);
    return builder;
  }

  private Process start(String log, String... arguments) throws IOException {
    Process process = program(log(log), arguments).start();
    started.add(process);
    return process;
  }

  private Path log(String name) {
    return folder.resolve(state.schema() + "-" + name + ".log");
  }

  private String said(String name) throws IOException {
    return Files.readString(log(name));
  }

  private Process worker(String name) throws Exception {
    Process worker = start(name, "worker", "--state", state.url(), "--threads", "1");
    until("the worker runs", () -> text(name).contains("is running"));
    return worker;
  }

  private String text(String name) {
    try {
      return Files.exists(log(name)) ? said(name) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private Process audit(String name, String... more) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "audit",
                "--trust",
                folder.resolve("trust").toString(),
                "--as-of",
                DAY,
                "--out",
                out.toString(),
                "--state",
                state.url()));
    line.addAll(more.length == 0 ? List.of("--workers", "remote") : List.of(more));
    return start(name, line.toArray(String[]::new));
  }

  private void finished(Process audit, String name) throws Exception {
    assertThat(audit.waitFor(3, TimeUnit.MINUTES)).as(text(name)).isTrue();
    assertThat(audit.exitValue()).as(logs()).isZero();
    assertThat(json(out)).isEqualTo(json(folder.resolve("calm")));
    assertThat(
            jdbc.sql(
                    "select count(*) from invigilator_queue.partition_work where ledger = (select id from state_identity)")
                .query(Long.class)
                .single())
        .as("what was taken was dealt with")
        .isZero();
    try (Stream<Path> left = Files.list(folder.resolve("trust/snapshots/.runs"))) {
      String ledger = jdbc.sql("select id from state_identity").query(String.class).single();
      assertThat(left.map(file -> String.valueOf(file.getFileName())))
          .as("the registers of the run are deleted")
          .noneMatch(file -> file.startsWith(ledger));
    }
  }

  private static String json(Path out) throws IOException {
    return Files.readString(out.resolve(DAY + "/findings.json"))
        .replaceAll("\"(id|started|finished)\" : \"20[^\"]*\"", "");
  }

  private void until(String what, BooleanSupplier met) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!met.getAsBoolean()) {
      assertThat(System.nanoTime() < end)
          .as(() -> "it never came about that " + what + logs())
          .isTrue();
      Thread.sleep(20);
    }
  }

  private String logs() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log :
          files.filter(f -> f.toString().contains(state.schema() + "-")).sorted().toList()) {
        if (log.toString().endsWith(".log")) {
          all.append("\n--- " + log.getFileName() + "\n" + Files.readString(log));
        }
      }
    } catch (IOException e) {
      all.append(e);
    }
    return all.toString();
  }

  /** The process that works on an account; 0 when none does. */
  private long workerOn(String account) {
    return jdbc.sql(
            "select w.pid from invigilator_queue.partition_work p join invigilator_queue.worker w on w.id = p.worker where p.account = :account and p.ledger = (select id from state_identity)")
        .param("account", account)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private Process of(long pid) {
    return started.stream().filter(p -> p.pid() == pid).findFirst().orElseThrow();
  }

  private static void signal(String signal, Process process) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor())
        .isZero();
  }

  @AfterEach
  void endAll() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void workersMakeTheSameReportsAsOneMachine() throws Exception {
    worker("one");
    worker("two");
    finished(audit("audit"), "audit");
    List<Long> done =
        jdbc.sql("select done from invigilator_queue.worker where pid in (:pids)")
            .param("pids", started.stream().limit(2).map(Process::pid).toList())
            .query(Long.class)
            .list();
    assertThat(done).as("both worked").hasSize(2).allMatch(n -> n > 0);
    assertThat(done.stream().mapToLong(n -> n).sum()).isEqualTo(6);
  }

  @Test
  @Tag("crash")
  void withoutWorkersTheRunSaysSoAndWaitsAndAlsoWorksItselfWhereAsked() throws Exception {
    Process waiting = audit("waiting");
    until("it says so", () -> text("waiting").contains("no worker of this version"));
    waiting.destroy();
    assertThat(waiting.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said("waiting")).contains("It was stopped.");
    assertThat(waiting.exitValue()).isEqualTo(1);
    finished(audit("both", "--workers", "both"), "both");
  }

  @Test
  @Tag("crash")
  void accountOfAWorkerThatIsKilledIsTakenByAnother() throws Exception {
    worker("one");
    Process audit = audit("audit");
    until("the slow account is in work", () -> isThere() && workerOn(SLOW) != 0);
    of(workerOn(SLOW)).destroyForcibly().waitFor();
    worker("two");
    finished(audit, "audit");
  }

  private boolean isThere() {
    return jdbc.sql(
            "select to_regclass('state_identity') is not null and to_regclass('invigilator_queue.partition_work') is not null")
        .query(Boolean.class)
        .single();
  }

  @Test
  @Tag("crash")
  void frozenWorkerLosesItsAccountAndCannotWriteWhenItWakes() throws Exception {
    worker("one");
    Process audit = audit("audit");
    until("the slow account is in work", () -> isThere() && workerOn(SLOW) != 0);
    Process frozen = of(workerOn(SLOW));
    signal("STOP", frozen);
    worker("two");
    until("another has it", () -> workerOn(SLOW) != 0 && workerOn(SLOW) != frozen.pid());
    signal("CONT", frozen);
    finished(audit, "audit");
    assertThat(frozen.isAlive()).as("it goes on with other accounts").isTrue();
    assertThat(said("one")).contains("put back").doesNotContain("at org.");
  }

  @Test
  @Tag("crash")
  void accountAtWhichEveryWorkerEndsIsGivenUpAndTheOthersGoOn() throws Exception {
    worker("0");
    Process audit = audit("audit");
    for (int i = 1; i <= 5; i++) {
      until(
          "the slow account is in work",
          () -> isThere() && workerOn(SLOW) != 0 && of(workerOn(SLOW)).isAlive());
      of(workerOn(SLOW)).destroyForcibly().waitFor();
      worker("" + i);
    }
    assertThat(audit.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(audit.exitValue()).as(said("audit")).isZero();
    assertThat(said("5")).contains("The account " + SLOW + " of Benchmark Trust is given up");
    String json = Files.readString(out.resolve(DAY + "/findings.json"));
    assertThat(json).contains("\"account\" : \"ACC-TW-00001\"");
    assertThat(
            jdbc.sql(
                    "select count(*) from rule_outcome where scope = :a and kind = 'NOT_EVALUATED'")
                .param("a", SLOW)
                .query(Long.class)
                .single())
        .isPositive();
  }

  @Test
  @Tag("crash")
  void runOfAManagerThatIsKilledGoesOnElsewhereAndTwoManagersAreRefused() throws Exception {
    worker("one");
    Process first = audit("first");
    until("the slow account is in work", () -> isThere() && workerOn(SLOW) != 0);
    Process second = audit("second");
    assertThat(second.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said("second")).contains("Another run is using");
    first.destroyForcibly().waitFor();
    finished(audit("third"), "third");
  }

  @Test
  @Tag("crash")
  void frozenManagerLosesItsRun() throws Exception {
    worker("one");
    Process frozen = audit("first");
    until("the slow account is in work", () -> isThere() && workerOn(SLOW) != 0);
    signal("STOP", frozen);
    Thread.sleep((LEASE + 1) * 1_000L);
    finished(audit("second"), "second");
    signal("CONT", frozen);
    assertThat(frozen.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(frozen.exitValue()).as(said("first")).isEqualTo(1);
    assertThat(json(out)).isEqualTo(json(folder.resolve("calm")));
  }

  @Test
  @Tag("crash")
  void connectionsThatAreLostAreMadeAgain() throws Exception {
    worker("one");
    Process audit = audit("audit");
    until("the slow account is in work", () -> isThere() && workerOn(SLOW) != 0);
    jdbc.sql(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'")
        .query(Boolean.class)
        .list();
    finished(audit, "audit");
  }

  @Test
  @Tag("crash")
  void stoppedRunGoesOnAndAStoppedWorkerFinishesItsAccount() throws Exception {
    Process one = worker("one");
    Process audit = audit("audit");
    until("the slow account is in work", () -> isThere() && workerOn(SLOW) != 0);
    audit.destroy();
    assertThat(audit.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(said("audit")).contains("It was stopped.");
    Process again = audit("again");
    until("the slow account is in work again", () -> workerOn(SLOW) != 0);
    one.destroy();
    assertThat(one.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(one.exitValue()).as(said("one")).isZero();
    worker("two");
    finished(again, "again");
  }

  @Test
  @Tag("crash")
  void workerWithoutTheSharedFolderRefusesAndNothingIsJudgedWithoutCopies() throws Exception {
    // Where the worker is, the folder of copies is another one: the manager's is renamed away.
    Process audit = audit("audit");
    until("the run waits", () -> text("audit").contains("no worker of this version"));
    Path runs = folder.resolve("trust/snapshots/.runs");
    Files.move(runs, folder.resolve("elsewhere"));
    Process worker = start("far", "worker", "--state", state.url(), "--threads", "1");
    assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(worker.exitValue()).isEqualTo(1);
    assertThat(said("far")).contains("must be shared under the same path");
    Files.move(folder.resolve("elsewhere"), runs);
    worker("near");
    finished(audit, "audit");
  }

  @Test
  @Tag("crash")
  void twentyRandomKillsLoseAndDoubleNothing() throws Exception {
    Random random = new Random(4926);
    int kills = 0;
    for (int round = 0; kills < 20; round++) {
      String name = "audit" + round;
      Process audit = audit(name, "--workers", "remote", "--again");
      List<Process> workers = new ArrayList<>(List.of(worker(round + "a"), worker(round + "b")));
      for (int i = 0; i < 4 && kills < 20 && audit.isAlive(); i++) {
        audit.waitFor(300 + random.nextInt(1_500), TimeUnit.MILLISECONDS);
        if (!audit.isAlive()) {
          break;
        }
        kills++;
        if (random.nextInt(4) == 0) {
          audit.destroyForcibly().waitFor();
          name = name + "-" + i;
          audit = audit(name, "--workers", "remote");
        } else {
          int which = random.nextInt(2);
          workers.get(which).destroyForcibly().waitFor();
          workers.set(which, worker(round + "-" + i));
        }
      }
      assertThat(audit.waitFor(3, TimeUnit.MINUTES)).as(text(name)).isTrue();
      assertThat(
              audit.exitValue() == 0 || said(name).contains("The audit of this date is finished."))
          .as(said(name))
          .isTrue();
      for (Process worker : workers) {
        worker.destroyForcibly().waitFor();
      }
    }
    assertThat(json(out).replaceAll("\"status\" : \"[a-z]+\"", ""))
        .isEqualTo(json(folder.resolve("calm")).replaceAll("\"status\" : \"[a-z]+\"", ""));
  }
}
