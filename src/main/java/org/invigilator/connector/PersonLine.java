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

  /**
   * Writes one person.
   *
   * @param place the person's place in the list, which is all that is kept of someone whom no rule
   *     needs and of whom the source gives no number
   */
  static String of(Relation kept, int place) {
    if (kept.userId().isEmpty() && kept.handle().isEmpty()) {
      return JSON.writeValueAsString(new NumberOnly("place " + place));
    }
    return JSON.writeValueAsString(
        kept.handle().isEmpty()
            ? new NumberOnly(kept.userId())
            : kept.displayName().isEmpty()
                ? new WithHandle(kept.userId(), kept.handle())
                : new WithName(kept.userId(), kept.handle(), kept.displayName()));
  }
}
