package org.invigilator.rule.people;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
  private static final Pattern SEPARATORS = Pattern.compile("[;,\\s<>()/]+");

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
      foreign(role.contactEmail(), domains)
          .ifPresent(
              domain ->
                  out.violation(
                      Violation.of(
                              Subject.of(Subject.Kind.PERSON, role.person()),
                              Evidence.of("contact")
                                  .person("person", role.person())
                                  .term("domain", domain))
                          .person(role.person())));
    }
    foreign(view.account().field("login_email"), domains)
        .ifPresent(
            domain ->
                out.violation(
                    Violation.of(
                        Subject.of(Subject.Kind.FIELD, "login_email"),
                        Evidence.of("login").term("domain", domain))));
  }

  /** The first domain in a cell that is none of the trust's; people write several addresses. */
  private Optional<String> foreign(String cell, Set<String> domains) {
    boolean hasAddress = cell.indexOf('@') >= 0;
    return SEPARATORS
        .splitAsStream(cell)
        .filter(part -> !part.isEmpty() && (!hasAddress || part.indexOf('@') >= 0))
        .map(AdminContactPersonalEmail::domain)
        .filter(
            domain ->
                domains.stream()
                    .noneMatch(d -> subdomains ? Platforms.isUnder(domain, d) : domain.equals(d)))
        .findFirst();
  }

  private static String domain(String email) {
    return email.substring(email.indexOf('@') + 1).toLowerCase(Locale.ROOT);
  }
}
