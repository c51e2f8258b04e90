package org.invigilator.connector.archive;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.connector.Page;
import org.invigilator.register.XPostId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One post of an export, which has the shape of X's first API, as a line of a snapshot. */
final class ArchivePost {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter MADE =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss Z yyyy", Locale.ENGLISH);

  /** Some exports have posts dated before the platform existed: the real date is in the id. */
  private static final Instant FIRST_DAY = Instant.parse("2006-03-21T00:00:00Z");

  private static final Pattern POST_LINK =
      Pattern.compile(
          "https?://(?:www\\.|mobile\\.)?(?:x|twitter)\\.com/(\\w{1,15})/status/(\\d{1,19})\\b.*");

  private ArchivePost() {}

  /** A text without its tags; after the last {@code >} none can end, so none is looked for. */
  static String withoutTags(String html) {
    int end = html.lastIndexOf('>') + 1;
    return html.substring(0, end).replaceAll("<[^>]*>", "") + html.substring(end);
  }

  /**
   * Reads one post.
   *
   * @param longText the whole text of a long post, empty for any other
   */
  static Optional<Page.PostItem> item(JsonNode tweet, String author, String longText) {
    String id = tweet.path("id_str").asString(tweet.path("id").asString(""));
    if (!id.matches("\\d{1,19}")) {
      return Optional.empty();
    }
    Instant at = madeAt(tweet.path("created_at").asString(""), id);
    ObjectNode data = JSON.createObjectNode();
    data.put("id", id);
    String text = tweet.path("full_text").asString(tweet.path("text").asString(""));
    data.put("text", text);
    if (!longText.isEmpty()) {
      data.putObject("note_tweet").put("text", longText);
    }
    data.put("created_at", at.toString());
    data.put("author_id", author);
    data.put("source", withoutTags(tweet.path("source").asString("")));
    String repliedTo = tweet.path("in_reply_to_user_id_str").asString("");
    if (!repliedTo.isEmpty()) {
      data.put("in_reply_to_user_id", repliedTo);
    }
    references(tweet, text, data);
    entities(tweet.path("entities"), data);
    ObjectNode line = JSON.createObjectNode();
    line.set("data", data);
    media(tweet, data, line);
    List<String> versions = new ArrayList<>();
    tweet
        .path("edit_info")
        .findValues("editTweetIds")
        .forEach(ids -> ids.forEach(v -> versions.add(v.asString(""))));
    if (!versions.isEmpty()) {
      ArrayNode history = data.putArray("edit_history_tweet_ids");
      versions.forEach(history::add);
    }
    JsonNode point = tweet.path("coordinates");
    if (point.path("coordinates").size() == 2) {
      data.putObject("geo").putObject("coordinates").put("type", "Point");
    }
    return Optional.of(new Page.PostItem(id, at, versions, JSON.writeValueAsString(line)));
  }

  static Instant madeAt(String written, String id) {
    try {
      Instant at = OffsetDateTime.parse(written, MADE).toInstant();
      if (!at.isBefore(FIRST_DAY)) {
        return at;
      }
    } catch (DateTimeException e) {
      // The id contains the date as well.
    }
    return XPostId.publishedAt(id).orElse(FIRST_DAY);
  }

  private static void references(JsonNode tweet, String text, ObjectNode data) {
    ArrayNode references = JSON.createArrayNode();
    String parent = tweet.path("in_reply_to_status_id_str").asString("");
    if (isRepost(tweet, text)) {
      references.addObject().put("type", "retweeted").put("id", "");
    } else if (!parent.isEmpty()) {
      references.addObject().put("type", "replied_to").put("id", parent);
    } else {
      for (JsonNode url : tweet.path("entities").path("urls")) {
        Matcher link = POST_LINK.matcher(url.path("expanded_url").asString(""));
        if (link.matches() && references.isEmpty()) {
          references.addObject().put("type", "quoted").put("id", link.group(2));
        }
      }
    }
    if (!references.isEmpty()) {
      data.set("referenced_tweets", references);
    }
  }

  /**
   * Whether a post is another's. Someone may type "RT @" above a picture of their own: the pictures
   * of a real repost name the post that they come from.
   */
  private static boolean isRepost(JsonNode tweet, String text) {
    if (!text.startsWith("RT @")) {
      return false;
    }
    String id = tweet.path("id_str").asString("");
    JsonNode media = tweet.path("extended_entities").path("media");
    media = media.isEmpty() ? tweet.path("entities").path("media") : media;
    return media.isEmpty()
        || media
            .valueStream()
            .anyMatch(
                one -> {
                  String source =
                      one.path("source_status_id_str")
                          .asString(one.path("source_status_id").asString(""));
                  return !source.isEmpty() && !source.equals(id);
                });
  }

  private static void entities(JsonNode from, ObjectNode data) {
    ObjectNode entities = data.putObject("entities");
    ArrayNode mentions = entities.putArray("mentions");
    for (JsonNode one : from.path("user_mentions")) {
      mentions
          .addObject()
          .put("id", one.path("id_str").asString(""))
          .put("username", one.path("screen_name").asString(""));
    }
    ArrayNode tags = entities.putArray("hashtags");
    from.path("hashtags")
        .forEach(one -> tags.addObject().put("tag", one.path("text").asString("")));
    ArrayNode urls = entities.putArray("urls");
    from.path("urls")
        .forEach(
            one -> urls.addObject().put("expanded_url", one.path("expanded_url").asString("")));
  }

  private static void media(JsonNode tweet, ObjectNode data, ObjectNode line) {
    JsonNode all = tweet.path("extended_entities").path("media");
    all = all.isEmpty() ? tweet.path("entities").path("media") : all;
    if (all.isEmpty() || isRepost(tweet, data.path("text").asString(""))) {
      return;
    }
    ArrayNode keys = data.putObject("attachments").putArray("media_keys");
    ArrayNode media = line.putObject("includes").putArray("media");
    for (JsonNode one : all) {
      String type = one.path("type").asString("photo");
      String sort = type.equals("video") ? "7_" : type.equals("animated_gif") ? "16_" : "3_";
      String key = sort + one.path("id_str").asString("");
      keys.add(key);
      media.addObject().put("media_key", key).put("type", type);
    }
  }
}
