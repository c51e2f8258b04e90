package org.invigilator.rule.register;

import org.invigilator.register.SecretScan.SecretCell;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/**
 * No register contains a password; one that does is refused, and only the address of the cell is
 * ever reported.
 */
public final class PasswordInRegister implements Rule.OfTrust {

  public PasswordInRegister(Parameters parameters) {
    if (parameters.flag("report_value")) {
      throw new IllegalArgumentException("A password is never reported");
    }
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (SecretCell cell : view.trust().registers().secrets()) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.FILE, cell.file(), cell.cell()),
              Evidence.of("password").term("file", cell.file()).term("cell", cell.cell())));
    }
  }
}
