package org.invigilator.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.invigilator.register.Texts;
import org.invigilator.snapshot.Post.Media;
import org.invigilator.snapshot.Post.User;
import tools.jackson.core.JsonParser;

/** What the platform includes beside a post: pictures, users, other posts and places. */
final class IncludedObjects {
  private final Map<String, Media> media = new HashMap<>();
  private final List<String> choices = new ArrayList<>(0);
  private final Map<String, String> texts = new HashMap<>(4);
  private final Map<String, String> authors = new HashMap<>();
  private final Map<String, String> handles = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> placeTypes = new HashMap<>(4);

  /** Reads one list of objects. */
  void read(String name, JsonParser value) {
    switch (name) {
      case "media" -> Json.array(value, this, IncludedObjects::readMedia);
      case "users" -> Json.array(value, this, IncludedObjects::readUser);
      case "tweets", "posts" -> Json.array(value, this, IncludedObjects::readPost);
      case "polls" -> Json.array(value, this, IncludedObjects::readPoll);
      case "places" -> Json.array(value, this, IncludedObjects::readPlace);
      default -> value.skipChildren();
    }
  }

  private void readUser(JsonParser parser) {
    User user = user(parser);
    handles.put(user.id(), user.handle());
    ids.put(Texts.lower(user.handle()), user.id());
  }

  /** A user with the number and the handle. */
  static User user(JsonParser parser) {
    String[] found = {"", ""};
    Json.object(
        parser,
        found,
        (into, name, value) -> {
          switch (name) {
            case "id" -> into[0] = Json.text(value);
            case "username" -> into[1] = Json.text(value);
            default -> value.skipChildren();
          }
        });
    return new User(found[0], found[1]);
  }

  private void readPost(JsonParser parser) {
    String[] found = {"", "", "", ""};
    Json.object(
        parser,
        found,
        (into, name, value) -> {
          switch (name) {
            case "id" -> into[0] = Json.text(value);
            case "author_id" -> into[1] = Json.text(value);
            case "text" -> into[2] = Json.text(value);
            case "note_tweet", "note_post" ->
                Json.object(
                    value,
                    into,
                    (note, part, text) -> {
                      if (part.equals("text")) {
                        note[3] = Json.text(text);
                      } else {
                        text.skipChildren();
                      }
                    });
            default -> value.skipChildren();
          }
        });
    authors.put(found[0], found[1]);
    texts.put(found[0], found[3].isEmpty() ? found[2] : found[3]);
  }

  private void readPoll(JsonParser parser) {
    Json.object(
        parser,
        choices,
        (all, name, value) -> {
          if (name.equals("options")) {
            Json.array(value, all, IncludedObjects::readChoice);
          } else {
            value.skipChildren();
          }
        });
  }

  private static void readChoice(List<String> choices, JsonParser parser) {
    Json.object(
        parser,
        choices,
        (all, field, value) -> {
          if (field.equals("label")) {
            all.add(Json.text(value));
          } else {
            value.skipChildren();
          }
        });
  }

  /** The choices of the post's poll. */
  List<String> choices() {
    return choices;
  }

  private void readPlace(JsonParser parser) {
    String[] found = {"", ""};
    Json.object(
        parser,
        found,
        (into, name, value) -> {
          switch (name) {
            case "id" -> into[0] = Json.text(value);
            case "place_type" -> into[1] = Json.text(value);
            default -> value.skipChildren();
          }
        });
    placeTypes.put(found[0], found[1]);
  }

  private void readMedia(JsonParser parser) {
    String[] found = {"", "", ""};
    Json.object(
        parser,
        found,
        (into, name, value) -> {
          switch (name) {
            case "media_key" -> into[0] = Json.text(value);
            case "type" -> into[1] = Json.text(value);
            case "alt_text" -> into[2] = PostReader.unescape(Json.text(value));
            default -> value.skipChildren();
          }
        });
    media.put(found[0], new Media(found[0], found[1], found[2]));
  }

  /** A picture or video; only its key where it is not included. */
  Media media(String key) {
    return media.getOrDefault(key, new Media(key, "", ""));
  }

  /** The whole text of a post; empty when it is not included. */
  String text(String post) {
    return texts.getOrDefault(post, "");
  }

  /** Who wrote a post; no one when it is not included. */
  User author(String post) {
    String author = authors.getOrDefault(post, "");
    return author.isEmpty() ? User.NOBODY : new User(author, handles.getOrDefault(author, ""));
  }

  /** The handle of a user, from the included objects or from the mentions in the text. */
  String handle(String user, Collection<User> mentions) {
    String known = handles.getOrDefault(user, "");
    return known.isEmpty()
        ? mentions.stream()
            .filter(m -> m.id().equals(user))
            .map(User::handle)
            .findFirst()
            .orElse("")
        : known;
  }

  /** A mentioned user with the number, where the mention itself or an included user gives it. */
  User withId(User mention) {
    return mention.id().isEmpty()
        ? new User(ids.getOrDefault(Texts.lower(mention.handle()), ""), mention.handle())
        : mention;
  }

  /** What kind of place a place is; empty when it is not included. */
  String placeType(String place) {
    return placeTypes.getOrDefault(place, "");
  }
}
