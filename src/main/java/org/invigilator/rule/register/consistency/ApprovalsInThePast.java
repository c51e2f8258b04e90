package org.invigilator.rule.register.consistency;

import java.util.List;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;

/** No approval, permission or lodging of a login is dated in the future. */
public final class ApprovalsInThePast implements Rule.OfAccount {

  private static final List<String> COLUMNS =
      List.of(
          "safeguarding_signoff_on",
          "ict_signoff_on",
          "principal_signoff_on",
          "approved_on",
          "brand_permission_on",
          "credentials_lodged_on");

  @Override
  public void check(AccountView view, ResultCollector out) {
    for (String column : COLUMNS) {
      view.account()
          .date(column)
          .filter(on -> on.isAfter(view.trust().asOf()))
          .map(on -> Evidence.of("in_future").term("column", Labels.of(column)).day("on", on))
          .ifPresent(e -> out.violation(Violations.ofColumn(column, e)));
    }
  }
}
