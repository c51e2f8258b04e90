package org.invigilator.rule.lifecycle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Fact;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;
import org.invigilator.snapshot.Profile;

/**
 * A registered account does not have the name of a member of staff, and was not created long before
 * its approval.
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
    List<Fact> reasons = new ArrayList<>();
    if (view.trust().names().isStaffName(profile.displayName())) {
      reasons.add(new Fact.Part(Evidence.of("staff_name")));
    }
    Optional<LocalDate> created = profile.createdAt().map(LondonTime::date);
    Optional<LocalDate> approved =
        view.account().date("principal_signoff_on").or(() -> view.account().date("approved_on"));
    if (created.isPresent()
        && approved.map(on -> created.get().plusDays(daysBefore).isBefore(on)).orElse(false)) {
      reasons.add(
          new Fact.Part(
              Evidence.of("created_early")
                  .day("created", created.get())
                  .day("approved", approved.get())));
    }
    if (!reasons.isEmpty()) {
      boolean named = ProfileIdentityIncomplete.isNamed(profile, view);
      out.violation(
          Violation.of(
              view.subject(),
              Evidence.of(named ? "personal" : "personal_unnamed")
                  .with("reasons", new Fact.Many(reasons))));
    }
  }
}
