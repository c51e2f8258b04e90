package org.invigilator.register;

import java.time.Instant;

/**
 * An approval of one reply, or of replying to a message.
 *
 * @param form {@code written} or {@code verbal-recorded}, empty when unknown
 */
public record ReplyApproval(String postId, String approvedBy, Instant approvedOn, String form) {

  static ReplyApproval of(Row row) {
    return new ReplyApproval(
        PostKey.of(row.text("post_id")).orElseThrow(),
        row.text("approved_by"),
        row.instant("approved_on").orElseThrow(),
        row.choice("form"));
  }
}
