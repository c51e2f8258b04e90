package org.invigilator.connector.bluesky;

import static org.invigilator.connector.bluesky.BlueskyConnector.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Page;
import org.invigilator.connector.PostLine;
import org.invigilator.snapshot.Post;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry of an author feed as a snapshot line: what the account wrote, or what of others it
 * reposted.
 */
final class BlueskyPost {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ObjectNode data = JSON.createObjectNode();
  private final ObjectNode includes = JSON.createObjectNode();
  private final Map<String, String> handles = new TreeMap<>();

  private BlueskyPost() {}

  /** Whether an entry is what the account passed on. */
  static boolean isRepost(JsonNode entry) {
    return text(entry.path("reason"), "$type").endsWith("#reasonRepost");
  }

  /** Whether an entry is the account's: written by it, or passed on by it. */
  static boolean isOf(JsonNode entry, String user) {
    JsonNode by =
        isRepost(entry) ? entry.path("reason").path("by") : entry.path("post").path("author");
    return text(by, "did").isEmpty() || text(by, "did").equals(user);
  }

  static Page.Item item(JsonNode entry) throws ApiFailure {
    BlueskyPost post = new BlueskyPost();
    JsonNode reason = entry.path("reason");
    boolean repost = isRepost(entry);
    JsonNode view = entry.path("post");
    Optional<Instant> seen = instant(text(repost ? reason : view, "indexedAt"));
    Optional<Instant> written = repost ? seen : instant(text(view.path("record"), "createdAt"));
    // The author's own program sets the date, and may set it to anything.
    Instant at =
        Stream.concat(written.stream(), seen.stream())
            .min(Comparator.naturalOrder())
            .orElseThrow(() -> ApiFailure.unknown("Bluesky shows a post without a date", false));
    if (repost) {
      post.repost(view, reason);
    } else {
      post.own(entry, view);
    }
    post.data.put("created_at", at.toString());
    BlueskyConnector.labels(view, post.data);
    post.people();
    ObjectNode line = JSON.createObjectNode();
    line.set("data", post.data);
    line.set("includes", post.includes);
    return new Page.PostItem(text(post.data, "id"), at, List.of(), JSON.writeValueAsString(line));
  }

