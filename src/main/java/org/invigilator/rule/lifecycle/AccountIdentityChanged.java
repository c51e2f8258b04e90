package org.invigilator.rule.lifecycle;

import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Profile;

/** The registered handle still belongs to the user id that was registered. */
public final class AccountIdentityChanged implements Rule.OfAccount {

  public AccountIdentityChanged(Parameters parameters) {}

  @Override
  public void check(AccountView view, ResultCollector out) {
    String registered = view.account().userId();
    if (registered.isEmpty() || view.profile().isEmpty()) {
      return;
    }
    Profile profile = view.profile().get();
    boolean sameHandle = Platforms.handle(profile.handle()).equals(view.account().comparedHandle());
    if (profile.userId().isEmpty()) {
      out.notGiven(Evidence.of("id_not_shown"));
    } else if (sameHandle && !profile.userId().equals(registered)) {
      out.violation(
          Violation.of(
              view.subject(),
              Evidence.of("changed")
                  .term("handle", view.account().handle())
                  .term("found", profile.userId())
                  .term("registered", registered)));
    }
  }
}
