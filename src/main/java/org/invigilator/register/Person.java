package org.invigilator.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A person who has a role, or whose name is searched for in posts. */
public record Person(
    String id,
    String fullName,
    String kind,
    String academy,
    String jobTitle,
    Optional<LocalDate> employedFrom,
    Optional<LocalDate> employedTo,
    boolean onLeave,
    String workEmail,
    List<Pupil.Handle> workHandles,
    String lineManager,
    String acknowledgedVersion,
    Optional<LocalDate> acknowledgedOn,
    String imagePermission,
    String imagePermissionForm,
    Optional<LocalDate> imagePermissionOn,
    boolean publicityPermission) {

  static Person of(Row row) {
    return new Person(
        row.text("person_id"),
        row.text("full_name"),
        row.choice("person_kind"),
        row.text("academy_code"),
        row.text("job_title"),
        row.date("employed_from"),
        row.date("employed_to"),
        row.yes("on_leave"),
        row.text("work_email"),
        Pupil.Handle.in(row, "work_handles"),
        row.text("line_manager_id"),
        row.text("policy_ack_version"),
        row.date("policy_ack_on"),
        row.choice("image_permission"),
        row.choice("image_permission_form"),
        row.date("image_permission_on"),
        row.yes("publicity_permission"));
  }

  /** Whether this person is a pupil, whose name must not be shown to every reader. */
  public boolean isPupil() {
    return kind.contains("pupil") || kind.contains("student");
  }

  /** Whether the person's last day is before a day; the last day itself still counts as here. */
  public boolean hasLeftBy(LocalDate day) {
    return employedTo.map(day::isAfter).orElse(false);
  }

  /** Whether the person is employed on a day, both ends included. */
  public boolean isHere(LocalDate day) {
    return !hasLeftBy(day) && !employedFrom.map(day::isBefore).orElse(false);
  }
}
