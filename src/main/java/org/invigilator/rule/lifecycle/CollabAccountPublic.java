package org.invigilator.rule.lifecycle;

import java.util.List;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** An account in which pupils work together is private. */
public final class CollabAccountPublic implements Rule.OfAccount {
  private static final List<String> PUPILS = List.of("own-pupils", "feeder-pupils");

  public CollabAccountPublic(Parameters parameters) {}

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (!isForPupils(view.account()) || !view.exists()) {
      return;
    }
    boolean shut = view.isShut().orElse(false);
    if (!shut && view.profile().flatMap(p -> p.isProtected()).isEmpty()) {
      out.notEvaluated(Evidence.of("not_known"));
    } else if (!shut) {
      out.violation(Violation.of(view.subject(), Evidence.of("public")));
    }
  }

  /** Whether pupils work together in the account. */
  static boolean isForPupils(Account account) {
    List<String> audience = account.list("audience");
    return account.isPupilCollaboration()
        || (!audience.isEmpty()
            && PUPILS.containsAll(audience)
            && account.list("contributors").stream().anyMatch(PUPILS::contains));
  }
}
