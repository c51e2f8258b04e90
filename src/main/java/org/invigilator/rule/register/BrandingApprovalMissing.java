package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** An account with the trust's name or logo has permission from someone who may give it. */
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
    objection(account, view)
        .ifPresent(evidence -> out.violation(Violation.of(view.subject(), evidence)));
  }

  /**
   * The ICT sign-off covers the use of the logo, once the principal has signed too. Whoever signed
   * must have had the role, where the trust records roles.
   */
  private static boolean isSigned(Account account, String line, AccountView view) {
    String by = account.field(line + "_signoff_by");
    return !by.isEmpty()
        && account
            .date(line + "_signoff_on")
            .filter(on -> !on.isAfter(view.trust().asOf()))
            .map(
                on ->
                    view.trust().roleHolders().holders().isEmpty()
                        || SignOffs.isEntitled(line, by, on, view, true))
            .orElse(false);
  }

  private static Evidence dated(String wording, LocalDate on) {
    return Evidence.of(wording).day("on", on);
  }

  private Optional<Evidence> objection(Account account, AccountView view) {
    String by = account.field("brand_permission_by");
    Optional<LocalDate> on = account.date("brand_permission_on");
    if (by.isEmpty() || on.isEmpty()) {
      return Optional.of(Evidence.of("none"));
    }
    String form = account.field("brand_permission_form").toLowerCase(Locale.ROOT);
    if (!forms.contains(form)) {
      return Optional.of(Evidence.of("wrong_form").term("forms", Labels.oneOf(forms)));
    }
    Optional<LocalDate> live = account.date("live_on");
    if (on.get().isAfter(live.orElse(view.trust().asOf()))) {
      return Optional.of(dated(live.isPresent() ? "late" : "in_future", on.get()));
    }
    boolean entitled =
        approvers.isEmpty()
            || approvers.stream()
                .anyMatch(
                    role ->
                        view.trust().roleHolders().holds(by, role, on.get(), account.academy()));
    return entitled
        ? Optional.empty()
        : Optional.of(
            dated("not_entitled", on.get())
                .person("person", by)
                .term("roles", Labels.oneOf(approvers)));
  }
}
