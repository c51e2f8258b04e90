package org.invigilator.rule.lifecycle;

import java.util.Optional;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Profile;

/** The account still has the handle that the register says. */
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
              "The register says @"
                  + view.account().handle()
                  + "; the account gave that name up"
                  + away.get().at().map(at -> " on " + LondonTime.date(at)).orElse("")
                  + " and is now called @"
                  + profile.handle()
                  + "."));
    } else if (registered.isEmpty()) {
      out.notEvaluated(
          "the register has no platform_user_id, by which a new handle would be noticed");
    } else if (profile.userId().equals(registered)
        && !profile.handle().isEmpty()
        && !Platforms.handle(profile.handle()).equals(view.account().comparedHandle())) {
      out.violation(
          Violation.of(
              view.subject(),
              "The register says @"
                  + view.account().handle()
                  + "; the account is now called @"
                  + profile.handle()
                  + "."));
    }
  }
}
