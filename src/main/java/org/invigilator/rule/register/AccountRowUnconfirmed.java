package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** Someone confirms every so often that the row of an open account is still true. */
public final class AccountRowUnconfirmed implements Rule.OfAccount {
  private static final String CONFIRMED = "row_reviewed_on";
  private final int days;

  public AccountRowUnconfirmed(Parameters parameters) {
    days = parameters.integer("days");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    if (!account.isLive()) {
      return;
    }
    LocalDate today = view.trust().asOf();
    Optional<LocalDate> confirmed = account.date(CONFIRMED);
    if (view.trust().isInvalidCell(account, CONFIRMED)
        || confirmed.map(on -> on.isAfter(today)).orElse(false)) {
      out.notEvaluated(Evidence.of("bad_date"));
      return;
    }
    // The approval of a new account says that its row is true.
    Optional<LocalDate> last =
        Stream.of(confirmed, account.date("approved_on").filter(on -> !on.isAfter(today)))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder());
    if (last.map(on -> on.plusDays(days).isBefore(today)).orElse(true)) {
      out.violation(
          Violation.of(
              view.subject(),
              confirmed
                  .map(on -> Evidence.of("old").day("on", on))
                  .orElseGet(() -> Evidence.of("never"))));
    }
  }
}
