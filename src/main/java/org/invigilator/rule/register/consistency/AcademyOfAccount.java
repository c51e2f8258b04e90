package org.invigilator.rule.register.consistency;

import org.invigilator.register.Account;
import org.invigilator.register.Register;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;

/** The academy is one of those on record, or the trust itself. */
public final class AcademyOfAccount implements Rule.OfAccount {

  @Override
  public void check(AccountView view, ResultCollector out) {
    String academy = view.account().academy();
    if (view.trust().registers().has(Register.ACADEMIES)
        && !academy.equalsIgnoreCase(Account.TRUST)
        && view.trust().academy(academy).isEmpty()) {
      out.violation(
          Violations.ofColumn(
              "academy_code", Evidence.of("academy_unknown").term("academy", academy)));
    }
  }
}
