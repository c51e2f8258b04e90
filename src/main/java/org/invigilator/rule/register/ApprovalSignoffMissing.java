package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/** Every sign-off the policy asks for has a name and a date that is not in the future. */
public final class ApprovalSignoffMissing implements Rule.OfAccount {
  private static final List<String> PUPILS = List.of("own-pupils", "feeder-pupils");

  private final List<String> signoffs;
  private final boolean reference;
  private final boolean onlyWithPupils;

  public ApprovalSignoffMissing(Parameters parameters) {
    signoffs = parameters.list("required_signoffs");
    reference = parameters.flag("signature_ref_required");
    onlyWithPupils = parameters.flag("only_with_pupils");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    boolean pupils =
        account.list("audience").stream().anyMatch(PUPILS::contains)
            || account.list("contributors").stream().anyMatch(PUPILS::contains);
    if (onlyWithPupils && !pupils) {
      return;
    }
    for (String signoff : signoffs) {
      String column = signoff + "_signoff";
      Optional<LocalDate> on = account.date(column + "_on");
      if (account.field(column + "_by").isEmpty()) {
        missing(out, column, signoff, Evidence.of("no_name"));
      } else if (on.isEmpty()) {
        missing(out, column, signoff, Evidence.of("no_date"));
      } else if (on.get().isAfter(view.trust().asOf())) {
        missing(out, column, signoff, Evidence.of("in_future").day("on", on.get()));
      } else if (reference && account.field(column + "_ref").isEmpty()) {
        missing(out, column + "_ref", signoff, Evidence.of("no_reference"));
      }
    }
  }

  private static void missing(
      ResultCollector out, String column, String signoff, Evidence evidence) {
    out.violation(
        Violation.of(
            Subject.of(Subject.Kind.FIELD, column), evidence.term("signoff", Labels.of(signoff))));
  }
}
