package org.invigilator.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.Texts;
import tools.jackson.core.JsonParser;

/**
 * The fields that identify a line of a snapshot file: its id, when a post was made, the ids that a
 * post had before it was edited, those it has elsewhere, and what it shows. Someone without an id
 * is identified by their handle; a line with neither is like no other.
 *
 * @param people how many people a post names or answers, by their handles
 */
public record LineHead(
    String id,
    Optional<Instant> createdAt,
    List<String> versions,
    List<String> alsoIds,
    Set<Shown> shown,
    int people) {

  /** What a post may have beside its id and its date. */
  public enum Shown {
    TEXT,
    PICTURES,
    DESCRIPTIONS,
    PEOPLE,
    HANDLE,
    /** It passes on a post of someone else. */
    REPOST,
    /** It answers a post or a comment. */
    REPLY
  }

  public boolean hasText() {
    return shown.contains(Shown.TEXT);
  }

  /** Every id under which a finding may name it. */
  public Set<String> ids() {
    Set<String> all = new LinkedHashSet<>(alsoIds);
    all.add(id);
    all.addAll(versions);
    return all;
  }

  /**
   * Reads the head of a line of posts, mentions, followers or following.
   *
   * @throws tools.jackson.core.JacksonException when the line is not JSON
   */
  public static LineHead of(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    Fields fields = new Fields();
    try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
      parser.nextToken();
      Json.object(
          parser,
          fields,
          (into, name, value) -> {
            if (name.equals("data")) {
              Json.object(value, into, Fields::read);
            } else if (name.equals("includes")) {
              Json.object(value, into, Fields::included);
            } else {
              into.read(name, value);
            }
          });
    }
    String id =
        fields.id.isEmpty() && !fields.handle.isEmpty()
            ? "@" + Texts.lower(fields.handle)
            : fields.id;
    return new LineHead(
        id,
        fields.createdAt,
        List.copyOf(fields.versions),
        List.copyOf(fields.alsoIds),
        Collections.unmodifiableSet(fields.shown),
        fields.people.size());
  }

  private static final class Fields {
    private String id = "";
    private String handle = "";
    private Optional<Instant> createdAt = Optional.empty();
    private final List<String> versions = new ArrayList<>(2);
    private final List<String> alsoIds = new ArrayList<>(2);
    private final Set<String> people = new HashSet<>();
    private final Set<Shown> shown = EnumSet.noneOf(Shown.class);

    void read(String name, JsonParser value) {
      switch (name) {
        case "id" -> id = Json.text(value);
        case "text" -> add(Shown.TEXT, !Json.text(value).isBlank());
        case "attachments" -> Json.object(value, this, Fields::attachment);
        case "entities" -> Json.object(value, this, Fields::entity);
        case "in_reply_to_user_id" -> add(Shown.PEOPLE, !Json.text(value).isBlank());
        case "referenced_tweets", "referenced_posts" ->
            Json.array(value, this, (into, one) -> Json.object(one, into, Fields::reference));
        case "username" -> {
          handle = Json.text(value);
          add(Shown.HANDLE, !handle.isBlank());
        }
        case "created_at" -> createdAt = UserReader.instant(Json.text(value));
        case "also_ids" -> Json.texts(value, alsoIds);
        case "edit_history_tweet_ids", "edit_history_post_ids" -> Json.texts(value, versions);
        default -> value.skipChildren();
      }
    }

    private void add(Shown one, boolean isThere) {
      if (isThere) {
        shown.add(one);
      }
    }

    private void reference(String name, JsonParser value) {
      if (name.equals("type")) {
        String type = Json.text(value);
        add(Shown.REPOST, type.equals("retweeted"));
        add(Shown.REPLY, type.equals("replied_to"));
      } else {
        value.skipChildren();
      }
    }

    private void attachment(String name, JsonParser value) {
      if (name.equals("media_keys")) {
        Json.array(value, this, (into, one) -> into.add(Shown.PICTURES, !Json.text(one).isEmpty()));
      } else {
        value.skipChildren();
      }
    }

    private void entity(String name, JsonParser value) {
      if (name.equals("mentions")) {
        Json.array(
            value,
            this,
            (into, one) -> {
              into.shown.add(Shown.PEOPLE);
              Json.object(one, into, Fields::person);
            });
      } else {
        value.skipChildren();
      }
    }

    private void included(String name, JsonParser value) {
      if (name.equals("media")) {
        Json.array(value, this, (into, one) -> Json.object(one, into, Fields::medium));
      } else if (name.equals("users")) {
        Json.array(value, this, (into, one) -> Json.object(one, into, Fields::person));
      } else {
        value.skipChildren();
      }
    }

    private void person(String name, JsonParser value) {
      if (name.equals("username")) {
        String written = Texts.lower(Json.text(value));
        if (!written.isBlank()) {
          people.add(written);
        }
      } else {
        value.skipChildren();
      }
    }

    private void medium(String name, JsonParser value) {
      if (name.equals("alt_text")) {
        add(Shown.DESCRIPTIONS, !Json.text(value).isBlank());
      } else {
        value.skipChildren();
      }
    }
  }
}
