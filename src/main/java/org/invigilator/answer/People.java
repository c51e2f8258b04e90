package org.invigilator.answer;

import java.util.List;
import java.util.Optional;
import org.invigilator.register.Person;
import org.invigilator.register.Register;
import org.invigilator.rule.TrustIndex;

/** Who is meant by what stands in a cell: an id, an id with a name, or a name that only one has. */
record People(TrustIndex trust) {

  /** The person, or why nobody can be meant. */
  record Found(Optional<Person> person, String why) {}

  Found find(String written, String role) {
    if (written.isEmpty()) {
      return new Found(Optional.empty(), "'" + role + "' is blank.");
    }
    if (!trust.registers().has(Register.PEOPLE)) {
      return new Found(Optional.empty(), "There is no people register to look anybody up in.");
    }
    Optional<Person> byId =
        trust.person(written).or(() -> trust.person(written.split("\\s+", 2)[0]));
    List<Person> byName =
        trust.registers().people().stream()
            .filter(p -> p.fullName().strip().equalsIgnoreCase(written))
            .toList();
    if (byId.isEmpty() && byName.size() > 1) {
      return new Found(
          Optional.empty(), "'" + role + "': several people have this name. Write the person_id.");
    }
    Optional<Person> person = byId.or(() -> byName.stream().findFirst());
    if (person.isEmpty()) {
      return new Found(
          Optional.empty(), "'" + role + "': nobody of this id or name is in the people register.");
    }
    if (person.get().kind().equals("mailbox")) {
      return new Found(Optional.empty(), "'" + role + "' is a mailbox and not a person.");
    }
    return person.get().isHere(trust.asOf())
        ? new Found(person, "")
        : new Found(
            Optional.empty(),
            "'" + role + "': " + person.get().id() + " is not employed on the audit date.");
  }
}
