package org.invigilator.connector.x;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Page;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The posts of one page as lines of a snapshot, each with what X included for it. */
final class XPosts {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern POST_LINK =
      Pattern.compile(
          "https?://(?:www\\.|mobile\\.)?(?:x|twitter)\\.com/([A-Za-z0-9_]{1,15})/status/(\\d{1,19})\\b.*");

  private final XDialect dialect;
  private final JsonNode body;
  private final Map<String, JsonNode> media;
  private final Map<String, JsonNode> places;
  private final Map<String, JsonNode> polls;
  private final Map<String, JsonNode> users;
  private final Map<String, JsonNode> otherPosts;

  XPosts(XDialect dialect, JsonNode body) {
    this.dialect = dialect;
    this.body = body;
    JsonNode includes = body.path("includes");
    this.media = byKey(includes.path("media"), "media_key");
    this.places = byKey(includes.path("places"), "id");
    this.polls = byKey(includes.path("polls"), "id");
    this.users = byKey(includes.path("users"), "id");
    this.otherPosts = byKey(included(body), "id");
  }

  /** The posts a page includes because its own posts refer to them. */
  static JsonNode included(JsonNode body) {
    JsonNode includes = body.path("includes");
    return includes.has("posts") ? includes.path("posts") : includes.path("tweets");
  }

  /**
   * The posts of the page.
   *
   * @param by whose posts they must be, empty for anyone's; those of others are left out
   */
  List<Page.Item> items(String by) throws ApiFailure {
    List<Page.Item> items = new ArrayList<>();
    for (JsonNode post : body.path("data")) {
      String author = text(post, "author_id");
      if (!by.isEmpty() && !author.isEmpty() && !author.equals(by)) {
        continue;
      }
      items.add(
          new Page.PostItem(
              text(post, "id"), createdAt(post), List.of(), JSON.writeValueAsString(line(post))));
    }
    return items;
  }

  private static Instant createdAt(JsonNode post) throws ApiFailure {
    try {
      return Instant.parse(text(post, "created_at"));
    } catch (DateTimeException e) {
      throw ApiFailure.unknown(
          "X left out the dates of posts; it may have changed its field names (trust.yaml, sources, x, fields)",
          true);
    }
  }

  private ObjectNode line(JsonNode post) {
    ObjectNode line = JSON.createObjectNode();
    line.set("data", post);
    ObjectNode includes = JSON.createObjectNode();
    put(includes, "media", media, texts(post.path("attachments").path("media_keys")));
    put(includes, "polls", polls, texts(post.path("attachments").path("poll_ids")));
    put(includes, "places", places, List.of(text(post.path("geo"), "place_id")));
    List<String> referred = referred(post);
    put(includes, dialect.includedPosts(), otherPosts, referred);
    Map<String, String> handles = handles(post, referred);
    if (!handles.isEmpty()) {
      ArrayNode list = includes.putArray("users");
      handles.forEach((id, handle) -> list.addObject().put("id", id).put("username", handle));
    }
    if (!includes.isEmpty()) {
      line.set("includes", includes);
    }
    return line;
  }

  private static List<String> referred(JsonNode post) {
    JsonNode references =
        post.has("referenced_posts")
            ? post.path("referenced_posts")
            : post.path("referenced_tweets");
    return references.valueStream().map(reference -> text(reference, "id")).toList();
  }

  /** The handles, by account number, of the people a post is about. */
  private Map<String, String> handles(JsonNode post, List<String> referred) {
    Map<String, String> handles = new TreeMap<>();
    for (JsonNode mention : post.path("entities").path("mentions")) {
      handles.put(text(mention, "id"), text(mention, "username"));
    }
    for (JsonNode url : post.path("entities").path("urls")) {
      // The author of a quoted post has the handle that is in the link.
      Matcher link = POST_LINK.matcher(url.path("unwound_url").asString(text(url, "expanded_url")));
      JsonNode quoted = link.matches() ? otherPosts.get(link.group(2)) : null;
      if (quoted != null && referred.contains(link.group(2))) {
        handles.put(text(quoted, "author_id"), link.group(1));
      }
    }
    List<String> people =
        new ArrayList<>(List.of(text(post, "author_id"), text(post, "in_reply_to_user_id")));
    for (String id : referred) {
      JsonNode other = otherPosts.get(id);
      if (other != null) {
        people.add(text(other, "author_id"));
      }
    }
    for (String id : people) {
      JsonNode user = users.get(id);
      if (user != null) {
        handles.putIfAbsent(id, text(user, "username"));
      }
    }
    handles.remove("");
    return handles;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(node -> node.asString("")).toList();
  }

  private static void put(
      ObjectNode includes, String name, Map<String, JsonNode> all, List<String> keys) {
    List<JsonNode> found = keys.stream().filter(all::containsKey).map(all::get).toList();
    if (!found.isEmpty()) {
      includes.putArray(name).addAll(found);
    }
  }

  private static Map<String, JsonNode> byKey(JsonNode array, String key) {
    Map<String, JsonNode> all = new HashMap<>();
    array.forEach(node -> all.put(text(node, key), node));
    return all;
  }
}
