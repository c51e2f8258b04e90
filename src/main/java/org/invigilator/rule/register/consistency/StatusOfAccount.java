package org.invigilator.rule.register.consistency;

import java.util.List;
import java.util.Locale;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;

/** The status is one that is allowed, and an account in use has no closing date that has passed. */
public final class StatusOfAccount implements Rule.OfAccount {

  private final List<String> allowed;

  public StatusOfAccount(List<String> allowed) {
    this.allowed = allowed;
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    String status = account.status().name().toLowerCase(Locale.ROOT);
    if (!allowed.contains(status)) {
      out.violation(Violations.ofColumn("status", notAllowed(account)));
    } else if (account.isLive()) {
      account
          .date("closed_on")
          .filter(on -> !on.isAfter(view.trust().asOf()))
          .map(on -> Evidence.of("closed_and_in_use").term("status", status).day("closed", on))
          .ifPresent(e -> out.violation(Violations.ofColumn("closed_on", e)));
    }
  }

  private static Evidence notAllowed(Account account) {
    String written = account.field("status");
    if (written.isEmpty()) {
      return Evidence.of("status_blank");
    }
    boolean known = account.status() != Account.Status.UNKNOWN;
    return Evidence.of(known ? "status_not_allowed" : "status_unknown").term("status", written);
  }
}
