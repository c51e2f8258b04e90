package org.invigilator.rule.governance;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.register.Attestation;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustView;

/**
 * Every question of the policy was answered by its role within the last months and since the policy
 * was approved.
 */
public final class AttestationOverdue implements Rule.OfTrust {
  private final int validityMonths;
  private final int firstDueDays;

  public AttestationOverdue(Parameters parameters) {
    validityMonths = parameters.integer("validity_months");
    firstDueDays = parameters.integer("first_due_days");
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (AskedQuestion asked : AskedQuestion.of(view)) {
      Optional<Attestation> latest = asked.latest(view);
      LocalDate due = dueOn(asked, latest, view);
      if (due.isBefore(view.trust().asOf())) {
        out.violation(asked.violation(evidence(asked, latest, due, view)));
      }
    }
  }

  private static Evidence evidence(
      AskedQuestion asked, Optional<Attestation> latest, LocalDate due, TrustView view) {
    Evidence evidence =
        Evidence.of(
                latest.isPresent()
                    ? "answered_before"
                    : due.equals(LocalDate.MIN) ? "never_answered" : "never_answered_due")
            .term("role", asked.role())
            .term("question", asked.text());
    Evidence dated = due.equals(LocalDate.MIN) ? evidence : evidence.day("due", due);
    Evidence answered = latest.map(a -> dated.day("answered", a.answeredOn())).orElse(dated);
    return asked
        .withoutRole(view)
        .filter(a -> latest.map(l -> l.answeredOn().isBefore(a.answeredOn())).orElse(true))
        .map(
            a ->
                Evidence.of("not_in_role")
                    .person("person", a.person())
                    .term("role", asked.role())
                    .term("question", asked.text())
                    .day("answered", a.answeredOn()))
        .orElse(answered);
  }

  /**
   * The last day on which an answer is in time: some months after the latest, or some weeks after
   * the duty began.
   */
  public LocalDate dueOn(AskedQuestion asked, Optional<Attestation> latest, TrustView view) {
    LocalDate approved = approvedOn(view);
    LocalDate began = asked.since().filter(s -> s.isAfter(approved)).orElse(approved);
    LocalDate first = began.equals(LocalDate.MIN) ? LocalDate.MIN : began.plusDays(firstDueDays);
    return latest.filter(a -> counts(a, view)).map(this::end).orElse(first);
  }

  /** Whether an answer was given under this policy and not too long ago. */
  public boolean isInForce(Attestation answer, TrustView view) {
    return counts(answer, view) && !end(answer).isBefore(view.trust().asOf());
  }

  private LocalDate end(Attestation answer) {
    return answer.answeredOn().plusMonths(validityMonths);
  }

  private static boolean counts(Attestation answer, TrustView view) {
    return !answer.answeredOn().isBefore(approvedOn(view));
  }

  private static LocalDate approvedOn(TrustView view) {
    return view.pack().approvedOn().or(() -> view.pack().effectiveFrom()).orElse(LocalDate.MIN);
  }
}
