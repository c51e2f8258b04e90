package org.invigilator.connector.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.invigilator.connector.Page;
import org.invigilator.connector.PostLine;
import org.invigilator.register.PostKey;

/**
 * The posts of one download as they are read: each gets an id that stays the same in the next
 * download, and what is not read is counted.
 */
final class DownloadedPosts {
  /** Media ids of platforms are long; shorter file names are counters. */
  private static final int LEAST_DIGITS = 8;

  private static final int MINUTE = 60;

  /** No platform is older, and no post can be of a later day. */
  private static final Instant FIRST = Instant.parse("2003-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");
  private static final long MILLIS = 100_000_000_000L;
  private static final long THOUSAND = 1_000;

  private final String account;
  private final List<Begun> begun = new ArrayList<>();
  private final Map<String, Integer> asides = new HashMap<>();
  private final Map<String, List<Begun>> bySign = new HashMap<>();
  private final List<PostLine> posts = new ArrayList<>();
  private final TreeMap<String, Integer> shortfalls = new TreeMap<>();

  /** A post without an id, and what may become one. */
  private record Begun(PostLine line, Instant at, String stem) {}

  DownloadedPosts(String account) {
    this.account = account;
  }

  String account() {
    return account;
  }

  /**
   * Begins a post that has no id. It is known by its first picture, or else by account and minute,
   * with the second too where several were published in that minute.
   *
   * @param media the file name of its first picture or video, empty when there is none
   */
  PostLine begin(Instant at, String media) {
    PostLine line = new PostLine("", at);
    Begun post = new Begun(line, at, stem(media));
    begun.add(post);
    bySign.computeIfAbsent(post.stem() + at, sign -> new ArrayList<>(1)).add(post);
    return line;
  }

  /**
   * Begins what has no picture and may be of the same minute as a post, such as a comment: its id
   * says so, and never takes that of the post.
   *
   * @param kind what it is, in a letter or a word
   */
  PostLine aside(Instant at, String kind) {
    String id =
        PostKey.ofMinute(account, at)
            + "~"
            + kind
            + String.format(Locale.ROOT, "%02d", at.getEpochSecond() % MINUTE);
    int times = asides.merge(id, 1, Integer::sum);
    return new PostLine(times == 1 ? id : id + "-" + times, at);
  }

  /** The moment that a number of seconds stands for, or of thousandths or millionths of them. */
  static Optional<Instant> moment(long number) {
    long seconds = number;
    while (seconds >= MILLIS) {
      seconds /= THOUSAND;
    }
    Instant at = Instant.ofEpochSecond(seconds);
    return at.isAfter(FIRST) && at.isBefore(LAST) ? Optional.of(at) : Optional.empty();
  }

  /** A file name without folder and ending. */
  static String stem(String uri) {
    String file = uri.substring(uri.lastIndexOf('/') + 1);
    return file.replaceFirst("[.?].*$", "");
  }

  void add(PostLine post) {
    posts.add(post);
  }

  /** Notes something that is not read, as a phrase after its number: one, and several. */
  void lacks(String one, String several) {
    shortfalls.merge(one + "\n" + several, 1, Integer::sum);
  }

  /** Notes what it lacks, once. */
  void lacks(String phrase) {
    shortfalls.put(phrase, 0);
  }

  DownloadFormat.Contents contents() {
    Map<PostLine, Begun> withoutId = new IdentityHashMap<>();
    begun.forEach(one -> withoutId.put(one.line(), one));
    // Two parts, or a file and its copy, may hold the same post.
    Map<String, PostLine> each = new LinkedHashMap<>();
    posts.stream()
        .filter(post -> !isRepeated(post, withoutId))
        .forEach(post -> each.putIfAbsent(post.item().line(), post));
    Map<String, List<Begun>> minutes = new TreeMap<>();
    Set<String> stems = new HashSet<>();
    for (Map.Entry<String, PostLine> one : new TreeMap<>(each).entrySet()) {
      Begun post = withoutId.get(one.getValue());
      if (post != null && isId(post.stem()) && stems.add(post.stem())) {
        post.line().id(post.stem());
      } else if (post != null) {
        minutes
            .computeIfAbsent(PostKey.ofMinute(account, post.at()), m -> new ArrayList<>())
            .add(post);
      }
    }
    minutes.forEach(DownloadedPosts::name);
    List<Page.PostItem> items =
        new ArrayList<>(each.values().stream().map(PostLine::item).toList());
    items.sort(Comparator.comparing(Page.PostItem::at).thenComparing(Page.PostItem::id).reversed());
    List<String> phrases = new ArrayList<>();
    shortfalls.forEach(
        (words, count) ->
            phrases.add(count == 0 ? words : count + " " + words.split("\n")[count == 1 ? 0 : 1]));
    return new DownloadFormat.Contents(List.copyOf(items), phrases);
  }

  /**
   * Whether another file shows the same post, known by its first picture and its moment, with at
   * least as much: Instagram writes its posts in an older and in a newer form.
   */
  private boolean isRepeated(PostLine post, Map<PostLine, Begun> withoutId) {
    Begun one = withoutId.get(post);
    if (one == null || one.stem().isEmpty()) {
      return false;
    }
    List<Begun> same = bySign.getOrDefault(one.stem() + one.at(), List.of());
    int at = same.indexOf(one);
    for (int i = 0; i < same.size(); i++) {
      PostLine other = same.get(i).line();
      boolean isFuller = post.isWithin(other) && !other.isWithin(post);
      if (i != at && (isFuller || (i < at && post.isWithin(other)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isId(String stem) {
    return stem.length() >= LEAST_DIGITS && stem.chars().anyMatch(Character::isDigit);
  }

  /**
   * Gives the posts of one minute their ids. Each of several has its second, so that one does not
   * take the id of another that was deleted.
   */
  private static void name(String minute, List<Begun> posts) {
    if (posts.size() == 1) {
      posts.get(0).line().id(minute);
      return;
    }
    Set<String> ids = new HashSet<>();
    for (Begun post : posts) {
      String second =
          minute + "~" + String.format(Locale.ROOT, "%02d", post.at().getEpochSecond() % MINUTE);
      String id = second;
      for (int n = 2; !ids.add(id); n++) {
        id = second + "-" + n;
      }
      post.line().id(id);
    }
  }
}
