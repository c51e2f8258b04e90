package org.invigilator.rule;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.snapshot.Post;

/** What is kept of the posts that streamed past: the newest of each kind and the oldest of all. */
public final class Timeline {
  /** A post by id and publication instant. */
  public record Seen(String id, Instant at) {}

  private final Map<Post.Kind, Seen> newest = new EnumMap<>(Post.Kind.class);
  private Optional<Seen> oldest = Optional.empty();

  void add(Post post) {
    Seen seen = newest.get(post.kind());
    if (seen == null || post.createdAt().isAfter(seen.at())) {
      newest.put(post.kind(), new Seen(post.id(), post.createdAt()));
    }
    if (oldest.map(o -> post.createdAt().isBefore(o.at())).orElse(true)) {
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
