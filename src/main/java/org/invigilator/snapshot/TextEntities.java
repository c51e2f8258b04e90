package org.invigilator.snapshot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
      case "mentions" ->
          Json.array(value, mentions, (all, one) -> all.add(IncludedObjects.user(one)));
      case "hashtags" -> Json.array(value, hashtags, TextEntities::tag);
      case "urls" -> Json.array(value, this, TextEntities::readLink);
      default -> value.skipChildren();
    }
  }

  private static void tag(Set<String> tags, JsonParser parser) {
    Json.object(
        parser,
        tags,
        (all, field, value) -> {
          if (field.equals("tag")) {
            all.add(Json.text(value));
          } else {
            value.skipChildren();
          }
        });
  }

  private void readLink(JsonParser parser) {
    link(parser, cards).ifPresent(links::add);
  }

  /** The final address of a link entity, or the best known one. */
  static Optional<String> link(JsonParser parser) {
    return link(parser, new ArrayList<>(0));
  }

  /** The same, and adds the title and description that are shown as a card. */
  private static Optional<String> link(JsonParser parser, List<String> cards) {
    Address address = new Address(cards);
    Json.object(parser, address, Address::read);
    return address.best();
  }

  /** One link entity, whose address a platform gives in up to three forms. */
  private static final class Address {
    private final List<String> cards;
    private String unwound = "";
    private String expanded = "";
    private String shortened = "";

    Address(List<String> cards) {
      this.cards = cards;
    }

    void read(String name, JsonParser value) {
      switch (name) {
        case "unwound_url" -> unwound = Json.text(value);
        case "expanded_url" -> expanded = Json.text(value);
        case "url" -> shortened = Json.text(value);
        case "title", "description" -> cards.add(Json.text(value));
        default -> value.skipChildren();
      }
    }

    Optional<String> best() {
      String best = !unwound.isBlank() ? unwound : !expanded.isBlank() ? expanded : shortened;
      return best.isBlank() ? Optional.empty() : Optional.of(best);
    }
  }
}
