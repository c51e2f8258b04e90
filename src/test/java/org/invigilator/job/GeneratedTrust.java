package org.invigilator.job;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/** A trust of invented schools, pupils, posts and followers, as large as a benchmark needs it. */
final class GeneratedTrust {
  private static final List<String> FIRST =
      List.of(
          "Keziah", "Thomas", "Imogen", "Samuel", "Amelia", "Miles", "Ella", "Bruno", "Aisha",
          "Noah", "Lotte", "Hamza", "Ryan", "Keira", "Oliver", "Siobhan", "Euan", "Maya", "Theo",
          "Zara");
  private static final List<String> LAST =
      List.of(
          "Thorn", "Wex", "Raven", "Hart", "Fox", "Marlo", "Clair", "Sheld", "Mad", "Brindle",
          "Oak", "Quresh", "Brann", "Tavend", "Linden", "Ashby", "Pendle", "Corran", "Wyver",
          "Selby");
  private static final List<String> ENDS =
      List.of("bury", "combe", "dale", "well", "croft", "worth", "ham", "field", "wick", "stead");
  private static final List<String> TEXTS =
      List.of(
          "A wonderful assembly led by Year %d this morning. Thank you to everyone who came!",
          "Our Year %d rugby team won away today, on to the next round on Saturday at 10:30.",
          "Open evening is on Thursday: tours of the science block and the new library, Year %d.",
          "Please remember wellies for the woodland walk tomorrow. Year %d leave at nine sharp.",
          "The spring newsletter is out now: trips, results and the art of Year %d. Read more:");

  private final Random random = new Random(42);
  private final Path folder;

  private GeneratedTrust(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a trust.
   *
   * @param accounts of these all have a saved copy, or none when there are no posts and followers
   * @param posts of each account
   * @param followers of each account
   */
  static void write(Path folder, int academies, int accounts, int pupils, int posts, int followers)
      throws IOException {
    GeneratedTrust trust = new GeneratedTrust(folder);
    Files.createDirectories(folder.resolve("registers"));
    Files.writeString(
        folder.resolve("trust.yaml"),
        "name: Benchmark Trust\npacks: [ctat-2024]\nsources: {x: snapshot}\n");
    trust.registers(academies, accounts, pupils);
    for (int i = 0; i < accounts && posts + followers > 0; i++) {
      trust.snapshot(i, posts, followers);
    }
  }

  private BufferedWriter open(String file) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.newBufferedWriter(path, StandardCharsets.UTF_8);
  }

  private static String academy(int i) {
    return String.format("SCH%03d", i);
  }

  private static String account(int i) {
    return String.format("ACC-TW-%05d", i);
  }

  private void registers(int academies, int accounts, int pupils) throws IOException {
    try (BufferedWriter out = open("registers/academies.csv")) {
      out.write(
          "academy_code,name,phase,lowest_year,highest_year,open_from,web_domains,email_domains,pack\n");
      for (int i = 0; i < academies; i++) {
        out.write(
            academy(i)
                + ",School of "
                + last()
                + " "
                + i
                + ",secondary,7,13,01/09/2010,bench.example,bench.example,ctat-2024\n");
      }
    }
    try (BufferedWriter out = open("registers/accounts.csv")) {
      out.write(
          "account_id,platform,handle,platform_user_id,profile_url,academy_code,site_name_purpose,account_kind,status,live_on\n");
      for (int i = 0; i < accounts; i++) {
        out.write(
            String.format(
                "%s,twitter,bench_school_%d,%d,https://x.com/bench_school_%d,%s,News,academy,open,02/01/2014%n",
                account(i), i, 800_000_000_000L + i, i, academy(i % academies)));
      }
    }
    try (BufferedWriter out = open("registers/pupils.csv")) {
      out.write(
          "pupil_ref,first_name,last_name,dob,academy_code,year_group,year_group_as_at,on_roll_from,known_handles\n");
      for (int i = 0; i < pupils; i++) {
        int year = 7 + i % 7;
        out.write(
            String.format(
                "%s-%06d,%s,%s,14/03/%d,%s,%d,01/09/2026,01/09/2024,%s%n",
                academy(i % academies),
                i,
                one(FIRST),
                last(),
                2015 - year + 7,
                academy(i % academies),
                year,
                i % 40 == 0 ? "twitter:pupil_bench" + i + ":" + (900_000_000_000L + i) : ""));
      }
    }
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String last() {
    return one(LAST) + one(ENDS);
  }

  private void snapshot(int account, int posts, int followers) throws IOException {
    String at = "snapshots/twitter/" + account(account) + "/";
    try (BufferedWriter out = open(at + "capture.json")) {
      out.write(
          "{\"captured_at\":\"2026-11-19T21:00:00Z\",\"profile\":\"found\",\"posts\":\"complete\",\"followers\":\"complete\",\"following\":\"complete\",\"mentions\":\"complete\"}");
    }
    try (BufferedWriter out = open(at + "profile.json")) {
      out.write(
          String.format(
              "{\"id\":\"%d\",\"username\":\"bench_school_%d\",\"name\":\"School %d\",\"description\":\"News\",\"protected\":false,\"created_at\":\"2014-01-02T09:30:00.000Z\"}%n",
              800_000_000_000L + account, account, account));
    }
    open(at + "following.ndjson").close();
    open(at + "mentions.ndjson").close();
    Instant newest = Instant.parse("2026-11-18T15:00:00Z");
    try (BufferedWriter out = open(at + "posts.ndjson")) {
      for (int i = 0; i < posts; i++) {
        String id = Long.toString(2_100_000_000_000_000_000L - i * 1_000_003L);
        String text = String.format(one(TEXTS), 7 + random.nextInt(7));
        if (random.nextInt(200) == 0) {
          text += " Well done " + one(FIRST) + " " + last() + "!";
        }
        boolean media = i % 10 == 0;
        out.write(
            "{\"data\":{\"id\":\""
                + id
                + "\",\"text\":\""
                + text
                + "\",\"created_at\":\""
                + newest.minus(i * 7L, ChronoUnit.HOURS)
                + "\",\"lang\":\"en\",\"possibly_sensitive\":false,\"public_metrics\":{\"retweet_count\":1,\"reply_count\":2,\"like_count\":9,\"quote_count\":0}"
                + (media ? ",\"attachments\":{\"media_keys\":[\"3_" + id + "\"]}" : "")
                + "}"
                + (media
                    ? ",\"includes\":{\"media\":[{\"media_key\":\"3_"
                        + id
                        + "\",\"type\":\"photo\",\"alt_text\":\"Pupils at work\"}]}"
                    : "")
                + "}\n");
      }
    }
    try (BufferedWriter out = open(at + "followers.ndjson")) {
      for (int i = 0; i < followers; i++) {
        long id = 1_000_000_000_000L + account * 1_000_000L + i;
        boolean pupil = random.nextInt(5_000) == 0;
        int ref = random.nextInt(500) * 40;
        out.write(
            String.format(
                "{\"id\":\"%d\",\"name\":\"%s\",\"username\":\"%s\",\"created_at\":\"2013-12-31T09:01:52.000Z\",\"description\":\"rounders mad\",\"protected\":false,\"public_metrics\":{\"followers_count\":16,\"following_count\":46,\"tweet_count\":149}}%n",
                pupil ? 900_000_000_000L + ref : id,
                one(FIRST),
                pupil ? "pupil_bench" + ref : one(FIRST) + "_x" + id % 1_000_000));
      }
    }
  }
}
