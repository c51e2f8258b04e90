package org.invigilator.register;

import java.time.LocalDate;
import java.util.Optional;

/** A suspicious account that someone reported. */
public record LookalikeReport(String handle, String platform, Optional<LocalDate> reportedOn) {

  static LookalikeReport of(Row row) {
    String written = row.text("handle");
    return new LookalikeReport(
        Platforms.link(written)
            .map(Platforms.Link::handle)
            .filter(handle -> !handle.isEmpty())
            .orElse(written.replaceFirst("^@", "")),
        Platforms.canonical(row.text("platform")),
        row.date("reported_on"));
  }
}
