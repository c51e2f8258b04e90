package org.invigilator.rule.register.consistency;

import java.time.LocalDate;
import java.util.Optional;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;

/** The record sheet gives the same approval date as the form. */
public final class RecordSheet implements Rule.OfAccount {

  @Override
  public void check(AccountView view, ResultCollector out) {
    Optional<LocalDate> sheet = view.account().date("approved_on");
    Optional<LocalDate> form = view.account().date("principal_signoff_on");
    if (sheet.isPresent() && form.isPresent() && !sheet.equals(form)) {
      out.violation(
          Violations.ofColumn(
              "approved_on",
              Evidence.of("record_sheet").day("sheet", sheet.get()).day("form", form.get())));
    }
  }
}
