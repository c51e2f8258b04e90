package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.register.Account;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Profile;

/** The final approval is dated on or before the day the account was created on its platform. */
public final class ApprovalAfterGolive implements Rule.OfAccount {
  private final int graceDays;

  public ApprovalAfterGolive(Parameters parameters) {
    graceDays = parameters.integer("grace_days");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    Optional<LocalDate> approved =
        account.date("principal_signoff_on").or(() -> account.date("approved_on"));
    Optional<LocalDate> began = began(view);
    if (approved.isEmpty()) {
      return;
    }
    if (began.isEmpty()) {
      out.notEvaluated(Evidence.of("no_start"));
    } else if (approved.get().isAfter(began.get().plusDays(graceDays))) {
      out.violation(
          Violation.of(
              view.subject(),
              Evidence.of("late").day("began", began.get()).day("approved", approved.get())));
    }
  }

  private static Optional<LocalDate> began(AccountView view) {
    return view.profile()
        .flatMap(Profile::createdAt)
        .or(
            () ->
                view.capture().part(Capture.Part.POSTS).extent() == Capture.Extent.COMPLETE
                    ? view.timeline().oldest().map(seen -> seen.at())
                    : Optional.empty())
        .map(LondonTime::date)
        .or(() -> view.account().date("live_on"));
  }
}
