package org.invigilator.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What X API v2 would answer: only the fields asked for, in the dialect they were asked in. */
final class DemoX {
  private static final Pattern OF_USER =
      Pattern.compile("/2/users/(\\d{1,19})/(tweets|mentions|followers|following)");
  private static final String PROBLEMS = "https://api.twitter.com/2/problems/";
  private static final Map<String, String> RENAMED =
      Map.of(
          "referenced_tweets", "referenced_posts",
          "edit_history_tweet_ids", "edit_history_post_ids",
          "note_tweet", "note_post",
          "retweet_count", "repost_count",
          "tweet_count", "post_count");
  private final DemoTrust trust;

  DemoX(DemoTrust trust) {
    this.trust = trust;
  }

  /**
   * An answer.
   *
   * @param endpoint the word by which limits, failures and the bill know it; empty for none
   * @param posts how many posts it is charged for
   */
  record Answer(
      int status, ObjectNode body, String endpoint, int posts, int users, int followers) {}

  static String endpoint(String path) {
    if (path.equals("/2/users") || path.equals("/2/users/by")) {
      return "look-up";
    }
    Matcher of = OF_USER.matcher(path);
    return !of.matches() ? "" : of.group(2).equals("tweets") ? "posts" : of.group(2);
  }

  Answer answer(String path, Map<String, String> query) {
    String endpoint = endpoint(path);
    if (endpoint.isEmpty()) {
      return problem(404, "resource-not-found", "Not Found Error", endpoint);
    }
    boolean postNames = query.containsKey("post.fields");
    Answer answer = endpoint.equals("look-up") ? users(path, query) : page(path, query, endpoint);
    return postNames
        ? new Answer(
            answer.status,
            renamed(answer.body),
            endpoint,
            answer.posts,
            answer.users,
            answer.followers)
        : answer;
  }

  static Answer problem(int status, String type, String title, String endpoint) {
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    body.put("title", title).put("detail", title).put("status", status);
    body.put("type", type.equals("about:blank") ? type : PROBLEMS + type);
    return new Answer(status, body, endpoint, 0, 0, 0);
  }

  private Answer users(String path, Map<String, String> query) {
    boolean byId = path.equals("/2/users");
    String asked = query.getOrDefault(byId ? "ids" : "usernames", "");
    List<String> wanted = List.of(asked.split(","));
    if (asked.isEmpty()
        || wanted.size() > 100
        || !wanted.stream().allMatch(w -> w.matches(byId ? "\\d{1,19}" : "\\w{1,15}"))) {
      return problem(400, "invalid-request", "Invalid Request", "look-up");
    }
    List<DemoTrust.Shown> all = trust.accounts("twitter");
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    ArrayNode data = DemoTrust.JSON.createArrayNode();
    ArrayNode errors = DemoTrust.JSON.createArrayNode();
    for (String one : wanted) {
      Optional<DemoTrust.Shown> shown =
          all.stream()
              .filter(s -> byId ? s.id().equals(one) : s.handle().equalsIgnoreCase(one))
              .findFirst();
      String state = shown.map(DemoTrust.Shown::state).orElse("not_found");
      if (state.equals("found") || state.equals("protected")) {
        data.add(user(withCounts(shown.orElseThrow()), asked(query, "user.fields")));
      } else {
        errors.add(error(byId ? "ids" : "usernames", one, state));
      }
    }
    if (!data.isEmpty()) {
      body.set("data", data);
    }
    if (!errors.isEmpty()) {
      body.set("errors", errors);
    }
    return new Answer(200, body, "look-up", 0, data.size(), 0);
  }

  static ObjectNode error(String parameter, String about, String state) {
    ObjectNode error = DemoTrust.JSON.createObjectNode();
    boolean suspended = state.equals("suspended");
    error.put("value", about).put("resource_id", about).put("resource_type", "user");
    error.put("parameter", parameter);
    error.put("title", suspended ? "Forbidden" : "Not Found Error");
    error.put(
        "detail",
        suspended
            ? "User has been suspended: [" + about + "]."
            : "Could not find user with " + parameter + ": [" + about + "].");
    error.put("type", PROBLEMS + "resource-not-found");
    return error;
  }

  private ObjectNode withCounts(DemoTrust.Shown shown) {
    ObjectNode user = shown.profile().deepCopy();
    user.put(
        "protected", shown.state().equals("protected") || user.path("protected").asBoolean(false));
    ObjectNode counts =
        user.path("public_metrics") instanceof ObjectNode there
            ? there
            : user.putObject("public_metrics");
    for (String part : List.of("followers", "following")) {
      trust.lines(shown, part).ifPresent(lines -> counts.put(part + "_count", lines.size()));
      counts.put(part + "_count", counts.path(part + "_count").asInt(0));
    }
    counts.put("tweet_count", counts.path("tweet_count").asInt(0));
    counts.put("listed_count", counts.path("listed_count").asInt(0));
    return user;
  }

  private static Set<String> asked(Map<String, String> query, String parameter) {
    return new LinkedHashSet<>(Arrays.asList(query.getOrDefault(parameter, "").split(",")));
  }

