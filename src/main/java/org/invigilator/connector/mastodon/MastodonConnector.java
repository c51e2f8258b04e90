package org.invigilator.connector.mastodon;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Bill;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Connector;
import org.invigilator.connector.HttpCalls;
import org.invigilator.connector.Limit;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.connector.PostLine;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The public API of Mastodon, on the server that is part of each handle. An account may hide whom
 * it follows and who follows it: then its lists are empty although its profile counts people. It is
 * long because each part of an account is read with its own limits.
 */
public final class MastodonConnector implements Connector {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern HANDLE =
      Pattern.compile("(?i)@?([a-z0-9_.-]{1,60})@((?:[a-z0-9-]{1,63}\\.)+[a-z][a-z0-9-]{1,62})");
  private static final Pattern NEXT =
      Pattern.compile("<[^>]*[?&]max_id=([^&>]+)[^>]*>;\\s*rel=\"next\"");

  private final String url;
  private final HttpCalls http;
  private final Clock clock;

  /**
   * @param url a server to ask instead of that of each handle; empty for that of the handle
   */
  public MastodonConnector(String url, int timeoutSeconds, Clock clock) {
    if (!url.isEmpty() && !Source.isAllowed(url)) {
      throw new IllegalArgumentException(
          "The address of Mastodon must begin with https:// (http:// only on this computer)");
    }
    this.url = url;
    this.clock = clock;
    this.http = new HttpCalls(Duration.ofSeconds(timeoutSeconds));
  }

  @Override
  public String platform() {
    return LivePlatform.MASTODON.id();
  }

