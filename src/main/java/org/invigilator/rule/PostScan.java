package org.invigilator.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.NamesInText;
import org.invigilator.match.Phrases;
import org.invigilator.match.Recognition;
import org.invigilator.match.Substrings;
import org.invigilator.match.Words;
import org.invigilator.snapshot.Post;
import org.jspecify.annotations.Nullable;

/**
 * The words of one post, cut once for all rules that look at them: its text, the hashtags that the
 * text does not show, and the descriptions of its pictures.
 */
public final class PostScan {
  private final Post post;
  private final Phrases phrases;
  private @Nullable List<String> texts;
  private @Nullable List<List<Words.Word>> nameWords;
  private @Nullable List<List<Words.Word>> words;
  private @Nullable List<Recognition> pupils;
  private @Nullable Map<String, List<Phrases.Entry>> hits;

  PostScan(Post post, Phrases phrases) {
    this.post = post;
    this.phrases = phrases;
  }

  boolean isOf(Post other) {
    return post == other;
  }

  private List<String> texts() {
    if (texts == null) {
      texts = collectTexts();
    }
    return texts;
  }

  private List<String> collectTexts() {
    List<String> all = new ArrayList<>(List.of(post.text()));
    Set<String> shown = Substrings.in(post.text(), post.hashtags());
    post.hashtags().stream().filter(tag -> !shown.contains(tag)).forEach(tag -> all.add("#" + tag));
    post.media().stream().map(Post.Media::altText).filter(alt -> !alt.isEmpty()).forEach(all::add);
    return all;
  }

  /** The words of each text, and of the paths of links, for a search of colleagues' names. */
  public List<List<Words.Word>> nameWords() {
    if (nameWords == null) {
      nameWords =
          post.links().isEmpty()
              ? words()
              : Stream.concat(
                      words().stream(),
                      post.links().stream().flatMap(PostScan::pathWords).map(Words::of))
                  .toList();
    }
    return nameWords;
  }

  /** The words in the path of a link, such as /news/first-last-wins, each with a capital. */
  private static Stream<String> pathWords(String link) {
    int host = link.indexOf("://");
    int path = link.indexOf('/', host < 0 ? 0 : host + 3);
    int end = link.indexOf('?', Math.max(path, 0));
    if (path < 0 || (link.indexOf('-', path) < 0 && link.indexOf('_', path) < 0)) {
      return Stream.empty();
    }
    return Stream.of(link.substring(path, end < 0 ? link.length() : end).split("/"))
        .map(segment -> Stream.of(segment.split("[^\\p{L}']+")).filter(w -> !w.isEmpty()).toList())
        .filter(words -> words.size() > 1)
        .map(
            words ->
                words.stream()
                    .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1))
                    .collect(Collectors.joining(" ")));
  }

  /** Every place of the post that may be the name of a pupil. */
  List<Recognition> pupils(NamesInText search) {
    if (pupils == null) {
      pupils =
          Stream.concat(texts().stream(), post.links().stream().flatMap(PostScan::pathWords))
              .flatMap(text -> search.in(text).stream())
              .map(NamesInText.Found::recognition)
              .toList();
    }
    return pupils;
  }

  /** Each text cut into all its words. */
  public List<List<Words.Word>> words() {
    if (words == null) {
      words = texts().stream().map(Words::of).toList();
    }
    return words;
  }

  /** The phrases of one word list that stand in the post. */
  public List<Phrases.Entry> hits(String list) {
    if (hits == null) {
      hits = find();
    }
    return hits.getOrDefault(list, List.of());
  }

  private Map<String, List<Phrases.Entry>> find() {
    Map<String, List<Phrases.Entry>> all = Map.of();
    for (List<Words.Word> text : words()) {
      Map<String, List<Phrases.Entry>> found = phrases.in(text);
      if (!found.isEmpty()) {
        Map<String, List<Phrases.Entry>> merged = new LinkedHashMap<>(all);
        found.forEach((list, entries) -> merged.merge(list, entries, (a, b) -> join(a, b)));
        all = merged;
      }
    }
    return all;
  }

  private static List<Phrases.Entry> join(List<Phrases.Entry> a, List<Phrases.Entry> b) {
    return java.util.stream.Stream.concat(a.stream(), b.stream()).distinct().toList();
  }
}
