package org.invigilator.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.invigilator.snapshot.Post.User;
import tools.jackson.core.JsonParser;

/** What a platform found in a text: the users, hashtags and links, and the cards of the links. */
final class TextEntities {
  private final Set<User> mentions = new LinkedHashSet<>();
  private final Set<String> hashtags = new LinkedHashSet<>();
  private final Set<String> links = new LinkedHashSet<>();
  private final List<String> cards = new ArrayList<>(0);

  /** The users named, without those that only the included objects give. */
  Set<User> mentions() {
    return mentions;
  }

  Set<String> hashtags() {
    return hashtags;
  }

  Set<String> links() {
    return links;
  }

  /** Titles and descriptions that are shown under links. */
  List<String> cards() {
    return cards;
  }

  /** Reads one list of entities; others than these three are skipped. */
  void read(String name, JsonParser value) {
    switch (name) {
      case "mentions" -> Json.array(value, one -> mentions.add(IncludedObjects.user(one)));
      case "hashtags" ->
          Json.array(
              value,
              one ->
                  Json.object(
                      one,
                      (field, inner) -> {
                        if (field.equals("tag")) {
                          hashtags.add(Json.text(inner));
                        } else {
                          inner.skipChildren();
                        }
                      }));
      case "urls" -> Json.array(value, one -> link(one, cards::add).ifPresent(links::add));
      default -> value.skipChildren();
    }
  }

  /** The final address of a link entity, or the best known one. */
  static Optional<String> link(JsonParser parser) {
    return link(parser, words -> {});
  }

  /** The same, with the title and description that are shown as a card. */
  private static Optional<String> link(JsonParser parser, Consumer<String> card) {
    String[] found = {"", "", ""};
    Json.object(
        parser,
        (name, value) -> {
          switch (name) {
            case "unwound_url" -> found[0] = Json.text(value);
            case "expanded_url" -> found[1] = Json.text(value);
            case "url" -> found[2] = Json.text(value);
            case "title", "description" -> card.accept(Json.text(value));
            default -> value.skipChildren();
          }
        });
    return Stream.of(found).filter(u -> !u.isBlank()).findFirst();
  }
}
