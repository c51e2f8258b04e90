package org.invigilator.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.policy.LivePlatform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replies like Meta's Graph API for Facebook pages and Instagram accounts, made from snapshots in
 * X's shape: a reply is a comment below a post of the account itself.
 */
final class DemoGraph {
  private final DemoTrust trust;

  DemoGraph(DemoTrust trust) {
    this.trust = trust;
  }

  static String endpoint(String path) {
    return switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "published_posts", "media" -> "posts";
      case "visitor_posts", "tags" -> "mentions";
      default -> "look-up";
    };
  }

  DemoReply reply(String path, Map<String, String> query) {
    String[] parts = path.replaceFirst("^/graph/v[0-9.]+/", "").split("/");
    String endpoint = endpoint(path);
    if (query.containsKey("ids")) {
      return descriptions(query);
    }
    Optional<DemoTrust.Shown> facebook = find(LivePlatform.FACEBOOK, parts[0]);
    Optional<DemoTrust.Shown> instagram = find(LivePlatform.INSTAGRAM, parts[0]);
    Optional<DemoTrust.Shown> found = facebook.or(() -> instagram);
    if (found.isEmpty()) {
      return error(400, 100, endpoint);
    }
    boolean isPage = facebook.isPresent();
    String edge = parts.length > 1 ? parts[1] : "";
    return switch (edge) {
      case "" -> DemoReply.free(200, profile(found.get(), isPage), endpoint);
      case "published_posts", "media" -> posts(found.get(), isPage, query);
      case "visitor_posts", "tags" -> page(others(found.get(), isPage), query, endpoint);
      default -> error(400, 100, endpoint);
    };
  }

  static DemoReply error(int status, int code, String endpoint) {
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    body.putObject("error").put("code", code).put("type", "OAuthException");
    return DemoReply.free(status, body, endpoint);
  }

  private Optional<DemoTrust.Shown> find(LivePlatform platform, String name) {
    return trust.accounts(platform.id()).stream()
        .filter(s -> s.state().equals("found"))
        .filter(s -> s.id().equals(name) || s.handle().equalsIgnoreCase(name))
        .findFirst();
  }

  private static ObjectNode profile(DemoTrust.Shown shown, boolean isPage) {
    JsonNode kept = shown.profile();
    return DemoTrust.JSON
        .createObjectNode()
        .put("id", shown.id())
        .put("name", kept.path("name").asString(""))
        .put("username", shown.handle())
        .put(isPage ? "about" : "biography", kept.path("description").asString(""))
        .put("website", kept.path("url").asString(""));
  }

  private List<JsonNode> lines(DemoTrust.Shown shown, String part) {
    return trust.lines(shown, part).orElse(List.of()).stream()
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

  private DemoReply posts(DemoTrust.Shown shown, boolean isPage, Map<String, String> query) {
    List<JsonNode> replies = lines(shown, "posts").stream().filter(DemoGraph::isReply).toList();
    List<JsonNode> posts = new ArrayList<>();
    for (JsonNode line : lines(shown, "posts")) {
      if (!isReply(line)) {
        posts.add(
            isPage
                ? page(line, shown, posts.isEmpty() ? replies : List.of())
                : media(line, shown, posts.isEmpty() ? replies : List.of()));
      }
    }
    return page(posts, query, "posts");
  }

  private static String time(JsonNode line) {
    return line.path("data").path("created_at").asString("").replaceFirst("(\\.\\d+)?Z$", "+0000");
  }

  private static ObjectNode page(JsonNode line, DemoTrust.Shown shown, List<JsonNode> replies) {
    JsonNode data = line.path("data");
    String id = shown.id() + "_" + data.path("id").asString("");
    ObjectNode post = DemoTrust.JSON.createObjectNode().put("id", id);
    post.put("created_time", time(line));
    post.put("message", data.path("text").asString(""));
    post.put(
        "permalink_url",
        "https://www.facebook.com/" + shown.id() + "/posts/" + data.path("id").asString(""));
    post.putObject("from").put("id", shown.id());
    JsonNode geo = data.path("geo");
    if (geo.isObject()) {
      ObjectNode place = post.putObject("place").put("id", geo.path("place_id").asString(""));
      place.putObject("location").put("latitude", 0).put("longitude", 0);
    }
    ArrayNode attached = post.putObject("attachments").putArray("data");
    for (JsonNode medium : line.path("includes").path("media")) {
      attached
          .addObject()
          .put("type", "photo")
          .putObject("target")
          .put("id", medium.path("media_key").asString(""));
    }
    ArrayNode comments = comments(post, replies.size());
    for (JsonNode reply : replies) {
      JsonNode said = reply.path("data");
      ObjectNode comment = comments.addObject();
      comment.put("id", said.path("id").asString(""));
      comment.put("message", said.path("text").asString("")).put("created_time", time(reply));
      comment.putObject("from").put("id", shown.id());
      comment
          .putObject("parent")
          .put("id", "parent")
          .putObject("from")
          .put("id", said.path("in_reply_to_user_id").asString(""));
    }
    return post;
  }

  private static ArrayNode comments(ObjectNode post, int count) {
    ObjectNode comments = post.putObject("comments");
    comments.putObject("summary").put("total_count", count);
    return comments.putArray("data");
  }

  private static ObjectNode media(JsonNode line, DemoTrust.Shown shown, List<JsonNode> replies) {
    JsonNode data = line.path("data");
    String id = data.path("id").asString("");
    ObjectNode post = DemoTrust.JSON.createObjectNode().put("id", id);
    post.put("caption", data.path("text").asString("")).put("timestamp", time(line));
    post.put("permalink", "https://www.instagram.com/p/" + id + "/").put("shortcode", id);
    post.put("username", shown.handle()).put("media_type", "IMAGE");
    post.put("comments_count", replies.size());
    ArrayNode children = post.putObject("children").putArray("data");
    for (JsonNode medium : line.path("includes").path("media")) {
      children
          .addObject()
          .put("id", medium.path("media_key").asString(""))
          .put("media_type", "IMAGE")
          .put("alt_text", medium.path("alt_text").asString(""));
    }
    ArrayNode comments = post.putObject("comments").putArray("data");
    for (JsonNode reply : replies) {
      JsonNode said = reply.path("data");
      String other = said.path("in_reply_to_user_id").asString("");
      ObjectNode top = comments.addObject().put("id", "top-" + said.path("id").asString(""));
      top.put("text", "").put("timestamp", time(reply));
      top.putObject("from").put("id", other).put("username", DemoBluesky.handle(reply, other));
      ObjectNode answer = top.putObject("replies").putArray("data").addObject();
      answer.put("id", said.path("id").asString("")).put("timestamp", time(reply));
      answer.put("text", said.path("text").asString(""));
      answer.putObject("from").put("id", shown.id()).put("username", shown.handle());
    }
    return post;
  }

  private List<JsonNode> others(DemoTrust.Shown shown, boolean isPage) {
    List<JsonNode> others = new ArrayList<>();
    for (JsonNode line : lines(shown, "mentions")) {
      JsonNode data = line.path("data");
      ObjectNode post = DemoTrust.JSON.createObjectNode();
      post.put("id", data.path("id").asString(""));
      post.put(isPage ? "message" : "caption", data.path("text").asString(""));
      post.put(isPage ? "created_time" : "timestamp", time(line));
      post.putObject("from").put("id", data.path("author_id").asString(""));
      others.add(post);
    }
    return others;
  }

  private DemoReply descriptions(Map<String, String> query) {
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    List<String> ids = List.of(query.getOrDefault("ids", "").split(","));
    for (DemoTrust.Shown shown : trust.accounts(LivePlatform.FACEBOOK.id())) {
      lines(shown, "posts").stream()
          .flatMap(
              line -> Stream.of(line.path("includes").path("media")).flatMap(JsonNode::valueStream))
          .filter(medium -> ids.contains(medium.path("media_key").asString("")))
          .forEach(
              medium ->
                  body.putObject(medium.path("media_key").asString(""))
                      .put("alt_text_custom", medium.path("alt_text").asString("")));
    }
    return DemoReply.free(200, body, "posts");
  }

  private static DemoReply page(List<JsonNode> all, Map<String, String> query, String endpoint) {
    int size = Integer.parseInt(query.getOrDefault("limit", "25"));
    int start = PageToken.offset(query.getOrDefault("after", ""));
    if (size < 1 || size > 100 || start < 0) {
      return error(400, 100, endpoint);
    }
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    int end = Math.min(start + size, all.size());
    body.putArray("data").addAll(start < end ? all.subList(start, end) : List.of());
    ObjectNode paging = body.putObject("paging");
    paging.putObject("cursors").put("after", PageToken.of(end));
    if (end < all.size()) {
      paging.put("next", "https://graph.example/next");
    }
    return DemoReply.free(200, body, endpoint);
  }
}
