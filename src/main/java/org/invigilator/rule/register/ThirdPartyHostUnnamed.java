package org.invigilator.rule.register;

import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/** An account hosted by somebody else says by whom. */
public final class ThirdPartyHostUnnamed implements Rule.OfAccount {

  public ThirdPartyHostUnnamed(Parameters parameters) {}

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (view.account().field("host_type").equalsIgnoreCase("third-party")
        && view.account().isBlank("host_name")) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.FIELD, "host_name"),
              "The account is hosted by a third party that the register does not name."));
    }
  }
}
