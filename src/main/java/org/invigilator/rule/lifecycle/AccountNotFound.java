package org.invigilator.rule.lifecycle;

import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Capture;

/**
 * The registered account exists; being gone or suspended counts once several audits in a row have
 * seen it.
 */
public final class AccountNotFound implements Rule.OfAccount {
  private final int runs;

  public AccountNotFound(Parameters parameters) {
    runs = parameters.integer("consecutive_runs");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Capture.ProfileState state = view.capture().profile();
    if (state != Capture.ProfileState.NOT_FOUND && state != Capture.ProfileState.SUSPENDED) {
      return;
    }
    String what = state == Capture.ProfileState.SUSPENDED ? "suspended" : "not found";
    int seen = view.earlier().absences() + 1;
    if (seen >= runs) {
      out.violation(
          Violation.of(
              view.subject(),
              "The platform says the account is "
                  + what
                  + (seen == 1 ? "." : ", in " + seen + " audits in a row.")));
    } else {
      out.pending(
          "the platform says the account is "
              + what
              + "; it counts after "
              + runs
              + " audits in a row");
    }
  }
}
