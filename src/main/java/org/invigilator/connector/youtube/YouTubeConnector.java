package org.invigilator.connector.youtube;

import java.time.DateTimeException;
import java.time.Duration;
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
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Bill;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Connector;
import org.invigilator.connector.KeptReplies;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.connector.PostLine;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * YouTube's Data API v3: public videos, comments that the channel wrote on its own videos, comments
 * of others, and subscriptions where they are public. Names of subscribers are given to no one. It
 * is long because each of its lists is read with its own limits and failures.
 */
public final class YouTubeConnector implements Connector {
  public static final String URL = "https://www.googleapis.com/youtube/v3/";
  public static final String KEY = "INVIGILATOR_YOUTUBE_API_KEY";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 50;

  /** The cursor of a page of comments; one of videos is YouTube's own. */
  private static final String COMMENTS = "comments:";

  private final YouTubeClient client;
  private final Map<String, String> shortfalls = new HashMap<>();

  /** How many videos a channel counts, and how many comments its videos do, by its id. */
  private final Map<String, Long> videoCounts = new HashMap<>();

  private final Map<String, Long> commentCounts = new HashMap<>();
  private final Map<String, Long> commentsShown = new HashMap<>();
  private final KeptReplies<JsonNode> threads = new KeptReplies<>();

  /**
   * @param url where the API is
   */
  public YouTubeConnector(String url, String key, int timeoutSeconds) {
    if (!Source.isAllowed(url)) {
      throw new IllegalArgumentException(
          "The address of YouTube must begin with https:// (http:// only on this computer)");
    }
    this.client = new YouTubeClient(url, key, Duration.ofSeconds(timeoutSeconds));
  }

  @Override
  public String platform() {
    return LivePlatform.YOUTUBE.id();
  }

