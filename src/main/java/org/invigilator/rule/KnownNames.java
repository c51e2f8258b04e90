package org.invigilator.rule;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.NameIndex;
import org.invigilator.match.Words;
import org.invigilator.register.Academy;
import org.invigilator.register.Person;
import org.invigilator.register.Pupil;
import org.invigilator.register.Registers;

/** The names of pupils and colleagues, found in texts on word boundaries. */
public final class KnownNames {
  private final Map<String, NameIndex<Pupil>> names = new HashMap<>();
  private final Set<String> academies = new HashSet<>();
  private final Set<String> wellKnown = new HashSet<>();
  private final Set<String> staffNames = new HashSet<>();
  private final NameIndex<Person> staff = new NameIndex<>();

  KnownNames(Registers registers, Collection<String> wellKnown) {
    wellKnown.forEach(name -> this.wellKnown.add(folded(name)));
    registers.academies().forEach(a -> academies.add(a.code()));
    Set<String> places = new HashSet<>();
    for (Academy academy : registers.academies()) {
      Stream.concat(Stream.of(academy.name()), academy.aliases().stream())
          .map(KnownNames::folded)
          .forEach(places::add);
    }
    for (Pupil pupil : registers.pupils()) {
      NameIndex<Pupil> index = names.computeIfAbsent(pupil.academy(), k -> new NameIndex<>());
      Set<String> firsts = new HashSet<>(List.of(pupil.firstName(), pupil.knownAs()));
      for (String first : firsts) {
        if (!first.isBlank() && !places.contains(folded(first + " " + pupil.lastName()))) {
          index.add(first, pupil.lastName(), pupil);
        }
      }
    }
    for (Person person : registers.people()) {
      staffNames.add(folded(person.fullName()));
      int last = person.fullName().strip().lastIndexOf(' ');
      if (last > 0 && !person.kind().equals("mailbox")) {
        String name = person.fullName().strip();
        staff.add(name.substring(0, last), name.substring(last + 1), person);
      }
    }
  }

  private static String folded(String name) {
    return Words.of(name).stream().map(Words.Word::folded).collect(Collectors.joining(" "));
  }

  /**
   * The pupils of an academy, on roll on a day, whose full names stand in a text; of the whole
   * trust for its own accounts.
   */
  public Set<Pupil> named(List<Words.Word> words, String academy, LocalDate day) {
    Stream<NameIndex<Pupil>> indexes =
        names.containsKey(academy) || academies.contains(academy)
            ? Stream.ofNullable(names.get(academy))
            : names.values().stream();
    return indexes
        .flatMap(i -> i.in(words).stream())
        .filter(p -> !p.hasLeftBy(day))
        .collect(Collectors.toSet());
  }

  /**
   * The pupils of other academies, on roll on a day, whose full names stand in a text, unless a
   * pupil of this academy has the same name.
   */
  public Set<Pupil> namedElsewhere(List<Words.Word> words, String academy, LocalDate day) {
    if (!names.containsKey(academy) && !academies.contains(academy)) {
      return Set.of();
    }
    Set<Pupil> elsewhere =
        names.entrySet().stream()
            .filter(e -> !e.getKey().equals(academy))
            .flatMap(e -> e.getValue().in(words).stream())
            .filter(p -> !p.hasLeftBy(day))
            .collect(Collectors.toSet());
    if (!elsewhere.isEmpty()) {
      Set<String> own =
          named(words, academy, day).stream()
              .flatMap(KnownNames::fullNames)
              .collect(Collectors.toSet());
      elsewhere.removeIf(p -> fullNames(p).anyMatch(own::contains));
    }
    return elsewhere;
  }

  private static Stream<String> fullNames(Pupil pupil) {
    return Stream.of(pupil.firstName(), pupil.knownAs())
        .filter(first -> !first.isBlank())
        .map(first -> folded(first + " " + pupil.lastName()));
  }

  /** Whether a pupil is called like someone or something that everyone knows. */
  public boolean isWellKnown(Pupil pupil) {
    return fullNames(pupil).anyMatch(wellKnown::contains);
  }

  /** Whether somebody in the people register has a name like the pupil's. */
  public boolean hasNamesake(Pupil pupil) {
    return staffNames.contains(folded(pupil.firstName() + " " + pupil.lastName()))
        || (!pupil.knownAs().isBlank()
            && staffNames.contains(folded(pupil.knownAs() + " " + pupil.lastName())));
  }

  /** The people of the trust, here on a day, whose full names stand in a text. */
  public Set<Person> staffNamed(List<Words.Word> words, LocalDate day) {
    return staff.in(words).stream().filter(p -> p.isHere(day)).collect(Collectors.toSet());
  }

  /** Whether somebody in the people register is called this. */
  public boolean isStaffName(String name) {
    return !name.isBlank() && staffNames.contains(folded(name));
  }
}
