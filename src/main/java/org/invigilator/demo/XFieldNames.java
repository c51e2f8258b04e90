package org.invigilator.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The field names of X's API before and since August 2026. */
final class XFieldNames {
  private static final Map<String, String> RENAMED =
      Map.of(
          "referenced_tweets", "referenced_posts",
          "edit_history_tweet_ids", "edit_history_post_ids",
          "note_tweet", "note_post",
          "retweet_count", "repost_count",
          "tweet_count", "post_count");

  private static final Map<String, String> OLD =
      RENAMED.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

  private XFieldNames() {}

  static String old(String name) {
    return OLD.getOrDefault(name, name);
  }

  /** An object with the field names before August 2026, as snapshots have them. */
  static ObjectNode old(JsonNode node) {
    ObjectNode copy = DemoTrust.JSON.createObjectNode();
    node.properties().forEach(e -> copy.set(old(e.getKey()), e.getValue().deepCopy()));
    return copy;
  }

  /** An object with the field names since August 2026. */
  static ObjectNode renamed(ObjectNode body) {
    ObjectNode copy = DemoTrust.JSON.createObjectNode();
    body.properties()
        .forEach(
            e -> {
              String name =
                  e.getKey().equals("tweets")
                      ? "posts"
                      : RENAMED.getOrDefault(e.getKey(), e.getKey());
              copy.set(name, renamedValue(e.getValue()));
            });
    return copy;
  }

  private static JsonNode renamedValue(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return renamed(object);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = DemoTrust.JSON.createArrayNode();
      List<JsonNode> all = new ArrayList<>();
      array.forEach(one -> all.add(renamedValue(one)));
      copy.addAll(all);
      return copy;
    }
    return value;
  }

  /** An object with some of its fields only. */
  static ObjectNode only(JsonNode whole, Set<String> fields) {
    ObjectNode part = DemoTrust.JSON.createObjectNode();
    whole
        .properties()
        .forEach(
            e -> {
              if (fields.contains(e.getKey())) {
                part.set(e.getKey(), e.getValue());
              }
            });
    return part;
  }
}
