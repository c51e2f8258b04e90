package org.invigilator.rule.people;

import java.util.Locale;
import java.util.Set;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Platforms;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/**
 * The contact address of every role and the login address of the account are on a domain of the
 * trust.
 */
public final class AdminContactPersonalEmail implements Rule.OfAccount {
  private final boolean subdomains;

  public AdminContactPersonalEmail(Parameters parameters) {
    subdomains = parameters.flag("allow_subdomains");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Set<String> domains = view.trust().emailDomains();
    if (domains.isEmpty()) {
      out.notEvaluated(Evidence.of("no_domains"));
      return;
    }
    for (AccountRole role : view.trust().currentRoles(view.id())) {
      if (isForeign(role.contactEmail(), domains)) {
        out.violation(
            Violation.of(
                    Subject.of(Subject.Kind.PERSON, role.person()),
                    Evidence.of("contact")
                        .person("person", role.person())
                        .term("domain", domain(role.contactEmail())))
                .person(role.person()));
      }
    }
    String login = view.account().field("login_email");
    if (isForeign(login, domains)) {
      out.violation(
          Violation.of(
              Subject.of(Subject.Kind.FIELD, "login_email"),
              Evidence.of("login").term("domain", domain(login))));
    }
  }

  private boolean isForeign(String email, Set<String> domains) {
    String domain = domain(email);
    return !email.isEmpty()
        && domains.stream()
            .noneMatch(d -> subdomains ? Platforms.isUnder(domain, d) : domain.equals(d));
  }

  private static String domain(String email) {
    return email.substring(email.indexOf('@') + 1).strip().toLowerCase(Locale.ROOT);
  }
}
