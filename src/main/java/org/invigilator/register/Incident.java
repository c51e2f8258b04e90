package org.invigilator.register;

import java.time.Instant;

/**
 * A reported incident, by reference only.
 *
 * @param inboundId the message it cites, empty when it cites none
 */
public record Incident(String ref, String inboundId, Instant reportedAt) {

  static Incident of(Row row) {
    String cited = row.text("inbound_id");
    return new Incident(
        row.text("ref"),
        cited.isEmpty() ? "" : PostKey.of(cited).orElseThrow(),
        row.instant("reported_at").orElseThrow());
  }
}
