package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/**
 * The final approval is not dated before the reviews that it rests on; the same day is in order.
 */
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
    List<Fact> later = prior.stream().flatMap(role -> later(role, approved.get(), view)).toList();
    if (!later.isEmpty()) {
      out.violation(
          Violation.of(
              view.subject(),
              Evidence.of("too_early")
                  .term("final", Labels.of(last))
                  .day("approved", approved.get())
                  .with("later", new Fact.Many(later))));
    }
  }

  private static Stream<Fact> later(String role, LocalDate approved, AccountView view) {
    return view.account().date(role + "_signoff_on").filter(on -> on.isAfter(approved)).stream()
        .map(
            on ->
                new Fact.Part(Evidence.of("later").term("signoff", Labels.of(role)).day("on", on)));
  }
}
