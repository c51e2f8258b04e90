package org.invigilator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A year of 365 nights, twice: once undisturbed, and once killed twenty times at moments that
 * nobody chose. Both end with the same ledger, and neither grows without end. {@code ./mvnw -Pyear
 * test}
 */
@Tag("year")
class YearTest {
  private static final int NIGHTS = Integer.getInteger("year.nights", 365);
  private static final int CRASHES = Integer.getInteger("year.crashes", 20);
  private static final long SEED = Long.getLong("year.seed", 2026);

  @TempDir Path folder;

  private static Process start(Path walk, int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xms500m",
            "-Xmx700m",
            "-Xmn256m",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            YearWalk.class.getName(),
            walk.toString(),
            Integer.toString(port),
            Integer.toString(NIGHTS))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(walk.resolve("log").toFile()))
        .start();
  }

  private Path walk(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void yearWithTwentyCrashesEndsAsOneWithoutAny() throws Exception {
    Instant began = Instant.now();
    Path calm = walk("calm");
    Path rough = walk("rough");
    int port = freePort();
    CompletableFuture<Integer> undisturbed =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return start(calm, port).waitFor();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    List<String> killedIn = disturb(rough, freePort());
    assertThat(undisturbed.get()).as(log(calm)).isZero();
    assertThat(killedIn).hasSize(CRASHES);
    System.out.println(
        "Year: two walks of "
            + NIGHTS
            + " nights, "
            + CRASHES
            + " crashes in the nights "
            + killedIn
            + ", took "
            + Duration.between(began, Instant.now()).toSeconds()
            + " s; state "
            + size(calm)
            + " bytes undisturbed, "
            + size(rough)
            + " with crashes");
    assertThat(Files.readAllLines(rough.resolve("log")))
        .as("what went wrong after a crash")
        .noneMatch(line -> line.contains("ERROR"));
    for (String story : STORIES) {
      assertThat(rows(rough, story)).as(story).isEqualTo(rows(calm, story)).isNotEmpty();
    }
    LocalDate last = LocalDate.of(2026, 11, 21).plusDays(NIGHTS - 1);
    assertThat(json(rough, last)).isEqualTo(json(calm, last));
    assertThat(size(calm)).isLessThan(8_000_000);
    assertThat(size(rough)).isLessThan(8_000_000);
    try (Stream<Path> drafts = Files.walk(rough)) {
      assertThat(drafts.map(p -> String.valueOf(p.getFileName())))
          .noneMatch(n -> n.startsWith(".draft-"));
    }
  }

  /**
   * Kills it in twenty nights that a seed chose, each at a moment within the night that nobody
   * chose, lets it end then, and says in which nights it died.
   */
  private static List<String> disturb(Path rough, int port) throws Exception {
    Random moments = new Random(SEED);
    List<Integer> nights =
        moments
            .ints(1, NIGHTS - 1)
            .filter(YearWalk::isOfTerm)
            .distinct()
            .limit(CRASHES)
            .sorted()
            .boxed()
            .toList();
    List<String> killedIn = new ArrayList<>();
    for (int target : nights) {
      Process walk = start(rough, port);
      while (walk.isAlive() && reached(rough) < target) {
        Thread.sleep(10);
      }
      boolean ended = walk.waitFor(moments.nextInt(2_500), TimeUnit.MILLISECONDS);
      assertThat(ended).as("it ended by itself; " + log(rough)).isFalse();
      walk.destroyForcibly().waitFor();
      killedIn.add(Integer.toString(reached(rough)));
    }
    assertThat(start(rough, port).waitFor()).as(log(rough)).isZero();
    return killedIn;
  }

  private static int reached(Path walk) throws IOException {
    return Files.exists(walk.resolve("night"))
        ? Integer.parseInt(Files.readString(walk.resolve("night")))
        : -1;
  }

  private static String log(Path walk) throws IOException {
    return Files.exists(walk.resolve("log"))
        ? String.join(
            "\n",
            Files.readAllLines(walk.resolve("log")).stream()
                .skip(Math.max(0, Files.readAllLines(walk.resolve("log")).size() - 30L))
                .toList())
        : "";
  }

  /** Everything the ledger says, but for when a crash let it be said. */
  private static final List<String> STORIES =
      List.of(
          "select id, scope, rule, account, academy, subject_id, aspect, severity, pupils, people, observed, first_seen, last_seen, due, status, status_on, prior_status, owner, evidence from finding order by id",
          "select finding_id, as_of, status from finding_event order by 1, 2",
          "select as_of, academy, severity, status, findings from audit_count order by 1, 2, 3, 4",
          "select account, as_of, profile, posts, followers, gaps, counts, parts from account_reading order by 1, 2",
          "select job, as_of, state from audit_run order by 2, 1",
          "select pack, review_on, days_before from rehearsal order by 1, 2, 3");

  private static List<String> rows(Path walk, String story) {
    return new JdbcTemplate(
            new DriverManagerDataSource(
                "jdbc:h2:file:" + walk.resolve("trust/.state/invigilator") + ";IFEXISTS=TRUE",
                "sa",
                ""))
        .query(
            story,
            (rs, n) -> {
              List<String> cells = new ArrayList<>();
              for (int i = 1; i <= rs.getMetaData().getColumnCount(); i++) {
                cells.add(String.valueOf(rs.getString(i)));
              }
              return String.join(" | ", cells);
            });
  }

  private static long size(Path walk) throws IOException {
    return Files.size(walk.resolve("trust/.state/invigilator.mv.db"));
  }

  private static String json(Path walk, LocalDate day) throws IOException {
    return Files.readString(walk.resolve("out/" + day + "/findings.json"))
        .replaceAll("\"(id|started|finished)\" : \"20[^\"]*\"", "");
  }
}
