package org.invigilator.rule.register.consistency;

import java.util.Optional;
import org.invigilator.policy.Questions;
import org.invigilator.register.Account;
import org.invigilator.register.Attestation;
import org.invigilator.register.Register;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustView;

/**
 * Every answer is to a known question, about a known place, by a known person and not in the
 * future.
 */
public final class AttestationRows implements Rule.OfTrust {

  @Override
  public void check(TrustView view, ResultCollector out) {
    // Without a people register no one could be recognised.
    if (view.trust().registers().has(Register.PEOPLE)) {
      for (Attestation answer : view.trust().registers().attestations()) {
        String row = String.valueOf(answer.rowNumber());
        objection(answer, view)
            .map(evidence -> evidence.term("row", row))
            .ifPresent(e -> out.violation(Violations.ofRow(Register.ATTESTATIONS, row, e)));
      }
    }
  }

  private static Optional<Evidence> objection(Attestation answer, TrustView view) {
    if (Questions.of(answer.question()).isEmpty()) {
      return Optional.of(Evidence.of("no_question").term("question", answer.question()));
    }
    if (!isScope(answer.scope(), view)) {
      return Optional.of(Evidence.of("no_scope").term("scope", answer.scope()));
    }
    if (view.trust().person(answer.person()).isEmpty()) {
      return Optional.of(Evidence.of("no_person").term("person", answer.person()));
    }
    return answer.answeredOn().isAfter(view.trust().asOf())
        ? Optional.of(Evidence.of("answer_in_future").day("on", answer.answeredOn()))
        : Optional.empty();
  }

  private static boolean isScope(String scope, TrustView view) {
    return scope.equalsIgnoreCase(Account.TRUST)
        || view.trust().account(scope).isPresent()
        || view.trust().academy(scope).isPresent();
  }
}
