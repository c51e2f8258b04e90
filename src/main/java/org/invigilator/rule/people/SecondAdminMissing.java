package org.invigilator.rule.people;

import org.invigilator.policy.Severity;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** Enough different people are administrators on the audit date. */
public final class SecondAdminMissing implements Rule.OfAccount {
  private final int least;
  private final Holders holders;

  public SecondAdminMissing(Parameters parameters) {
    least = parameters.integer("min_admins");
    holders =
        new Holders(
            "administrator",
            parameters.flag("count_only_approved"),
            parameters.flag("count_shared_mailboxes"),
            parameters.flag("count_on_leave"));
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    int found = holders.count(view);
    if (found < least) {
      Violation violation = Violation.of(view.subject(), holders.describe(found, view));
      out.violation(view.account().isLive() ? violation : violation.graded(Severity.LOW));
    }
  }
}
