package org.invigilator.register.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.invigilator.register.Account;
import org.invigilator.register.Cells;
import org.invigilator.register.Column;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.Schema;
import org.invigilator.register.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Rows of several files, each thing once. */
final class MergedRows {
  private static final String SCHOOL = "academy_code";
  private static final String ALSO_AT = "also_at";

  private final Register register;
  private final References references;
  private final Optional<String> key;
  private final Set<String> taken;
  private final Map<String, RowConversion.Converted> byKey = new HashMap<>();
  private final Map<String, RegisterSource> from = new HashMap<>();
  private final Map<String, Integer> differing = new TreeMap<>();
  private int repeated;

  /** The names of people of whom several rows are, each with another post. */
  private final Set<String> posts = new TreeSet<>();

  private static final int MOST_NAMED = 5;

  /** How many pupils are registered at more than one school. */
  private int dual;

  /** Files most of whose pupils an earlier file has too. */
  private final List<String> overlapping = new ArrayList<>();

  MergedRows(Register register, References references) {
    this.register = register;
    this.references = references;
    this.taken = references.keysOf(register);
    this.key =
        Schema.of(register).columns().entrySet().stream()
            .filter(e -> e.getValue().need() == Column.Need.KEY)
            .map(Map.Entry::getKey)
            .findFirst();
  }

  List<RowConversion.Converted> add(RegisterSource source, List<RowConversion.Converted> rows) {
    if (key.isEmpty()) {
      return rows;
    }
    List<RowConversion.Converted> kept = new ArrayList<>();
    int again = 0;
    for (RowConversion.Converted row : rows) {
      String id = row.get(key.get());
      if (taken.contains(id) || (register == Register.ACADEMIES && byKey.containsKey(id))) {
        continue;
      }
      RowConversion.Converted before = byKey.get(id);
      if (before == null || id.isEmpty()) {
        byKey.put(id, row);
        from.put(id, source);
        kept.add(row);
      } else if (isSameFile(from.get(id), source)) {
        if (before.cells().equals(row.cells())) {
          repeated++;
        } else if (isDual(before, row)) {
          fill(before, row, source);
        } else if (register == Register.PEOPLE && isSamePerson(before, row)) {
          addPost(before, row);
          posts.add(before.get("full_name"));
        } else if (register != Register.ACCOUNTS && register != Register.CONSENT) {
          kept.add(row);
        } else {
          kept.add(renamed(row, id));
        }
      } else if (register == Register.CONSENT) {
        if (!before.cells().equals(row.cells())) {
          kept.add(renamed(row, id));
        }
      } else {
        fill(before, row, source);
        again++;
      }
    }
    if (register == Register.PUPILS && again * 2 > rows.size()) {
      overlapping.add(source.label());
    }
    return kept;
  }

  /** Whether two rows with one number have one surname, and forenames with the same initial. */
  private static boolean isSamePerson(RowConversion.Converted before, RowConversion.Converted row) {
    String one = Vocabulary.fold(initialAndSurname(before.get("full_name")));
    return one.equals(Vocabulary.fold(initialAndSurname(row.get("full_name"))));
  }

  private static String initialAndSurname(String name) {
    String bare = name.strip();
    return bare.isEmpty() ? bare : bare.charAt(0) + bare.substring(bare.lastIndexOf(' ') + 1);
  }

  /** Someone with two posts has two rows in a staff list. */
  private void addPost(RowConversion.Converted before, RowConversion.Converted row) {
    String title = row.get("job_title");
    if (!title.isEmpty() && !before.get("job_title").contains(title)) {
      before.cells().merge("job_title", title, (one, other) -> one + "; " + other);
    }
    String school = row.get(SCHOOL);
    if (!school.isEmpty()
        && !before.get(SCHOOL).isEmpty()
        && !isSameSchool(school, before.get(SCHOOL))) {
      // A colleague of two schools belongs to the trust, and may run the accounts of both.
      before.cells().put(SCHOOL, Account.TRUST);
    }
    row.cells()
        .forEach(
            (column, text) ->
                before.cells().merge(column, text, (has, one) -> has.isEmpty() ? one : has));
  }

  private static boolean isSameFile(@Nullable RegisterSource one, RegisterSource other) {
    return one != null && one.path().equals(other.path());
  }

