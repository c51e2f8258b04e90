package org.invigilator.register;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One answer to a yearly question. */
public record Attestation(
    String question,
    String scope,
    String role,
    String person,
    LocalDate answeredOn,
    String answer,
    String exceptions,
    Optional<LocalDate> actionDueOn,
    String evidence,
    int rowNumber) {

  /** The answer with its free text changed. */
  public Attestation with(UnaryOperator<String> safe) {
    return new Attestation(
        question,
        scope,
        role,
        person,
        answeredOn,
        answer,
        safe.apply(exceptions),
        actionDueOn,
        safe.apply(evidence),
        rowNumber);
  }

  /** The answer without its free text, which may name a child. */
  public Attestation withoutWords() {
    return new Attestation(
        question,
        scope,
        role,
        person,
        answeredOn,
        answer,
        exceptions.isEmpty() ? "" : LEFT_OUT,
        actionDueOn,
        evidence.isEmpty() ? "" : LEFT_OUT,
        rowNumber);
  }

  private static final String LEFT_OUT = "(left out of mails)";

  static Attestation of(Row row) {
    return new Attestation(
        row.text("question_id"),
        row.text("scope_ref"),
        row.text("role"),
        row.text("person_id"),
        row.date("answered_on").orElseThrow(),
        row.choice("answer"),
        row.text("exceptions"),
        row.date("action_due_on"),
        row.text("evidence_ref"),
        row.number());
  }
}
