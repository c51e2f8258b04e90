package org.invigilator.rule.people;

import java.time.LocalDate;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.register.AccountRole;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/** Everyone with a role was approved before it began, or on that day. */
public final class AdminApprovalLate implements Rule.OfAccount {
  private final int graceDays;

  public AdminApprovalLate(Parameters parameters) {
    graceDays = parameters.integer("grace_days");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    TreeMap<String, Violation> byPerson = new TreeMap<>();
    for (AccountRole role : view.trust().currentRoles(view.id())) {
      Optional<LocalDate> approved =
          role.approvedOn().filter(on -> !on.isAfter(view.trust().asOf()));
      Optional<LocalDate> from = role.from();
      if (approved.isPresent()
          && from.map(day -> approved.get().isAfter(day.plusDays(graceDays))).orElse(false)) {
        byPerson.putIfAbsent(
            role.person(),
            Violation.of(
                    Subject.of(Subject.Kind.PERSON, role.person()),
                    Evidence.of("late")
                        .person("person", role.person())
                        .term("role", Labels.listedAs(role.role()))
                        .day("began", from.get())
                        .day("approved", approved.get()))
                .person(role.person()));
      }
    }
    byPerson.values().forEach(out::violation);
  }
}
