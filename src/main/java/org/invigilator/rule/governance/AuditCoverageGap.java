package org.invigilator.rule.governance;

import org.invigilator.rule.AccountView;
import org.invigilator.rule.Breach;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Verdicts;

/** Whatever could not be checked is itself a finding: one an account, and one a register. */
public final class AuditCoverageGap implements Rule.OfAccount, Rule.OfTrust {

  public AuditCoverageGap(Parameters parameters) {}

  @Override
  public void check(AccountView view, Verdicts out) {
    if (!view.gaps().isEmpty()) {
      out.breach(
          Breach.of(
              view.subject(),
              "Could not be checked in full: " + String.join("; ", view.gaps()) + "."));
    }
  }

  @Override
  public void check(TrustView view, Verdicts out) {
    for (TrustView.Gap gap : view.gaps()) {
      out.breach(
          Breach.of(
              Subject.of(Subject.Kind.FILE, "registers/" + gap.register()),
              "Rules that need it could not be checked: " + gap.reason() + "."));
    }
  }
}
