package org.invigilator.register;

import java.util.List;
import java.util.Optional;

/**
 * The consent tag of one media item of a post (matrix 3.8).
 *
 * @param index the item counted from 0, or empty when the row covers all items of the post
 */
public record MediaLogEntry(
    String postId, Optional<Integer> index, String declaration, List<String> subjects) {

  static MediaLogEntry of(Row row) {
    String index = row.text("media_index");
    return new MediaLogEntry(
        Cells.postId(row.text("post_id")).orElseThrow(),
        index.equals("*") ? Optional.empty() : Optional.of(Integer.valueOf(index)),
        row.choice("declaration").intern(),
        row.list("subject_refs"));
  }

  /** Whether the row speaks for an item. */
  public boolean covers(int item) {
    return index.map(i -> i == item).orElse(true);
  }
}