  private static ObjectNode user(JsonNode whole, Set<String> fields) {
    Set<String> kept = new HashSet<>(fields);
    kept.addAll(List.of("id", "name", "username"));
    ObjectNode user = only(whole, kept);
    if (!user.has("name")) {
      user.put("name", user.path("username").asString("?"));
    }
    if (user.path("url").asString("").isEmpty()) {
      user.remove("url");
    }
    return user;
  }

  private static ObjectNode only(JsonNode whole, Set<String> fields) {
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

  private Answer page(String path, Map<String, String> query, String endpoint) {
    Matcher of = OF_USER.matcher(path);
    of.matches();
    String id = of.group(1);
    boolean people = endpoint.startsWith("follow");
    Optional<DemoTrust.Shown> shown =
        trust.accounts("twitter").stream().filter(s -> s.id().equals(id)).findFirst();
    String state = shown.map(DemoTrust.Shown::state).orElse("not_found");
    if (!state.equals("found")) {
      return instead(id, state, endpoint);
    }
    int size = Integer.parseInt(query.getOrDefault("max_results", people ? "100" : "10"));
    int start = offset(query.getOrDefault("pagination_token", ""));
    if (size < (people ? 1 : 5) || size > (people ? 1000 : 100) || start < 0) {
      return problem(400, "invalid-request", "Invalid Request", endpoint);
    }
    List<String> lines =
        trust.lines(shown.get(), endpoint).orElse(List.of()).stream()
            .filter(line -> people || isWanted(line, query))
            .toList();
    int end = Math.min(start + size, lines.size());
    List<String> page = start >= lines.size() ? List.of() : lines.subList(start, end);
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    int included = 0;
    if (people && !page.isEmpty()) {
      ArrayNode data = body.putArray("data");
      page.forEach(
          line -> data.add(user(DemoTrust.JSON.readTree(line), asked(query, "user.fields"))));
    } else if (!page.isEmpty()) {
      included = posts(page, query, body);
    }
    ObjectNode meta = body.putObject("meta");
    meta.put("result_count", page.size());
    if (end < lines.size()) {
      meta.put("next_token", token(end));
    }
    return new Answer(
        200, body, endpoint, people ? 0 : page.size() + included, 0, people ? page.size() : 0);
  }

  static Answer instead(String id, String state, String endpoint) {
    ObjectNode error = error("id", id, state);
    if (state.equals("protected")) {
      error.put("title", "Authorization Error").put("section", "data");
      error.put("detail", "Sorry, you are not authorized to see the user with id: [" + id + "].");
      error.put("type", PROBLEMS + "not-authorized-for-resource");
    }
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    body.putArray("errors").add(error);
    return new Answer(200, body, endpoint, 0, 0, 0);
  }

  private static boolean isWanted(String line, Map<String, String> query) {
    JsonNode post = DemoTrust.JSON.readTree(line).path("data");
    String since = query.getOrDefault("since_id", "");
    String id = post.path("id").asString("");
    boolean newer =
        since.isEmpty()
            || id.length() > since.length()
            || (id.length() == since.length() && id.compareTo(since) > 0);
    String start = query.getOrDefault("start_time", "");
    return newer
        && (start.isEmpty()
            || !Instant.parse(post.path("created_at").asString("")).isBefore(Instant.parse(start)));
  }

  /** Puts posts and what they refer to into an answer; says how many others came along. */
  private static int posts(List<String> lines, Map<String, String> query, ObjectNode body) {
    boolean postNames = query.containsKey("post.fields");
    Set<String> fields = new HashSet<>();
    for (String field : asked(query, postNames ? "post.fields" : "tweet.fields")) {
      fields.add(old(field));
    }
    Set<String> expansions = new HashSet<>();
    asked(query, "expansions")
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
      ObjectNode post = only(oldNames(whole.path("data")), fields);
      if (!post.has("edit_history_tweet_ids")) {
        post.putArray("edit_history_tweet_ids").add(post.path("id").asString(""));
      }
      complete(post);
      data.add(post);
      JsonNode included = oldNames(whole.path("includes"));
      if (expansions.contains("attachments.media_keys")) {
        include(
            includes,
            "media",
            included.path("media"),
            "media_key",
            asked(query, "media.fields"),
            seen);
      }
      if (expansions.contains("geo.place_id")) {
        include(
            includes, "places", included.path("places"), "id", asked(query, "place.fields"), seen);
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

  /** Puts in what the published schema has in every object and older snapshots lack. */
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
        ObjectNode part = only(oldNames(one), kept);
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

  private static String old(String name) {
    return RENAMED.entrySet().stream()
        .filter(e -> e.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }

  private static ObjectNode oldNames(JsonNode node) {
    ObjectNode copy = DemoTrust.JSON.createObjectNode();
    node.properties().forEach(e -> copy.set(old(e.getKey()), e.getValue().deepCopy()));
    return copy;
  }

  /** The same answer in the names of after August 2026. */
  private static ObjectNode renamed(ObjectNode body) {
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

  static String token(int offset) {
    return String.format(Locale.ROOT, "demotoken%09d", offset);
  }

  static int offset(String token) {
    if (token.isEmpty()) {
      return 0;
    }
    return token.matches("demotoken\\d{9}x*") ? Integer.parseInt(token.substring(9, 18)) : -1;
  }
}
