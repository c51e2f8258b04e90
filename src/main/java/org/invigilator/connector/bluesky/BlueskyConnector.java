package org.invigilator.connector.bluesky;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Bill;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Connector;
import org.invigilator.connector.Limit;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bluesky (lexicons app.bsky.actor, app.bsky.feed and app.bsky.graph). An account is its DID,
 * whatever its handle; a post is the last part of its address. Posts cannot be asked for by what is
 * already known, so those of the last weeks are read each night, at no cost.
 */
public final class BlueskyConnector implements Connector {
  public static final String URL = "https://public.api.bsky.app/xrpc/";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SUSPENDED = "the account is suspended";

  /** A DID, or a domain name (AT Protocol, handle and DID syntax). */
  private static final Pattern ACTOR =
      Pattern.compile(
          "did:[a-z]+:[A-Za-z0-9._:%-]{1,200}|(?=.{3,253}$)([a-z0-9-]{1,63}\\.)+[a-z][a-z0-9-]{0,62}");

  private final String url;
  private final Clock clock;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param url where the endpoints are
   */
  public BlueskyConnector(String url, int timeoutSeconds, Clock clock) {
    if (!Source.isAllowed(url)) {
      throw new IllegalArgumentException("Bluesky is asked over https, or on this machine");
    }
    this.url = url;
    this.patience = Duration.ofSeconds(timeoutSeconds);
    this.clock = clock;
  }

  @Override
  public String platform() {
    return "bluesky";
  }

