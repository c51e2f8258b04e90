package org.invigilator.answer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Person;
import org.invigilator.register.Register;
import org.invigilator.register.Vocabulary;
import org.invigilator.rule.TrustIndex;

/** Finds the person named in a cell: by id, by id with a name, or by a unique name. */
record People(TrustIndex trust) {
  private static final int MOST_MEANT = 4;

  /** The person, or why no person was found. */
  record Found(Optional<Person> person, String why) {}

  Found find(String written, String role) {
    if (written.isEmpty()) {
      return new Found(Optional.empty(), "'" + role + "' is blank.");
    }
    if (!trust.registers().has(Register.PEOPLE)) {
      return new Found(
          Optional.empty(), "The trust has no people register, so this name cannot be checked.");
    }
    Optional<Person> byId =
        trust
            .person(written)
            .or(() -> trust.person(written.split("\\s+", 2)[0]))
            .or(() -> typedId(written));
    List<Person> byName =
        trust.registers().people().stream()
            .filter(
                p ->
                    words(p.fullName()).equals(words(written))
                        || p.workEmail().strip().equalsIgnoreCase(written))
            .toList();
    if (byId.isEmpty() && byName.size() > 1) {
      return new Found(
          Optional.empty(),
          "'"
              + role
              + "': several people have this name. Write the person's ID from the people register.");
    }
    Optional<Person> person = byId.or(() -> byName.stream().findFirst());
    if (person.isEmpty()) {
      return new Found(
          Optional.empty(),
          "'"
              + role
              + "': no one with this ID or name is in the people register."
              + partly(written));
    }
    if (person.get().kind().equals("mailbox")) {
      return new Found(
          Optional.empty(), "'" + role + "' is a mailbox, not a person. Name a person.");
    }
    return person.get().isHere(trust.asOf())
        ? new Found(person, "")
        : new Found(
            Optional.empty(),
            "'"
                + role
                + "': "
                + person.get().fullName()
                + " ("
                + person.get().id()
                + ") is not employed on the audit date.");
  }

  /** Whom a surname alone, or one with a title or an initial, may mean; empty when no one. */
  private String partly(String written) {
    Set<String> typed = words(written);
    List<String> meant =
        trust.registers().people().stream()
            .filter(p -> p.isHere(trust.asOf()) && typed.contains(surname(p)))
            .map(p -> p.fullName() + " (" + p.id() + ")")
            .sorted()
            .limit(MOST_MEANT)
            .toList();
    return meant.isEmpty()
        ? ""
        : " Write the full name or the ID: " + String.join(", ", meant) + ".";
  }

  private static String surname(Person person) {
    String[] names = person.fullName().strip().split("\\s+");
    return Vocabulary.fold(names[names.length - 1]);
  }

  /** The one person whose id has the same letters and numbers, such as P-008 for p008. */
  private Optional<Person> typedId(String written) {
    String folded = Vocabulary.fold(written.split("\\s+", 2)[0]);
    List<Person> same =
        trust.registers().people().stream()
            .filter(p -> Vocabulary.fold(p.id()).equals(folded))
            .toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  /** The words of a name in any order, as in "Patel, Anita". */
  private static Set<String> words(String name) {
    return Stream.of(name.strip().split("[\\s,]+"))
        .map(Vocabulary::fold)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
