package org.invigilator.connector.x;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import java.util.regex.Pattern;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Bill;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Connector;
import org.invigilator.connector.HttpCalls;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.register.XPostId;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * X through its API v2, in either dialect of its field names. It is long because each part of an
 * account is read with its own price and limit.
 */
public final class XConnector implements Connector {
  public static final String URL = "https://api.x.com/2/";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int NO_CONTENT = 204;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_]{1,15}");

  private final XTransport transport;
  private final XDialect dialect;

  /** What was not understood of a part of an account. */
  private final Map<String, String> shortfalls = new HashMap<>();

  /**
   * @param url where the API is, its version included
   */
  public XConnector(
      String url, Source.Fields fields, XCredentials credentials, int timeoutSeconds) {
    if (!Source.isAllowed(url)) {
      throw new IllegalArgumentException(
          "The address of X must begin with https:// (http:// only on this computer)");
    }
    this.transport = new XTransport(url, credentials, timeoutSeconds);
    this.dialect = XDialect.of(fields);
  }

  @Override
  public String platform() {
    return LivePlatform.X.id();
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
  public Set<Capture.Field> fields() {
    return EnumSet.allOf(Capture.Field.class);
  }

  @Override
  public void close() {
    transport.close();
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
   * Included rows may be charged for as well: two posts that one replies to and quotes, and with
   * the newer field names their authors.
   */
  @Override
  public Bill worst(PageRequest request) {
    return switch (request.part()) {
      case POSTS, MENTIONS ->
          new Bill(3 * request.size(), dialect == XDialect.POST ? 2 * request.size() + 1 : 0, 0);
      case FOLLOWERS, FOLLOWING -> new Bill(0, 0, request.size());
    };
  }

  @Override
  public String sinceId(String newest, Instant atLeastFrom) {
    if (!NUMBER.matcher(newest).matches()) {
      return "";
    }
    String then = XPostId.at(atLeastFrom);
    boolean older =
        newest.length() < then.length()
            || (newest.length() == then.length() && newest.compareTo(then) < 0);
    return older ? newest : then;
  }

  @Override
  public LookUp lookUp(List<Query> queries) throws ApiFailure {
    Map<String, LookUp.Found> found = new TreeMap<>();
    Map<String, Query> asked = new LinkedHashMap<>();
    boolean byNumber = !queries.isEmpty() && !queries.get(0).userId().isEmpty();
    for (Query one : queries) {
      String key = byNumber ? one.userId() : one.handle().toLowerCase(Locale.ROOT);
      if (byNumber ? isNumber(key) : HANDLE.matcher(key).matches()) {
        asked.put(key, one);
      } else {
        found.put(
            one.account(),
            LookUp.Found.not(
                ProfileState.UNREADABLE,
                byNumber
                    ? "the account number in the register is not a valid X account number"
                    : "the handle in the register is not a valid X handle"));
      }
    }
    if (asked.isEmpty()) {
      return new LookUp(found, Bill.NOTHING, Optional.empty());
    }
    Map<String, String> parameters = new TreeMap<>();
    parameters.put(byNumber ? "ids" : "usernames", String.join(",", asked.keySet()));
    parameters.put(
        "user.fields",
        "created_at,description,entities,name,protected,public_metrics,url,username");
    XTransport.Reply reply = transport.get(byNumber ? "users" : "users/by", parameters);
    JsonNode body = body(reply, false);
    XReply.check(body, XReply.ACCOUNTS);
    for (JsonNode user : body.path("data")) {
      Query one =
          asked.get(user.path(byNumber ? "id" : "username").asString("").toLowerCase(Locale.ROOT));
      if (one != null) {
        found.put(one.account(), found(user));
      }
    }
    for (JsonNode error : body.path("errors")) {
      String about = error.path("value").asString(error.path("resource_id").asString(""));
      Query one = asked.get(about.toLowerCase(Locale.ROOT));
      if (one != null && !found.containsKey(one.account())) {
        found.put(
            one.account(),
            LookUp.Found.not(XProblem.state(error), XProblem.ofPage(error).reason()));
      }
    }
    return new LookUp(found, new Bill(0, body.path("data").size(), 0), reply.limit());
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches() && new BigInteger(text).bitLength() < Long.SIZE;
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
  public String shortfall(Query account, Part part) {
    return shortfalls.getOrDefault(account.userId() + " " + part, "");
  }

  @Override
  public Page page(PageRequest request) throws ApiFailure {
    boolean people = isOfPeople(request.part());
    XTransport.Reply reply = transport.get(path(request), parameters(request));
    JsonNode body = body(reply, !request.next().isEmpty());
    JsonNode data = body.path("data");
    if (data.isMissingNode() && body.path("errors").size() > 0) {
      throw XProblem.ofPage(body.path("errors").get(0));
    }
    String unknown = XReply.check(body, people ? XReply.PEOPLE : XReply.POSTS);
    String read = request.userId() + " " + request.part();
    shortfalls.merge(
        read,
        unknown,
        (before, now) -> request.next().isEmpty() || before.isEmpty() ? now : before);
    if (body.path("meta").path("result_count").asInt(-1) != data.size()) {
      throw ApiFailure.retry("X sent a reply that contradicts itself", true);
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
      String author = request.part() == Part.POSTS ? request.userId() : "";
      items.addAll(new XPosts(dialect, body).items(author));
      if (items.isEmpty() && !data.isEmpty()) {
        throw ApiFailure.unknown("X showed only posts of others as the account's own", true);
      }
    }
    String next = body.path("meta").path("next_token").asString("");
    Bill bill =
        people
            ? new Bill(0, 0, data.size())
            : new Bill(
                data.size() + XPosts.included(body).size(),
                body.path("includes").path("users").size(),
                0);
    return new Page(items, next, bill, reply.limit(), XReply.fault(body));
  }

  private static boolean isOfPeople(Part part) {
    return part == Part.FOLLOWERS || part == Part.FOLLOWING;
  }

  private static String path(PageRequest request) {
    return "users/"
        + request.userId()
        + switch (request.part()) {
          case POSTS -> "/tweets";
          case MENTIONS -> "/mentions";
          case FOLLOWERS -> "/followers";
          case FOLLOWING -> "/following";
        };
  }

  private Map<String, String> parameters(PageRequest request) {
    boolean people = isOfPeople(request.part());
    Map<String, String> parameters = people ? new TreeMap<>() : dialect.ofPosts();
    parameters.put("max_results", Integer.toString(request.size()));
    if (!request.next().isEmpty()) {
      parameters.put("pagination_token", request.next());
    }
    if (!request.sinceId().isEmpty()) {
      parameters.put("since_id", request.sinceId());
    } else if (!people) {
      request
          .from()
          .map(from -> from.truncatedTo(ChronoUnit.SECONDS).toString())
          .ifPresent(from -> parameters.put("start_time", from));
    }
    return parameters;
  }

  /** The JSON of a successful reply; anything else is a failure. */
  private static JsonNode body(XTransport.Reply reply, boolean hasCursor) throws ApiFailure {
    Optional<ApiFailure> trouble = HttpCalls.failure(reply.http(), "X", true);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    boolean success = reply.status() >= 200 && reply.status() < 300;
    if (reply.status() == NO_CONTENT) {
      throw ApiFailure.unknown("X sent a reply without content (HTTP 204)", false);
    }
    try {
      JsonNode body = JSON.readTree(reply.http().body());
      if (!success) {
        throw XProblem.of(reply, body, hasCursor);
      }
      if (body.isObject() && !body.isEmpty()) {
        return body;
      }
      if (body.isObject()) {
        // The whole reply is here and has no row, so that nothing can be charged.
        throw ApiFailure.retry("X sent an empty reply", false);
      }
    } catch (JacksonException e) {
      if (!success) {
        throw XProblem.of(reply, JSON.createObjectNode(), hasCursor);
      }
    }
    throw ApiFailure.retry("X sent an incomplete reply", true);
  }
}
