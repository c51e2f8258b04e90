package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/**
 * Whoever signed had the role, or was named to act for someone who had, at that academy on that
 * day, and is not the author of the account.
 */
public final class ApprovalSignatoryInvalid implements Rule.OfAccount {
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
        objection(line, person, on.get(), view)
            .ifPresent(
                evidence ->
                    out.violation(
                        Violation.of(
                                Subject.of(Subject.Kind.FIELD, line + "_signoff_by"),
                                evidence
                                    .person("person", person)
                                    .term("line", Labels.listedAs(line))
                                    .day("on", on.get()))
                            .person(person)));
      }
    }
  }

  private Optional<Evidence> objection(String line, String person, LocalDate on, AccountView view) {
    if (!selfAllowed && person.equals(view.account().field("author_person_id"))) {
      return Optional.of(Evidence.of("author"));
    }
    return SignOffs.isEntitled(line, person, on, view, delegationAllowed)
        ? Optional.empty()
        : Optional.of(Evidence.of("not_in_role"));
  }
}
