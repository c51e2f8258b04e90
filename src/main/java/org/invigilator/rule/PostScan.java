package org.invigilator.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.NamesInText;
import org.invigilator.match.Phrases;
import org.invigilator.match.Recognition;
import org.invigilator.match.Substrings;
import org.invigilator.match.Words;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.snapshot.Post;
import org.jspecify.annotations.Nullable;

/**
 * What several rules look at in one post, found once for all of them: the words of its text, of the
 * hashtags that the text does not show and of the descriptions of its pictures, and what the media
 * log has about it.
 */
public final class PostScan {
  private final Post post;
  private final Phrases phrases;
  private @Nullable List<String> texts;
  private @Nullable List<List<Words.Word>> nameWords;
  private @Nullable List<List<Words.Word>> words;
  private @Nullable List<Recognition> pupils;
  private @Nullable Map<String, List<Phrases.Entry>> hits;
  private @Nullable List<MediaLogEntry> log;

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
    List<String> all = new ArrayList<>(1 + post.media().size());
    all.add(post.text());
    for (String tag : Substrings.missing(post.text(), post.hashtags())) {
      all.add("#" + tag);
    }
    for (Post.Media item : post.media()) {
      if (!item.altText().isEmpty()) {
        all.add(item.altText());
      }
    }
    return all;
  }

  /** The words of each text, and of the paths of links, for a search of colleagues' names. */
  public List<List<Words.Word>> nameWords() {
    if (nameWords == null) {
      List<String> paths = paths();
      nameWords =
          paths.isEmpty()
              ? words()
              : Stream.concat(words().stream(), paths.stream().map(Words::of)).toList();
    }
    return nameWords;
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>(0);
    for (String link : post.links()) {
      addPath(link, paths);
    }
    return paths;
  }

  /** The words in the path of a link, such as /news/first-last-wins, each with a capital. */
  private static void addPath(String link, List<String> paths) {
    int host = link.indexOf("://");
    int path = link.indexOf('/', host < 0 ? 0 : host + 3);
    int end = link.indexOf('?', Math.max(path, 0));
    if (path < 0 || (link.indexOf('-', path) < 0 && link.indexOf('_', path) < 0)) {
      return;
    }
    Stream.of(link.substring(path, end < 0 ? link.length() : end).split("/"))
        .map(segment -> Stream.of(segment.split("[^\\p{L}']+")).filter(w -> !w.isEmpty()).toList())
        .filter(words -> words.size() > 1)
        .map(
            words ->
                words.stream()
                    .map(w -> w.substring(0, 1).toUpperCase(Locale.ROOT) + w.substring(1))
                    .collect(Collectors.joining(" ")))
        .forEach(paths::add);
  }

  /** Every place of the post that may be the name of a pupil. */
  List<Recognition> pupils(NamesInText search) {
    if (pupils == null) {
      pupils = new ArrayList<>(0);
      addPupils(search, texts(), pupils);
      addPupils(search, paths(), pupils);
    }
    return pupils;
  }

  private static void addPupils(NamesInText search, List<String> texts, List<Recognition> pupils) {
    for (String text : texts) {
      for (NamesInText.Found found : search.in(text)) {
        pupils.add(found.recognition());
      }
    }
  }

  /** Each text cut into all its words. */
  public List<List<Words.Word>> words() {
    if (words == null) {
      words = new ArrayList<>(1);
      for (String text : texts()) {
        words.add(Words.of(text));
      }
    }
    return words;
  }

  /** The entries of the media log about the post, which is one of an account's own. */
  List<MediaLogEntry> mediaLog(TrustIndex trust, String account) {
    if (log == null) {
      log = trust.mediaLog(post, account);
    }
    return log;
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
      if (all.isEmpty()) {
        all = found;
      } else if (!found.isEmpty()) {
        Map<String, List<Phrases.Entry>> merged = new LinkedHashMap<>(all);
        found.forEach((list, entries) -> merged.merge(list, entries, (a, b) -> join(a, b)));
        all = merged;
      }
    }
    return all;
  }

  private static List<Phrases.Entry> join(List<Phrases.Entry> a, List<Phrases.Entry> b) {
    return Stream.concat(a.stream(), b.stream()).distinct().toList();
  }
}
