package org.invigilator.rule.lifecycle;

import java.util.Optional;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Profile;

/** The account still has the handle that is in the register. */
public final class AccountRenamed implements Rule.OfAccount {

  public AccountRenamed(Parameters parameters) {}

  @Override
  public void check(AccountView view, ResultCollector out) {
    String registered = view.account().userId();
    if (view.profile().isEmpty()) {
      return;
    }
    Profile profile = view.profile().get();
    Optional<Profile.Rename> away =
        profile.renames().stream()
            .filter(r -> Platforms.handle(r.from()).equals(view.account().comparedHandle()))
            .filter(r -> !Platforms.handle(profile.handle()).equals(Platforms.handle(r.from())))
            .reduce((earlier, later) -> later);
    if (away.isPresent()) {
      out.violation(
          Violation.of(
              view.subject(),
              away.get()
                  .at()
                  .map(at -> evidence("gave_up_on", view).day("on", LondonTime.date(at)))
                  .orElse(evidence("gave_up", view))
                  .term("handle", profile.handle())));
    } else if (registered.isEmpty()) {
      out.notEvaluated(Evidence.of("no_user_id"));
    } else if (profile.userId().isEmpty()) {
      out.notGiven(Evidence.of("id_not_shown"));
    } else if (profile.userId().equals(registered)
        && !profile.handle().isEmpty()
        && !Platforms.handle(profile.handle()).equals(view.account().comparedHandle())) {
      out.violation(
          Violation.of(view.subject(), evidence("renamed", view).term("handle", profile.handle())));
    }
  }

  private static Evidence evidence(String wording, AccountView view) {
    return Evidence.of(wording).term("registered", view.account().handle());
  }
}
