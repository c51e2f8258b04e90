package org.invigilator.snapshot;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.invigilator.register.Texts;
import tools.jackson.core.JsonParser;

/**
 * The fields that identify a line of a snapshot file: its id, when a post was made, the ids that a
 * post had before it was edited, those it has elsewhere, and whether it has a text. Someone without
 * an id is identified by their handle; a line with neither is like no other.
 */
public record LineHead(
    String id,
    Optional<Instant> createdAt,
    List<String> versions,
    List<String> alsoIds,
    boolean hasText) {

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
        fields.hasText);
  }

  private static final class Fields {
    private String id = "";
    private String handle = "";
    private Optional<Instant> createdAt = Optional.empty();
    private final List<String> versions = new ArrayList<>(2);
    private final List<String> alsoIds = new ArrayList<>(2);
    private boolean hasText;

    void read(String name, JsonParser value) {
      switch (name) {
        case "id" -> id = Json.text(value);
        case "text" -> hasText = !Json.text(value).isBlank();
        case "username" -> handle = Json.text(value);
        case "created_at" -> createdAt = UserReader.instant(Json.text(value));
        case "also_ids" -> Json.texts(value, alsoIds);
        case "edit_history_tweet_ids", "edit_history_post_ids" -> Json.texts(value, versions);
        default -> value.skipChildren();
      }
    }
  }
}
