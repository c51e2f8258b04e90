package org.invigilator.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.invigilator.register.Texts;
import org.invigilator.register.XPostId;
import org.invigilator.snapshot.Post.Mention;
import org.invigilator.snapshot.Post.User;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one line of {@code posts.ndjson} or {@code mentions.ndjson}: an X API v2 response with
 * either set of field names. It is longer than other classes, because every field is read where the
 * parser is.
 */
final class PostReader {
  private static final Pattern NO_CHARACTER = Pattern.compile("(?i)&#x?[0-9a-f]{6,};?");

  /** Fields of the X API v2 that no rule needs; any other is counted and named as not read. */
  private static final Set<String> NOT_NEEDED =
      Set.of(
          "card_uri",
          "community_id",
          "context_annotations",
          "display_text_range",
          "edit_controls",
          "errors",
          "lang",
          "matching_rules",
          "media_metadata",
          "meta",
          "non_public_metrics",
          "organic_metrics",
          "paid_partnership",
          "possibly_sensitive",
          "promoted_metrics",
          "reply_settings",
          "scopes",
          "suggested_source_links",
          "withheld");

  private static final NavigableSet<String> NO_HANDLES = Collections.emptyNavigableSet();

  private String id = "";
  private String text = "";
  private String longText = "";
  private Optional<Instant> createdAt = Optional.empty();
  private String permalink = "";

  /** Ids under which another source shows the same post; the first one is by which it is known. */
  private final List<String> alsoIds = new ArrayList<>(0);

  private String replyTo = "";
  private String replyToHandle = "";
  private final Map<String, String> references = new HashMap<>();
  private static final Pattern WRITTEN_HANDLE =
      Pattern.compile("(?<![\\p{L}\\p{N}_.@/-])@([A-Za-z0-9_.]{1,58}[A-Za-z0-9_])(?![\\w@])");

  private final TextEntities entities = new TextEntities();

  /** Whether the line lists what its text names. */
  private boolean isListed;

  private final List<String> mediaKeys = new ArrayList<>();
  private String conversation = "";
  private String source = "";
  private final List<String> labels = new ArrayList<>(0);
  private final List<String> versions = new ArrayList<>(1);

  /** What can be read beside the text: an article, what the account itself wrote and quotes. */
  private final List<String> also = new ArrayList<>(0);

  private final Set<String> unknown = new TreeSet<>();

  private String author = "";
  private boolean coordinates;
  private String placeId = "";
  private int replies = -1;
  private int quotes = -1;
  private final IncludedObjects included = new IncludedObjects();

  private PostReader() {}

