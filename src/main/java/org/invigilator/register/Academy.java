package org.invigilator.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** An academy with its names, dates and contacts. */
public record Academy(
    String code,
    String name,
    List<String> aliases,
    Optional<YearGroup> lowestYear,
    Optional<YearGroup> highestYear,
    Optional<LocalDate> openFrom,
    Optional<LocalDate> openTo,
    List<String> webDomains,
    List<String> emailDomains,
    List<String> publishedContacts,
    List<String> placeIds,
    String pack) {

  static Academy of(Row row) {
    return new Academy(
        row.text("academy_code"),
        row.text("name"),
        row.list("aliases"),
        YearGroup.parse(row.text("lowest_year")),
        YearGroup.parse(row.text("highest_year")),
        row.date("open_from"),
        row.date("open_to"),
        row.hosts("web_domains"),
        row.hosts("email_domains"),
        row.list("published_contacts"),
        row.items("place_ids"),
        row.text("pack"));
  }

  /** Whether the academy is open on a day, both ends included. */
  public boolean isOpen(LocalDate day) {
    return !openFrom.map(day::isBefore).orElse(false) && !openTo.map(day::isAfter).orElse(false);
  }
}
