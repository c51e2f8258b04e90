package org.invigilator.rule.register.consistency;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;

/** No account is closed, or planned to close, before it goes live. */
public final class DatesInOrder implements Rule.OfAccount {

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    check("planned_live_on", "planned_closure_on", account, out);
    check("live_on", "closed_on", account, out);
    if (account.date("planned_live_on").isEmpty()) {
      check("live_on", "planned_closure_on", account, out);
    }
  }

  private static void check(String first, String last, Account account, ResultCollector out) {
    Optional<LocalDate> begins = account.date(first);
    Optional<LocalDate> ends = account.date(last);
    if (begins.isPresent() && ends.isPresent() && ends.get().isBefore(begins.get())) {
      out.violation(
          Violations.ofColumn(
              last,
              Evidence.of("out_of_order")
                  .term("first", Labels.of(first))
                  .day("begins", begins.get())
                  .term("last", Labels.of(last))
                  .day("ends", ends.get())));
    }
  }
}
