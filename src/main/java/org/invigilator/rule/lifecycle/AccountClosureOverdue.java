package org.invigilator.rule.lifecycle;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** An account is closed by its planned closure date; the date itself is still in time. */
public final class AccountClosureOverdue implements Rule.OfAccount {
  private final int graceDays;

  public AccountClosureOverdue(Parameters parameters) {
    graceDays = parameters.integer("grace_days");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (view.trust().isSlip(view.account(), "planned_closure_on")) {
      out.notEvaluated("planned_closure_on cannot be read");
    }
    Optional<LocalDate> planned = view.account().date("planned_closure_on");
    if (planned.isPresent() && planned.get().plusDays(graceDays).isBefore(view.trust().asOf())) {
      out.violation(
          Violation.of(
              view.subject(),
              "The account was to close on "
                  + planned.get()
                  + "; the register says it is '"
                  + view.account().field("status")
                  + "'"
                  + (view.exists() ? " and it still answers." : ".")));
    }
  }
}
