package org.invigilator.register;

import java.time.Instant;

/**
 * Leave to answer, given for one reply or for the message it answers (matrix 3.15).
 *
 * @param form {@code written} or {@code verbal-recorded}, empty when nobody noted it
 */
public record ReplyApproval(String postId, String approvedBy, Instant approvedOn, String form) {

  static ReplyApproval of(Row row) {
    return new ReplyApproval(
        Cells.postId(row.text("post_id")).orElseThrow(),
        row.text("approved_by"),
        row.instant("approved_on").orElseThrow(),
        row.choice("form"));
  }
}
