package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the trust asks of answers that are sent back: {@code answers} of {@code trust.yaml}.
 *
 * @param approverSendsOwnFile whether a waiver or dismissal that names an approver is accepted only
 *     when the approver sent back the same decision in a file of their own
 */
public record Answers(
    @JsonProperty("approver_sends_own_file") @Nullable Boolean approverSendsOwnFile) {

  /** Whether one file is enough is decided by the trust; by default it is. */
  boolean needsOwnFile() {
    return Boolean.TRUE.equals(approverSendsOwnFile);
  }
}
