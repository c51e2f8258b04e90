package org.invigilator.connector.meta;

import static org.invigilator.connector.meta.GraphClient.text;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Bill;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Connector;
import org.invigilator.connector.KeptReplies;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.connector.PostLine;
import org.invigilator.policy.LivePlatform;
import org.invigilator.register.PostKey;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The trust's Instagram accounts, which must be professional ones, through the Graph API: posts
 * with their comments, and posts of others that tag the account. Followers are given as a number
 * only, and people tagged on a picture not at all. It is long because posts, comments and tags each
 * have their own failures.
 */
public final class InstagramConnector implements Connector {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 25;

  /** The cursor of a page of posts that tag the account. */
  private static final String TAGS = "tags:";

  private static final String COMMENTS =
      "comments.limit(50){id,text,timestamp,from,replies.limit(50){id,text,timestamp,from}}";
  private static final String POSTS =
      "id,caption,alt_text,media_type,permalink,shortcode,timestamp,username,comments_count,"
          + "children{id,media_type,alt_text},"
          + COMMENTS;

  private final GraphClient client;
  private final KeptReplies<GraphClient.Reply> posts = new KeptReplies<>();
  private final Map<String, String> shortfalls = new HashMap<>();

  /**
   * @param url where the API is, its version included
   */
  public InstagramConnector(String url, MetaTokens tokens, int timeoutSeconds, Clock clock) {
    this.client = new GraphClient(url, tokens, timeoutSeconds, clock);
  }

  @Override
  public String platform() {
    return LivePlatform.INSTAGRAM.id();
  }

