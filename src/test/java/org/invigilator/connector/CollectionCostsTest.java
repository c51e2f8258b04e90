package org.invigilator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.invigilator.demo.Bill;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What nights cost over 50 accounts with 5,000 followers and 20 posts a day, beside the least that
 * a collector could spend which knows beforehand what is new. A command: ./mvnw -Pbench test
 */
@Tag("bench")
class CollectionCostsTest {
  private static final int ACCOUNTS = 50;
  private static final int FOLLOWERS = 5000;
  private static final Instant NEWEST = Instant.parse("2026-11-19T17:00:00Z");
  private static final LocalDate FIRST = CollectionRuns.FIRST;
  @TempDir Path folder;
  private final Random random = new Random(42);
  private int person = 1_000_000;
  private long newFollowers;
  private long left;

  @Test
  void nights() throws Exception {
    InventedTrust trust = new InventedTrust(folder.resolve("trust"));
    for (int i = 0; i < ACCOUNTS; i++) {
      trust.account(name(i), Integer.toString(1000 + i), NEWEST, 600, FOLLOWERS);
      days(trust, i, NEWEST.minusSeconds(30 * 86_400L), 30);
    }
    try (CollectionRuns runs = new CollectionRuns(trust.folder, folder.resolve("snapshots"))) {
      System.out.printf(
          "%-34s%8s%10s%12s%12s%8s%12s%8s%8s%n",
          "night", "calls", "rows", "money", "new only", "ratio", "+2 known", "ratio", "time s");
      runs.budget = java.util.Optional.of(CollectionRuns.spending("9000", "90000"));
      long posts = 50L * 600;
      night(runs, "first", FIRST, 50, posts, 50L * FOLLOWERS, 0);
      for (int day = 1; day <= 3; day++) {
        newFollowers = 0;
        left = 0;
        for (int i = 0; i < ACCOUNTS; i++) {
          days(trust, i, NEWEST.plusSeconds((day - 1) * 86_400L), 1);
          people(trust, i);
        }
        night(
            runs,
            "incremental, " + newFollowers + " came, " + left + " left",
            FIRST.plusDays(day),
            50,
            50L * 20,
            newFollowers,
            200);
      }
      long all = 0;
      for (int i = 0; i < ACCOUNTS; i++) {
        all +=
            Files.readAllLines(trust.snapshots("twitter", name(i)).resolve("followers.ndjson"))
                .size();
      }
      night(runs, "full sweep", FIRST.plusDays(30), 50, 50L * 3 * 20, all, 0);
    }
  }

  private static String name(int i) {
    return String.format(Locale.ROOT, "S%02d-TW-01", i);
  }

  /** Twenty posts a day, from seven in the morning to five in the afternoon. */
  private void days(InventedTrust trust, int account, Instant after, int days) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int day = days; day > 0; day--) {
      for (int post = 0; post < 20; post++) {
        Instant at = after.plusSeconds(day * 86_400L - post * 1800L - random.nextInt(600));
        lines.add(InventedTrust.post(at, Integer.toString(1000 + account), "Post of the day"));
      }
    }
    Path posts = trust.snapshots("twitter", name(account)).resolve("posts.ndjson");
    if (days > 1) {
      Files.write(posts, lines);
    } else {
      trust.prepend(name(account), "posts", lines);
    }
  }

  /** Nought to ten people come; in every second account one of the old ones leaves. */
  private void people(InventedTrust trust, int account) throws Exception {
    int come = random.nextInt(11);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < come; i++) {
      lines.add(InventedTrust.person("twitter", person++));
    }
    newFollowers += come;
    Path file = trust.snapshots("twitter", name(account)).resolve("followers.ndjson");
    if (random.nextBoolean()) {
      List<String> all = new ArrayList<>(Files.readAllLines(file));
      all.remove(100 + random.nextInt(all.size() - 100));
      Files.write(file, all);
      left++;
    }
    trust.prepend(name(account), "followers", lines);
  }

  private void night(
      CollectionRuns runs,
      String what,
      LocalDate night,
      long users,
      long posts,
      long followers,
      long proofs) {
    Bill.Line before = runs.server.bill().total();
    long money = runs.server.bill().micro();
    long start = System.nanoTime();
    assertThat(runs.run(night).whole()).isEqualTo(ACCOUNTS);
    double seconds = (System.nanoTime() - start) / 1e9;
    Bill.Line after = runs.server.bill().total();
    double spent = (runs.server.bill().micro() - money) / 1e6;
    // Following lists of three and no mentions: read whole in sweeps; else two known rows end a
    // list.
    double following = proofs == 0 ? 150 * 0.01 : 0;
    double least = users * 0.01 + posts * 0.005 + followers * 0.01 + following;
    double proven = least + proofs * 0.01;
    System.out.printf(
        Locale.UK,
        "%-34s%8d%10d%12.2f%12.2f%8.3f%12.2f%8.3f%8.1f%n",
        what,
        after.calls() - before.calls(),
        after.rows() - before.rows(),
        spent,
        least,
        spent / least,
        proven,
        spent / proven,
        seconds);
  }
}