  @Override
  public String source() {
    return "Bluesky";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.POSTS,
        Capability.ALT_TEXT,
        Capability.FOLLOWERS,
        Capability.FOLLOWER_IDS,
        Capability.FOLLOWING);
  }

  @Override
  public int lookUpAtOnce() {
    return 25;
  }

  @Override
  public Sizes sizes(Part part) {
    return new Sizes(1, 100);
  }

  @Override
  public Bill worst(Ask ask) {
    return Bill.NOTHING;
  }

  /** A whole answer, and what it says of limits. */
  private record Reply(JsonNode body, Optional<Limit> limit) {}

  @Override
  public LookUp lookUp(List<Wanted> wanted) throws ApiFailure {
    Map<String, LookUp.Found> answers = new TreeMap<>();
    List<Wanted> asked = new ArrayList<>();
    for (Wanted one : wanted) {
      if (ACTOR.matcher(actor(one)).matches()) {
        asked.add(one);
      } else {
        answers.put(
            one.account(),
            LookUp.Found.not(
                ProfileState.UNREADABLE,
                "the register's handle is none that Bluesky has: it is a domain, or a DID"));
      }
    }
    if (asked.isEmpty()) {
      return new LookUp(answers, Bill.NOTHING, Optional.empty());
    }
    StringBuilder query = new StringBuilder();
    for (Wanted one : asked) {
      query.append(query.isEmpty() ? "?" : "&").append("actors=").append(encode(actor(one)));
    }
    Reply reply = get("app.bsky.actor.getProfiles" + query);
    JsonNode profiles = reply.body().path("profiles");
    if (!profiles.isArray()) {
      throw ApiFailure.unknown("Bluesky left out the profiles that were asked for", false);
    }
    for (Wanted one : asked) {
      Optional<JsonNode> profile =
          profiles
              .valueStream()
              .filter(
                  p ->
                      text(p, "did").equals(actor(one))
                          || text(p, "handle").equalsIgnoreCase(actor(one)))
              .findFirst();
      answers.put(one.account(), profile.isPresent() ? found(profile.get()) : alone(one));
    }
    return new LookUp(answers, Bill.NOTHING, reply.limit());
  }

  /** Who is passed over in silence among others is asked for alone, since then it says why. */
  private LookUp.Found alone(Wanted one) throws ApiFailure {
    try {
      return found(get("app.bsky.actor.getProfile?actor=" + encode(actor(one))).body());
    } catch (ApiFailure refusal) {
      return switch (refusal.kind()) {
        case REJECTED -> LookUp.Found.not(ProfileState.NOT_FOUND, "Bluesky has no such account");
        case UNREADABLE ->
            LookUp.Found.not(
                refusal.reason().equals(SUSPENDED)
                    ? ProfileState.SUSPENDED
                    : ProfileState.UNREADABLE,
                refusal.reason());
        default -> throw refusal;
      };
    }
  }

  private static String actor(Wanted one) {
    return one.userId().isEmpty() ? one.handle().toLowerCase(Locale.ROOT) : one.userId();
  }

  private static LookUp.Found found(JsonNode profile) {
    ObjectNode user = JSON.createObjectNode();
    user.put("id", text(profile, "did"));
    user.put("username", text(profile, "handle"));
    user.put("name", text(profile, "displayName"));
    user.put("description", text(profile, "description"));
    user.put("created_at", text(profile, "createdAt"));
    user.put("protected", false);
    labels(profile, user);
    return new LookUp.Found(
        ProfileState.FOUND,
        text(profile, "did"),
        JSON.writeValueAsString(user),
        profile.path("followersCount").asLong(-1),
        profile.path("followsCount").asLong(-1),
        "",
        Optional.empty());
  }

  @Override
  public Page page(Ask ask) throws ApiFailure {
    String method =
        switch (ask.part()) {
          case POSTS -> "app.bsky.feed.getAuthorFeed";
          case FOLLOWERS -> "app.bsky.graph.getFollowers";
          case FOLLOWING -> "app.bsky.graph.getFollows";
          case MENTIONS ->
              throw ApiFailure.unreadable("Bluesky does not show mentions to the public");
        };
    Reply reply =
        get(
            method
                + "?actor="
                + encode(ask.userId())
                + "&limit="
                + ask.size()
                + (ask.part() == Part.POSTS ? "&filter=posts_with_replies" : "")
                + (ask.next().isEmpty() ? "" : "&cursor=" + encode(ask.next())));
    String list =
        switch (ask.part()) {
          case POSTS -> "feed";
          case FOLLOWING -> "follows";
          default -> "followers";
        };
    JsonNode all = reply.body().path(list);
    if (!all.isArray()) {
      throw ApiFailure.unknown("Bluesky left out the list that was asked for", false);
    }
    List<Page.Item> items = new ArrayList<>();
    for (JsonNode one : all) {
      items.add(
          ask.part() == Part.POSTS
              ? BlueskyPost.item(one)
              : new Page.Person(text(one, "did"), text(one, "handle"), text(one, "displayName")));
    }
    return new Page(items, text(reply.body(), "cursor"), Bill.NOTHING, reply.limit());
  }

  static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  /** The labels that moderators, or the writer, put on a post or an account. */
  static void labels(JsonNode from, ObjectNode to) {
    List<String> names =
        from.path("labels")
            .valueStream()
            .filter(label -> !label.path("neg").asBoolean(false))
            .map(label -> text(label, "val"))
            .distinct()
            .toList();
    if (!names.isEmpty()) {
      var list = to.putArray("labels");
      names.forEach(list::add);
    }
  }

  private Reply get(String call) throws ApiFailure {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + call))
            .timeout(patience)
            .header("Accept", "application/json")
            .GET()
            .build();
    HttpResponse<String> response;
    var pending =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      // The request's own timeout ends with the headers; a body may hang as well.
      response = pending.get(patience.toSeconds() * 4, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      pending.cancel(true);
      throw ApiFailure.retry("Bluesky sent no answer, or one that broke off", false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiFailure.stop("it was interrupted");
    }
    JsonNode body = tree(response.body());
    int status = response.statusCode();
    if (status == 200 && body.isObject()) {
      return new Reply(body, limit(response));
    }
    String named = "HTTP " + status + name(body);
    throw switch (status) {
      case 200 -> ApiFailure.retry("Bluesky sent an answer that is no whole JSON", false);
      case 400 -> refused(named, text(body, "error"), call.contains("&cursor="));
      case 401, 403 -> ApiFailure.stop(named + ": Bluesky wants credentials for this");
      case 429 -> ApiFailure.wait(named, limit(response).map(Limit::resetAt));
      default -> status >= 500 ? ApiFailure.retry(named, false) : ApiFailure.unreadable(named);
    };
  }

  private static ApiFailure refused(String named, String error, boolean hasCursor) {
    return switch (error) {
      case "AccountTakedown" -> ApiFailure.unreadable(SUSPENDED);
      case "AccountDeactivated" -> ApiFailure.unreadable("the account is deactivated");
      case "BlockedActor", "BlockedByActor" -> ApiFailure.unreadable("the account is blocked");
      default -> hasCursor ? ApiFailure.expired(named) : ApiFailure.rejected(named);
    };
  }

  private static String name(JsonNode body) {
    String error = text(body, "error");
    return error.matches("[A-Za-z]{1,60}") ? " " + error : "";
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  private Optional<Limit> limit(HttpResponse<String> response) {
    try {
      long reset =
          Long.parseLong(
              response
                  .headers()
                  .firstValue("ratelimit-reset")
                  .or(
                      () ->
                          response
                              .headers()
                              .firstValue("retry-after")
                              .map(
                                  after ->
                                      Long.toString(
                                          clock.instant().getEpochSecond()
                                              + Long.parseLong(after))))
                  .orElse(""));
      int left = Integer.parseInt(response.headers().firstValue("ratelimit-remaining").orElse("0"));
      return Optional.of(new Limit(left, Instant.ofEpochSecond(reset)));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