  /** Reads a line; throws when it is not JSON or has no id or date. */
  static Post read(JsonParser parser) {
    PostReader reader = new PostReader();
    parser.nextToken();
    Json.object(parser, reader, PostReader::part);
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException("more than one object");
    }
    return reader.post();
  }

  private void part(String name, JsonParser value) {
    switch (name) {
      case "data" -> Json.object(value, this, PostReader::data);
      case "includes" -> Json.object(value, included, IncludedObjects::read);
      // Some programs write the post without the object around it.
      default -> data(name, value);
    }
  }

  private void data(String name, JsonParser value) {
    switch (name) {
      case "id" -> id = Json.text(value);
      case "text" -> text = Json.text(value);
      case "created_at" -> createdAt = UserReader.instant(Json.text(value));
      case "author_id" -> author = Json.text(value);
      case "permalink" -> permalink = Json.text(value);
      case "also_ids" -> Json.texts(value, alsoIds);
      case "conversation_id" -> conversation = Json.text(value);
      case "source" -> source = Json.text(value);
      case "edit_history_tweet_ids", "edit_history_post_ids" -> Json.texts(value, versions);
      case "article" -> Json.object(value, this, PostReader::article);
      case "labels" -> Json.texts(value, labels);
      case "geo" -> Json.object(value, this, PostReader::geo);
      case "public_metrics" -> Json.object(value, this, PostReader::metric);
      case "in_reply_to_user_id" -> replyTo = Json.text(value);
      case "in_reply_to_screen_name" -> replyToHandle = Json.text(value);
      case "referenced_tweets", "referenced_posts" ->
          Json.array(value, this, PostReader::reference);
      case "note_tweet", "note_post" -> Json.object(value, this, PostReader::note);
      case "entities" -> {
        isListed = true;
        Json.object(value, entities, TextEntities::read);
      }
      case "attachments" -> Json.object(value, this, PostReader::attachment);
      default -> unknown(name, value);
    }
  }

  private void attachment(String name, JsonParser value) {
    switch (name) {
      case "media_keys" -> Json.texts(value, mediaKeys);
      case "media" -> included.read("media", value);
      case "poll_ids", "media_source_tweet_id" -> value.skipChildren();
      default -> unknown(Post.UNKNOWN_ATTACHMENT + name, value);
    }
  }

  /** Skips a field, and notes its name when something is in it that might be read. */
  private void unknown(String name, JsonParser value) {
    JsonToken token = value.currentToken();
    boolean isBare = token == JsonToken.VALUE_NULL || token == JsonToken.VALUE_FALSE;
    if (!isBare && !NOT_NEEDED.contains(name)) {
      unknown.add(name);
    }
    value.skipChildren();
  }

  /** The title and the body of a long article. */
  private void article(String name, JsonParser value) {
    switch (name) {
      case "title", "text", "plain_text", "body", "preview_text" -> also.add(Json.text(value));
      default -> value.skipChildren();
    }
  }

  private void geo(String name, JsonParser value) {
    switch (name) {
      case "place_id" -> placeId = Json.text(value);
      case "coordinates" -> {
        coordinates = value.currentToken() == JsonToken.START_OBJECT;
        value.skipChildren();
      }
      default -> value.skipChildren();
    }
  }

  private void metric(String name, JsonParser value) {
    switch (name) {
      case "reply_count" -> replies = Json.number(value);
      case "quote_count" -> quotes = Json.number(value);
      default -> value.skipChildren();
    }
  }

  private void note(String name, JsonParser value) {
    switch (name) {
      case "text" -> longText = Json.text(value);
      case "entities" -> {
        isListed = true;
        Json.object(value, entities, TextEntities::read);
      }
      default -> value.skipChildren();
    }
  }

  private void reference(JsonParser value) {
    String[] found = {"", ""};
    Json.object(
        value,
        found,
        (into, name, inner) -> {
          switch (name) {
            case "type" -> into[0] = Json.text(inner);
            case "id" -> into[1] = Json.text(inner);
            default -> inner.skipChildren();
          }
        });
    references.put(found[0], found[1]);
  }

  private Post post() {
    if (id.isEmpty() || createdAt.isEmpty()) {
      throw new IllegalArgumentException("no id or no date");
    }
    Post.Kind kind = kind();
    String reference =
        references.getOrDefault(
            "retweeted",
            references.getOrDefault("reposted", references.getOrDefault("quoted", "")));
    // The platform shortens the text of a repost; the original post contains all of it.
    String longest = kind == Post.Kind.REPOST ? included.text(reference) : longText;
    if (kind == Post.Kind.QUOTE
        && !author.isEmpty()
        && included.author(reference).id().equals(author)) {
      also.add(included.text(reference));
    }
    String fullText = withRest(unescape(longest.isEmpty() ? text : longest));
    List<String> chain = chain();
    User writer = included.author(reference);
    User original =
        writer.id().isEmpty() && kind == Post.Kind.REPOST && !entities.mentions().isEmpty()
            ? included.withId(entities.mentions().iterator().next())
            : writer;
    NavigableSet<String> lead = kind == Post.Kind.REPLY ? leadingMentions(fullText) : NO_HANDLES;
    List<Mention> named = new ArrayList<>();
    for (User mention : mentions(kind, fullText)) {
      String handle = Texts.lower(mention.handle());
      String next = lead.ceiling(handle);
      named.add(new Mention(included.withId(mention), next != null && next.startsWith(handle)));
    }
    List<String> ids =
        alsoIds.isEmpty()
            ? chain
            : Stream.concat(alsoIds.stream(), chain.stream()).distinct().toList();
    return new Post(
        ids.get(0),
        published(chain),
        fullText,
        kind,
        conversation,
        references.getOrDefault("replied_to", ""),
        repliedTo(),
        original,
        List.copyOf(named),
        List.copyOf(entities.hashtags()),
        links(fullText),
        media(),
        coordinates || !placeId.isEmpty()
            ? new Post.Place(coordinates, placeId, included.placeType(placeId))
            : Post.Place.NONE,
        source,
        replies < 0 && quotes < 0
            ? Optional.empty()
            : Optional.of(new Post.Attention(Math.max(replies, 0), Math.max(quotes, 0))),
        List.copyOf(labels),
        ids,
        List.copyOf(unknown),
        permalink);
  }

  private List<Post.Media> media() {
    List<Post.Media> media = new ArrayList<>(mediaKeys.size());
    for (String key : mediaKeys) {
      media.add(included.media(key));
    }
    return List.copyOf(media);
  }

  private User repliedTo() {
    if (replyTo.isEmpty()) {
      return replyToHandle.isEmpty() ? User.NOBODY : new User("", replyToHandle);
    }
    String handle = included.handle(replyTo, entities.mentions());
    return new User(replyTo, handle.isEmpty() ? replyToHandle : handle);
  }

  private String withRest(String shown) {
    List<String> rest = included.choices();
    if (also.isEmpty() && entities.cards().isEmpty() && rest.isEmpty()) {
      return shown;
    }
    StringBuilder all = new StringBuilder(shown);
    Stream.of(also, entities.cards(), rest)
        .flatMap(List::stream)
        .map(PostReader::unescape)
        .filter(one -> !one.isBlank() && all.indexOf(one) < 0)
        .forEach(one -> all.append('\n').append(one));
    return all.toString();
  }

  /** The ids of all versions, the first published first; ids grow with time. */
  private List<String> chain() {
    if (versions.isEmpty() || (versions.size() == 1 && versions.get(0).equals(id))) {
      return List.of(id);
    }
    return Stream.concat(versions.stream(), Stream.of(id))
        .filter(one -> !one.isEmpty())
        .distinct()
        .sorted(Comparator.comparingInt(String::length).thenComparing(one -> one))
        .toList();
  }

  /** An edit has a date of its own; that of the first version is in its id. */
  private Instant published(List<String> chain) {
    Instant shown = createdAt.orElseThrow();
    String first = chain.get(0);
    return first.equals(id)
        ? shown
        : XPostId.publishedAt(first).filter(shown::isAfter).orElse(shown);
  }

  private Post.Kind kind() {
    if (references.containsKey("retweeted") || references.containsKey("reposted")) {
      return Post.Kind.REPOST;
    }
    if (references.containsKey("replied_to") || !replyTo.isEmpty() || !replyToHandle.isEmpty()) {
      return Post.Kind.REPLY;
    }
    return references.containsKey("quoted") ? Post.Kind.QUOTE : Post.Kind.ORIGINAL;
  }

  /** The links that the source lists, or those written in the text where it lists none. */
  private List<String> links(String written) {
    return ForwardingLinks.resolved(
        entities.links().isEmpty() && WrittenLinks.mayBeIn(written)
            ? WrittenLinks.in(written)
            : List.copyOf(entities.links()));
  }

  /**
   * The handles that the platform puts before a reply, in lower case and sorted, so that the text
   * is searched only once for all mentions.
   */
  /** The users that a post names; of a copy that lists none, those whose handles are written. */
  private Collection<User> mentions(Post.Kind kind, String written) {
    return isListed || kind == Post.Kind.REPOST || written.indexOf('@') < 0
        ? entities.mentions()
        : WRITTEN_HANDLE
            .matcher(written)
            .results()
            .map(handle -> new User("", handle.group(1)))
            .distinct()
            .toList();
  }

  private static NavigableSet<String> leadingMentions(String text) {
    NavigableSet<String> handles = new TreeSet<>();
    int at = 0;
    while (at < text.length() && text.charAt(at) == '@') {
      int blank = text.indexOf(' ', at);
      int end = blank < 0 ? text.length() : blank;
      handles.addAll(List.of(Texts.lower(text.substring(at + 1, end)).split("@", -1)));
      at = end + 1;
    }
    return handles;
  }

  /** Replaces the named and numeric escapes in texts by characters. */
  static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    try {
      return StringEscapeUtils.unescapeHtml4(text);
    } catch (IllegalArgumentException e) {
      // A number above the last Unicode character is not a character, so it is removed.
      return StringEscapeUtils.unescapeHtml4(NO_CHARACTER.matcher(text).replaceAll(""));
    }
  }
}
