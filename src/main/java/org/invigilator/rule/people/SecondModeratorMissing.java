package org.invigilator.rule.people;

import org.invigilator.policy.Severity;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** Enough different people are moderators on the audit date; an administrator may be one. */
public final class SecondModeratorMissing implements Rule.OfAccount {
  private final int least;
  private final boolean mayOverlap;
  private final Holders holders;

  public SecondModeratorMissing(Parameters parameters) {
    least = parameters.integer("min_moderators");
    mayOverlap = parameters.flag("may_overlap_admins");
    holders = new Holders("moderator", parameters.flag("count_only_approved"), false, true);
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    int found = mayOverlap ? holders.count(view) : holders.countWithout("administrator", view);
    if (found < least) {
      Violation violation = Violation.of(view.subject(), holders.describe(found, view));
      out.violation(view.account().isLive() ? violation : violation.graded(Severity.LOW));
    }
  }
}
