package org.invigilator.rule.lifecycle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Profile;

/**
 * A registered account is not called like a colleague, and was not made long before its approval.
 */
public final class AccountLooksPersonal implements Rule.OfAccount {
  private final int daysBefore;

  public AccountLooksPersonal(Parameters parameters) {
    daysBefore = parameters.integer("created_before_approval_days");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    if (view.profile().isEmpty()) {
      return;
    }
    Profile profile = view.profile().get();
    List<String> why = new ArrayList<>();
    if (view.trust().names().isStaffName(profile.displayName())) {
      why.add("its name is that of a colleague");
    }
    Optional<LocalDate> created = profile.createdAt().map(LondonTime::date);
    Optional<LocalDate> approved =
        view.account().date("principal_signoff_on").or(() -> view.account().date("approved_on"));
    if (created.isPresent()
        && approved.map(on -> created.get().plusDays(daysBefore).isBefore(on)).orElse(false)) {
      why.add(
          "it was made on " + created.get() + ", long before it was approved on " + approved.get());
    }
    if (!why.isEmpty()) {
      boolean named = ProfileIdentityIncomplete.isNamed(profile, view);
      out.violation(
          Violation.of(
              view.subject(),
              "The account may be a person's own: "
                  + String.join(", and ", why)
                  + (named ? "." : "; nothing in the profile names the academy.")));
    }
  }
}
