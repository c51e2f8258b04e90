package org.invigilator.connector.meta;

import static org.invigilator.connector.meta.GraphClient.text;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
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
import org.invigilator.connector.HttpCalls;
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
 * The trust's own Facebook pages through the Graph API: posts with their comments, and what
 * visitors wrote on the page. Followers are given as a number only, and accounts that are named or
 * tagged by their numbers, which no register has. It is long because posts, comments and visitors
 * each have their own failures.
 */
public final class FacebookConnector implements Connector {
  public static final String URL = "https://graph.facebook.com/";
  public static final String VERSION = "v26.0";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 25;

  /** So many letters of a moment are its date, hour and minute. */
  private static final int MINUTE = 16;

  /** The cursor of a page of visitors' posts; one of the page's own is Meta's own. */
  private static final String VISITORS = "visitors:";

  private static final String COMMENTS =
      "comments.limit(100).filter(stream).summary(true){id,message,created_time,from,parent{id,from}}";
  private static final String POSTS =
      "id,created_time,message,story,permalink_url,message_tags,place,from,application,"
          + "attachments{type,target,url,unshimmed_url,title,description,subattachments},"
          + COMMENTS;

  private final GraphClient client;
  private final KeptReplies<GraphClient.Reply> posts = new KeptReplies<>();
  private final Map<String, String> shortfalls = new HashMap<>();

  /**
   * @param url where the API is, its version included
   */
  public FacebookConnector(String url, MetaTokens tokens, int timeoutSeconds, Clock clock) {
    this.client = new GraphClient(url, tokens, timeoutSeconds, clock);
  }

  @Override
  public String platform() {
    return LivePlatform.FACEBOOK.id();
  }

