package org.invigilator.snapshot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads X API v2 user objects: completely for a profile, only names and id for a follower. */
final class UserReader {
  private static final String PLAIN = "0000-00-00T00:00:00.000Z";

  private UserReader() {}

  static Profile profile(JsonParser parser) {
    parser.nextToken();
    ProfileFields fields = new ProfileFields();
    Json.object(
        parser,
        fields,
        (into, name, value) -> {
          if (name.equals("data")) {
            Json.object(value, into, ProfileFields::read);
          } else {
            into.read(name, value);
          }
        });
    return fields.profile();
  }

  static Relation relation(JsonParser parser, Relation.Kind kind) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not an object");
    }
    String[] found = {"", "", "", "", ""};
    Json.object(
        parser,
        found,
        (into, name, value) -> {
          switch (name) {
            case "id" -> into[0] = Json.text(value);
            case "username" -> into[1] = Json.text(value);
            case "name" -> into[2] = Json.text(value);
            case "description" -> into[3] = Json.text(value);
            // Written by the program of someone whom no rule needs and who has no number.
            case "unnamed" -> into[4] = Json.text(value);
            default -> value.skipChildren();
          }
        });
    if (found[0].isEmpty() && found[1].isEmpty() && !found[4].equals("true")) {
      throw new IllegalArgumentException("neither id nor username");
    }
    return new Relation(kind, found[0], found[1], found[2], found[3]);
  }

  /** An instant as ISO 8601 writes it, with a Z or an offset; empty where a text is none. */
  static Optional<Instant> instant(String text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(isPlainInstant(text) ? plainInstant(text) : Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether a text has the form in which X writes all instants, such as {@value #PLAIN}. */
  private static boolean isPlainInstant(String text) {
    if (text.length() != PLAIN.length()) {
      return false;
    }
    for (int i = 0; i < PLAIN.length(); i++) {
      char c = text.charAt(i);
      char form = PLAIN.charAt(i);
      if (form == '0' ? c < '0' || c > '9' : c != form) {
        return false;
      }
    }
    return true;
  }

  /** Reads it digit by digit: the JDK's general parser is a fifth of the reading of a post. */
  private static Instant plainInstant(String text) {
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    return Instant.ofEpochSecond(
        day.toEpochDay() * 86_400 + hour * 3_600 + minute * 60 + second,
        number(text, 20, 23) * 1_000_000L);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static final class ProfileFields {
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

    void read(String field, JsonParser value) {
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
        case "connected_apps" -> Json.texts(value, apps);
        case "renames" -> Json.array(value, renames, (all, one) -> all.add(rename(one)));
        case "entities" ->
            Json.object(
                value,
                links,
                (all, part, inner) ->
                    Json.object(
                        inner,
                        all,
                        (into, list, urls) -> {
                          if (list.equals("urls")) {
                            Json.array(
                                urls,
                                into,
                                (found, one) -> TextEntities.link(one).ifPresent(found::add));
                          } else {
                            urls.skipChildren();
                          }
                        }));
        default -> value.skipChildren();
      }
    }

    private Profile profile() {
      if (links.isEmpty()) {
        // Many sources list no links of a profile.
        Stream.concat(Stream.of(url).filter(one -> !one.isBlank()), WrittenLinks.in(bio).stream())
            .distinct()
            .forEach(links::add);
      }
      return new Profile(
          id,
          handle,
          name,
          bio,
          ForwardingLinks.resolved(List.copyOf(links)),
          isProtected,
          createdAt,
          List.copyOf(apps),
          List.copyOf(renames));
    }

    private static Profile.Rename rename(JsonParser parser) {
      String[] found = {"", "", ""};
      Json.object(
          parser,
          found,
          (into, name, value) -> {
            switch (name) {
              case "at" -> into[0] = Json.text(value);
              case "from" -> into[1] = Json.text(value);
              case "to" -> into[2] = Json.text(value);
              default -> value.skipChildren();
            }
          });
      return new Profile.Rename(instant(found[0]), found[1], found[2]);
    }
  }
}
