package org.invigilator.connector.bluesky;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.invigilator.connector.PostLine;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.invigilator.snapshot.LineHead;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bluesky (lexicons app.bsky.actor, app.bsky.feed and app.bsky.graph). An account is its DID,
 * whatever its handle; a post is the last part of its address. Bluesky cannot be asked for new
 * posts only, so those of the last weeks are read in every run, at no cost.
 */
public final class BlueskyConnector implements Connector {
  public static final String URL = "https://public.api.bsky.app/xrpc/";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A DID, or a domain name (AT Protocol, handle and DID syntax). */
  private static final Pattern ACTOR =
      Pattern.compile(
          "did:[a-z]+:[A-Za-z0-9._:%-]{1,200}|(?=.{3,253}$)([a-z0-9-]{1,63}\\.)+[a-z][a-z0-9-]{0,62}");

  private final BlueskyClient client;

  /**
   * @param url where the endpoints are
   */
  public BlueskyConnector(String url, int timeoutSeconds, Clock clock) {
    if (!Source.isAllowed(url)) {
      throw new IllegalArgumentException(
          "The address of Bluesky must begin with https:// (http:// only on this computer)");
    }
    this.client = new BlueskyClient(url, Duration.ofSeconds(timeoutSeconds), clock);
  }

  @Override
  public String platform() {
    return LivePlatform.BLUESKY.id();
  }

  @Override
  public String source() {
    return "Bluesky";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.POSTS, Capability.FOLLOWERS, Capability.FOLLOWER_IDS, Capability.FOLLOWING);
  }

  /** Bluesky has no apps, edits or places; people are tagged in the text and nowhere else. */
  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.complementOf(
        EnumSet.of(Capture.Field.CLIENT, Capture.Field.EDIT_HISTORY, Capture.Field.PLACE));
  }

  @Override
  public boolean countsInProfile(LineHead post) {
    return !post.shown().contains(LineHead.Shown.REPOST);
  }

  @Override
  public void close() {
    client.close();
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
  public Bill worst(PageRequest request) {
    return Bill.NOTHING;
  }

  @Override
  public LookUp lookUp(List<Query> queries) throws ApiFailure {
    Map<String, LookUp.Found> found = new TreeMap<>();
    List<Query> asked = new ArrayList<>();
    for (Query one : queries) {
      if (ACTOR.matcher(actor(one)).matches()) {
        asked.add(one);
      } else {
        found.put(
            one.account(),
            LookUp.Found.not(
                ProfileState.UNREADABLE,
                "the handle in the register is not a valid Bluesky handle (a domain name or a DID)"));
      }
    }
    if (asked.isEmpty()) {
      return new LookUp(found, Bill.NOTHING, Optional.empty());
    }
    StringBuilder query = new StringBuilder();
    for (Query one : asked) {
      query
          .append(query.isEmpty() ? "?" : "&")
          .append("actors=")
          .append(HttpCalls.encode(actor(one)));
    }
    BlueskyClient.Reply reply = client.get("app.bsky.actor.getProfiles" + query);
    JsonNode profiles = reply.body().path("profiles");
    if (!profiles.isArray()) {
      throw ApiFailure.unknown("Bluesky's reply has no profiles", false);
    }
    for (Query one : asked) {
      Optional<JsonNode> profile =
          profiles
              .valueStream()
              .filter(
                  p ->
                      text(p, "did").equals(actor(one))
                          || text(p, "handle").equalsIgnoreCase(actor(one)))
              .findFirst();
      found.put(one.account(), profile.isPresent() ? found(profile.get()) : lookUpAlone(one));
    }
    return new LookUp(found, Bill.NOTHING, reply.limit());
  }

  /** An account missing from a common reply is looked up alone, because then Bluesky says why. */
  private LookUp.Found lookUpAlone(Query one) throws ApiFailure {
    try {
      return found(
          client.get("app.bsky.actor.getProfile?actor=" + HttpCalls.encode(actor(one))).body());
    } catch (ApiFailure failure) {
      return switch (failure.kind()) {
        case REJECTED -> LookUp.Found.not(ProfileState.NOT_FOUND, "Bluesky has no such account");
        case UNREADABLE ->
            LookUp.Found.not(
                failure.reason().equals(BlueskyClient.SUSPENDED)
                    ? ProfileState.SUSPENDED
                    : ProfileState.UNREADABLE,
                failure.reason());
        default -> throw failure;
      };
    }
  }

  private static String actor(Query one) {
    return one.userId().isEmpty() ? one.handle().toLowerCase(Locale.ROOT) : one.userId();
  }

  private static LookUp.Found found(JsonNode profile) {
    ObjectNode user = JSON.createObjectNode();
    user.put("id", text(profile, "did"));
    user.put("username", text(profile, "handle"));
    user.put("name", text(profile, "displayName"));
    user.put("description", PostLine.escaped(text(profile, "description")));
    user.put("created_at", text(profile, "createdAt"));
    user.put("protected", false);
    LookUp.countPosts(user, profile.path("postsCount").asLong(-1));
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
  public Page page(PageRequest request) throws ApiFailure {
    String method =
        switch (request.part()) {
          case POSTS -> "app.bsky.feed.getAuthorFeed";
          case FOLLOWERS -> "app.bsky.graph.getFollowers";
          case FOLLOWING -> "app.bsky.graph.getFollows";
          case MENTIONS ->
              throw ApiFailure.unreadable("Bluesky does not show mentions to the public");
        };
    BlueskyClient.Reply reply =
        client.get(
            method
                + "?actor="
                + HttpCalls.encode(request.userId())
                + "&limit="
                + request.size()
                + (request.part() == Part.POSTS ? "&filter=posts_with_replies" : "&sort=latest")
                + (request.next().isEmpty() ? "" : "&cursor=" + HttpCalls.encode(request.next())));
    String list =
        switch (request.part()) {
          case POSTS -> "feed";
          case FOLLOWING -> "follows";
          default -> "followers";
        };
    JsonNode all = reply.body().path(list);
    if (!all.isArray()) {
      throw ApiFailure.unknown("Bluesky's reply has no list", false);
    }
    List<Page.Item> items = new ArrayList<>();
    boolean isOfOthers = false;
    boolean isOfAccount = false;
    for (JsonNode one : all) {
      if (request.part() == Part.POSTS) {
        // A feed also has what others wrote and the account passed on; nothing else is its own.
        if (BlueskyPost.isOf(one, request.userId())) {
          items.add(BlueskyPost.item(one));
          isOfAccount |= !BlueskyPost.isRepost(one);
        } else {
          isOfOthers = true;
        }
      } else if (text(one, "did").isEmpty() || !one.has("handle")) {
        throw ApiFailure.unknown("Bluesky left out who the people of a list are", false);
      } else {
        items.add(new Page.Person(text(one, "did"), text(one, "handle"), text(one, "displayName")));
      }
    }
    if (isOfOthers && !isOfAccount) {
      throw ApiFailure.unknown("Bluesky showed only posts of others as the account's own", false);
    }
    return new Page(items, text(reply.body(), "cursor"), Bill.NOTHING, reply.limit());
  }

  static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  /** The labels that moderators, or the author, put on a post or an account. */
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
}
