package org.invigilator.rule.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.invigilator.policy.Roles;
import org.invigilator.register.Account;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** Every office that the policy gives a duty to is held by somebody who works here. */
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
        if (!isHeld(role, Account.TRUST, view)) {
          out.violation(vacant(role, Account.TRUST, "the trust"));
        }
      } else {
        view.academies().stream()
            .filter(a -> a.isOpen(view.trust().asOf()) && !isHeld(role, a.code(), view))
            .forEach(a -> out.violation(vacant(role, a.code(), a.name()).academy(a.code())));
      }
    }
  }

  private static Violation vacant(String role, String code, String name) {
    return Violation.of(
        Subject.of(Subject.Kind.ACADEMY, code, role.toLowerCase(Locale.ROOT)),
        "Nobody who works here is " + role + " of " + name + ", or for the whole trust.");
  }

  private static boolean isHeld(String role, String academy, TrustView view) {
    LocalDate today = view.trust().asOf();
    return view.trust().registers().roleHolders().stream()
        .filter(h -> h.academy().equals(academy) || h.academy().equals(Account.TRUST))
        .filter(h -> Roles.same(h.role(), role) && h.holdsOn(today))
        .anyMatch(h -> view.trust().person(h.person()).map(p -> p.isHere(today)).orElse(true));
  }
}
