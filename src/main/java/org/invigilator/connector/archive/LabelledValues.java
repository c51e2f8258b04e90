package org.invigilator.connector.archive;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.connector.PostLine;
import org.invigilator.register.Texts;
import tools.jackson.databind.JsonNode;

/**
 * What a post of Meta's newer downloads has in {@code label_values}, where values have labels in
 * the account's language in place of names: pictures and links are told by their form, and only a
 * text by its label.
 *
 * @param texts what it says, each once
 * @param media its pictures and videos, as objects with a {@code uri}
 * @param links the addresses in it
 * @param isPlaced whether a place on the map is among them
 * @param unread the labels of values of which it is not known what they are
 */
record LabelledValues(
    List<String> texts,
    List<JsonNode> media,
    List<String> links,
    boolean isPlaced,
    List<String> unread) {
  private static final int DEEPEST = 5;

  /** What the text of a post is called, in the languages that schools' accounts are in. */
  private static final Set<String> TEXTS =
      Set.of(
          "caption",
          "text",
          "message",
          "post",
          "description",
          "title",
          "comment",
          "légende",
          "texte",
          "commentaire",
          "titre",
          "bildunterschrift",
          "beschriftung",
          "nachricht",
          "beschreibung",
          "titel",
          "kommentar",
          "pie de foto",
          "texto",
          "mensaje",
          "descripción",
          "título",
          "comentario",
          "didascalia",
          "testo",
          "messaggio",
          "descrizione",
          "titolo",
          "legenda",
          "mensagem",
          "descrição",
          "onderschrift",
          "bijschrift",
          "tekst",
          "bericht",
          "beschrijving",
          "podpis",
          "wiadomość",
          "opis",
          "tytuł",
          "pennawd",
          "testun",
          "neges",
          "disgrifiad",
          "teitl",
          "capsiwn");

  /** Values that say nothing of what a post shows. */
  private static final Set<String> ASIDE =
      Set.of(
          "audience",
          "privacy",
          "owner",
          "author",
          "app",
          "application",
          "created with",
          "creation time",
          "creation date",
          "date",
          "time",
          "update time",
          "last modified",
          "id",
          "fbid");

  private static final Set<String> ON_MAP =
      Set.of("latitude", "longitude", "breitengrad", "längengrad", "latitud", "longitud");

  private static final Set<String> OWNER = Set.of("owner", "author", "propriétaire", "eigentümer");

  /**
   * Reads the values of a post or a picture.
   *
   * @param node a post or a picture, decoded
   */
  static LabelledValues of(JsonNode node) {
    Set<String> texts = new LinkedHashSet<>();
    String caption = node.path("caption").asString("");
    if (!caption.isBlank()) {
      texts.add(caption);
    }
    List<JsonNode> media = new ArrayList<>();
    Set<String> links = new LinkedHashSet<>();
    Set<String> unread = new TreeSet<>();
    node.path("label_values").forEach(one -> add(one, "", texts, media, links, unread, 0));
    boolean isPlaced = unread.removeIf(label -> ON_MAP.contains(Texts.lower(label)));
    return new LabelledValues(
        List.copyOf(texts), List.copyOf(media), List.copyOf(links), isPlaced, List.copyOf(unread));
  }

  private static void add(
      JsonNode one,
      String around,
      Set<String> texts,
      List<JsonNode> media,
      Set<String> links,
      Set<String> unread,
      int depth) {
    String own = one.path("label").asString(one.path("title").asString("")).strip();
    String label = own.isEmpty() ? around : own;
    if (depth > DEEPEST) {
      unread.add(label);
      return;
    }
    for (JsonNode each : one.path("media")) {
      if (each.has("uri")) {
        media.add(each);
      } else {
        unread.add(label);
      }
    }
    String address = one.path("href").asString("").strip();
    String value = one.path("value").asString("").strip();
    if (!address.isEmpty()) {
      links.add(address);
    }
    if (isAddress(value)) {
      links.add(value);
    } else if (TEXTS.contains(Texts.lower(label)) && !value.isEmpty()) {
      texts.add(value);
    } else if (!value.isEmpty() && !ASIDE.contains(Texts.lower(label))) {
      unread.add(label);
    }
    if (!OWNER.contains(Texts.lower(label))) {
      for (String nested : List.of("dict", "vec", "label_values")) {
        one.path(nested).forEach(each -> add(each, label, texts, media, links, unread, depth + 1));
      }
    }
  }

  private static boolean isAddress(String value) {
    return value.matches("https?://\\S+");
  }

  /** The text of the post; empty when it has none. */
  String text() {
    return String.join("\n", texts);
  }

  /** A text that the post has elsewhere too, and what is said here in addition. */
  String textWith(String own) {
    return own.isBlank()
        ? text()
        : Stream.concat(Stream.of(own), texts.stream().filter(one -> !own.contains(one)))
            .collect(Collectors.joining("\n"));
  }

  /** Adds the addresses and the place to a post. */
  void addTo(PostLine post) {
    links.forEach(post::link);
    if (isPlaced) {
      post.place("", true);
    }
  }

  /**
   * Reports once what is not read of a post.
   *
   * @param all the values of the post and of its pictures
   * @param hasText whether a text of the post is known
   */
  static void report(List<LabelledValues> all, boolean hasText, DownloadedPosts posts) {
    Set<String> unread = new TreeSet<>();
    all.forEach(values -> unread.addAll(values.unread()));
    if (!hasText && !unread.isEmpty()) {
      posts.lacks(
          "post in it has its text in a form that is not known",
          "posts in it have their texts in a form that is not known");
    } else {
      unread.forEach(label -> posts.lacks("the values “" + label + "” of its posts are not read"));
    }
  }
}
