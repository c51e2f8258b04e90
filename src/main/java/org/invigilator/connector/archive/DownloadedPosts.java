package org.invigilator.connector.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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

  private final String account;
  private final List<Page.PostItem> items = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final TreeMap<String, Integer> shortfalls = new TreeMap<>();

  DownloadedPosts(String account) {
    this.account = account;
  }

  /**
   * Begins a post that has no id: it is known by its first picture, or else by account and minute.
   *
   * @param media the file name of its first picture or video, empty when there is none
   */
  PostLine begin(Instant at, String media) {
    String stem = stem(media);
    boolean isId = stem.length() >= LEAST_DIGITS && stem.chars().anyMatch(Character::isDigit);
    String minute = PostKey.ofMinute(account, at);
    String id = isId && !ids.contains(stem) ? stem : minute;
    for (int n = 2; !ids.add(id); n++) {
      id = minute + "~" + n;
    }
    return new PostLine(id, at);
  }

  /** A file name without folder and ending. */
  static String stem(String uri) {
    String file = uri.substring(uri.lastIndexOf('/') + 1);
    return file.replaceFirst("[.?].*$", "");
  }

  void add(PostLine post) {
    items.add(post.item());
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
    items.sort(Comparator.comparing(Page.PostItem::at).thenComparing(Page.PostItem::id).reversed());
    List<String> phrases = new ArrayList<>();
    shortfalls.forEach(
        (words, count) ->
            phrases.add(count == 0 ? words : count + " " + words.split("\n")[count == 1 ? 0 : 1]));
    return new DownloadFormat.Contents(List.copyOf(items), phrases);
  }
}
