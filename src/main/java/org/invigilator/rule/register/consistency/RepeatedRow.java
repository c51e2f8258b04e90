package org.invigilator.rule.register.consistency;

import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;

/** No other row is about the same account of the same platform. */
public final class RepeatedRow implements Rule.OfAccount {

  @Override
  public void check(AccountView view, ResultCollector out) {
    view.trust()
        .known()
        .duplicateOf(view.account())
        .map(other -> Evidence.of("repeated").term("other", other))
        .ifPresent(e -> out.violation(Violations.ofColumn("platform_user_id", e)));
  }
}
