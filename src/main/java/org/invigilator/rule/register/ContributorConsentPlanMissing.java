package org.invigilator.rule.register;

import java.util.List;
import java.util.Locale;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** Where children or vulnerable adults contribute, the form says how their consent is obtained. */
public final class ContributorConsentPlanMissing implements Rule.OfAccount {
  private static final List<String> PUPILS = List.of("own-pupils", "feeder-pupils");

  public ContributorConsentPlanMissing(Parameters parameters) {}

  @Override
  public void check(AccountView view, ResultCollector out) {
    boolean children = view.account().list("contributors").stream().anyMatch(PUPILS::contains);
    boolean vulnerable =
        List.of("yes", "y", "true")
            .contains(view.account().field("vulnerable_adults").toLowerCase(Locale.ROOT));
    if ((children || vulnerable) && view.account().isBlank("contributor_consent_plan")) {
      out.violation(
          Violation.of(view.subject(), Evidence.of(children ? "pupils" : "vulnerable_adults")));
    }
  }
}
