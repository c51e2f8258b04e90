package org.invigilator.rule.lifecycle;

import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** Every open academy has an open account on the platform the policy names. */
public final class RequiredPlatformMissing implements Rule.OfTrust {
  private final String platform;

  public RequiredPlatformMissing(Parameters parameters) {
    platform = parameters.platform("platform");
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (Academy academy : view.academies()) {
      boolean present =
          view.trust().registers().accounts().stream()
              .anyMatch(
                  a ->
                      a.academy().equals(academy.code())
                          && a.platform().equals(platform)
                          && isOpen(a));
      if (academy.isOpen(view.trust().asOf()) && !present) {
        out.violation(
            Violation.of(
                    Subject.of(Subject.Kind.ACADEMY, academy.code()),
                    Evidence.of("none")
                        .academy("academy", academy.code())
                        .term("platform", Labels.of(platform)))
                .academy(academy.code()));
      }
    }
  }

  private static boolean isOpen(Account account) {
    return account.status() == Account.Status.OPEN || account.status() == Account.Status.UNKNOWN;
  }
}
