package org.invigilator.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The consent tag of one media item of a post.
 *
 * @param index the item counted from 0, or {@link #ALL} when the row covers all items of the post
 * @param deviceKind {@code trust}, or another kind of device; empty when unknown
 * @param rights {@code own}, {@code licensed}, {@code permission}, {@code unknown} or empty
 */
public record MediaLogEntry(
    String postId,
    int index,
    String declaration,
    List<String> subjects,
    Optional<LocalDate> capturedOn,
    String deviceKind,
    String rights) {

  /** The index of a row that covers all items of its post. */
  static final int ALL = -1;

  static MediaLogEntry of(Row row) {
    String index = row.text("media_index");
    return new MediaLogEntry(
        PostKey.of(row.text("post_id")).orElseThrow(),
        index.equals("*") ? ALL : Integer.parseInt(index),
        row.choice("declaration").intern(),
        List.copyOf(row.list("subject_refs").stream().map(String::intern).toList()),
        row.date("captured_on"),
        row.choice("device_kind").intern(),
        row.choice("rights").intern());
  }

  /** Whether the row covers all items of its post. */
  public boolean isForAll() {
    return index == ALL;
  }

  /** Whether the row applies to an item. */
  public boolean covers(int item) {
    return index == ALL || index == item;
  }

  /** Whether any of some rows about a post applies to an item. */
  public static boolean anyCovers(List<MediaLogEntry> rows, int item) {
    for (MediaLogEntry row : rows) {
      if (row.covers(item)) {
        return true;
      }
    }
    return false;
  }
}
