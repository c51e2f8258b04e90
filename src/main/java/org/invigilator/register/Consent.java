package org.invigilator.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A decision about a person's picture or name; the latest one in force counts. */
public record Consent(
    String id,
    String subject,
    String subjectKind,
    String givenBy,
    String giver,
    boolean granted,
    List<String> scope,
    LocalDate givenOn,
    Optional<LocalDate> validUntil,
    Optional<LocalDate> withdrawnOn) {

  /**
   * Whether it is the answer of such a giver; a pupil who answers alone may be entered as "self".
   */
  public boolean isBy(String giver) {
    return givenBy.equals(giver) || (giver.equals("pupil") && givenBy.equals("self"));
  }

  static Consent of(Row row) {
    return new Consent(
        row.text("consent_id"),
        row.text("subject_ref").intern(),
        row.choice("subject_kind").intern(),
        row.choice("given_by").intern(),
        row.text("giver_label").intern(),
        row.yes("decision"),
        List.copyOf(row.list("scope").stream().map(s -> Texts.lower(s).intern()).toList()),
        row.date("given_on").orElseThrow(),
        row.date("valid_until"),
        row.date("withdrawn_on"));
  }

  /** Whether the decision was withdrawn on a day or before it. */
  public boolean isWithdrawnBy(LocalDate day) {
    return withdrawnOn.isPresent() && !day.isBefore(withdrawnOn.get());
  }

  /** Whether the decision had been given and neither lapsed nor been withdrawn on a day. */
  public boolean isInForce(LocalDate day) {
    return !day.isBefore(givenOn)
        && (validUntil.isEmpty() || !day.isAfter(validUntil.get()))
        && !isWithdrawnBy(day);
  }
}
