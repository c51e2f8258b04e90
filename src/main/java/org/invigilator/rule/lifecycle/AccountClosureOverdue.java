package org.invigilator.rule.lifecycle;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
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
    if (view.trust().isInvalidCell(view.account(), "planned_closure_on")) {
      out.notEvaluated(Evidence.of("bad_date"));
    }
    Optional<LocalDate> planned = view.account().date("planned_closure_on");
    if (planned.isPresent() && planned.get().plusDays(graceDays).isBefore(view.trust().asOf())) {
      out.violation(
          Violation.of(
              view.subject(),
              Evidence.of(view.exists() ? "online" : "registered")
                  .day("planned", planned.get())
                  .term("status", status(view.account()))));
    }
  }

  /** A status that is not recognised still says that the account is not closed. */
  private static String status(Account account) {
    return account.status() == Account.Status.UNKNOWN
        ? "not closed"
        : Labels.of(account.status().name().toLowerCase(Locale.ROOT));
  }
}
