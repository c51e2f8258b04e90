package org.invigilator.register;

import java.time.LocalDate;
import java.util.Optional;

/** A suspicious account that someone reported. */
public record LookalikeReport(String handle, String platform, Optional<LocalDate> reportedOn) {

  static LookalikeReport of(Row row) {
    return new LookalikeReport(
        row.text("handle").replaceFirst("^@", ""),
        Platforms.canonical(row.text("platform")),
        row.date("reported_on"));
  }
}