  private static Optional<Instant> instant(String written) {
    try {
      return Optional.of(OffsetDateTime.parse(written).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The last part of a post's address, which is unique among the posts of its author. */
  private static String key(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  /** The author in a post's address. */
  private static String author(String uri) {
    return uri.replaceFirst("^at://", "").split("/", 2)[0];
  }

  private void repost(JsonNode view, JsonNode reason) {
    String uri = text(reason, "uri");
    data.put("id", uri.isEmpty() ? "repost-of-" + key(text(view, "uri")) : key(uri));
    data.put("text", "");
    refer("retweeted", text(view, "uri"));
    include(view.path("author"), text(view, "uri"), text(view.path("record"), "text"));
  }

  private void own(JsonNode entry, JsonNode view) throws ApiFailure {
    JsonNode record = view.path("record");
    if (text(view, "uri").isEmpty() || !record.path("text").isString()) {
      throw ApiFailure.unknown("Bluesky left out the ids or the texts of posts", false);
    }
    data.put("id", key(text(view, "uri")));
    data.put("text", PostLine.escaped(text(record, "text")));
    data.put("author_id", text(view.path("author"), "did"));
    ObjectNode counts = data.putObject("public_metrics");
    counts.put("reply_count", view.path("replyCount").asInt(0));
    counts.put("quote_count", view.path("quoteCount").asInt(0));
    JsonNode reply = record.path("reply");
    if (reply.isObject()) {
      String parent = text(reply.path("parent"), "uri");
      data.put("conversation_id", key(text(reply.path("root"), "uri")));
      data.put("in_reply_to_user_id", author(parent));
      refer("replied_to", parent);
      note(entry.path("reply").path("parent").path("author"));
    } else {
      data.put("conversation_id", text(data, "id"));
    }
    entities(record.path("facets"), text(record, "text"));
    record
        .path("tags")
        .forEach(tag -> list(entities(), "hashtags").addObject().put("tag", tag.asString("")));
    // What is attached is shown in the view; a record alone says only that there is something.
    boolean isShown = view.path("embed").isObject();
    embed(isShown ? view.path("embed") : record.path("embed"), isShown);
  }

  private void refer(String type, String uri) {
    ArrayNode references =
        data.path("referenced_tweets") instanceof ArrayNode there
            ? there
            : data.putArray("referenced_tweets");
    references.addObject().put("type", type).put("id", key(uri));
  }

  private void include(JsonNode author, String uri, String text) {
    note(author);
    ArrayNode others =
        includes.path("tweets") instanceof ArrayNode there ? there : includes.putArray("tweets");
    others
        .addObject()
        .put("id", key(uri))
        .put("author_id", text(author, "did"))
        .put("text", PostLine.escaped(text));
  }

  private void note(JsonNode author) {
    if (!text(author, "did").isEmpty()) {
      handles.put(text(author, "did"), text(author, "handle"));
    }
  }

  private void people() {
    ArrayNode users = includes.putArray("users");
    handles.forEach((did, handle) -> users.addObject().put("id", did).put("username", handle));
  }

  private void entities(JsonNode facets, String text) {
    ObjectNode entities = entities();
    byte[] written = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (JsonNode facet : facets) {
      for (JsonNode feature : facet.path("features")) {
        String type = text(feature, "$type");
        switch (type.substring(type.indexOf('#') + 1)) {
          case "mention" ->
              list(entities, "mentions")
                  .addObject()
                  .put("id", text(feature, "did"))
                  .put("username", handle(written, facet.path("index")));
          case "link" ->
              list(entities, "urls").addObject().put("expanded_url", text(feature, "uri"));
          case "tag" -> list(entities, "hashtags").addObject().put("tag", text(feature, "tag"));
          default -> {
            // No rule looks at other facets.
          }
        }
      }
    }
  }

  /** The handle as the text has it; a facet names the DID only. */
  private static String handle(byte[] written, JsonNode index) {
    int start = index.path("byteStart").asInt(0);
    int end = index.path("byteEnd").asInt(0);
    return start >= 0 && end > start && end <= written.length
        ? new String(written, start, end - start, java.nio.charset.StandardCharsets.UTF_8)
            .replaceFirst("^@", "")
        : "";
  }

  private ObjectNode entities() {
    return data.path("entities") instanceof ObjectNode there ? there : data.putObject("entities");
  }

  private static ArrayNode list(ObjectNode entities, String name) {
    return entities.path(name) instanceof ArrayNode there ? there : entities.putArray(name);
  }

  private void embed(JsonNode embed, boolean isShown) {
    String type = text(embed, "$type");
    if (embed.isObject() && !isShown) {
      unknown(type);
    } else if (type.startsWith("app.bsky.embed.recordWithMedia")) {
      embed(embed.path("media"), true);
      if (!embed.path("media").isObject()) {
        unknown(type);
      }
      quoted(embed.path("record").path("record"));
    } else if (type.startsWith("app.bsky.embed.record")) {
      quoted(embed.path("record"));
    } else if (type.startsWith("app.bsky.embed.images")) {
      embed.path("images").forEach(image -> medium("photo", text(image, "alt")));
    } else if (type.startsWith("app.bsky.embed.gallery")) {
      embed.path("items").forEach(item -> medium("photo", text(item, "alt")));
    } else if (type.startsWith("app.bsky.embed.video")) {
      medium("video", text(embed, "alt"));
    } else if (type.startsWith("app.bsky.embed.external")) {
      // The card of a link shows words that whoever posts it may choose.
      String card =
          Stream.of("title", "description")
              .map(part -> text(embed.path("external"), part))
              .filter(words -> !words.isBlank())
              .map(words -> "\n" + PostLine.escaped(words))
              .collect(Collectors.joining());
      data.put("text", text(data, "text") + card);
      String address = text(embed.path("external"), "uri");
      if (!address.isEmpty() && data.path("entities") instanceof ObjectNode entities) {
        list(entities, "urls").addObject().put("expanded_url", address);
      }
    } else if (embed.isObject()) {
      unknown(type);
    }
  }

  /** What is attached is not known: the rules about it must not find that there is nothing. */
  private void unknown(String type) {
    data.put(Post.UNKNOWN_ATTACHMENT + type.replaceFirst("^app\\.bsky\\.", ""), true);
  }

  private void quoted(JsonNode record) {
    String uri = text(record, "uri");
    if (uri.contains("/app.bsky.feed.post/")) {
      refer("quoted", uri);
      include(record.path("author"), uri, text(record.path("value"), "text"));
    }
  }

  private void medium(String type, String alt) {
    ObjectNode attachments =
        data.path("attachments") instanceof ObjectNode there
            ? there
            : data.putObject("attachments");
    ArrayNode keys = list(attachments, "media_keys");
    String key = keys.size() + "_" + text(data, "id");
    keys.add(key);
    ArrayNode media =
        includes.path("media") instanceof ArrayNode there ? there : includes.putArray("media");
    media
        .addObject()
        .put("media_key", key)
        .put("type", type)
        .put("alt_text", PostLine.escaped(alt));
  }
}
