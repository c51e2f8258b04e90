package org.invigilator.connector;

import org.invigilator.snapshot.Relation;
import tools.jackson.databind.json.JsonMapper;

/** One person as a line of a snapshot: only the fields that are kept of them. */
final class PersonLine {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PersonLine() {}

  private record WithName(String id, String username, String name) {}

  private record WithHandle(String id, String username) {}

  private record NumberOnly(String id) {}

  private record Unnamed(boolean unnamed) {}

  /**
   * Writes one person; of someone whom no rule needs and of whom the source gives no number, only
   * that there is one.
   */
  static String of(Relation kept) {
    if (kept.userId().isEmpty() && kept.handle().isEmpty()) {
      return JSON.writeValueAsString(new Unnamed(true));
    }
    return JSON.writeValueAsString(
        kept.handle().isEmpty()
            ? new NumberOnly(kept.userId())
            : kept.displayName().isEmpty()
                ? new WithHandle(kept.userId(), kept.handle())
                : new WithName(kept.userId(), kept.handle(), kept.displayName()));
  }
}
