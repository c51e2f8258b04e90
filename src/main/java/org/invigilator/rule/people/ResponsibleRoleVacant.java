package org.invigilator.rule.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.invigilator.policy.Roles;
import org.invigilator.register.Account;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** Every role that the policy gives a duty to is filled by someone who still works here. */
public final class ResponsibleRoleVacant implements Rule.OfTrust {
  private final List<String> roles;
  private final boolean ofTrust;

  public ResponsibleRoleVacant(Parameters parameters) {
    roles = parameters.texts("roles");
    ofTrust = parameters.text("level").equals("trust");
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (String role : roles) {
      if (ofTrust) {
        if (!isFilled(role, Account.TRUST, view)) {
          out.violation(vacant(role, Account.TRUST, Evidence.of("trust")));
        }
      } else {
        view.academies().stream()
            .filter(a -> a.isOpen(view.trust().asOf()) && !isFilled(role, a.code(), view))
            .forEach(
                a ->
                    out.violation(
                        vacant(role, a.code(), Evidence.of("academy").academy("academy", a.code()))
                            .academy(a.code())));
      }
    }
  }

  private static Violation vacant(String role, String code, Evidence evidence) {
    return Violation.of(
        Subject.of(Subject.Kind.ACADEMY, code, role.toLowerCase(Locale.ROOT)),
        evidence.term("role", Labels.of(role)));
  }

  private static boolean isFilled(String role, String academy, TrustView view) {
    LocalDate today = view.trust().asOf();
    return view.trust().registers().roleHolders().stream()
        .filter(h -> h.academy().equals(academy) || h.academy().equals(Account.TRUST))
        .filter(h -> Roles.same(h.role(), role) && h.holdsOn(today))
        .anyMatch(h -> view.trust().person(h.person()).map(p -> p.isHere(today)).orElse(true));
  }
}
