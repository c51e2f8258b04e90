package org.invigilator.register;

import java.time.LocalDate;
import java.util.Optional;

/** One completed training or induction. */
public record Training(
    String person, String kind, LocalDate completedOn, Optional<LocalDate> expiresOn) {

  static Training of(Row row) {
    return new Training(
        row.text("person_id"),
        row.choice("kind"),
        row.date("completed_on").orElseThrow(),
        row.date("expires_on"));
  }
}
