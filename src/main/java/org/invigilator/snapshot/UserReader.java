package org.invigilator.snapshot;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads X API v2 user objects: completely for a profile, only names and id for a follower. */
final class UserReader {
  private UserReader() {}

  static Profile profile(JsonParser parser) {
    parser.nextToken();
    ProfileFields fields = new ProfileFields();
    Json.object(
        parser,
        (name, value) -> {
          if (name.equals("data")) {
            Json.object(value, fields);
          } else {
            fields.read(name, value);
          }
        });
    return fields.profile();
  }

  static Relation relation(JsonParser parser, Relation.Kind kind) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not an object");
    }
    String[] found = {"", "", "", ""};
    boolean[] unnamed = {false};
    Json.object(
        parser,
        (name, value) -> {
          switch (name) {
            case "id" -> found[0] = Json.text(value);
            case "username" -> found[1] = Json.text(value);
            case "name" -> found[2] = Json.text(value);
            case "description" -> found[3] = Json.text(value);
            // Written by the program of someone whom no rule needs and who has no number.
            case "unnamed" -> unnamed[0] = Json.text(value).equals("true");
            default -> value.skipChildren();
          }
        });
    if (found[0].isEmpty() && found[1].isEmpty() && !unnamed[0]) {
      throw new IllegalArgumentException("neither id nor username");
    }
    return new Relation(kind, found[0], found[1], found[2], found[3]);
  }

  static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static final class ProfileFields implements Json.Field {
    private String id = "";
    private String handle = "";
    private String name = "";
    private String bio = "";
    private String url = "";
    private final List<String> links = new ArrayList<>();
    private Optional<Boolean> isProtected = Optional.empty();
    private Optional<Instant> createdAt = Optional.empty();
    private final List<String> apps = new ArrayList<>(0);
    private final List<Profile.Rename> renames = new ArrayList<>(0);

    @Override
    public void read(String field, JsonParser value) {
      switch (field) {
        case "id" -> id = Json.text(value);
        case "username" -> handle = Json.text(value);
        case "name" -> name = Json.text(value);
        case "description" -> bio = PostReader.unescape(Json.text(value));
        case "url" -> url = Json.text(value);
        case "created_at" -> createdAt = instant(Json.text(value));
        case "protected" -> {
          String text = Json.text(value);
          isProtected = text.isEmpty() ? Optional.empty() : Optional.of(Boolean.valueOf(text));
        }
        case "connected_apps" -> Json.array(value, one -> apps.add(Json.text(one)));
        case "renames" -> Json.array(value, one -> renames.add(rename(one)));
        case "entities" ->
            Json.object(
                value,
                (part, inner) ->
                    Json.object(
                        inner,
                        (list, urls) -> {
                          if (list.equals("urls")) {
                            Json.array(urls, one -> TextEntities.link(one).ifPresent(links::add));
                          } else {
                            urls.skipChildren();
                          }
                        }));
        default -> value.skipChildren();
      }
    }

    private Profile profile() {
      if (links.isEmpty() && !url.isBlank()) {
        links.add(url);
      }
      return new Profile(
          id,
          handle,
          name,
          bio,
          List.copyOf(links),
          isProtected,
          createdAt,
          List.copyOf(apps),
          List.copyOf(renames));
    }

    private static Profile.Rename rename(JsonParser parser) {
      String[] found = {"", "", ""};
      Json.object(
          parser,
          (name, value) -> {
            switch (name) {
              case "at" -> found[0] = Json.text(value);
              case "from" -> found[1] = Json.text(value);
              case "to" -> found[2] = Json.text(value);
              default -> value.skipChildren();
            }
          });
      return new Profile.Rename(instant(found[0]), found[1], found[2]);
    }
  }
}
