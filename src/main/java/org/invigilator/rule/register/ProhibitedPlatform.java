package org.invigilator.rule.register;

import java.util.List;
import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** No account that is not closed is on a platform the policy bans. */
public final class ProhibitedPlatform implements Rule.OfAccount {
  private final List<String> denied;

  public ProhibitedPlatform(Parameters parameters) {
    denied = parameters.platforms("denied");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Platforms.within(view.account().platform()).stream()
        .filter(denied::contains)
        .findFirst()
        .ifPresent(
            platform ->
                out.violation(
                    Violation.of(
                        view.subject(),
                        Evidence.of("banned").term("platform", Labels.of(platform)))));
  }
}
