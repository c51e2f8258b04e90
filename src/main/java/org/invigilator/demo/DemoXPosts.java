package org.invigilator.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The posts of a reply, with the requested fields and what X includes for them. */
final class DemoXPosts {
  private DemoXPosts() {}

  /** Adds posts, and what they refer to, to a reply; returns how many other posts that were. */
  static int add(List<String> lines, Map<String, String> query, ObjectNode body) {
    boolean postNames = query.containsKey("post.fields");
    Set<String> fields = new HashSet<>();
    for (String field : DemoX.asked(query, postNames ? "post.fields" : "tweet.fields")) {
      fields.add(XFieldNames.old(field));
    }
    Set<String> expansions = new HashSet<>();
    DemoX.asked(query, "expansions")
        .forEach(e -> expansions.add(e.replace("referenced_posts", "referenced_tweets")));
    if (postNames) {
      fields.removeAll(List.of("author_id", "in_reply_to_user_id", "referenced_tweets"));
      expansions.forEach(
          e -> fields.add(e.replace(".id", "").replace("attachments.media_keys", "")));
    }
    fields.addAll(List.of("id", "text", "edit_history_tweet_ids"));
    ArrayNode data = body.putArray("data");
    ObjectNode includes = DemoTrust.JSON.createObjectNode();
    Set<String> seen = new HashSet<>();
    int others = 0;
    for (String line : lines) {
      JsonNode whole = DemoTrust.JSON.readTree(line);
      ObjectNode post = XFieldNames.only(XFieldNames.old(whole.path("data")), fields);
      if (!post.has("edit_history_tweet_ids")) {
        post.putArray("edit_history_tweet_ids").add(post.path("id").asString(""));
      }
      complete(post);
      data.add(post);
      JsonNode included = XFieldNames.old(whole.path("includes"));
      if (expansions.contains("attachments.media_keys")) {
        include(
            includes,
            "media",
            included.path("media"),
            "media_key",
            DemoX.asked(query, "media.fields"),
            seen);
      }
      if (expansions.contains("geo.place_id")) {
        include(
            includes,
            "places",
            included.path("places"),
            "id",
            DemoX.asked(query, "place.fields"),
            seen);
      }
      if (expansions.contains("referenced_tweets.id")) {
        JsonNode tweets = included.has("posts") ? included.path("posts") : included.path("tweets");
        others += include(includes, "tweets", tweets, "id", fields, seen);
      }
      if (expansions.contains("referenced_tweets.id.author_id")
          || expansions.contains("author_id")) {
        include(includes, "users", included.path("users"), "id", Set.of(), seen);
      }
    }
    if (!includes.isEmpty()) {
      body.set("includes", includes);
    }
    return others;
  }

  /** Adds fields that the published schema requires and older snapshots lack. */
  private static void complete(ObjectNode post) {
    if (post.path("public_metrics") instanceof ObjectNode counts) {
      for (String name :
          List.of(
              "retweet_count", "reply_count", "like_count", "impression_count", "bookmark_count")) {
        counts.put(name, counts.path(name).asInt(0));
      }
    }
  }

  private static int include(
      ObjectNode includes,
      String list,
      JsonNode all,
      String key,
      Set<String> fields,
      Set<String> seen) {
    int added = 0;
    for (JsonNode one : all) {
      if (seen.add(list + one.path(key).asString(""))) {
        Set<String> kept = new HashSet<>(fields);
        kept.addAll(List.of(key, "type", "text", "username", "name", "full_name"));
        ObjectNode part = XFieldNames.only(XFieldNames.old(one), kept);
        if (list.equals("users") && !part.has("name")) {
          part.put("name", part.path("username").asString("?"));
        }
        if (list.equals("places") && !part.has("full_name")) {
          part.put("full_name", "a place");
        }
        if (list.equals("tweets")) {
          complete(part);
        }
        (includes.path(list) instanceof ArrayNode there ? there : includes.putArray(list))
            .add(part);
        added++;
      }
    }
    return added;
  }
}
