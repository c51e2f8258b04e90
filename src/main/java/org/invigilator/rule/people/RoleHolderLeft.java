package org.invigilator.rule.people;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.invigilator.policy.Severity;
import org.invigilator.register.AccountRole;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/**
 * No one whose last day has passed still has a role; an author or vetter who left is graded lower
 * than someone who can post.
 */
public final class RoleHolderLeft implements Rule.OfAccount {
  private static final Map<String, String> COLUMNS =
      Map.of("author", "author_person_id", "vetter", "vetter_person_id");

  private final List<String> roles;
  private final Severity ofAuthors;

  public RoleHolderLeft(Parameters parameters) {
    roles = parameters.list("roles_checked");
    ofAuthors = Severity.of(parameters.text("author_severity"));
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    Map<String, TreeSet<String>> listed = new TreeMap<>();
    for (AccountRole role : view.trust().currentRoles(view.id())) {
      if (roles.contains(role.role())) {
        listed.computeIfAbsent(role.person(), p -> new TreeSet<>()).add(role.role());
      }
    }
    new LinkedHashMap<>(COLUMNS)
        .forEach(
            (role, column) -> {
              String person = view.account().field(column);
              if (roles.contains(role) && !person.isEmpty()) {
                listed.computeIfAbsent(person, p -> new TreeSet<>()).add(role);
              }
            });
    listed.forEach((person, names) -> check(person, names, view, out));
  }

  private void check(String person, TreeSet<String> names, AccountView view, ResultCollector out) {
    view.trust()
        .person(person)
        .filter(p -> p.hasLeftBy(view.trust().asOf()))
        .ifPresent(
            p -> {
              Violation violation =
                  Violation.of(
                          Subject.of(Subject.Kind.PERSON, person),
                          Evidence.of("left")
                              .person("person", person)
                              .day("left", p.employedTo().orElseThrow())
                              .terms("roles", names.stream().map(Labels::listedAs).toList()))
                      .person(person);
              out.violation(
                  COLUMNS.keySet().containsAll(names) ? violation.graded(ofAuthors) : violation);
            });
  }
}