  /** A second row for what looks like the same account stays, so that it is reported. */
  private RowConversion.Converted renamed(RowConversion.Converted row, String id) {
    int number = 2;
    while (byKey.containsKey(id + "-" + number)) {
      number++;
    }
    row.cells().put(key.orElseThrow(), id + "-" + number);
    byKey.put(id + "-" + number, row);
    return row;
  }

  private void fill(
      RowConversion.Converted before, RowConversion.Converted row, RegisterSource source) {
    row.cells()
        .forEach(
            (column, text) -> {
              String has = before.get(column);
              if (has.isEmpty()) {
                before.cells().put(column, text);
              } else if (isAnotherSchool(column, has, text)) {
                addSchool(before, text);
              } else if (!text.isEmpty() && !isSame(column, has, text)) {
                differing.merge(source.label() + "\n" + column, 1, Integer::sum);
              }
            });
  }

  /** Whether two rows of a list of all schools are of one pupil who is registered at both. */
  private boolean isDual(RowConversion.Converted before, RowConversion.Converted row) {
    return register == Register.PUPILS
        && isAnotherSchool(SCHOOL, before.get(SCHOOL), row.get(SCHOOL))
        && List.of("first_name", "last_name", "dob").stream()
            .allMatch(column -> isSame(column, before.get(column), row.get(column)));
  }

  private boolean isAnotherSchool(String column, String one, String other) {
    return register == Register.PUPILS
        && column.equals(SCHOOL)
        && !one.isEmpty()
        && !other.isEmpty()
        && !isSameSchool(one, other);
  }

  /** One file may have the code of a school, and another its name. */
  private boolean isSameSchool(String one, String other) {
    return Vocabulary.fold(school(one)).equals(Vocabulary.fold(school(other)));
  }

  private String school(String text) {
    Column column = Schema.of(Register.ACCOUNTS).columns().get(SCHOOL);
    return column == null ? text : references.keyOrNamed(column, text).orElse(text);
  }

  private void addSchool(RowConversion.Converted pupil, String school) {
    String more = pupil.get(ALSO_AT);
    boolean isThere = List.of(more.split("; ")).stream().anyMatch(one -> isSameSchool(one, school));
    if (!isThere) {
      pupil.cells().put(ALSO_AT, more.isEmpty() ? school : more + "; " + school);
      dual++;
    }
  }

  private boolean isSame(String column, String one, String other) {
    return Vocabulary.fold(one).equals(Vocabulary.fold(other))
        || (column.equals(SCHOOL) && isSameSchool(one, other))
        || Cells.date(one).equals(Cells.date(other)) && Cells.date(one).isPresent()
        || org.invigilator.register.Platforms.canonical(one)
            .equals(org.invigilator.register.Platforms.canonical(other))
        || Vocabulary.word(register, column, Set.of(), one)
                .equals(Vocabulary.word(register, column, Set.of(), other))
            && Vocabulary.word(register, column, Set.of(), one).isPresent();
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    differing.forEach(
        (where, count) -> {
          String[] parts = where.split("\n");
          notes.add(
              parts[0]
                  + ": in "
                  + count
                  + (count == 1 ? " row" : " rows")
                  + " the column "
                  + parts[1].replace('_', ' ')
                  + " differs from that in another file about the same "
                  + register.inWords()
                  + "; the first file counts.");
        });
    for (String label : overlapping) {
      notes.add(
          label
              + ": most of these pupils are in another file too. If one of the two is an older export, delete it: whoever is only in the older one counts as on the roll.");
    }
    if (dual > 0) {
      notes.add(
          dual
              + (dual == 1 ? " pupil is" : " pupils are")
              + " on the roll of two schools, and counted at both.");
    }
    if (!posts.isEmpty()) {
      notes.add(
          register.inWords()
              + ": "
              + posts.size()
              + (posts.size() == 1 ? " name is" : " names are")
              + " in several rows and counted as one person with several posts ("
              + String.join(", ", posts.stream().limit(MOST_NAMED).toList())
              + (posts.size() > MOST_NAMED ? " and others" : "")
              + "). If they are different people, add a column with a staff number or an e-mail address.");
    }
    if (repeated > 0) {
      notes.add(
          register.inWords()
              + ": "
              + repeated
              + (repeated == 1 ? " row repeats" : " rows repeat")
              + " another in every cell and "
              + (repeated == 1 ? "is" : "are")
              + " counted once.");
    }
    return notes;
  }
}