  @Override
  public String source() {
    return "Mastodon";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.POSTS, Capability.FOLLOWERS, Capability.FOLLOWER_IDS, Capability.FOLLOWING);
  }

  /** Mastodon has no places; people are tagged in the text and nowhere else. */
  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.complementOf(
        EnumSet.of(Capture.Field.EDIT_HISTORY, Capture.Field.PLACE, Capture.Field.REACH));
  }

  @Override
  public void close() {
    http.close();
  }

  @Override
  public int lookUpAtOnce() {
    return 1;
  }

  @Override
  public Sizes sizes(Part part) {
    return part == Part.POSTS ? new Sizes(40, 40) : new Sizes(80, 80);
  }

  @Override
  public Bill worst(PageRequest request) {
    return Bill.NOTHING;
  }

  /** A reply's body, where the next page is, and the limit it reports. */
  private record Reply(JsonNode body, String next, Optional<Limit> limit) {}

  private Reply get(String handle, String call) throws ApiFailure {
    Matcher parts = HANDLE.matcher(handle);
    if (!parts.matches()) {
      throw ApiFailure.unreadable(
          "the handle in the register is not a full Mastodon handle, such as school@mastodon.example");
    }
    String server = url.isEmpty() ? "https://" + parts.group(2) + "/" : url;
    HttpCalls.Reply reply = http.get(server + "api/v1/" + call, Map.of());
    Optional<ApiFailure> trouble = HttpCalls.failure(reply, "Mastodon", false);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    Optional<Limit> limit = limit(reply);
    String code = " (HTTP " + reply.status() + ")";
    if (reply.status() == 200) {
      JsonNode body = tree(reply.body());
      Matcher next = NEXT.matcher(reply.header("link").orElse(""));
      if (body.isObject() || body.isArray()) {
        return new Reply(body, next.find() ? next.group(1) : "", limit);
      }
      throw ApiFailure.retry("Mastodon sent an incomplete reply", false);
    }
    // Only the software of Mastodon knows of accounts; a page of HTML is that of another server.
    boolean isOfMastodon = tree(reply.body()).isObject();
    throw switch (reply.status()) {
      case 401, 403, 422 ->
          ApiFailure.unreadable("the server shows this only to people who are signed in" + code);
      case 404, 410 ->
          isOfMastodon
              ? ApiFailure.rejected("the server has no such account" + code)
              : ApiFailure.unreadable("the server is none of Mastodon, or has moved" + code);
      case 429 ->
          ApiFailure.wait(
              "the rate limit of the server is reached" + code,
              limit.map(Limit::resetAt).or(() -> reply.retryAfter(clock.instant())));
      default ->
          reply.status() >= 500
              ? ApiFailure.retry("the server reported a fault of its own" + code, false)
              : ApiFailure.unreadable("the server sent an unexpected reply" + code);
    };
  }

  /** The time of the reset is an ISO date and time. */
  private static Optional<Limit> limit(HttpCalls.Reply reply) {
    try {
      return Optional.of(
          new Limit(
              Integer.parseInt(reply.header("x-ratelimit-remaining").orElse("")),
              OffsetDateTime.parse(reply.header("x-ratelimit-reset").orElse("")).toInstant()));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  @Override
  public LookUp lookUp(List<Query> queries) throws ApiFailure {
    Map<String, LookUp.Found> found = new TreeMap<>();
    for (Query one : queries) {
      try {
        String user = one.handle().replaceFirst("^@", "").replaceFirst("@.*$", "");
        String call =
            one.userId().isEmpty()
                ? "accounts/lookup?acct=" + HttpCalls.encode(user)
                : "accounts/" + HttpCalls.encode(one.userId());
        found.put(one.account(), found(get(one.handle(), call).body(), one.handle()));
      } catch (ApiFailure failure) {
        switch (failure.kind()) {
          case REJECTED ->
              found.put(one.account(), LookUp.Found.not(ProfileState.NOT_FOUND, failure.reason()));
          case UNREADABLE ->
              found.put(one.account(), LookUp.Found.not(ProfileState.UNREADABLE, failure.reason()));
          default -> throw failure;
        }
      }
    }
    return new LookUp(found, Bill.NOTHING, Optional.empty());
  }

  private static String server(String handle) {
    Matcher parts = HANDLE.matcher(handle);
    return parts.matches() ? parts.group(2).toLowerCase(Locale.ROOT) : "";
  }

  /** A handle with its server, which the server leaves out for its own accounts. */
  static String full(String acct, String server) {
    return acct.isEmpty() || acct.contains("@") ? acct : acct + "@" + server;
  }

  private static LookUp.Found found(JsonNode account, String handle) throws ApiFailure {
    if (text(account, "id").isEmpty()
        || text(account, "acct").isEmpty()
        || !account.path("note").isString()) {
      throw ApiFailure.unknown(
          "the server left out the id, the handle or the description of an account", false);
    }
    if (account.path("suspended").asBoolean(false)) {
      return LookUp.Found.not(ProfileState.SUSPENDED, "the account is suspended");
    }
    ObjectNode user = JSON.createObjectNode();
    user.put("id", text(account, "id"));
    user.put("username", full(text(account, "acct"), server(handle)));
    user.put("name", text(account, "display_name"));
    // The fields of a profile are shown below its description.
    String fields =
        account
            .path("fields")
            .valueStream()
            .map(field -> "\n" + text(field, "name") + ": " + text(field, "value"))
            .collect(Collectors.joining());
    user.put("description", PostLine.escaped(MastodonPost.plain(text(account, "note") + fields)));
    LookUp.countPosts(user, account.path("statuses_count").asLong(-1));
    user.put("created_at", text(account, "created_at"));
    // A locked account accepts its followers; its public posts are seen by everyone.
    user.put("protected", false);
    List<String> links = new ArrayList<>();
    account.path("fields").forEach(field -> links.addAll(MastodonPost.links(text(field, "value"))));
    links.stream().findFirst().ifPresent(link -> user.put("url", link));
    return new LookUp.Found(
        ProfileState.FOUND,
        text(account, "id"),
        JSON.writeValueAsString(user),
        account.path("followers_count").asLong(-1),
        account.path("following_count").asLong(-1),
        "",
        Optional.empty());
  }

  @Override
  public Page page(PageRequest request) throws ApiFailure {
    String list =
        switch (request.part()) {
          case POSTS -> "statuses";
          case FOLLOWERS -> "followers";
          case FOLLOWING -> "following";
          case MENTIONS -> throw ApiFailure.unreadable("Mastodon does not show mentions to others");
        };
    String call =
        "accounts/"
            + HttpCalls.encode(request.userId())
            + "/"
            + list
            + "?limit="
            + request.size()
            + (request.next().isEmpty() ? "" : "&max_id=" + request.next());
    Reply reply;
    try {
      reply = get(request.who().handle(), call);
    } catch (ApiFailure failure) {
      throw failure.kind() == ApiFailure.Kind.REJECTED
          ? ApiFailure.unreadable(failure.reason())
          : failure;
    }
    if (!reply.body().isArray()) {
      throw ApiFailure.unknown("the server's reply has no list", false);
    }
    if (request.part() != Part.POSTS && request.next().isEmpty() && reply.body().isEmpty()) {
      mustBeNone(request);
    }
    if (request.part() == Part.POSTS && !reply.body().isEmpty()) {
      MastodonPost.check(reply.body());
    }
    String server = server(request.who().handle());
    List<Page.Item> items = new ArrayList<>();
    for (JsonNode one : reply.body()) {
      if (request.part() == Part.POSTS) {
        String author = text(one.path("account"), "id");
        if (author.isEmpty()) {
          throw ApiFailure.unknown("the server left out who wrote posts", false);
        }
        if (author.equals(request.userId())) {
          items.add(MastodonPost.item(one, server));
        }
      } else if (text(one, "id").isEmpty() || text(one, "acct").isEmpty()) {
        throw ApiFailure.unknown("the server left out who the people of a list are", false);
      } else {
        items.add(
            new Page.Person(
                text(one, "id"), full(text(one, "acct"), server), text(one, "display_name")));
      }
    }
    if (request.part() == Part.POSTS && items.isEmpty() && !reply.body().isEmpty()) {
      throw ApiFailure.unknown(
          "the server showed only posts of others as the account's own", false);
    }
    return new Page(items, reply.next(), Bill.NOTHING, reply.limit());
  }

  /** An empty list is that of an account without people, or of one that hides them. */
  private void mustBeNone(PageRequest request) throws ApiFailure {
    JsonNode account =
        get(request.who().handle(), "accounts/" + HttpCalls.encode(request.userId())).body();
    String count = request.part() == Part.FOLLOWERS ? "followers_count" : "following_count";
    if (!account.path(count).isNumber()) {
      throw ApiFailure.unknown("the server left out how many people a list has", false);
    }
    if (account.path(count).asLong(0) > 0) {
      throw ApiFailure.unreadable("the account hides whom it follows and who follows it");
    }
  }

  static Instant instant(String written) throws ApiFailure {
    try {
      return OffsetDateTime.parse(written).toInstant();
    } catch (DateTimeException e) {
      throw ApiFailure.unknown("the server left out the dates of posts", false);
    }
  }

  static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
