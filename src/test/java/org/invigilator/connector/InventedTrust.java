package org.invigilator.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A trust folder with nothing but accounts and what the stand-in shows of them. */
final class InventedTrust {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long EPOCH = 1288834974657L;
  private static final List<String> COLUMNS =
      List.copyOf(Schema.of(Register.ACCOUNTS).columns().keySet());
  final Path folder;

  InventedTrust(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("registers"));
    Files.writeString(folder.resolve("registers/accounts.csv"), String.join(",", COLUMNS) + "\n");
    Files.writeString(folder.resolve("trust.yaml"), "name: Invented\npacks: [ctat-2024]\n");
  }

  /** An id of X for a moment. */
  static String id(Instant at) {
    return Long.toString((at.toEpochMilli() - EPOCH) << 22);
  }

  /** Adds an account with posts every so many minutes before a moment, and followers. */
  InventedTrust account(String id, String userId, Instant newest, int posts, int followers)
      throws IOException {
    return account("twitter", id, userId, newest, posts, followers);
  }

  InventedTrust account(
      String platform, String id, String userId, Instant newest, int posts, int followers)
      throws IOException {
    String handle =
        platform.equals("bluesky")
            ? id.toLowerCase(Locale.ROOT) + ".example"
            : id.replace("-", "_").toLowerCase(Locale.ROOT);
    Map<String, String> row =
        Map.of(
            "account_id",
            id,
            "platform",
            platform,
            "handle",
            handle,
            "academy_code",
            "NTH",
            "status",
            "open",
            "account_kind",
            "academy");
    Files.writeString(
        folder.resolve("registers/accounts.csv"),
        String.join(",", COLUMNS.stream().map(c -> row.getOrDefault(c, "")).toList()) + "\n",
        java.nio.file.StandardOpenOption.APPEND);
    Path snapshots = snapshots(platform, id);
    Files.createDirectories(snapshots);
    ObjectNode profile = JSON.createObjectNode();
    profile.put("id", userId).put("username", handle).put("name", id);
    profile.put("description", "Official account").put("created_at", "2018-03-05T09:30:00.000Z");
    profile.put("protected", false);
    Files.writeString(snapshots.resolve("profile.json"), profile.toString());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < posts; i++) {
      lines.add(post(newest.minusSeconds(60L * 37 * i), userId, "Post " + i + " of the school"));
    }
    Files.write(snapshots.resolve("posts.ndjson"), lines);
    List<String> people = new ArrayList<>();
    for (int i = 0; i < followers; i++) {
      people.add(person(platform, i));
    }
    Files.write(snapshots.resolve("followers.ndjson"), people);
    Files.write(
        snapshots.resolve("following.ndjson"), people.subList(0, Math.min(3, people.size())));
    Files.write(snapshots.resolve("mentions.ndjson"), List.of());
    return this;
  }

  Path snapshots(String platform, String id) {
    return folder.resolve("snapshots").resolve(platform).resolve(id);
  }

  static String person(String platform, int i) {
    String id =
        platform.equals("bluesky") ? "did:plc:person" + i : Long.toString(9_000_000_000L + i);
    return "{\"id\":\""
        + id
        + "\",\"username\":\""
        + (i % 10 == 0 ? "pupil" : "parent")
        + i
        + "\",\"name\":\"Person "
        + i
        + "\",\"description\":\"private words of "
        + i
        + "\"}";
  }

  static String post(Instant at, String author, String text) {
    ObjectNode line = JSON.createObjectNode();
    ObjectNode data = line.putObject("data");
    data.put("id", id(at)).put("text", text).put("author_id", author);
    data.put("created_at", at.truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString());
    if (!data.path("created_at").asString("").contains(".")) {
      data.put("created_at", data.path("created_at").asString("").replace("Z", ".000Z"));
    }
    data.put("conversation_id", id(at));
    data.putArray("edit_history_tweet_ids").add(id(at));
    data.putObject("public_metrics").put("reply_count", 0).put("quote_count", 0);
    return line.toString();
  }

  /** Puts lines before the others of a file. */
  void prepend(String id, String part, List<String> lines) throws IOException {
    Path file = snapshots("twitter", id).resolve(part + ".ndjson");
    List<String> all = new ArrayList<>(lines);
    all.addAll(Files.readAllLines(file));
    Files.write(file, all);
  }
}
