package org.invigilator.rule.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.invigilator.register.Person;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** Where outsiders contribute, a current member of staff vets what they bring. */
public final class ContributorVetterMissing implements Rule.OfAccount {
  private final List<String> external;

  public ContributorVetterMissing(Parameters parameters) {
    external = parameters.list("external_types");
  }

  @Override
  public void check(AccountView view, ResultCollector out) {
    List<String> outside =
        view.account().list("contributors").stream().filter(external::contains).toList();
    if (outside.isEmpty()) {
      return;
    }
    String vetter = view.account().field("vetter_person_id");
    Optional<Person> person = view.trust().person(vetter);
    objection(vetter, person, view.trust().asOf())
        .map(wording -> Evidence.of(wording).terms("kinds", Labels.of(outside)))
        .ifPresent(
            evidence ->
                out.violation(
                    vetter.isEmpty()
                        ? Violation.of(view.subject(), evidence)
                        : Violation.of(view.subject(), evidence.person("person", vetter))
                            .person(vetter)));
  }

  private static Optional<String> objection(
      String vetter, Optional<Person> person, LocalDate today) {
    if (vetter.isEmpty()) {
      return Optional.of("none");
    }
    if (person.isEmpty()) {
      return Optional.of("not_listed");
    }
    if (person.get().kind().equals("mailbox")) {
      return Optional.of("mailbox");
    }
    return person.get().isHere(today) ? Optional.empty() : Optional.of("not_here");
  }
}
