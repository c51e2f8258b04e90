package org.invigilator.register;

import java.time.LocalDate;
import java.util.Optional;

/** A person's role at an academy or for the trust, with its dates. */
public record RoleHolder(
    String academy,
    String role,
    String person,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    String delegatedTo) {

  static RoleHolder of(Row row) {
    return new RoleHolder(
        row.text("academy_code"),
        row.text("role"),
        row.text("person_id"),
        row.date("from"),
        row.date("to"),
        row.text("delegated_to"));
  }

  /** Whether the person has the role on a day, both ends included. */
  public boolean holdsOn(LocalDate day) {
    return !from.map(day::isBefore).orElse(false) && !to.map(day::isAfter).orElse(false);
  }
}
