package org.invigilator.rule.people;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.invigilator.register.AccountRole;
import org.invigilator.register.Training;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.Violation;

/**
 * Everyone who runs or posts to the account was trained by the day the role began; pupils are left
 * to the rule on who may have a role.
 */
public final class AdminTrainingLate implements Rule.OfAccount {
  private static final List<String> ROLES = List.of("administrator", "poster");

  private final int graceDays;
  private final List<String> kinds;
  private final boolean onRequestOnly;

  public AdminTrainingLate(Parameters parameters) {
    graceDays = parameters.integer("grace_days");
    kinds = parameters.list("kind");
    onRequestOnly = parameters.text("required").equals("when-requested");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    TreeMap<String, LocalDate> began = new TreeMap<>();
    for (AccountRole role : view.trust().currentRoles(view.id())) {
      if (ROLES.contains(role.role())
          && (!onRequestOnly || role.trainingRequired())
          && !view.trust().isPupil(role.person())) {
        role.from().ifPresent(day -> began.merge(role.person(), day, AdminTrainingLate::earlier));
      }
    }
    began.forEach((person, from) -> kinds.forEach(kind -> check(person, from, kind, view, out)));
  }

  private void check(
      String person, LocalDate from, String kind, AccountView view, ResultCollector out) {
    view.trust().training(person).stream()
        .filter(t -> t.kind().equals(kind))
        .map(Training::completedOn)
        .filter(on -> !on.isAfter(view.trust().asOf()))
        .min(LocalDate::compareTo)
        .filter(first -> first.isAfter(from.plusDays(graceDays)))
        .ifPresent(
            first ->
                out.violation(
                    Violation.of(
                            Subject.of(Subject.Kind.PERSON, person, kind),
                            Evidence.of("late")
                                .person("person", person)
                                .day("began", from)
                                .term("training", Labels.of(kind))
                                .day("completed", first))
                        .person(person)));
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
