package org.invigilator.rule.people;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Person;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/**
 * Everyone with a role is in the people register, is of a kind the policy covers, and is not a
 * pupil.
 */
public final class RoleHolderUnknown implements Rule.OfAccount {
  private final List<String> kinds;
  private final List<String> roles;

  public RoleHolderUnknown(Parameters parameters) {
    kinds = parameters.list("allowed_kinds");
    roles = parameters.list("roles_checked");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Map<String, String> listed = new TreeMap<>();
    for (AccountRole role : view.trust().currentRoles(view.id())) {
      if (roles.contains(role.role())) {
        listed.putIfAbsent(role.person(), role.role());
      }
    }
    String author = view.account().field("author_person_id");
    if (roles.contains("author") && !author.isEmpty()) {
      listed.putIfAbsent(author, "author");
    }
    listed.forEach(
        (person, role) ->
            objection(person, view)
                .ifPresent(
                    evidence ->
                        out.violation(
                            Violation.of(
                                    Subject.of(Subject.Kind.PERSON, person),
                                    evidence.term("role", Labels.listedAs(role)))
                                .person(person))));
  }

  private Optional<Evidence> objection(String person, AccountView view) {
    if (view.trust().pupil(person).isPresent()) {
      return Optional.of(Evidence.of("pupil").pupil("pupil", person));
    }
    Optional<Person> known = view.trust().person(person);
    if (known.isEmpty()) {
      return Optional.of(Evidence.of("not_listed").person("person", person));
    }
    String kind = known.get().kind();
    return kind.equals("mailbox") || kinds.contains(kind)
        ? Optional.empty()
        : Optional.of(Evidence.of("kind").person("person", person).term("kind", Labels.of(kind)));
  }
}
