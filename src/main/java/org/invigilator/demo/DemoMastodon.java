package org.invigilator.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.LivePlatform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Replies like a Mastodon server's public API, made from snapshots in X's shape. */
final class DemoMastodon {
  private final DemoTrust trust;

  DemoMastodon(DemoTrust trust) {
    this.trust = trust;
  }

  /**
   * A reply.
   *
   * @param next where the next page is, for the header Link; empty after the last
   */
  record Reply(int status, JsonNode body, String next) {}

  static String endpoint(String path) {
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "statuses" -> "posts";
      case "followers" -> "followers";
      case "following" -> "following";
      default -> "look-up";
    };
  }

  Reply reply(String path, Map<String, String> query) {
    String[] parts = path.replaceFirst("^.*/accounts/", "").split("/");
    String acct = query.getOrDefault("acct", "");
    Optional<DemoTrust.Shown> found =
        trust.accounts(LivePlatform.MASTODON.id()).stream()
            .filter(s -> s.state().equals("found"))
            .filter(
                s ->
                    parts[0].equals("lookup")
                        ? user(s.handle()).equalsIgnoreCase(user(acct))
                        : s.id().equals(parts[0]))
            .findFirst();
    if (found.isEmpty()) {
      return new Reply(404, DemoTrust.JSON.createObjectNode().put("error", "Record not found"), "");
    }
    return parts.length == 1 ? account(found.get()) : page(parts[1], found.get(), query);
  }

  private static String user(String handle) {
    return handle.replaceFirst("^@", "").replaceFirst("@.*$", "");
  }

  private Reply account(DemoTrust.Shown shown) {
    ObjectNode account = person(shown.profile());
    account.put("note", "<p>" + shown.profile().path("description").asString("") + "</p>");
    account.put("created_at", shown.profile().path("created_at").asString(""));
    account.put("followers_count", count(shown, "followers"));
    account.put("following_count", count(shown, "following"));
    return new Reply(200, account, "");
  }

  private int count(DemoTrust.Shown shown, String part) {
    return trust.lines(shown, part).map(List::size).orElse(0);
  }

  private static ObjectNode person(JsonNode user) {
    return DemoTrust.JSON
        .createObjectNode()
        .put("id", user.path("id").asString(""))
        .put("username", user(user.path("username").asString("")))
        .put("acct", user.path("username").asString(""))
        .put("display_name", user.path("name").asString(""));
  }

  private Reply page(String list, DemoTrust.Shown shown, Map<String, String> query) {
    String part = list.equals("statuses") ? "posts" : list;
    List<String> lines = trust.lines(shown, part).orElse(List.of());
    int size = Integer.parseInt(query.getOrDefault("limit", "20"));
    int start = PageToken.offset(query.getOrDefault("max_id", ""));
    int end = Math.min(start + size, lines.size());
    ArrayNode items = DemoTrust.JSON.createArrayNode();
    for (String line : start >= 0 && start < end ? lines.subList(start, end) : List.<String>of()) {
      JsonNode one = DemoTrust.JSON.readTree(line);
      items.add(part.equals("posts") ? status(one, shown) : person(one));
    }
    return new Reply(200, items, end < lines.size() ? PageToken.of(end) : "");
  }

  private static ObjectNode status(JsonNode line, DemoTrust.Shown shown) {
    JsonNode data = line.path("data");
    ObjectNode status = DemoTrust.JSON.createObjectNode();
    status.put("id", data.path("id").asString(""));
    status.put("created_at", data.path("created_at").asString(""));
    status.put("visibility", "public");
    status.put("spoiler_text", "");
    status.putNull("reblog");
    status.putNull("in_reply_to_account_id");
    status.put("url", "https://school.example/@demo/" + data.path("id").asString(""));
    status.put("content", "<p>" + data.path("text").asString("") + "</p>");
    status.set("account", person(shown.profile()));
    ArrayNode mentions = status.putArray("mentions");
    for (JsonNode mention : data.path("entities").path("mentions")) {
      mentions
          .addObject()
          .put("id", mention.path("id").asString(""))
          .put("acct", mention.path("username").asString(""));
    }
    ArrayNode media = status.putArray("media_attachments");
    for (JsonNode medium : line.path("includes").path("media")) {
      media
          .addObject()
          .put("id", medium.path("media_key").asString(""))
          .put("type", "image")
          .put("description", medium.path("alt_text").asString(""));
    }
    for (JsonNode reference : data.path("referenced_tweets")) {
      if (reference.path("type").asString("").equals("replied_to")) {
        status.put("in_reply_to_id", reference.path("id").asString(""));
        status.put("in_reply_to_account_id", data.path("in_reply_to_user_id").asString(""));
      }
    }
    return status;
  }
}
