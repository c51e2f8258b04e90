package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** The login of a live account is lodged with central IT: a date and a place, never the secret. */
public final class CredentialsNotLodged implements Rule.OfAccount {
  private final int graceDays;

  public CredentialsNotLodged(Parameters parameters) {
    graceDays = parameters.integer("lodge_within_days");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    LocalDate today = view.trust().asOf();
    Optional<LocalDate> lodged =
        account.date("credentials_lodged_on").filter(on -> !on.isAfter(today));
    if (!account.isLive() || (lodged.isPresent() && !account.isBlank("vault_ref"))) {
      return;
    }
    Optional<LocalDate> live = account.date("live_on").or(() -> account.date("approved_on"));
    if (live.map(on -> !on.plusDays(graceDays).isBefore(today)).orElse(false)) {
      out.pending(Evidence.of("new_account").count("days", graceDays));
    } else {
      out.violation(
          Violation.of(view.subject(), Evidence.of(lodged.isEmpty() ? "no_date" : "no_place")));
    }
  }
}
