package org.invigilator.rule.governance;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** The printed review date is about one review cycle after the approval. */
public final class PolicyCycleMismatch implements Rule.OfTrust {
  private final int toleranceDays;
  private final int cycleMonths;

  public PolicyCycleMismatch(Parameters parameters) {
    toleranceDays = parameters.integer("tolerance_days");
    cycleMonths = parameters.integer("cycle_months");
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    Integer stated = view.pack().reviewCycleMonths();
    int months = stated == null ? cycleMonths : stated;
    Optional<LocalDate> approved = view.pack().approvedOn();
    Optional<LocalDate> due = view.pack().printedReview();
    if (months == 0 || approved.isEmpty() || due.isEmpty()) {
      out.notEvaluated(Evidence.of("not_given"));
      return;
    }
    LocalDate implied = approved.get().plusMonths(months);
    if (Math.abs(ChronoUnit.DAYS.between(implied, due.get())) > toleranceDays) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.POLICY, view.pack().id()),
              Evidence.of("mismatch")
                  .day("approved", approved.get())
                  .count("months", months)
                  .day("implied", implied)
                  .day("printed", due.get())));
    }
  }
}
