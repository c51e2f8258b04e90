package org.invigilator.rule.lifecycle;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** Nothing was posted before the account was planned to go live. */
public final class AccountLiveEarly implements Rule.OfAccount {
  private final int graceDays;

  public AccountLiveEarly(Parameters parameters) {
    graceDays = parameters.integer("grace_days");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Optional<LocalDate> planned = view.account().date("planned_live_on");
    Optional<LocalDate> first = view.timeline().oldest().map(seen -> LondonTime.date(seen.at()));
    if (planned.isPresent()
        && first.map(day -> day.isBefore(planned.get().minusDays(graceDays))).orElse(false)) {
      out.violation(
          Violation.of(
              view.subject(),
              Evidence.of("early").day("first", first.get()).day("planned", planned.get())));
    }
  }
}
