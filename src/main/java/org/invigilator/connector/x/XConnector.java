package org.invigilator.connector.x;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Bill;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Connector;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** X through its API v2, in either dialect of its field names. */
public final class XConnector implements Connector {
  public static final String URL = "https://api.x.com/2/";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_]{1,15}");
  private static final Pattern POST_LINK =
      Pattern.compile(
          "https?://(?:www\\.|mobile\\.)?(?:x|twitter)\\.com/([A-Za-z0-9_]{1,15})/status/(\\d{1,19})\\b.*");

  /** An id of X holds the moment it was made, in milliseconds since this one, above 22 bits. */
  private static final long EPOCH = 1288834974657L;

  private final XTransport transport;
  private final XDialect dialect;

  /**
   * @param url where the API is, its version included
   */
  public XConnector(
      String url, Source.Fields fields, XCredentials credentials, int timeoutSeconds) {
    if (!Source.isAllowed(url)) {
      throw new IllegalArgumentException("X is asked over https, or on this machine");
    }
    this.transport = new XTransport(url, credentials, timeoutSeconds);
    this.dialect = XDialect.of(fields);
  }

  @Override
  public String platform() {
    return "twitter";
  }

  @Override
  public String source() {
    return "X";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public int lookUpAtOnce() {
    return 100;
  }

  @Override
  public Sizes sizes(Part part) {
    return switch (part) {
      case POSTS, MENTIONS -> new Sizes(5, 100);
      case FOLLOWERS, FOLLOWING -> new Sizes(1, 1000);
    };
  }

  @Override
  public OptionalInt cap(Part part) {
    return switch (part) {
      case POSTS -> OptionalInt.of(3200);
      case MENTIONS -> OptionalInt.of(800);
      default -> OptionalInt.empty();
    };
  }

  /**
   * What comes along may be charged for as well: two posts that one answers and quotes, and with
   * the newer names their writers.
   */
  @Override
  public Bill worst(Ask ask) {
    return switch (ask.part()) {
      case POSTS, MENTIONS ->
          new Bill(3 * ask.size(), dialect == XDialect.POST ? 2 * ask.size() + 1 : 0, 0);
      case FOLLOWERS, FOLLOWING -> new Bill(0, 0, ask.size());
    };
  }

  @Override
  public String sinceId(String newest, Instant atLeastFrom) {
    if (!NUMBER.matcher(newest).matches()) {
      return "";
    }
    long made = atLeastFrom.toEpochMilli() - EPOCH;
    String then = made <= 0 ? "1" : Long.toString(made << 22);
    boolean older =
        newest.length() < then.length()
            || (newest.length() == then.length() && newest.compareTo(then) < 0);
    return older ? newest : then;
  }

  @Override
  public LookUp lookUp(List<Wanted> wanted) throws ApiFailure {
    Map<String, LookUp.Found> answers = new TreeMap<>();
    Map<String, Wanted> asked = new LinkedHashMap<>();
    boolean byNumber = !wanted.isEmpty() && !wanted.get(0).userId().isEmpty();
    for (Wanted one : wanted) {
      String key = byNumber ? one.userId() : one.handle().toLowerCase(Locale.ROOT);
      if (byNumber ? isNumber(key) : HANDLE.matcher(key).matches()) {
        asked.put(key, one);
      } else {
        answers.put(
            one.account(),
            LookUp.Found.not(
                ProfileState.UNREADABLE,
                byNumber
                    ? "the register's number is none that X gives"
                    : "the register's handle is none that X allows"));
      }
    }
    if (asked.isEmpty()) {
      return new LookUp(answers, Bill.NOTHING, Optional.empty());
    }
    Map<String, String> parameters = new TreeMap<>();
    parameters.put(byNumber ? "ids" : "usernames", String.join(",", asked.keySet()));
    parameters.put(
        "user.fields",
        "created_at,description,entities,name,protected,public_metrics,url,username");
    XTransport.Reply reply = transport.get(byNumber ? "users" : "users/by", parameters);
    JsonNode body = body(reply, false);
    for (JsonNode user : body.path("data")) {
      Wanted one =
          asked.get(user.path(byNumber ? "id" : "username").asString("").toLowerCase(Locale.ROOT));
      if (one != null) {
        answers.put(one.account(), found(user));
      }
    }
    for (JsonNode error : body.path("errors")) {
      String about = error.path("value").asString(error.path("resource_id").asString(""));
      Wanted one = asked.get(about.toLowerCase(Locale.ROOT));
      if (one != null && !answers.containsKey(one.account())) {
        answers.put(
            one.account(),
            LookUp.Found.not(XProblem.state(error), XProblem.ofPage(error).reason()));
      }
    }
    return new LookUp(answers, new Bill(0, body.path("data").size(), 0), reply.limit());
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && new java.math.BigInteger(text).bitLength() < Long.SIZE;
  }

  private static LookUp.Found found(JsonNode user) {
    JsonNode counts = user.path("public_metrics");
    boolean closed = user.path("protected").asBoolean(false);
    return new LookUp.Found(
        closed ? ProfileState.PROTECTED : ProfileState.FOUND,
        user.path("id").asString(""),
        JSON.writeValueAsString(user),
        counts.path("followers_count").asLong(-1),
        counts.path("following_count").asLong(-1),
        "",
        Optional.empty());
  }

  @Override
  public Page page(Ask ask) throws ApiFailure {
    boolean people = ask.part() == Part.FOLLOWERS || ask.part() == Part.FOLLOWING;
    Map<String, String> parameters = people ? new TreeMap<>() : dialect.ofPosts();
    parameters.put("max_results", Integer.toString(ask.size()));
    if (!ask.next().isEmpty()) {
      parameters.put("pagination_token", ask.next());
    }
    if (!ask.sinceId().isEmpty()) {
      parameters.put("since_id", ask.sinceId());
    } else {
      ask.from()
          .filter(from -> !people)
          .ifPresent(
              from ->
                  parameters.put(
                      "start_time",
                      from.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString()));
    }
    String path =
        "users/"
            + ask.userId()
            + switch (ask.part()) {
              case POSTS -> "/tweets";
              case MENTIONS -> "/mentions";
              case FOLLOWERS -> "/followers";
              case FOLLOWING -> "/following";
            };
    XTransport.Reply reply = transport.get(path, parameters);
    JsonNode body = body(reply, !ask.next().isEmpty());
    JsonNode data = body.path("data");
    if (data.isMissingNode() && body.path("errors").size() > 0) {
      throw XProblem.ofPage(body.path("errors").get(0));
    }
    if (body.path("meta").path("result_count").asInt(-1) != data.size()) {
      throw ApiFailure.retry("X sent an answer that contradicts itself", true);
    }
    List<Page.Item> items = new ArrayList<>();
    if (people) {
      for (JsonNode user : data) {
        items.add(
            new Page.Person(
                user.path("id").asString(""),
                user.path("username").asString(""),
                user.path("name").asString("")));
      }
    } else {
      posts(body, items);
    }
    String next = body.path("meta").path("next_token").asString("");
    Bill bill =
        people
            ? new Bill(0, 0, data.size())
            : new Bill(
                data.size() + included(body).size(), body.path("includes").path("users").size(), 0);
    return new Page(items, next, bill, reply.limit());
  }

  /** The JSON of an answer; anything that is not a whole and successful one is a refusal. */
  private static JsonNode body(XTransport.Reply reply, boolean hasCursor) throws ApiFailure {
    boolean success = reply.status() >= 200 && reply.status() < 300;
    try {
      JsonNode body = JSON.readTree(reply.body());
      if (!success) {
        throw XProblem.of(reply, body, hasCursor);
      }
      if (body.isObject() && !body.isEmpty()) {
        return body;
      }
    } catch (JacksonException e) {
      if (!success) {
        throw XProblem.of(reply, JSON.createObjectNode(), hasCursor);
      }
    }
    throw ApiFailure.retry("X sent an answer that is no whole JSON", true);
  }

  private static JsonNode included(JsonNode body) {
    JsonNode includes = body.path("includes");
    return includes.has("posts") ? includes.path("posts") : includes.path("tweets");
  }

  private void posts(JsonNode body, List<Page.Item> items) throws ApiFailure {
    Map<String, JsonNode> media = byId(body.path("includes").path("media"), "media_key");
    Map<String, JsonNode> places = byId(body.path("includes").path("places"), "id");
    Map<String, JsonNode> users = byId(body.path("includes").path("users"), "id");
    Map<String, JsonNode> others = byId(included(body), "id");
    for (JsonNode post : body.path("data")) {
      String made = post.path("created_at").asString("");
      Instant at;
      try {
        at = Instant.parse(made);
      } catch (java.time.DateTimeException e) {
        throw ApiFailure.unknown(
            "X left out what was asked for (created_at); its field names may have changed, see sources.x.fields",
            true);
      }
      ObjectNode line = JSON.createObjectNode();
      line.set("data", post);
      ObjectNode includes = JSON.createObjectNode();
      put(includes, "media", media, texts(post.path("attachments").path("media_keys")));
      put(includes, "places", places, List.of(post.path("geo").path("place_id").asString("")));
      JsonNode references =
          post.has("referenced_posts")
              ? post.path("referenced_posts")
              : post.path("referenced_tweets");
      List<String> referred = new ArrayList<>();
      references.forEach(r -> referred.add(r.path("id").asString("")));
      put(includes, dialect.includedPosts(), others, referred);
      people(post, referred, others, users, includes);
      if (!includes.isEmpty()) {
        line.set("includes", includes);
      }
      items.add(
          new Page.PostItem(
              post.path("id").asString(""), at, List.of(), JSON.writeValueAsString(line)));
    }
  }

  /**
   * Numbers and handles of the people a post is about, as far as the post itself tells both: those
   * it names, and the author of what it quotes, whose handle stands in the link.
   */
  private static void people(
      JsonNode post,
      List<String> referred,
      Map<String, JsonNode> others,
      Map<String, JsonNode> users,
      ObjectNode includes) {
    Map<String, String> handles = new TreeMap<>();
    for (JsonNode mention : post.path("entities").path("mentions")) {
      handles.put(mention.path("id").asString(""), mention.path("username").asString(""));
    }
    for (JsonNode url : post.path("entities").path("urls")) {
      Matcher link =
          POST_LINK.matcher(
              url.path("unwound_url").asString(url.path("expanded_url").asString("")));
      JsonNode quoted = link.matches() ? others.get(link.group(2)) : null;
      if (quoted != null && referred.contains(link.group(2))) {
        handles.put(quoted.path("author_id").asString(""), link.group(1));
      }
    }
    List<String> wanted =
        new ArrayList<>(
            List.of(
                post.path("author_id").asString(""),
                post.path("in_reply_to_user_id").asString("")));
    for (String id : referred) {
      JsonNode other = others.get(id);
      if (other != null) {
        wanted.add(other.path("author_id").asString(""));
      }
    }
    for (String id : wanted) {
      JsonNode user = users.get(id);
      if (user != null) {
        handles.putIfAbsent(id, user.path("username").asString(""));
      }
    }
    handles.remove("");
    if (!handles.isEmpty()) {
      ArrayNode list = includes.putArray("users");
      handles.forEach((id, handle) -> list.addObject().put("id", id).put("username", handle));
    }
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(node -> node.asString("")).collect(Collectors.toList());
  }

  private static void put(
      ObjectNode includes, String name, Map<String, JsonNode> all, List<String> keys) {
    List<JsonNode> found = keys.stream().filter(all::containsKey).map(all::get).toList();
    if (!found.isEmpty()) {
      includes.putArray(name).addAll(found);
    }
  }

  private static Map<String, JsonNode> byId(JsonNode array, String key) {
    Map<String, JsonNode> all = new HashMap<>();
    array.forEach(node -> all.put(node.path(key).asString(""), node));
    return all;
  }
}
