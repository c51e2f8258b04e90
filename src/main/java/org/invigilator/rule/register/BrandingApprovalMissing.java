package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** An account that bears the trust's name or logo has leave to, from somebody who may give it. */
public final class BrandingApprovalMissing implements Rule.OfAccount {
  private final List<String> approvers;
  private final List<String> forms;
  private final boolean signoffsWillDo;

  public BrandingApprovalMissing(Parameters parameters) {
    approvers = parameters.list("approver_roles");
    forms = parameters.list("accepted_forms");
    signoffsWillDo = parameters.flag("or_ict_signoff_with_brand");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Account account = view.account();
    if (!account.isLive()) {
      return;
    }
    boolean plain =
        List.of("no", "n", "false")
            .contains(account.field("uses_branding").toLowerCase(Locale.ROOT));
    if (plain
        || (signoffsWillDo
            && isSigned(account, "ict", view)
            && isSigned(account, "principal", view))) {
      return;
    }
    complaint(account, view)
        .ifPresent(
            text ->
                out.violation(
                    Violation.of(view.subject(), "For the trust's name or logo " + text)));
  }

  /** The ICT line of the form covers the use of the logo, once the principal has signed too. */
  private static boolean isSigned(Account account, String line, AccountView view) {
    return !account.field(line + "_signoff_by").isEmpty()
        && account
            .date(line + "_signoff_on")
            .map(on -> !on.isAfter(view.trust().asOf()))
            .orElse(false);
  }

  private Optional<String> complaint(Account account, AccountView view) {
    String by = account.field("brand_permission_by");
    Optional<LocalDate> on = account.date("brand_permission_on");
    if (by.isEmpty() || on.isEmpty()) {
      return Optional.of("there is no permission with a name and a date.");
    }
    String form = account.field("brand_permission_form").toLowerCase(Locale.ROOT);
    if (!forms.contains(form)) {
      return Optional.of("the permission is not on record as " + String.join(" or ", forms) + ".");
    }
    if (account
        .date("live_on")
        .map(on.get()::isAfter)
        .orElse(on.get().isAfter(view.trust().asOf()))) {
      return Optional.of("permission was given on " + on.get() + ", after the account went live.");
    }
    boolean entitled =
        approvers.isEmpty()
            || approvers.stream()
                .anyMatch(
                    office ->
                        view.trust().offices().holds(by, office, on.get(), account.academy()));
    return entitled
        ? Optional.empty()
        : Optional.of(
            "permission was given by "
                + by
                + ", who was not "
                + String.join(" or ", approvers)
                + " on "
                + on.get()
                + ".");
  }
}