  @Override
  public String source() {
    return "Instagram";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.POSTS, Capability.MENTIONS, Capability.POSTS_SINCE);
  }

  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.of(
        Capture.Field.TEXT,
        Capture.Field.MEDIA,
        Capture.Field.ALT_TEXT,
        Capture.Field.MENTIONS,
        Capture.Field.REPLY_TARGETS,
        Capture.Field.IDS,
        Capture.Field.PERMALINKS,
        Capture.Field.COUNTS);
  }

  @Override
  public boolean isCommentsBelowPosts() {
    return true;
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  public int lookUpAtOnce() {
    return 1;
  }

  @Override
  public Sizes sizes(Part part) {
    return new Sizes(PAGE, PAGE);
  }

  @Override
  public Bill worst(PageRequest request) {
    return Bill.NOTHING;
  }

  @Override
  public String shortfall(Query account, Part part) {
    return shortfalls.getOrDefault(account.account() + " " + part, "");
  }

  @Override
  public LookUp lookUp(List<Query> queries) throws ApiFailure {
    Map<String, LookUp.Found> found = new TreeMap<>();
    for (Query one : queries) {
      if (one.userId().isEmpty()) {
        found.put(
            one.account(),
            LookUp.Found.not(
                ProfileState.UNREADABLE,
                "Instagram's programming interface finds an account by its number only; give platform_user_id in the register"));
        continue;
      }
      try {
        JsonNode user =
            client
                .get(
                    one.account(),
                    one.userId(),
                    Map.of(
                        "fields",
                        "id,username,name,biography,website,followers_count,follows_count,media_count"))
                .body();
        found.put(one.account(), found(user));
      } catch (ApiFailure failure) {
        found.put(one.account(), FacebookConnector.notFound(failure));
      }
    }
    return new LookUp(found, Bill.NOTHING, Optional.empty());
  }

  private static LookUp.Found found(JsonNode account) throws ApiFailure {
    if (text(account, "id").isEmpty() || text(account, "username").isEmpty()) {
      throw ApiFailure.unknown("Meta left out the id or the handle of an account", false);
    }
    ObjectNode user = JSON.createObjectNode();
    user.put("id", text(account, "id"));
    user.put("username", text(account, "username"));
    user.put("name", text(account, "name"));
    user.put("description", text(account, "biography"));
    user.put("url", text(account, "website"));
    // A professional account is always public.
    user.put("protected", false);
    LookUp.countPosts(user, account.path("media_count").asLong(-1));
    return new LookUp.Found(
        ProfileState.FOUND,
        text(account, "id"),
        JSON.writeValueAsString(user),
        account.path("followers_count").asLong(-1),
        account.path("follows_count").asLong(-1),
        "",
        Optional.empty());
  }

  @Override
  public Page page(PageRequest request) throws ApiFailure {
    boolean ofOthers = request.next().startsWith(TAGS);
    String after = ofOthers ? request.next().substring(TAGS.length()) : request.next();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("fields", ofOthers ? "id,caption,permalink,timestamp,username" : POSTS);
    parameters.put("limit", Integer.toString(PAGE));
    if (!after.isEmpty()) {
      parameters.put("after", after);
    }
    boolean isOwn = request.part() == Part.POSTS;
    String path = request.userId() + (ofOthers ? "/tags" : "/media");
    // The comments of others are below the account's own posts.
    String asked = request.who().account() + " " + path + parameters;
    Optional<GraphClient.Reply> kept = isOwn ? Optional.empty() : posts.take(asked);
    GraphClient.Reply reply =
        kept.isPresent() ? kept.get() : client.get(request.who().account(), path, parameters);
    JsonNode data = reply.body().path("data");
    if (!data.isArray()) {
      throw ApiFailure.unknown("Meta's reply has no list", false);
    }
    List<Page.Item> items = new ArrayList<>();
    boolean isOver = GraphClient.next(reply.body()).isEmpty();
    for (JsonNode post : data) {
      Instant at = GraphClient.instant(text(post, "timestamp"));
      boolean isOld = request.from().map(at::isBefore).orElse(false);
      isOver = isOver || isOld;
      if (isOld) {
        continue;
      }
      if (ofOthers) {
        items.add(
            new PostLine(GraphClient.id(post), at)
                .text(text(post, "caption"))
                .permalink(text(post, "permalink"))
                .item());
      } else {
        if (isOwn) {
          items.add(post(post, at, request.who()));
        }
        comments(post, request, items);
      }
    }
    if (GraphClient.isUnsigned(data)) {
      shortfalls.put(
          request.who().account() + " " + request.part(), "Meta did not show who wrote comments");
    }
    if (isOwn) {
      posts.keep(asked, reply);
    }
    String next = isOver ? "" : GraphClient.next(reply.body());
    boolean goesOn = request.part() == Part.MENTIONS && !ofOthers && next.isEmpty();
    return new Page(
        items,
        goesOn ? TAGS : ofOthers && !next.isEmpty() ? TAGS + next : next,
        Bill.NOTHING,
        reply.limit());
  }

  private static Page.Item post(JsonNode post, Instant at, Query who) throws ApiFailure {
    if (post.path("caption").isNull()) {
      throw ApiFailure.unknown("Meta left out the texts of posts", false);
    }
    List<JsonNode> media = post.path("children").path("data").valueStream().toList();
    List<JsonNode> all = media.isEmpty() ? List.of(post) : media;
    PostLine line =
        new PostLine(GraphClient.id(post), at)
            .alsoKnownAs(text(all.get(0), "id"))
            .alsoKnownAs(text(post, "shortcode"))
            .alsoKnownAs(PostKey.ofMinute(who.account(), at))
            .permalink(text(post, "permalink"))
            .author(who.userId())
            .counts(post.path("comments_count").asLong(0), 0)
            .text(text(post, "caption"));
    if (text(post, "media_type").equals("CAROUSEL_ALBUM") && media.isEmpty()) {
      line.unknownAttachment("children");
    }
    for (JsonNode one : all) {
      // The description of an album is that of its first picture, where this has none.
      String own = text(one, "alt_text");
      String alt = own.isEmpty() && one == all.get(0) ? text(post, "alt_text") : own;
      line.media(text(one, "id"), text(one, "media_type").equals("VIDEO") ? "video" : "photo", alt);
    }
    return line.item();
  }

  /** Comments below a post: those of the account itself among its posts, others among mentions. */
  private void comments(JsonNode post, PageRequest request, List<Page.Item> items)
      throws ApiFailure {
    JsonNode comments = post.path("comments");
    String key = request.who().account() + " " + request.part();
    String lack = GraphClient.lackOfComments(post.path("comments_count"), comments);
    if (!lack.isEmpty()) {
      if (request.part() == Part.MENTIONS) {
        throw ApiFailure.unreadable(lack);
      }
      shortfalls.put(key, lack);
    }
    String hidden = GraphClient.hiddenComments(post.path("comments_count"), comments);
    if (!hidden.isEmpty() && request.part() == Part.MENTIONS) {
      shortfalls.put(key, hidden);
    }
    if (comments.path("paging").has("next")) {
      shortfalls.put(key, "only the first 50 comments below a post were read");
    }
    for (JsonNode top : comments.path("data")) {
      comment(post, post, top, request, items);
      if (top.path("replies").path("paging").has("next")) {
        shortfalls.put(key, "only the first 50 replies below a comment were read");
      }
      for (JsonNode reply : top.path("replies").path("data")) {
        comment(post, top, reply, request, items);
      }
    }
  }

  private static void comment(
      JsonNode post,
      JsonNode answered,
      JsonNode comment,
      PageRequest request,
      List<Page.Item> items)
      throws ApiFailure {
    JsonNode from = comment.path("from");
    // An account may have another number in comments than for itself.
    String handle = text(post, "username");
    boolean isOwn =
        text(from, "id").equals(request.userId())
            || (!handle.isEmpty() && text(from, "username").equalsIgnoreCase(handle));
    if (isOwn == (request.part() == Part.POSTS)) {
      JsonNode to = answered.path("from");
      items.add(
          new PostLine(GraphClient.id(comment), GraphClient.instant(text(comment, "timestamp")))
              .text(text(comment, "text"))
              .author(text(from, "id"))
              .conversation(GraphClient.id(post))
              .reply(GraphClient.id(answered), text(to, "id"), text(to, "username"))
              .item());
    }
  }
}
