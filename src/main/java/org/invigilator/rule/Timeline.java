package org.invigilator.rule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.invigilator.match.Phrases;
import org.invigilator.snapshot.Post;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the posts that streamed past: the newest of each kind, the oldest of all, and the
 * words of the latest.
 */
public final class Timeline {
  /** A post by id and publication instant. */
  public record Seen(String id, Instant at) {}

  private String currentId = "";
  private String currentAddress = "";
  private Optional<Instant> currentMinute = Optional.empty();
  private boolean isMinuteShared;
  private final Map<Post.Kind, Seen> newest = new EnumMap<>(Post.Kind.class);
  private Optional<Seen> oldest = Optional.empty();

  private final Map<String, Set<String>> inbound = new HashMap<>();
  private @Nullable PostScan scan;

  /** Keeps of a message from outside only which word lists it met; messages come before posts. */
  void addInbound(Post message, Phrases phrases) {
    PostScan words = scan(message, phrases);
    Set<String> met = new TreeSet<>();
    for (String list : List.of("complaint", "press")) {
      if (!words.hits(list).isEmpty()) {
        met.add(list);
      }
    }
    if (!met.isEmpty()) {
      inbound.put(message.id(), met);
    }
  }

  /** Whether a message from outside, seen earlier, met a word list. */
  public boolean inboundMet(String messageId, String list) {
    return inbound.getOrDefault(messageId, Set.of()).contains(list);
  }

  PostScan scan(Post post, Phrases phrases) {
    if (scan == null || !scan.isOf(post)) {
      scan = new PostScan(post, phrases);
    }
    return scan;
  }

  /** The public address of the post that is streaming past, where the platform gave it. */
  Optional<String> address(String postId) {
    return currentId.equals(postId) && !currentAddress.isEmpty()
        ? Optional.of(currentAddress)
        : Optional.empty();
  }

  /** Whether the post before was published in the same minute as the one streaming past. */
  boolean isMinuteShared() {
    return isMinuteShared;
  }

  void add(Post post) {
    currentId = post.id();
    currentAddress = post.permalink();
    Optional<Instant> minute = Optional.of(post.createdAt().truncatedTo(ChronoUnit.MINUTES));
    // A comment has no picture, and the media log never means it.
    boolean isReply = post.kind() == Post.Kind.REPLY;
    isMinuteShared = !isReply && minute.equals(currentMinute);
    currentMinute = isReply ? currentMinute : minute;
    Seen seen = newest.get(post.kind());
    if (seen == null || post.createdAt().isAfter(seen.at())) {
      newest.put(post.kind(), new Seen(post.id(), post.createdAt()));
    }
    if (oldest.isEmpty() || post.createdAt().isBefore(oldest.get().at())) {
      oldest = Optional.of(new Seen(post.id(), post.createdAt()));
    }
  }

  /** The newest post of the given kinds. */
  public Optional<Seen> newest(Set<Post.Kind> kinds) {
    return kinds.stream()
        .flatMap(k -> Stream.ofNullable(newest.get(k)))
        .max(java.util.Comparator.comparing(Seen::at));
  }

  /** The newest post of any kind. */
  public Optional<Seen> newest() {
    return newest(Set.of(Post.Kind.values()));
  }

  public Optional<Seen> oldest() {
    return oldest;
  }
}
