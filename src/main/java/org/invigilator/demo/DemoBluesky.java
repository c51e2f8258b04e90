package org.invigilator.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.invigilator.policy.LivePlatform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Replies like Bluesky's public endpoints, made from snapshots in X's shape. */
final class DemoBluesky {
  private final DemoTrust trust;

  DemoBluesky(DemoTrust trust) {
    this.trust = trust;
  }

  static String endpoint(String path) {
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "app.bsky.actor.getProfiles", "app.bsky.actor.getProfile" -> "look-up";
      case "app.bsky.feed.getAuthorFeed" -> "posts";
      case "app.bsky.graph.getFollowers" -> "followers";
      case "app.bsky.graph.getFollows" -> "following";
      default -> "";
    };
  }

  DemoReply reply(String path, Map<String, String> query) {
    String endpoint = endpoint(path);
    return switch (endpoint) {
      case "look-up" -> query.containsKey("actor") ? profile(query.get("actor")) : profiles(query);
      case "posts", "followers", "following" -> page(endpoint, query);
      default -> error(501, "MethodNotImplemented", "Method Not Implemented", endpoint);
    };
  }

  private static DemoReply error(int status, String name, String message, String endpoint) {
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    body.put("error", name).put("message", message);
    return DemoReply.free(status, body, endpoint);
  }

  private Optional<DemoTrust.Shown> find(String actor) {
    return trust.accounts(LivePlatform.BLUESKY.id()).stream()
        .filter(s -> s.id().equals(actor) || s.handle().equalsIgnoreCase(actor))
        .findFirst();
  }

  private DemoReply profile(String actor) {
    Optional<DemoTrust.Shown> shown = find(actor);
    if (shown.map(s -> s.state().equals("suspended")).orElse(false)) {
      return error(400, "AccountTakedown", "Account has been suspended", "look-up");
    }
    return shown.filter(s -> s.state().equals("found")).isEmpty()
        ? error(400, "InvalidRequest", "Profile not found", "look-up")
        : DemoReply.free(200, whole(shown.get()), "look-up");
  }

  private DemoReply profiles(Map<String, String> query) {
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    ArrayNode profiles = body.putArray("profiles");
    for (String actor : Arrays.asList(query.getOrDefault("actors", "").split(","))) {
      find(actor)
          .filter(s -> s.state().equals("found"))
          .ifPresent(shown -> profiles.add(whole(shown)));
    }
    return DemoReply.free(200, body, "look-up");
  }

  private ObjectNode whole(DemoTrust.Shown shown) {
    ObjectNode profile = actor(shown.profile());
    profile.put("description", shown.profile().path("description").asString(""));
    profile.put("createdAt", shown.profile().path("created_at").asString(""));
    profile.put("followersCount", count(shown, "followers"));
    profile.put("followsCount", count(shown, "following"));
    // As the platform does, it counts what it may not show.
    JsonNode counted = shown.profile().path("public_metrics").path("tweet_count");
    profile.put("postsCount", counted.isNumber() ? counted.asInt() : count(shown, "posts"));
    return profile;
  }

  private int count(DemoTrust.Shown shown, String part) {
    return trust.lines(shown, part).map(List::size).orElse(0);
  }

  private static ObjectNode actor(JsonNode user) {
    ObjectNode actor = DemoTrust.JSON.createObjectNode();
    actor.put("did", user.path("id").asString(""));
    actor.put("handle", user.path("username").asString(""));
    actor.put("displayName", user.path("name").asString(""));
    return actor;
  }

  private DemoReply page(String endpoint, Map<String, String> query) {
    Optional<DemoTrust.Shown> shown = find(query.getOrDefault("actor", ""));
    if (shown.isEmpty() || !shown.get().state().equals("found")) {
      return shown.map(s -> s.state().equals("suspended")).orElse(false)
          ? error(400, "AccountTakedown", "Account has been suspended", endpoint)
          : error(400, "InvalidRequest", "Profile not found", endpoint);
    }
    int size = Integer.parseInt(query.getOrDefault("limit", "50"));
    int start = PageToken.offset(query.getOrDefault("cursor", ""));
    if (size < 1 || size > 100 || start < 0) {
      return error(400, "InvalidRequest", "Error: limit or cursor", endpoint);
    }
    List<String> lines = trust.lines(shown.get(), endpoint).orElse(List.of());
    int end = Math.min(start + size, lines.size());
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    String list =
        endpoint.equals("posts") ? "feed" : endpoint.equals("following") ? "follows" : "followers";
    ArrayNode items = body.putArray(list);
    for (String line : start < end ? lines.subList(start, end) : List.<String>of()) {
      JsonNode one = DemoTrust.JSON.readTree(line);
      items.add(endpoint.equals("posts") ? post(one, shown.get()) : actor(one));
    }
    if (!endpoint.equals("posts")) {
      body.set("subject", actor(shown.get().profile()));
    }
    if (end < lines.size()) {
      body.put("cursor", PageToken.of(end));
    }
    return DemoReply.free(200, body, endpoint);
  }

  private static ObjectNode post(JsonNode line, DemoTrust.Shown shown) {
    JsonNode data = line.path("data");
    String kind = "";
    String other = "";
    for (JsonNode reference : data.path("referenced_tweets")) {
      kind = reference.path("type").asString("");
      other = reference.path("id").asString("");
    }
    ObjectNode item = DemoTrust.JSON.createObjectNode();
    ObjectNode view = item.putObject("post");
    boolean repost = kind.equals("retweeted");
    JsonNode original = line.path("includes").path("tweets").path(0);
    String author = repost ? original.path("author_id").asString("did:plc:other") : shown.id();
    view.put(
        "uri",
        "at://"
            + author
            + "/app.bsky.feed.post/"
            + (repost ? other : data.path("id").asString("")));
    view.put("cid", "bafydemo");
    ObjectNode writer = actor(shown.profile());
    if (repost) {
      writer.put("did", author).put("handle", handle(line, author));
    }
    view.set("author", writer);
    view.put("indexedAt", data.path("created_at").asString(""));
    view.put("replyCount", data.path("public_metrics").path("reply_count").asInt(0));
    view.put("quoteCount", data.path("public_metrics").path("quote_count").asInt(0));
    view.set(
        "labels",
        data.path("labels").isArray()
            ? labels(data.path("labels"))
            : DemoTrust.JSON.createArrayNode());
    ObjectNode written = view.putObject("record");
    written.put("$type", "app.bsky.feed.post");
    written.put("text", plain(repost ? original.path("text") : data.path("text")));
    written.put("createdAt", data.path("created_at").asString(""));
    if (kind.equals("replied_to")) {
      String to =
          "at://"
              + data.path("in_reply_to_user_id").asString("did:plc:other")
              + "/app.bsky.feed.post/";
      ObjectNode reply = written.putObject("reply");
      reply.putObject("parent").put("uri", to + other);
      reply.putObject("root").put("uri", to + data.path("conversation_id").asString(other));
      String answered = data.path("in_reply_to_user_id").asString("");
      item.putObject("reply")
          .putObject("parent")
          .putObject("author")
          .put("did", answered)
          .put("handle", handle(line, answered));
    }
    facets(data, written);
    media(line, view);
    if (repost) {
      ObjectNode reason = item.putObject("reason");
      reason.put("$type", "app.bsky.feed.defs#reasonRepost");
      reason.set("by", actor(shown.profile()));
      reason.put(
          "uri", "at://" + shown.id() + "/app.bsky.feed.repost/" + data.path("id").asString(""));
      reason.put("indexedAt", data.path("created_at").asString(""));
    }
    return item;
  }

  private static ArrayNode labels(JsonNode names) {
    ArrayNode labels = DemoTrust.JSON.createArrayNode();
    names.forEach(
        name -> labels.addObject().put("val", name.asString("")).put("src", "did:plc:labeller"));
    return labels;
  }

  static String handle(JsonNode line, String id) {
    return Stream.of(
            line.path("includes").path("users"),
            line.path("data").path("entities").path("mentions"))
        .flatMap(JsonNode::valueStream)
        .filter(user -> user.path("id").asString("").equals(id))
        .map(user -> user.path("username").asString(""))
        .findFirst()
        .orElse("");
  }

  /** A text without the entities of HTML that X's posts have. */
  private static String plain(JsonNode text) {
    return StringEscapeUtils.unescapeHtml4(text.asString(""));
  }

  private static void facets(JsonNode data, ObjectNode record) {
    ArrayNode facets = record.putArray("facets");
    for (JsonNode mention : data.path("entities").path("mentions")) {
      String named = "@" + mention.path("username").asString("");
      String text = plain(data.path("text"));
      int at = text.indexOf(named);
      int start = at < 0 ? 0 : bytes(text.substring(0, at));
      facet(facets, "mention", start, at < 0 ? 0 : start + bytes(named))
          .put("did", mention.path("id").asString(""));
    }
    for (JsonNode tag : data.path("entities").path("hashtags")) {
      facet(facets, "tag", 0, 0).put("tag", tag.path("tag").asString(""));
    }
    for (JsonNode url : data.path("entities").path("urls")) {
      facet(facets, "link", 0, 0).put("uri", url.path("expanded_url").asString(""));
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static ObjectNode facet(ArrayNode facets, String kind, int start, int end) {
    ObjectNode facet = facets.addObject();
    facet.putObject("index").put("byteStart", start).put("byteEnd", end);
    return facet.putArray("features").addObject().put("$type", "app.bsky.richtext.facet#" + kind);
  }

  private static void media(JsonNode line, ObjectNode view) {
    JsonNode keys = line.path("data").path("attachments").path("media_keys");
    if (keys.isEmpty()) {
      return;
    }
    ObjectNode embed = view.putObject("embed");
    embed.put("$type", "app.bsky.embed.images#view");
    ArrayNode images = embed.putArray("images");
    for (JsonNode medium : line.path("includes").path("media")) {
      images
          .addObject()
          .put("alt", plain(medium.path("alt_text")))
          .put("thumb", "https://cdn.example/i");
    }
  }
}
