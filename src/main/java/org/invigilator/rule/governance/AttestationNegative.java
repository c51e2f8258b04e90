package org.invigilator.rule.governance;

import org.invigilator.register.Attestation;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustView;

/** The latest answer is yes, or what is wrong has an action date that is not over. */
public final class AttestationNegative implements Rule.OfTrust {

  public AttestationNegative(Parameters parameters) {}

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (AskedQuestion asked : AskedQuestion.of(view)) {
      asked
          .latest(view)
          .filter(a -> isNegative(a, view))
          .ifPresent(a -> out.violation(asked.violation(describe(a, asked))));
    }
  }

  private static boolean isNegative(Attestation answer, TrustView view) {
    boolean open =
        answer.actionDueOn().map(due -> !due.isBefore(view.trust().asOf())).orElse(false);
    return (!answer.answer().equals("yes") || !answer.exceptions().isEmpty()) && !open;
  }

  private static String describe(Attestation answer, AskedQuestion asked) {
    return "The "
        + asked.role()
        + " answered '"
        + answer.answer()
        + "' on "
        + answer.answeredOn()
        + answer
            .actionDueOn()
            .map(due -> ", with action due on " + due)
            .orElse(", with no action date")
        + ": "
        + asked.text();
  }
}
