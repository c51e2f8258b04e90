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
import org.invigilator.match.FollowerNames;
import org.invigilator.match.NameIndex;
import org.invigilator.match.NamesInText;
import org.invigilator.match.Phrases;
import org.invigilator.match.PupilMentions;
import org.invigilator.match.Recognition;
import org.invigilator.match.RollIndex;
import org.invigilator.match.Words;
import org.invigilator.register.Academy;
import org.invigilator.register.Account;
import org.invigilator.register.Person;
import org.invigilator.register.Pupil;
import org.invigilator.register.Registers;
import org.invigilator.snapshot.Relation;

/** The names of pupils and colleagues, found in texts and among followers. */
public final class KnownNames {
  private final NamesInText inText;
  private final FollowerNames followers;
  private final FollowerNames followersOfAnyAge;
  private final Set<String> academies = new HashSet<>();
  private final Set<String> withRoll = new HashSet<>();
  private final Set<String> places = new HashSet<>();
  private final Map<String, List<String>> schoolNames = new HashMap<>();
  private final Set<String> wellKnown = new HashSet<>();
  private final Set<String> staffNames = new HashSet<>();
  private final Map<String, Person> staffAsWritten = new HashMap<>();
  private final NameIndex<Person> staff = new NameIndex<>();
  private final List<Pupil> unsearchable;

  KnownNames(Registers registers, RollIndex roll, Collection<String> wellKnown) {
    wellKnown.forEach(name -> this.wellKnown.add(folded(name)));
    for (Academy academy : registers.academies()) {
      academies.add(academy.code());
      schoolNames.put(
          academy.code(),
          Stream.concat(Stream.of(academy.name()), academy.aliases().stream()).toList());
      Stream.concat(Stream.of(academy.name()), academy.aliases().stream())
          .map(KnownNames::folded)
          .forEach(places::add);
    }
    for (Pupil pupil : registers.pupils()) {
      withRoll.add(pupil.academy());
      withRoll.addAll(pupil.alsoAt());
    }
    unsearchable =
        registers.pupils().stream().filter(pupil -> !RollIndex.isSearchable(pupil)).toList();
    inText = new NamesInText(roll);
    followers = new FollowerNames(roll, true);
    followersOfAnyAge = new FollowerNames(roll, false);
    for (Person person : registers.people()) {
      staffNames.add(folded(person.fullName()));
      staffAsWritten.put(PupilMentions.solid(person.fullName()), person);
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

  /** The search for names of the roll in texts. */
  NamesInText inText() {
    return inText;
  }

  /**
   * Whether a pupil counts for an account of an academy on a day: on its roll, or on any of the
   * trust for the trust's own accounts.
   */
  public boolean isOf(Pupil pupil, String academy, LocalDate day) {
    boolean isTrusts = isTrusts(academy);
    return (isTrusts || pupil.isAt(academy)) && !pupil.hasLeftBy(day) && !isPlace(pupil);
  }

  /** Whether a pupil is on the roll of another academy than that of an account on a day. */
  public boolean isElsewhere(Pupil pupil, String academy, LocalDate day) {
    return !isTrusts(academy) && !pupil.isAt(academy) && !pupil.hasLeftBy(day) && !isPlace(pupil);
  }

  /** Whether accounts of this code are the trust's own, also where a register has a row for it. */
  private boolean isTrusts(String academy) {
    return academy.equals(Account.TRUST)
        || (!withRoll.contains(academy) && !academies.contains(academy));
  }

  /** Whether a pupil is called like an academy of the trust. */
  private boolean isPlace(Pupil pupil) {
    return fullNames(pupil).anyMatch(places::contains);
  }

  /** Those of an academy, on its roll on a day, whose names no search can find. */
  public List<Pupil> unsearchable(String academy, LocalDate day) {
    return unsearchable.isEmpty()
        ? unsearchable
        : unsearchable.stream().filter(pupil -> isOf(pupil, academy, day)).toList();
  }

  /**
   * Who of an academy may be a follower.
   *
   * @param weighsAdults whether words for adults count against it
   */
  public List<Recognition> following(
      Relation follower, String academy, LocalDate day, boolean weighsAdults) {
    return (weighsAdults ? followers : followersOfAnyAge)
        .of(
            follower.displayName(),
            follower.handle(),
            follower.about(),
            namesSchool(follower.about(), academy),
            pupil -> isOf(pupil, academy, day));
  }

  private boolean namesSchool(String about, String academy) {
    if (about.isEmpty()) {
      return false;
    }
    List<Words.Word> words = Words.of(about);
    return schoolNames.getOrDefault(academy, List.of()).stream()
        .anyMatch(name -> Phrases.has(words, name));
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

  /** Whether a name as it is written is exactly that of a colleague who is here on a day. */
  public boolean isColleague(Recognition one, LocalDate day) {
    Person person = staffAsWritten.get(one.written());
    return person != null && person.isHere(day);
  }

  /** Whether somebody in the people register is called this. */
  public boolean isStaffName(String name) {
    return !name.isBlank() && staffNames.contains(folded(name));
  }
}
