package org.invigilator.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.LivePlatform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replies like YouTube's Data API, made from snapshots in X's shape: a post is a video, a reply is
 * a comment below one.
 */
final class DemoYouTube {
  private final DemoTrust trust;

  DemoYouTube(DemoTrust trust) {
    this.trust = trust;
  }

  static String endpoint(String path) {
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "channels" -> "look-up";
      case "playlistItems", "videos" -> "posts";
      case "commentThreads" -> "mentions";
      case "subscriptions" -> "following";
      default -> "";
    };
  }

  DemoReply reply(String path, Map<String, String> query) {
    String endpoint = endpoint(path);
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "channels" -> channels(query);
      case "playlistItems" ->
          page(
              videos(channel(query.getOrDefault("playlistId", "").replaceFirst("^UU", "UC")))
                  .stream()
                  .map(DemoYouTube::entry)
                  .toList(),
              query,
              endpoint);
      case "videos" -> details(query);
      case "commentThreads" ->
          page(
              threads(channel(query.getOrDefault("allThreadsRelatedToChannelId", ""))),
              query,
              endpoint);
      case "subscriptions" -> error(403, "subscriptionForbidden", endpoint);
      default -> error(404, "notFound", endpoint);
    };
  }

  static DemoReply error(int status, String reason, String endpoint) {
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    ObjectNode error = body.putObject("error").put("code", status);
    error.putArray("errors").addObject().put("reason", reason);
    return DemoReply.free(status, body, endpoint);
  }

  private Optional<DemoTrust.Shown> channel(String id) {
    return trust.accounts(LivePlatform.YOUTUBE.id()).stream()
        .filter(s -> s.id().equals(id))
        .findFirst();
  }

  private DemoReply channels(Map<String, String> query) {
    List<String> ids = List.of(query.getOrDefault("id", "").split(","));
    String handle = query.getOrDefault("forHandle", "").replaceFirst("^@", "");
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    ArrayNode items = body.putArray("items");
    trust.accounts(LivePlatform.YOUTUBE.id()).stream()
        .filter(s -> s.state().equals("found"))
        .filter(s -> ids.contains(s.id()) || s.handle().equalsIgnoreCase(handle))
        .forEach(
            s -> {
              ObjectNode channel = items.addObject().put("id", s.id());
              JsonNode profile = s.profile();
              channel
                  .putObject("snippet")
                  .put("title", profile.path("name").asString(""))
                  .put("description", profile.path("description").asString(""))
                  .put("customUrl", "@" + s.handle())
                  .put("publishedAt", profile.path("created_at").asString(""));
              channel.putObject("status").put("privacyStatus", "public");
            });
    return DemoReply.free(200, body, "look-up");
  }

  private List<JsonNode> lines(Optional<DemoTrust.Shown> shown, String part) {
    return shown.flatMap(s -> trust.lines(s, part)).orElse(List.of()).stream()
        .map(DemoTrust.JSON::readTree)
        .toList();
  }

  private static boolean isReply(JsonNode line) {
    return line.path("data")
        .path("referenced_tweets")
        .path(0)
        .path("type")
        .asString("")
        .equals("replied_to");
  }

  private List<JsonNode> videos(Optional<DemoTrust.Shown> shown) {
    return lines(shown, "posts").stream().filter(line -> !isReply(line)).toList();
  }

  private static JsonNode entry(JsonNode line) {
    ObjectNode item = DemoTrust.JSON.createObjectNode();
    item.putObject("contentDetails").put("videoId", line.path("data").path("id").asString(""));
    return item;
  }

  private DemoReply details(Map<String, String> query) {
    List<String> ids = List.of(query.getOrDefault("id", "").split(","));
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    ArrayNode items = body.putArray("items");
    for (DemoTrust.Shown shown : trust.accounts(LivePlatform.YOUTUBE.id())) {
      for (JsonNode line : videos(Optional.of(shown))) {
        JsonNode data = line.path("data");
        if (ids.contains(data.path("id").asString(""))) {
          ObjectNode video = items.addObject().put("id", data.path("id").asString(""));
          video
              .putObject("snippet")
              .put("publishedAt", data.path("created_at").asString(""))
              .put("channelId", shown.id())
              .put("title", data.path("text").asString(""))
              .put("description", "");
          if (data.path("geo").isObject()) {
            video.putObject("recordingDetails").putObject("location").put("latitude", 0);
          }
          video.putObject("status").put("privacyStatus", "public").put("madeForKids", false);
        }
      }
    }
    return DemoReply.free(200, body, "posts");
  }

  private List<JsonNode> threads(Optional<DemoTrust.Shown> shown) {
    List<JsonNode> threads = new ArrayList<>();
    for (JsonNode line : lines(shown, "mentions")) {
      threads.add(thread(line, line.path("data").path("author_id").asString("")));
    }
    for (JsonNode line : lines(shown, "posts")) {
      if (isReply(line)) {
        JsonNode data = line.path("data");
        String other = data.path("in_reply_to_user_id").asString("UCother");
        ObjectNode thread = thread(line, other);
        thread
            .putObject("replies")
            .putArray("comments")
            .add(comment(data.path("id").asString(""), line, shown.orElseThrow().id()));
        threads.add(thread);
      }
    }
    return threads;
  }

  private static ObjectNode thread(JsonNode line, String author) {
    ObjectNode thread = DemoTrust.JSON.createObjectNode();
    String id = "top-" + line.path("data").path("id").asString("");
    thread.putObject("snippet").set("topLevelComment", comment(id, line, author));
    return thread;
  }

  private static ObjectNode comment(String id, JsonNode line, String author) {
    JsonNode data = line.path("data");
    ObjectNode comment = DemoTrust.JSON.createObjectNode().put("id", id);
    ObjectNode snippet = comment.putObject("snippet");
    snippet.put("textOriginal", data.path("text").asString(""));
    snippet.put("publishedAt", data.path("created_at").asString(""));
    snippet.put("videoId", "video");
    snippet.put("authorDisplayName", "@" + DemoBluesky.handle(line, author));
    snippet.putObject("authorChannelId").put("value", author);
    return comment;
  }

  private static DemoReply page(List<JsonNode> all, Map<String, String> query, String endpoint) {
    int size = Integer.parseInt(query.getOrDefault("maxResults", "5"));
    int start = PageToken.offset(query.getOrDefault("pageToken", ""));
    if (size < 1 || size > 100 || start < 0) {
      return error(400, "invalidPageToken", endpoint);
    }
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    int end = Math.min(start + size, all.size());
    body.putArray("items").addAll(start < end ? all.subList(start, end) : List.of());
    if (end < all.size()) {
      body.put("nextPageToken", PageToken.of(end));
    }
    return DemoReply.free(200, body, endpoint);
  }
}
