package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.register.Account;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.RoleHolderIndex;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/**
 * Whoever signed held the office, or acted for its holder, at that academy on that day, and is not
 * the author of the account.
 */
public final class ApprovalSignatoryInvalid implements Rule.OfAccount {
  /** Who may sign each line of the form, under the names the registers use. */
  private static final Map<String, List<String>> OFFICES =
      Map.of(
          "safeguarding", List.of("DSL"),
          "ict", List.of("ICT Manager"),
          "principal", List.of("Principal"));

  private final List<String> lines;
  private final boolean delegationAllowed;
  private final boolean selfAllowed;

  public ApprovalSignatoryInvalid(Parameters parameters) {
    lines = parameters.list("role");
    delegationAllowed = parameters.flag("delegation_allowed");
    selfAllowed = parameters.flag("self_approval_allowed");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    for (String line : lines) {
      String person = view.account().field(line + "_signoff_by");
      Optional<LocalDate> on = view.account().date(line + "_signoff_on");
      if (!person.isEmpty() && on.isPresent()) {
        complaint(line, person, on.get(), view)
            .ifPresent(
                text ->
                    out.violation(
                        Violation.of(
                                Subject.of(Subject.Kind.FIELD, line + "_signoff_by"),
                                person
                                    + " signed the "
                                    + line
                                    + " line on "
                                    + on.get()
                                    + " and "
                                    + text)
                            .person(person)));
      }
    }
  }

  private Optional<String> complaint(String line, String person, LocalDate on, AccountView view) {
    if (!selfAllowed && person.equals(view.account().field("author_person_id"))) {
      return Optional.of("is the author of the account.");
    }
    String academy = view.account().academy();
    // The trust has no principal: for its own accounts the CEO stands in that line.
    List<String> offices =
        line.equals("principal") && academy.equals(Account.TRUST)
            ? List.of("CEO", "Principal")
            : OFFICES.getOrDefault(line, List.of());
    RoleHolderIndex held = view.trust().offices();
    boolean entitled =
        offices.stream().anyMatch(office -> held.holds(person, office, on, academy))
            || (delegationAllowed && held.isDelegate(person, offices, on, academy));
    return entitled
        ? Optional.empty()
        : Optional.of("was not " + String.join(" or ", offices) + " there on that day.");
  }
}
