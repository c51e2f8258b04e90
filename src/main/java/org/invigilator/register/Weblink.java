package org.invigilator.register;

import java.time.LocalDate;
import java.util.Optional;

/** A link to a social platform on the trust's own web pages. */
public record Weblink(
    String academy,
    String pageUrl,
    String linkUrl,
    Optional<LocalDate> seenOn,
    boolean notOfficial,
    int rowNumber) {

  static Weblink of(Row row) {
    return new Weblink(
        row.text("academy_code"),
        row.text("page_url"),
        row.text("link_url"),
        row.date("seen_on"),
        row.yes("not_official"),
        row.number());
  }
}
