package org.invigilator.demo;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.policy.LivePlatform;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Replies like X API v2: only the requested fields, with the field names of the request. */
final class DemoX {
  private static final Pattern OF_USER =
      Pattern.compile("/2/users/(\\d{1,19})/(tweets|mentions|followers|following)");
  private static final String PROBLEMS = "https://api.twitter.com/2/problems/";
  private final DemoTrust trust;

  DemoX(DemoTrust trust) {
    this.trust = trust;
  }

  static String endpoint(String path) {
    if (path.equals("/2/users") || path.equals("/2/users/by")) {
      return "look-up";
    }
    Matcher of = OF_USER.matcher(path);
    return !of.matches() ? "" : of.group(2).equals("tweets") ? "posts" : of.group(2);
  }

  DemoReply reply(String path, Map<String, String> query) {
    String endpoint = endpoint(path);
    if (endpoint.isEmpty()) {
      return problem(404, "resource-not-found", "Not Found Error", endpoint);
    }
    boolean postNames = query.containsKey("post.fields");
    DemoReply reply = endpoint.equals("look-up") ? users(path, query) : page(path, query, endpoint);
    return postNames
        ? new DemoReply(
            reply.status(),
            XFieldNames.renamed(reply.body()),
            endpoint,
            reply.posts(),
            reply.users(),
            reply.followers())
        : reply;
  }

  static DemoReply problem(int status, String type, String title, String endpoint) {
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    body.put("title", title).put("detail", title).put("status", status);
    body.put("type", type.equals("about:blank") ? type : PROBLEMS + type);
    return DemoReply.free(status, body, endpoint);
  }

  private DemoReply users(String path, Map<String, String> query) {
    boolean byId = path.equals("/2/users");
    String asked = query.getOrDefault(byId ? "ids" : "usernames", "");
    List<String> keys = List.of(asked.split(","));
    if (asked.isEmpty()
        || keys.size() > 100
        || !keys.stream().allMatch(key -> key.matches(byId ? "\\d{1,19}" : "\\w{1,15}"))) {
      return problem(400, "invalid-request", "Invalid Request", "look-up");
    }
    List<DemoTrust.Shown> all = trust.accounts(LivePlatform.X.id());
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    ArrayNode data = DemoTrust.JSON.createArrayNode();
    ArrayNode errors = DemoTrust.JSON.createArrayNode();
    for (String one : keys) {
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
    return new DemoReply(200, body, "look-up", 0, data.size(), 0);
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

  static Set<String> asked(Map<String, String> query, String parameter) {
    return new LinkedHashSet<>(Arrays.asList(query.getOrDefault(parameter, "").split(",")));
  }

  private static ObjectNode user(JsonNode whole, Set<String> fields) {
    Set<String> kept = new HashSet<>(fields);
    kept.addAll(List.of("id", "name", "username"));
    ObjectNode user = XFieldNames.only(whole, kept);
    if (!user.has("name")) {
      user.put("name", user.path("username").asString("?"));
    }
    if (user.path("url").asString("").isEmpty()) {
      user.remove("url");
    }
    return user;
  }

  private DemoReply page(String path, Map<String, String> query, String endpoint) {
    Matcher of = OF_USER.matcher(path);
    of.matches();
    String id = of.group(1);
    boolean people = endpoint.startsWith("follow");
    Optional<DemoTrust.Shown> shown =
        trust.accounts(LivePlatform.X.id()).stream().filter(s -> s.id().equals(id)).findFirst();
    String state = shown.map(DemoTrust.Shown::state).orElse("not_found");
    if (!state.equals("found")) {
      return accountProblem(id, state, endpoint);
    }
    int size = Integer.parseInt(query.getOrDefault("max_results", people ? "100" : "10"));
    int start = PageToken.offset(query.getOrDefault("pagination_token", ""));
    if (size < (people ? 1 : 5) || size > (people ? 1000 : 100) || start < 0) {
      return problem(400, "invalid-request", "Invalid Request", endpoint);
    }
    List<String> all = trust.lines(shown.get(), endpoint).orElse(List.of());
    List<String> lines = people ? all : requested(all, query);
    int end = Math.min(start + size, lines.size());
    List<String> page = start >= lines.size() ? List.of() : lines.subList(start, end);
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    int included = 0;
    if (people && !page.isEmpty()) {
      ArrayNode data = body.putArray("data");
      Set<String> fields = asked(query, "user.fields");
      page.forEach(line -> data.add(user(DemoTrust.JSON.readTree(line), fields)));
    } else if (!page.isEmpty()) {
      included = DemoXPosts.add(page, query, body);
    }
    ObjectNode meta = body.putObject("meta");
    meta.put("result_count", page.size());
    if (end < lines.size()) {
      meta.put("next_token", PageToken.of(end));
    }
    return new DemoReply(
        200, body, endpoint, people ? 0 : page.size() + included, 0, people ? page.size() : 0);
  }

  static DemoReply accountProblem(String id, String state, String endpoint) {
    ObjectNode error = error("id", id, state);
    if (state.equals("protected")) {
      error.put("title", "Authorization Error").put("section", "data");
      error.put("detail", "Sorry, you are not authorized to see the user with id: [" + id + "].");
      error.put("type", PROBLEMS + "not-authorized-for-resource");
    }
    ObjectNode body = DemoTrust.JSON.createObjectNode();
    body.putArray("errors").add(error);
    return DemoReply.free(200, body, endpoint);
  }

  /** The posts since the id and the time of a request. */
  private static List<String> requested(List<String> lines, Map<String, String> query) {
    String since = query.getOrDefault("since_id", "");
    String start = query.getOrDefault("start_time", "");
    if (since.isEmpty() && start.isEmpty()) {
      return lines;
    }
    Instant from = start.isEmpty() ? Instant.MIN : Instant.parse(start);
    return lines.stream()
        .filter(
            line -> {
              JsonNode post = DemoTrust.JSON.readTree(line).path("data");
              return isNewer(post.path("id").asString(""), since)
                  && (start.isEmpty()
                      || !Instant.parse(post.path("created_at").asString("")).isBefore(from));
            })
        .toList();
  }

  private static boolean isNewer(String id, String since) {
    return id.length() > since.length()
        || (id.length() == since.length() && id.compareTo(since) > 0);
  }
}
