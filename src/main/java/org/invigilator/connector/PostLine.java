package org.invigilator.connector;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.WrittenLinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one post of any platform as a line of a snapshot, which has the shape of X's posts. It is
 * long because each thing that a post may have is one short method.
 */
public final class PostLine {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** An account named in a text; what follows a letter or a dot is part of an e-mail address. */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_.@/])@([\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_])?)");

  private static final Pattern TAG =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}_&/#])#([\\p{L}\\p{M}\\p{N}_]*[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*)");
  private static final Pattern ADDRESS = WrittenLinks.ADDRESS;

  private String id;
  private final Instant at;
  private final ObjectNode data = JSON.createObjectNode();
  private final ObjectNode includes = JSON.createObjectNode();
  private final Set<String> links = new LinkedHashSet<>();
  private final Set<String> named = new LinkedHashSet<>();
  private final Set<String> tags = new LinkedHashSet<>();

  /**
   * Begins a post.
   *
   * @param id the platform's id, or what identifies the post in its place
   * @param at when it was published
   */
  public PostLine(String id, Instant at) {
    this.id = id;
    this.at = at;
    data.put("id", id).put("created_at", at.toString()).put("text", "");
  }

  /** The same post under another id. */
  public PostLine id(String other) {
    id = other;
    data.put("id", other);
    return this;
  }

  /** Its whole text, without escapes; the accounts, tags and addresses in it are found. */
  public PostLine text(String text) {
    textAsIs(text);
    each(ADDRESS, text, 0, links);
    String rest = ADDRESS.matcher(text).replaceAll(" ");
    each(TAG, rest, 1, tags);
    each(NAMED, rest, 1, named);
    return this;
  }

  /** Its whole text, where the platform says by itself what it names and links to. */
  public PostLine textAsIs(String text) {
    data.put("text", escaped(text));
    return this;
  }

  /** A text of a snapshot, as X has it: with these three signs as entities of HTML. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static void each(Pattern pattern, String text, int group, Set<String> to) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      to.add(matcher.group(group));
    }
  }

  /**
   * An id under which another source shows the same post; by the first it stays known, which may be
   * its own.
   */
  public PostLine alsoKnownAs(String other) {
    if (!other.isEmpty()) {
      list(data, "also_ids").add(other);
    }
    return this;
  }

  /**
   * A line with other keys by which its post is known.
   *
   * @param ids the keys, the one by which findings name it first
   */
  static String withIds(String line, List<String> ids) {
    ObjectNode all = (ObjectNode) JSON.readTree(line);
    ArrayNode keys = ((ObjectNode) all.path("data")).putArray("also_ids");
    ids.forEach(keys::add);
    return JSON.writeValueAsString(all);
  }

  /** The text of a line. */
  static String textOf(String line) {
    JsonNode all = JSON.readTree(line);
    return (all.has("data") ? all.path("data") : all).path("text").asString("");
  }

  /** Its public address. */
  public PostLine permalink(String address) {
    if (!address.isBlank()) {
      data.put("permalink", address);
    }
    return this;
  }

  /** A link that it shows. */
  public PostLine link(String address) {
    if (!address.isBlank()) {
      links.add(address.strip());
    }
    return this;
  }

  /** A hashtag, without its sign. */
  public PostLine tag(String tag) {
    tags.add(tag);
    return this;
  }

  /**
   * An account that it names.
   *
   * @param user the account's id, empty where it is not shown
   * @param handle empty where it is not shown
   */
  public PostLine mention(String user, String handle) {
    ObjectNode mention = list(entities(), "mentions").addObject();
    mention.put("id", user).put("username", handle);
    named.remove(handle);
    return this;
  }

  /**
   * A picture or a video.
   *
   * @param key identifies it within the platform, or within the post
   * @param alt its description; empty where there is none or it is not shown
   */
  public PostLine media(String key, String type, String alt) {
    ArrayNode keys = list(object(data, "attachments"), "media_keys");
    keys.add(key);
    ObjectNode medium = list(includes, "media").addObject().put("media_key", key);
    medium.put("type", type).put("alt_text", alt);
    return this;
  }

  /** That something is attached to it of which nothing is known. */
  public PostLine unknownAttachment(String name) {
    data.put(Post.UNKNOWN_ATTACHMENT + name, true);
    return this;
  }

  /** Whether another post says and shows all that this one does. */
  public boolean isWithin(PostLine other) {
    List<String> said = data.path("text").asString("").lines().toList();
    return other.data.path("text").asString("").lines().toList().containsAll(said)
        && other.pictures().containsAll(pictures())
        && other.links.containsAll(links)
        && other.tags.containsAll(tags)
        && other.named.containsAll(named)
        && isIn(other, "geo")
        && isIn(other, "entities")
        && isIn(other, "referenced_tweets");
  }

  private boolean isIn(PostLine other, String field) {
    return !data.has(field) || data.path(field).equals(other.data.path(field));
  }

  private Set<String> pictures() {
    Set<String> keys = new LinkedHashSet<>();
    data.path("attachments").path("media_keys").forEach(key -> keys.add(key.asString()));
    return keys;
  }

  /** Whether it has a text, a picture, a link or a place. */
  public boolean hasContent() {
    return !data.path("text").asString("").isBlank()
        || data.has("attachments")
        || data.has("geo")
        || !links.isEmpty();
  }

  /** The author, which tells an answer to oneself from one to others. */
  public PostLine author(String user) {
    data.put("author_id", user);
    return this;
  }

  /**
   * That it replies.
   *
   * @param post the post it replies to, empty where it is not shown
   * @param user whom it replies to, empty where it is not shown
   * @param handle the same
   */
  public PostLine reply(String post, String user, String handle) {
    refer("replied_to", post);
    if (!user.isEmpty()) {
      data.put("in_reply_to_user_id", user);
    }
    if (!handle.isEmpty()) {
      data.put("in_reply_to_screen_name", handle);
    }
    return this;
  }

  /** The post with which its conversation began. */
  public PostLine conversation(String post) {
    data.put("conversation_id", post);
    return this;
  }

  /**
   * That it passes on a post of someone else.
   *
   * @param how {@code retweeted} or {@code quoted}
   */
  public PostLine passesOn(String how, String post, String user, String handle, String text) {
    refer(how, post);
    list(includes, "tweets")
        .addObject()
        .put("id", post)
        .put("author_id", user)
        .put("text", escaped(text));
    list(includes, "users").addObject().put("id", user).put("username", handle);
    return this;
  }

  /** That it passes on a post of someone else of which nothing is known. */
  public PostLine repost() {
    refer("retweeted", "");
    return this;
  }

  private void refer(String type, String post) {
    list(data, "referenced_tweets").addObject().put("type", type).put("id", post);
  }

  /** A place that is attached; where it is on the map is not kept. */
  public PostLine place(String place, boolean onMap) {
    ObjectNode geo = object(data, "geo");
    geo.put("place_id", place);
    if (onMap) {
      geo.putObject("coordinates");
    }
    return this;
  }

  /** How many replies and quotations it has. */
  public PostLine counts(long replies, long quotes) {
    data.putObject("public_metrics").put("reply_count", replies).put("quote_count", quotes);
    return this;
  }

  /** The app that published it. */
  public PostLine app(String name) {
    if (!name.isBlank()) {
      data.put("source", name);
    }
    return this;
  }

  /** The finished post. */
  public Page.PostItem item() {
    links.forEach(link -> list(entities(), "urls").addObject().put("expanded_url", link));
    tags.forEach(tag -> list(entities(), "hashtags").addObject().put("tag", tag));
    named.forEach(
        handle -> list(entities(), "mentions").addObject().put("id", "").put("username", handle));
    ObjectNode line = JSON.createObjectNode();
    line.set("data", data);
    line.set("includes", includes);
    return new Page.PostItem(id, at, List.of(), JSON.writeValueAsString(line));
  }

  private ObjectNode entities() {
    return object(data, "entities");
  }

  private static ObjectNode object(ObjectNode in, String name) {
    return in.path(name) instanceof ObjectNode there ? there : in.putObject(name);
  }

  private static ArrayNode list(ObjectNode in, String name) {
    return in.path(name) instanceof ArrayNode there ? there : in.putArray(name);
  }
}
