package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** The final approval is not dated before the reviews that it rests on; the same day will do. */
public final class ApprovalOutOfOrder implements Rule.OfAccount {
  private final String last;
  private final List<String> prior;

  public ApprovalOutOfOrder(Parameters parameters) {
    last = parameters.text("final");
    prior = parameters.list("prior");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Optional<LocalDate> approved = view.account().date(last + "_signoff_on");
    if (approved.isEmpty()) {
      return;
    }
    String late =
        prior.stream()
            .filter(
                role ->
                    view.account()
                        .date(role + "_signoff_on")
                        .map(on -> on.isAfter(approved.get()))
                        .orElse(false))
            .map(role -> role + " on " + view.account().date(role + "_signoff_on").orElseThrow())
            .collect(Collectors.joining(" and "));
    if (!late.isEmpty()) {
      out.violation(
          Violation.of(
              view.subject(),
              "The " + last + " signed on " + approved.get() + ", before " + late + "."));
    }
  }
}
