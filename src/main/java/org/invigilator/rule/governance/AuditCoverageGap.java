package org.invigilator.rule.governance;

import org.invigilator.policy.Severity;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** Whatever could not be checked is itself a finding: one an account, and one a register. */
public final class AuditCoverageGap implements Rule.OfAccount, Rule.OfTrust {

  public AuditCoverageGap(Parameters parameters) {}

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (!view.gaps().isEmpty()) {
      out.breach(
          Violation.of(
              view.subject(),
              "Could not be checked in full: " + String.join("; ", view.gaps()) + "."));
    } else if (!view.limits().isEmpty()) {
      // Nobody can mend what a platform gives to nobody; it is said, and weighs little.
      out.breach(
          Violation.of(
                  view.subject(),
                  "The platform gives to nobody: " + String.join("; ", view.limits()) + ".")
              .graded(Severity.INFO));
    }
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (TrustView.Gap gap : view.gaps()) {
      out.breach(
          Violation.of(
              Subject.of(Subject.Kind.FILE, "registers/" + gap.register()),
              "Rules that need it could not be checked: " + gap.reason() + "."));
    }
  }
}
