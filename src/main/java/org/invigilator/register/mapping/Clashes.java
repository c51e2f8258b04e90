package org.invigilator.register.mapping;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.invigilator.register.Column;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.register.Vocabulary;

/**
 * Numbers that people of several schools have, because each school counts its own: admission
 * numbers, staff codes. Who has one of them gets the school's code before it. A number that two
 * people of one school have stays, so that the check of the register reports it.
 */
final class Clashes {
  private final Register register;
  private final References references;
  private final String key;

  /** Who has a number, by school. */
  private final Map<String, Map<String, Set<String>>> whose = new HashMap<>();

  private final Set<String> told = new TreeSet<>();

  Clashes(Register register, References references) {
    this.register = register;
    this.references = references;
    this.key = register == Register.PUPILS ? "pupil_ref" : "person_id";
  }

  private boolean isOfPeople() {
    return register == Register.PUPILS || register == Register.PEOPLE;
  }

  /** Notes who has which number. */
  void add(List<RowConversion.Converted> rows) {
    if (isOfPeople()) {
      rows.forEach(
          row ->
              whose
                  .computeIfAbsent(row.get(key), k -> new HashMap<>())
                  .computeIfAbsent(school(row), k -> new LinkedHashSet<>())
                  .add(identity(row)));
    }
  }

  /** The surname with the date of birth; a first name is often written in several ways. */
  private String identity(RowConversion.Converted row) {
    if (register == Register.PUPILS) {
      return row.get("dob").isEmpty()
          ? Vocabulary.fold(row.get("first_name") + row.get("last_name"))
          : row.get("dob") + Vocabulary.fold(row.get("last_name"));
    }
    return Vocabulary.fold(row.get("full_name"));
  }

  private String school(RowConversion.Converted row) {
    Column academy = Schema.of(Register.ACCOUNTS).columns().get("academy_code");
    String named = row.get("academy_code");
    return academy == null
        ? named
        : references.keyOrNamed(academy, named).orElse(AccountText.slug(named));
  }

  /** Whether a number belongs to different people of different schools. */
  private boolean isOfSeveralSchools(String number) {
    Map<String, Set<String>> schools = whose.getOrDefault(number, Map.of());
    return schools.size() > 1 && schools.values().stream().distinct().count() > 1;
  }

  /** Puts the code of the school before a number that people of several schools have. */
  void tellApart(List<RowConversion.Converted> rows) {
    for (RowConversion.Converted row : rows) {
      String number = row.get(key);
      if (isOfPeople() && !number.isEmpty() && isOfSeveralSchools(number)) {
        String code = school(row);
        row.cells().put(key, code.isEmpty() ? number : code + "-" + number);
        told.add(number);
      }
    }
  }

  List<String> notes() {
    return told.isEmpty()
        ? List.of()
        : List.of(
            register.inWords()
                + ": "
                + told.size()
                + (told.size() == 1 ? " number is" : " numbers are")
                + " used by more than one school, so the academy's code was put before each.");
  }
}
