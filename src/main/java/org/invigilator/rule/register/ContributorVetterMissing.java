package org.invigilator.rule.register;

import java.util.List;
import java.util.Optional;
import org.invigilator.register.Person;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Parameters;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Violation;

/** Where outsiders contribute, somebody who works here vets what they bring. */
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
    String said = "Contributors include " + String.join(", ", outside) + "; ";
    if (vetter.isEmpty()) {
      out.violation(Violation.of(view.subject(), said + "no vetter is named."));
    } else if (person
        .map(p -> !p.isHere(view.trust().asOf()) || p.kind().equals("mailbox"))
        .orElse(true)) {
      out.violation(
          Violation.of(
                  view.subject(),
                  said
                      + "the vetter "
                      + vetter
                      + (person.isEmpty()
                          ? " is not in the people register."
                          : " is nobody who works here."))
              .person(vetter));
    }
  }
}
