package org.invigilator.register;

import java.time.Instant;
import java.util.Optional;

/** An order to remove a post. */
public record Takedown(String postId, Instant orderedAt, Optional<Instant> dueAt) {

  static Takedown of(Row row) {
    return new Takedown(
        PostKey.of(row.text("post_id")).orElseThrow(),
        row.instant("ordered_at").orElseThrow(),
        row.instant("due_at"));
  }
}