  @Override
  public String source() {
    return "YouTube";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.POSTS, Capability.FOLLOWING, Capability.MENTIONS, Capability.POSTS_SINCE);
  }

  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.complementOf(
        EnumSet.of(
            Capture.Field.REPOSTS,
            Capture.Field.CLIENT,
            Capture.Field.EDIT_HISTORY,
            Capture.Field.REACH));
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
    return PAGE;
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
    List<Query> byId = queries.stream().filter(one -> !one.userId().isEmpty()).toList();
    if (!byId.isEmpty()) {
      String ids = byId.stream().map(Query::userId).collect(Collectors.joining(","));
      Map<String, JsonNode> channels = channels("id", ids);
      for (Query one : byId) {
        found.put(one.account(), found(channels.get(one.userId())));
      }
    }
    for (Query one : queries) {
      if (one.userId().isEmpty()) {
        String handle = one.handle().startsWith("@") ? one.handle() : "@" + one.handle();
        Map<String, JsonNode> channels = channels("forHandle", handle);
        found.put(one.account(), found(channels.values().stream().findFirst().orElse(null)));
      }
    }
    return new LookUp(found, Bill.NOTHING, Optional.empty());
  }

  private Map<String, JsonNode> channels(String by, String value) throws ApiFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("part", "snippet,statistics,status");
    parameters.put(by, value);
    parameters.put("maxResults", Integer.toString(PAGE));
    Map<String, JsonNode> channels = new LinkedHashMap<>();
    try {
      for (JsonNode channel : client.list("channels", parameters).path("items")) {
        channels.put(id(channel), channel);
        videoCounts.put(id(channel), channel.path("statistics").path("videoCount").asLong(0));
      }
    } catch (ApiFailure failure) {
      if (!failure.reason().equals(YouTubeClient.NOTHING)) {
        throw failure;
      }
    }
    return channels;
  }

  private static LookUp.Found found(@org.jspecify.annotations.Nullable JsonNode channel)
      throws ApiFailure {
    if (channel == null) {
      return LookUp.Found.not(ProfileState.NOT_FOUND, "YouTube has no such channel");
    }
    JsonNode snippet = channel.path("snippet");
    if (!snippet.has("title")
        || !snippet.has("description")
        || !channel.path("status").has("privacyStatus")) {
      throw ApiFailure.unknown(
          "YouTube left out the names, the descriptions or the states of channels", false);
    }
    ObjectNode user = JSON.createObjectNode();
    user.put("id", text(channel, "id"));
    user.put("username", text(snippet, "customUrl").replaceFirst("^@", ""));
    user.put("name", text(snippet, "title"));
    user.put("description", text(snippet, "description"));
    user.put("created_at", text(snippet, "publishedAt"));
    user.put("protected", !text(channel.path("status"), "privacyStatus").equals("public"));
    LookUp.countPosts(user, channel.path("statistics").path("videoCount").asLong(-1));
    return new LookUp.Found(
        ProfileState.FOUND,
        text(channel, "id"),
        JSON.writeValueAsString(user),
        -1,
        -1,
        "",
        Optional.empty());
  }

  @Override
  public Page page(PageRequest request) throws ApiFailure {
    return switch (request.part()) {
      case POSTS ->
          request.next().startsWith(COMMENTS)
              ? comments(request, request.next().substring(COMMENTS.length()), true)
              : videos(request);
      case MENTIONS -> comments(request, request.next(), false);
      case FOLLOWING -> subscriptions(request);
      case FOLLOWERS -> throw ApiFailure.unreadable("YouTube only gives the number of subscribers");
    };
  }

  private Page videos(PageRequest request) throws ApiFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("part", "contentDetails");
    // Every channel has a list of its uploads under its own id, with another second letter.
    parameters.put("playlistId", request.userId().replaceFirst("^UC", "UU"));
    parameters.put("maxResults", Integer.toString(PAGE));
    cursor(parameters, request.next());
    JsonNode list = uploads(parameters, request.userId());
    List<String> ids = new ArrayList<>();
    for (JsonNode item : list.path("items")) {
      String id = text(item.path("contentDetails"), "videoId");
      if (id.isEmpty()) {
        throw ApiFailure.unknown("YouTube left out the ids of videos", false);
      }
      ids.add(id);
    }
    if (ids.isEmpty()
        && request.next().isEmpty()
        && videoCounts.getOrDefault(request.userId(), 0L) > 0) {
      throw ApiFailure.unknown("YouTube counts videos of the channel and lists none", false);
    }
    List<Page.Item> items = new ArrayList<>();
    boolean isOver = text(list, "nextPageToken").isEmpty();
    List<JsonNode> videos = ids.isEmpty() ? List.of() : details(ids);
    // A page of private and deleted videos only is likely where the channel counts none besides.
    if (videos.isEmpty()
        && ids.size() > 1
        && request.next().isEmpty()
        && videoCounts.getOrDefault(request.userId(), 1L) > 0) {
      throw ApiFailure.unknown("YouTube lists videos and shows none of them", false);
    }
    for (JsonNode video : videos) {
      Instant at = instant(text(video.path("snippet"), "publishedAt"));
      String shown = text(video.path("status"), "privacyStatus");
      if (shown.isEmpty()) {
        throw ApiFailure.unknown("YouTube left out which videos are public", false);
      }
      if (request.from().map(at::isBefore).orElse(false)) {
        isOver = true;
      } else if (shown.equals("public")) {
        items.add(video(video, at));
        commentCounts.merge(
            request.userId(), video.path("statistics").path("commentCount").asLong(0), Long::sum);
      }
    }
    return new Page(
        items, isOver ? COMMENTS : text(list, "nextPageToken"), Bill.NOTHING, Optional.empty());
  }

  /** A channel that never had a video has no list of uploads. */
  private JsonNode uploads(Map<String, String> parameters, String channel) throws ApiFailure {
    try {
      return client.list("playlistItems", parameters);
    } catch (ApiFailure failure) {
      boolean isEmpty = videoCounts.getOrDefault(channel, 1L) == 0;
      if (isEmpty && failure.reason().equals(YouTubeClient.NOTHING)) {
        return JSON.createObjectNode();
      }
      throw failure;
    }
  }

  /** Deleted and private videos are in the list of uploads, and have no details. */
  private List<JsonNode> details(List<String> ids) throws ApiFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("part", "snippet,status,recordingDetails,statistics");
    parameters.put("id", String.join(",", ids));
    parameters.put("maxResults", Integer.toString(PAGE));
    return client.list("videos", parameters).path("items").valueStream().toList();
  }

  private static Page.Item video(JsonNode video, Instant at) throws ApiFailure {
    JsonNode snippet = video.path("snippet");
    if (!snippet.path("title").isString()) {
      throw ApiFailure.unknown("YouTube left out the titles of videos", false);
    }
    String id = id(video);
    PostLine post =
        new PostLine(id, at)
            .text((text(snippet, "title") + "\n" + text(snippet, "description")).strip())
            .media(id, "video", "")
            .permalink("https://www.youtube.com/watch?v=" + id)
            .counts(video.path("statistics").path("commentCount").asLong(0), 0);
    snippet.path("tags").forEach(tag -> post.tag(tag.asString("")));
    if (video.path("recordingDetails").has("location")) {
      post.place("", true);
    }
    return post.item();
  }

  /**
   * Comments on the channel's videos: its own, which are posts of the account, or those of others.
   */
  private Page comments(PageRequest request, String token, boolean own) throws ApiFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("part", "snippet,replies");
    parameters.put("allThreadsRelatedToChannelId", request.userId());
    parameters.put("maxResults", "100");
    parameters.put("order", "time");
    parameters.put("textFormat", "plainText");
    cursor(parameters, token);
    // What the channel wrote itself and what others wrote is on the same pages.
    String asked = parameters.toString();
    Optional<JsonNode> kept = own ? Optional.empty() : threads.take(asked);
    JsonNode list;
    try {
      list = kept.isPresent() ? kept.get() : client.list("commentThreads", parameters);
    } catch (ApiFailure failure) {
      if (!failure.reason().equals(YouTubeClient.COMMENTS_OFF)) {
        throw failure;
      }
      list = JSON.createObjectNode();
    }
    if (list.path("items").isEmpty()
        && token.isEmpty()
        && commentCounts.getOrDefault(request.userId(), 0L) > 0) {
      String lack = "YouTube counts comments and shows none of them";
      if (!own) {
        throw ApiFailure.unreadable(lack);
      }
      shortfalls.put(request.who().account() + " " + request.part(), lack);
    }
    List<Page.Item> items = new ArrayList<>();
    boolean isOver = text(list, "nextPageToken").isEmpty();
    boolean isCut = false;
    long shown = 0;
    boolean isSigned = list.path("items").isEmpty();
    for (JsonNode thread : list.path("items")) {
      JsonNode top = thread.path("snippet").path("topLevelComment");
      List<JsonNode> all = new ArrayList<>(List.of(top));
      thread.path("replies").path("comments").forEach(all::add);
      shown += all.size();
      if (thread.path("snippet").path("totalReplyCount").asInt(0) > all.size() - 1) {
        shortfalls.put(
            request.who().account() + " " + request.part(),
            "YouTube shows only some of the replies below a comment");
      }
      // A comment need not say to which video it belongs; what is around it does.
      String video =
          text(thread.path("snippet"), "videoId").isEmpty()
              ? text(top.path("snippet"), "videoId")
              : text(thread.path("snippet"), "videoId");
      for (JsonNode comment : all) {
        Instant at = instant(text(comment.path("snippet"), "publishedAt"));
        boolean isOwn = author(comment).equals(request.userId());
        isSigned = isSigned || !author(comment).isEmpty();
        boolean isOld = request.from().map(at::isBefore).orElse(false);
        isOver = isOver || (isOld && comment == top);
        isCut = isCut || isOld;
        if (isOwn == own && !isOld) {
          items.add(
              comment(comment, at, video, comment == top ? Optional.empty() : Optional.of(top)));
        }
      }
    }
    // The channel of one who wrote a comment may be gone, but not everyone's.
    if (!isSigned) {
      throw ApiFailure.unknown("YouTube left out who wrote comments", false);
    }
    long allShown =
        commentsShown.merge(request.who().account() + " " + request.part(), shown, Long::sum);
    long counted = commentCounts.getOrDefault(request.userId(), 0L);
    // YouTube counts some comments that no one sees, but not as many as it shows.
    if (!own && isOver && !isCut && allShown > 0 && allShown * 2 < counted) {
      shortfalls.put(
          request.who().account() + " " + request.part(),
          "YouTube counts " + counted + " comments and shows " + allShown);
    }
    if (own) {
      threads.keep(asked, list);
    }
    String next = isOver ? "" : text(list, "nextPageToken");
    return new Page(
        items, own && !next.isEmpty() ? COMMENTS + next : next, Bill.NOTHING, Optional.empty());
  }

  private static String author(JsonNode comment) {
    return text(comment.path("snippet").path("authorChannelId"), "value");
  }

  private static Page.Item comment(
      JsonNode comment, Instant at, String video, Optional<JsonNode> answered) throws ApiFailure {
    JsonNode snippet = comment.path("snippet");
    if (!snippet.has("textOriginal") && !snippet.has("textDisplay")) {
      throw ApiFailure.unknown("YouTube left out the texts of comments", false);
    }
    String text = text(snippet, "textOriginal");
    if (text.isEmpty()) {
      text = StringEscapeUtils.unescapeHtml4(text(snippet, "textDisplay"));
    }
    String id = id(comment);
    PostLine post =
        new PostLine(id, at)
            .text(text)
            .author(author(comment))
            .conversation(answered.map(top -> text(top, "id")).orElse(id))
            .permalink("https://www.youtube.com/watch?v=" + video + "&lc=" + id);
    answered.ifPresentOrElse(
        top ->
            post.reply(
                text(top, "id"),
                author(top),
                text(top.path("snippet"), "authorDisplayName").replaceFirst("^@", "")),
        () -> post.reply(video, "", ""));
    return post.item();
  }

  private Page subscriptions(PageRequest request) throws ApiFailure {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("part", "snippet");
    parameters.put("channelId", request.userId());
    parameters.put("maxResults", Integer.toString(PAGE));
    cursor(parameters, request.next());
    JsonNode list = client.list("subscriptions", parameters);
    List<Page.Item> items = new ArrayList<>();
    for (JsonNode one : list.path("items")) {
      JsonNode snippet = one.path("snippet");
      String id = text(snippet.path("resourceId"), "channelId");
      if (id.isEmpty()) {
        throw ApiFailure.unknown("YouTube left out the ids of channels", false);
      }
      items.add(new Page.Person(id, "", text(snippet, "title")));
    }
    return new Page(items, text(list, "nextPageToken"), Bill.NOTHING, Optional.empty());
  }

  private static void cursor(Map<String, String> parameters, String token) {
    if (!token.isEmpty()) {
      parameters.put("pageToken", token);
    }
  }

  private static String id(JsonNode one) throws ApiFailure {
    String id = text(one, "id");
    if (id.isEmpty()) {
      throw ApiFailure.unknown("YouTube left out ids", false);
    }
    return id;
  }

  private static Instant instant(String written) throws ApiFailure {
    try {
      return Instant.parse(written);
    } catch (DateTimeException e) {
      throw ApiFailure.unknown("YouTube left out the dates of posts", false);
    }
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
