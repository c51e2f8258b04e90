package org.invigilator.rule.people;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
 * Everyone who runs or posts to the account has completed the training, and it has not lapsed. That
 * a pupil has a role is for another rule; no one books a course for a child.
 */
public final class AdminTrainingMissing implements Rule.OfAccount {
  private static final List<String> ROLES = List.of("administrator", "poster");

  private final List<String> kinds;
  private final boolean onRequestOnly;
  private final Optional<Integer> validityMonths;

  public AdminTrainingMissing(Parameters parameters) {
    kinds = parameters.list("kind");
    onRequestOnly = parameters.text("required").equals("when-requested");
    validityMonths =
        parameters.values().get("validity_months") == null
            ? Optional.empty()
            : Optional.of(parameters.integer("validity_months"));
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    TreeSet<String> people = new TreeSet<>();
    for (AccountRole role : view.trust().currentRoles(view.id())) {
      if (ROLES.contains(role.role())
          && (!onRequestOnly || role.trainingRequired())
          && !view.trust().isPupil(role.person())) {
        people.add(role.person());
      }
    }
    for (String person : people) {
      kinds.forEach(kind -> check(person, kind, view, out));
    }
  }

  private void check(String person, String kind, AccountView view, ResultCollector out) {
    LocalDate today = view.trust().asOf();
    List<Training> done =
        view.trust().training(person).stream()
            .filter(t -> t.kind().equals(kind) && !t.completedOn().isAfter(today))
            .toList();
    if (done.stream().noneMatch(t -> expiry(t).map(last -> !today.isAfter(last)).orElse(true))) {
      Evidence evidence =
          done.stream()
              .flatMap(t -> expiry(t).stream())
              .max(LocalDate::compareTo)
              .map(last -> Evidence.of("lapsed").day("last", last))
              .orElse(Evidence.of("none"))
              .person("person", person)
              .term("training", Labels.of(kind));
      out.violation(
          Violation.of(Subject.of(Subject.Kind.PERSON, person, kind), evidence).person(person));
    }
  }

  /** The last day on which a completion counts. */
  private Optional<LocalDate> expiry(Training training) {
    return training.expiresOn().or(() -> validityMonths.map(training.completedOn()::plusMonths));
  }
}
