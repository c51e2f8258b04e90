package org.invigilator.rule.lifecycle;

import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Capture;

/**
 * The registered account exists; that it is gone or suspended counts once several audits in a row
 * found it so.
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
    Evidence evidence =
        Evidence.of(state == Capture.ProfileState.SUSPENDED ? "suspended" : "not_found");
    int seen = view.earlier().absences() + 1;
    if (seen >= runs) {
      out.violation(Violation.of(view.subject(), evidence.count("audits", seen)));
    } else {
      out.pending(evidence.count("audits", runs));
    }
  }
}
