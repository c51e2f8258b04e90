package org.invigilator.rule.governance;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** The policy's review date is not near; when it is, a full audit is due before the review. */
public final class PolicyReviewDueSoon implements Rule.OfTrust {
  private final int leadDays;

  public PolicyReviewDueSoon(Parameters parameters) {
    leadDays = parameters.integer("lead_days");
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    if (view.pack().reviewDueOn().isEmpty()) {
      out.notEvaluated(Evidence.of("no_dates"));
      return;
    }
    LocalDate due = view.pack().reviewDueOn().get();
    long days = ChronoUnit.DAYS.between(view.trust().asOf(), due);
    if (days >= 0 && days <= leadDays) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.POLICY, view.pack().id()),
              Evidence.of("due_soon")
                  .term("policy", view.pack().displayTitle())
                  .day("due", due)
                  .count("days", days)));
    }
  }
}
