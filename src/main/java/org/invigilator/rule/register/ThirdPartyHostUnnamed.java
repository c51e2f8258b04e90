package org.invigilator.rule.register;

import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/** A third party that hosts an account is named. */
public final class ThirdPartyHostUnnamed implements Rule.OfAccount {

  public ThirdPartyHostUnnamed(Parameters parameters) {}

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (view.account().field("host_type").equalsIgnoreCase("third-party")
        && view.account().isBlank("host_name")) {
      out.violation(
          Violation.of(Subject.of(Subject.Kind.FIELD, "host_name"), Evidence.of("unnamed")));
    }
  }
}
