package org.invigilator.rule.register.consistency;

import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;

/** The platform is one that is known. */
public final class PlatformOfAccount implements Rule.OfAccount {

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (!Platforms.isKnown(view.account().platform())) {
      String written = view.account().field("platform");
      out.violation(
          Violations.ofColumn(
              "platform",
              written.isEmpty()
                  ? Evidence.of("platform_blank")
                  : Evidence.of("platform_unknown").term("platform", written)));
    }
  }
}
