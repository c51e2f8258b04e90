package org.invigilator.rule.register.consistency;

import java.util.List;
import java.util.Optional;
import org.invigilator.policy.Severity;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Cause;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Input;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Capture;

/** An account for staff only is private, and one for the public is not. */
public final class AudienceOfAccount implements Rule.OfAccount {

  @Override
  public void check(AccountView view, ResultCollector out) {
    List<String> audience = view.account().list("audience");
    Optional<Boolean> shut = view.isShut();
    boolean gone =
        view.capture().profile() == Capture.ProfileState.NOT_FOUND
            || view.capture().profile() == Capture.ProfileState.SUSPENDED;
    if (audience.isEmpty() || gone) {
      return;
    }
    if (shut.isEmpty() && view.capture().isNothing()) {
      out.notEvaluated(
          new Cause.OfSource(
              Input.OfAccount.PROFILE,
              Cause.Trouble.NOT_READ,
              view.capture().part(Capture.Part.POSTS).reason(),
              0));
    } else if (shut.isEmpty()) {
      out.notEvaluated(Evidence.of("not_known"));
    } else if (audience.equals(List.of("own-staff")) && !shut.get()) {
      out.violation(violation("staff_only_public"));
    } else if (audience.contains("public") && shut.get()) {
      out.violation(violation("public_private"));
    }
  }

  private static Violation violation(String wording) {
    return Violations.ofColumn("audience", Evidence.of(wording)).graded(Severity.INFO);
  }
}
