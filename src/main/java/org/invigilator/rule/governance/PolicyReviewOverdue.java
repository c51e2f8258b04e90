package org.invigilator.rule.governance;

import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/**
 * The policy's review date has not passed; a month means its last day, and a policy without dates
 * cannot be overdue.
 */
public final class PolicyReviewOverdue implements Rule.OfTrust {

  public PolicyReviewOverdue(Parameters parameters) {}

  @Override
  public void check(TrustView view, ResultCollector out) {
    view.pack()
        .reviewDueOn()
        .ifPresentOrElse(
            due -> {
              if (due.isBefore(view.trust().asOf())) {
                out.violation(
                    Violation.of(
                        Subject.of(Subject.Kind.POLICY, view.pack().id()),
                        Evidence.of("overdue")
                            .term("policy", view.pack().displayTitle())
                            .day("due", due)));
              }
            },
            () -> out.notEvaluated(Evidence.of("no_dates")));
  }
}
