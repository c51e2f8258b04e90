package org.invigilator.rule.governance;

import org.invigilator.register.Attestation;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.TrustView;

/** The latest answer is yes, or its exceptions have an action date that has not passed. */
public final class AttestationNegative implements Rule.OfTrust {

  public AttestationNegative(Parameters parameters) {}

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (AskedQuestion asked : AskedQuestion.of(view)) {
      asked
          .latest(view)
          .filter(a -> isNegative(a, view))
          .ifPresent(a -> out.violation(asked.violation(evidence(a, asked))));
    }
  }

  /** Whether an answer is not a plain yes, and no action that follows from it is still in time. */
  public static boolean isNegative(Attestation answer, TrustView view) {
    boolean open =
        answer.actionDueOn().map(due -> !due.isBefore(view.trust().asOf())).orElse(false);
    return isQualified(answer) && !open;
  }

  /** Whether an answer is anything but a plain yes. */
  public static boolean isQualified(Attestation answer) {
    return !answer.answer().equals("yes") || !answer.exceptions().isEmpty();
  }

  private static Evidence evidence(Attestation answer, AskedQuestion asked) {
    Evidence evidence =
        Evidence.of(answer.actionDueOn().isPresent() ? "action_overdue" : "no_action")
            .term("role", asked.role())
            .term("answer", Labels.of(answer.answer()))
            .day("answered", answer.answeredOn())
            .term("question", asked.text());
    return answer.actionDueOn().map(due -> evidence.day("due", due)).orElse(evidence);
  }
}
