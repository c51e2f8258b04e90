package org.invigilator.register;

import java.time.LocalDate;
import java.util.Optional;

/** The role of a person on an account, with its dates. */
public record AccountRole(
    String account,
    String person,
    String role,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    String contactEmail,
    String approvedBy,
    Optional<LocalDate> approvedOn,
    String approvalForm,
    boolean trainingRequired,
    int rowNumber) {

  static AccountRole of(Row row) {
    return new AccountRole(
        row.text("account_id"),
        row.text("person_id"),
        row.choice("role"),
        row.date("from"),
        row.date("to"),
        row.text("contact_email"),
        row.text("approved_by"),
        row.date("approved_on"),
        row.choice("approval_form"),
        row.yes("training_required"),
        row.number());
  }

  /** Whether the person has the role on a day, both ends included; a blank start counts as past. */
  public boolean isCurrent(LocalDate day) {
    return !from.map(day::isBefore).orElse(false) && !to.map(day::isAfter).orElse(false);
  }
}
