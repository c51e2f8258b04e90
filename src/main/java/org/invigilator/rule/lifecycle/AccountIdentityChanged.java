package org.invigilator.rule.lifecycle;

import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
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
    if (sameHandle && !profile.userId().isEmpty() && !profile.userId().equals(registered)) {
      out.violation(
          Violation.of(
              view.subject(),
              "The handle '"
                  + view.account().handle()
                  + "' now belongs to user "
                  + profile.userId()
                  + "; the register says "
                  + registered
                  + "."));
    }
  }
}
