package org.invigilator.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.invigilator.policy.PolicyPack;
import org.invigilator.register.Attestation;
import org.invigilator.register.Register;
import org.invigilator.rule.Catalogue;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustAudit;
import org.invigilator.rule.TrustIndex;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.governance.AskedQuestion;
import org.invigilator.rule.governance.AttestationNegative;
import org.invigilator.rule.governance.AttestationOverdue;

/**
 * One yearly statement asked of one role, and whether it was given.
 *
 * @param latest the latest answer by that role, whether or not it still counts
 */
public record AttestationLine(
    String pack,
    AskedQuestion asked,
    State state,
    Optional<LocalDate> due,
    Optional<Attestation> latest) {

  /** Whether a statement was given, and what it says. */
  public enum State {
    ANSWERED,
    NEGATIVE,
    /** Answered with an exception whose action date is not past. */
    EXCEPTION,
    DUE,
    OVERDUE,
    /** There is no register of statements. */
    UNKNOWN;

    /** The state as the workbook shows it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the statement was given, whatever it says. */
    public boolean isGiven() {
      return this == ANSWERED || this == EXCEPTION || this == NEGATIVE;
    }
  }

  /** The same line without what identifies pupils. */
  AttestationLine safe(UnaryOperator<String> safe) {
    return new AttestationLine(pack, asked, state, due, latest.map(a -> a.with(safe)));
  }

  /** The same line without the free text of the answer. */
  AttestationLine withoutWords() {
    return new AttestationLine(pack, asked, state, due, latest.map(Attestation::withoutWords));
  }

  static List<AttestationLine> all(Requirements requirements, TrustIndex trust) {
    List<AttestationLine> lines = new ArrayList<>();
    TrustAudit audit = new TrustAudit(trust, requirements);
    for (PolicyPack pack : requirements.packs()) {
      AttestationOverdue rule =
          requirements.of(pack).stream()
              .map(Requirement::check)
              .filter(AttestationOverdue.class::isInstance)
              .map(AttestationOverdue.class::cast)
              .findFirst()
              .orElseGet(
                  () ->
                      new AttestationOverdue(
                          new Parameters(Catalogue.require("attestation-overdue").parameters())));
      TrustView view = audit.view(pack);
      AskedQuestion.of(view).forEach(asked -> lines.add(line(pack, asked, rule, view)));
    }
    return lines;
  }

  private static AttestationLine line(
      PolicyPack pack, AskedQuestion asked, AttestationOverdue rule, TrustView view) {
    if (!view.trust().registers().has(Register.ATTESTATIONS)) {
      return new AttestationLine(
          pack.id(), asked, State.UNKNOWN, Optional.empty(), Optional.empty());
    }
    Optional<Attestation> latest = asked.latest(view);
    LocalDate due = rule.dueOn(asked, latest, view);
    boolean overdue = due.isBefore(view.trust().asOf());
    State state =
        overdue
            ? State.OVERDUE
            : latest
                .filter(answer -> rule.isInForce(answer, view))
                .map(answer -> state(answer, view))
                .orElse(State.DUE);
    return new AttestationLine(
        pack.id(),
        asked,
        state,
        due.equals(LocalDate.MIN) ? Optional.empty() : Optional.of(due),
        latest);
  }

  private static State state(Attestation answer, TrustView view) {
    return AttestationNegative.isNegative(answer, view)
        ? State.NEGATIVE
        : AttestationNegative.isQualified(answer) ? State.EXCEPTION : State.ANSWERED;
  }
}
