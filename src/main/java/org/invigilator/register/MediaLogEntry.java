package org.invigilator.register;

import java.util.List;

/**
 * The consent tag of one media item of a post (matrix 3.8).
 *
 * @param index the item counted from 0, or {@link #ALL} when the row covers all items of the post
 */
public record MediaLogEntry(String postId, int index, String declaration, List<String> subjects) {

  /** The index of a row that covers all items of its post. */
  static final int ALL = -1;

  static MediaLogEntry of(Row row) {
    String index = row.text("media_index");
    return new MediaLogEntry(
        Cells.postId(row.text("post_id")).orElseThrow(),
        index.equals("*") ? ALL : Integer.parseInt(index),
        row.choice("declaration").intern(),
        row.list("subject_refs").stream().map(String::intern).toList());
  }

  /** Whether the row speaks for an item. */
  public boolean covers(int item) {
    return index == ALL || index == item;
  }
}