  @Override
  public String source() {
    return "Facebook";
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
        Capture.Field.CLIENT,
        Capture.Field.IDS,
        Capture.Field.PERMALINKS,
        Capture.Field.PLACE);
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
    Optional<org.invigilator.connector.Limit> limit = Optional.empty();
    for (Query one : queries) {
      try {
        GraphClient.Reply reply =
            client.get(
                one.account(),
                HttpCalls.encode(one.userId().isEmpty() ? one.handle() : one.userId()),
                Map.of("fields", "id,name,username,about,website,link,followers_count"));
        limit = reply.limit();
        found.put(one.account(), found(reply.body(), one));
      } catch (ApiFailure failure) {
        found.put(one.account(), notFound(failure));
      }
    }
    return new LookUp(found, Bill.NOTHING, limit);
  }

  /** What a failure to look one account up means for it. */
  static LookUp.Found notFound(ApiFailure failure) throws ApiFailure {
    return switch (failure.kind()) {
      case REJECTED, UNREADABLE -> LookUp.Found.not(ProfileState.UNREADABLE, failure.reason());
      default -> throw failure;
    };
  }

  private static LookUp.Found found(JsonNode page, Query one) throws ApiFailure {
    if (text(page, "id").isEmpty() || !page.has("name")) {
      throw ApiFailure.unknown("Meta left out the id or the name of a page", false);
    }
    ObjectNode user = JSON.createObjectNode();
    user.put("id", text(page, "id"));
    user.put("username", page.path("username").asString(one.handle()));
    user.put("name", text(page, "name"));
    user.put("description", text(page, "about"));
    user.put("url", text(page, "website"));
    user.put("protected", false);
    return new LookUp.Found(
        ProfileState.FOUND,
        text(page, "id"),
        JSON.writeValueAsString(user),
        page.path("followers_count").asLong(-1),
        -1,
        "",
        Optional.empty());
  }

  @Override
  public Page page(PageRequest request) throws ApiFailure {
    boolean ofVisitors = request.next().startsWith(VISITORS);
    String after = ofVisitors ? request.next().substring(VISITORS.length()) : request.next();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("fields", ofVisitors ? "id,created_time,message,permalink_url,from" : POSTS);
    parameters.put("limit", Integer.toString(PAGE));
    request.from().ifPresent(from -> parameters.put("since", Long.toString(from.getEpochSecond())));
    if (!after.isEmpty()) {
      parameters.put("after", after);
    }
    boolean isOwn = request.part() == Part.POSTS;
    String path = request.userId() + (ofVisitors ? "/visitor_posts" : "/published_posts");
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
    Map<String, String> alts = isOwn ? descriptions(request.who().account(), data) : Map.of();
    Map<String, String> minutes = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (JsonNode post : data) {
      String other = minutes.putIfAbsent(minute(post), text(post, "id"));
      if (other != null && !other.equals(text(post, "id"))) {
        shared.add(minute(post));
      }
    }
    for (JsonNode post : data) {
      if (ofVisitors) {
        items.add(visitor(post));
      } else {
        if (isOwn && isBy(post, request.userId())) {
          items.add(post(post, request.who().account(), alts, shared.contains(minute(post))));
        }
        comments(post, request, isOwn, items);
      }
    }
    boolean isOfOthers =
        !ofVisitors
            && !data.isEmpty()
            && data.valueStream().noneMatch(post -> isBy(post, request.userId()));
    if (isOfOthers) {
      throw ApiFailure.unknown("Meta showed only posts of others as the page's own", false);
    }
    if (GraphClient.isUnsigned(data)) {
      shortfalls.put(
          request.who().account() + " " + request.part(), "Meta did not show who wrote comments");
    }
    if (isOwn) {
      posts.keep(asked, reply);
    }
    String next = GraphClient.next(reply.body());
    boolean goesOn = request.part() == Part.MENTIONS && !ofVisitors && next.isEmpty();
    return new Page(
        items,
        goesOn ? VISITORS : ofVisitors && !next.isEmpty() ? VISITORS + next : next,
        Bill.NOTHING,
        reply.limit());
  }

  private static boolean isBy(JsonNode post, String page) {
    String author = text(post.path("from"), "id");
    return author.isEmpty() || author.equals(page);
  }

  /** Every attached object, those of an album included. */
  private static List<JsonNode> attached(JsonNode post) {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode one : post.path("attachments").path("data")) {
      JsonNode inner = one.path("subattachments").path("data");
      if (inner.isEmpty()) {
        all.add(one);
      } else {
        inner.forEach(all::add);
      }
    }
    return all;
  }

  /** What is attached is there, and not shown: an album without its pictures, or something gone. */
  private static boolean isHidden(JsonNode attached) {
    return text(attached, "type").matches("album|unavailable|");
  }

  private static boolean isMedium(JsonNode attached) {
    return text(attached, "type")
        .matches("photo|cover_photo|profile_media|video.*|animated_image.*");
  }

  /**
   * The descriptions that people wrote of the pictures on a page, by the picture's id; those that
   * Meta's programs made say nothing of the school.
   */
  private Map<String, String> descriptions(String account, JsonNode posts) throws ApiFailure {
    List<String> ids = new ArrayList<>();
    for (JsonNode post : posts) {
      for (JsonNode one : attached(post)) {
        String id = text(one.path("target"), "id");
        if (text(one, "type").equals("photo") && !id.isEmpty()) {
          ids.add(id);
        }
      }
    }
    Map<String, String> descriptions = new HashMap<>();
    for (int i = 0; i < ids.size(); i += PAGE * 2) {
      List<String> some = ids.subList(i, Math.min(ids.size(), i + PAGE * 2));
      try {
        client
            .get(account, "", Map.of("ids", String.join(",", some), "fields", "alt_text_custom"))
            .body()
            .properties()
            .forEach(
                one -> descriptions.put(one.getKey(), text(one.getValue(), "alt_text_custom")));
      } catch (ApiFailure failure) {
        if (failure.kind() != ApiFailure.Kind.REJECTED
            && failure.kind() != ApiFailure.Kind.UNREADABLE) {
          throw failure;
        }
        // One picture that is not shown spoils the reply about all of them, and a permission may be
        // missing for these alone; the posts are there.
        shortfalls.put(
            account + " " + Part.POSTS, "Meta did not show the descriptions of pictures");
      }
    }
    return descriptions;
  }

  /** The minute of a post, to the letter. */
  private static String minute(JsonNode post) {
    String at = text(post, "created_time");
    return at.substring(0, Math.min(MINUTE, at.length()));
  }

  /**
   * @param sharesMinute whether another post is of the same minute, which then identifies neither
   */
  private static Page.Item post(
      JsonNode post, String account, Map<String, String> alts, boolean sharesMinute)
      throws ApiFailure {
    if (post.path("message").isNull()) {
      throw ApiFailure.unknown("Meta left out the texts of posts", false);
    }
    Instant at = GraphClient.instant(text(post, "created_time"));
    String id = GraphClient.id(post);
    List<JsonNode> attached = attached(post);
    String first =
        attached.stream()
            .filter(FacebookConnector::isMedium)
            .map(one -> text(one.path("target"), "id"))
            .findFirst()
            .orElse("");
    PostLine line =
        new PostLine(id, at)
            .alsoKnownAs(
                !first.isEmpty() ? first : sharesMinute ? id : PostKey.ofMinute(account, at))
            .alsoKnownAs(PostKey.ofId(text(post, "permalink_url")))
            .permalink(text(post, "permalink_url"))
            .author(text(post.path("from"), "id"))
            .app(text(post.path("application"), "name"));
    StringBuilder text = new StringBuilder(text(post, "message"));
    for (JsonNode one : attached) {
      String target = text(one.path("target"), "id");
      if (isHidden(one)) {
        line.unknownAttachment(text(one, "type"));
      } else if (isMedium(one)) {
        boolean isVideo = text(one, "type").startsWith("video");
        line.media(target, isVideo ? "video" : "photo", alts.getOrDefault(target, ""));
      } else {
        line.link(one.path("unshimmed_url").asString(text(one, "url")));
      }
      for (String part : List.of("title", "description")) {
        String words = text(one, part);
        if (!words.isBlank() && text.indexOf(words) < 0) {
          text.append('\n').append(words);
        }
      }
    }
    line.text(text.toString().strip());
    post.path("message_tags").forEach(tag -> line.mention(text(tag, "id"), ""));
    JsonNode place = post.path("place");
    if (place.isObject()) {
      line.place(text(place, "id"), place.path("location").has("latitude"));
    }
    return line.item();
  }

  /** Comments below a post: those of the page itself, or those of everyone else. */
  private void comments(JsonNode post, PageRequest request, boolean own, List<Page.Item> items)
      throws ApiFailure {
    JsonNode comments = post.path("comments");
    String key = request.who().account() + " " + request.part();
    String lack =
        GraphClient.lackOfComments(comments.path("summary").path("total_count"), comments);
    if (!lack.isEmpty()) {
      if (!own) {
        throw ApiFailure.unreadable(lack);
      }
      shortfalls.put(key, lack);
    }
    String hidden =
        GraphClient.hiddenComments(comments.path("summary").path("total_count"), comments);
    if (!hidden.isEmpty() && request.part() == Part.MENTIONS) {
      shortfalls.put(key, hidden);
    }
    if (comments.path("paging").has("next")) {
      shortfalls.put(key, "only the first 100 comments below a post were read");
    }
    for (JsonNode comment : comments.path("data")) {
      String author = text(comment.path("from"), "id");
      if (author.equals(request.userId()) == own) {
        JsonNode parent = comment.path("parent");
        items.add(
            new PostLine(
                    GraphClient.id(comment), GraphClient.instant(text(comment, "created_time")))
                .text(text(comment, "message"))
                .author(author)
                .conversation(GraphClient.id(post))
                .reply(
                    parent.path("id").asString(text(post, "id")),
                    text(parent.path("from"), "id"),
                    "")
                .item());
      }
    }
  }

  private static Page.Item visitor(JsonNode post) throws ApiFailure {
    return new PostLine(GraphClient.id(post), GraphClient.instant(text(post, "created_time")))
        .text(text(post, "message"))
        .author(text(post.path("from"), "id"))
        .permalink(text(post, "permalink_url"))
        .item();
  }
}
