package org.invigilator.register.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.register.StrictYaml;
import org.invigilator.register.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * How a file in the trust's own layout is read as registers: a file of {@code mappings/}.
 *
 * @param about what it is for, in a sentence of the trust
 * @param files the files that must have its headings, such as {@code Social accounts*.csv}; any
 *     other file that has them is read by it too
 * @param sheets which sheets of a workbook; absent: every sheet with its headings
 * @param school where the school is named when no column does: {@code sheet}, {@code title}, or its
 *     name
 * @param form whether each sheet is a form, with labels in one column and what was entered beside
 *     them
 * @param registers for each register, its columns and where they come from
 * @param values for a column, what the file's words mean
 * @param unused the other headings of the file; with them a file must have every heading that is
 *     named, because one that is missing has probably another name now
 */
public record Profile(
    @Nullable String about,
    @Nullable String files,
    @Nullable String sheets,
    @Nullable String school,
    @Nullable Boolean form,
    @JsonProperty(required = true) Map<String, Map<String, ColumnSpec>> registers,
    @Nullable Map<String, Map<String, String>> values,
    @Nullable List<String> unused) {

  /** The columns that are not the register's own: a whole name, which is split. */
  static final String NAME = "name";

  /** Whether a pupil is on roll, or a colleague employed, where the file says so without a date. */
  static final String ENROLMENT = "enrolment";

  /**
   * The headings below which a consent is undone, by what is below them: {@code yes}, {@code no},
   * or any {@code entry}.
   */
  static final String REFUSED = "refused";

  static final String ENTRY = "entry";

  /** The columns that say whether a row still counts. */
  private static final Set<String> STATES =
      Set.of(
          REFUSED, ENROLMENT, "on_roll_to", "employed_to", "status", "closed_on", "withdrawn_on");

  private static final Set<Register> WITH_ENROLMENT = Set.of(Register.PUPILS, Register.PEOPLE);

  /** A whole pupil's name, for these registers. */
  private static final Set<Register> WITH_NAME = Set.of(Register.PUPILS, Register.CONSENT);

  /**
   * Reads the profiles of a trust, by the names of their files.
   *
   * @throws InvalidInput with every profile that cannot be used
   */
  static Map<String, Profile> in(Path folder) {
    Map<String, Profile> profiles = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (Path file : files(folder)) {
      String label = "mappings/" + file.getFileName();
      try {
        Profile profile = StrictYaml.read(file, label, Profile.class);
        problems.addAll(profile.problems(label));
        profiles.put(label, profile);
      } catch (InvalidInput e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return profiles;
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().toLowerCase(Locale.ROOT).matches(".*\\.ya?ml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "mappings/", 0, "", "The folder cannot be read.", "Check its permissions.")));
    }
  }

  private static void checkPattern(
      @Nullable String pattern, String label, String column, List<Problem> problems) {
    try {
      matches(pattern, "");
    } catch (PatternSyntaxException e) {
      problems.add(
          new Problem(
              label,
              0,
              column,
              "'" + pattern + "' is not a pattern of names.",
              "Write a name, with * for any letters, such as Social accounts*.csv."));
    }
  }

  private List<Problem> problems(String label) {
    List<Problem> problems = new ArrayList<>();
    checkPattern(files, label, "files", problems);
    checkPattern(sheets, label, "sheets", problems);
    registers.forEach(
        (name, columns) -> {
          Optional<Register> register = Register.named(name);
          if (register.isEmpty()) {
            problems.add(
                new Problem(
                    label,
                    0,
                    "registers." + name,
                    "There is no register '" + name + "'.",
                    "Choose one of: " + String.join(", ", Register.names()) + "."));
            return;
          }
          Set<String> known = Schema.of(register.get()).columns().keySet();
          columns.keySet().stream()
              .filter(c -> !known.contains(c))
              .filter(c -> !(c.equals(NAME) && WITH_NAME.contains(register.get())))
              .filter(c -> !(c.equals(REFUSED) && register.get() == Register.CONSENT))
              .filter(c -> !(c.equals(ENROLMENT) && WITH_ENROLMENT.contains(register.get())))
              .forEach(
                  c ->
                      problems.add(
                          new Problem(
                              label,
                              0,
                              "registers." + name + "." + c,
                              "The register has no such column.",
                              "Choose one of: " + String.join(", ", known) + ".")));
        });
    return problems;
  }

  /** The registers that it fills, with their columns. */
  Map<Register, Map<String, ColumnSpec>> byRegister() {
    Map<Register, Map<String, ColumnSpec>> all = new LinkedHashMap<>();
    registers.forEach((name, columns) -> Register.named(name).ifPresent(r -> all.put(r, columns)));
    return all;
  }

  /** Whether it is for a file of this name. */
  boolean isForFile(String name) {
    return matches(files, name);
  }

  /** Whether it is for a sheet of this name. */
  boolean isForSheet(String name) {
    return matches(sheets, name);
  }

  private static boolean matches(@Nullable String pattern, String name) {
    return pattern == null
        || FileSystems.getDefault()
            .getPathMatcher("glob:" + pattern.toLowerCase(Locale.ROOT))
            .matches(Path.of(name.toLowerCase(Locale.ROOT)));
  }

  boolean isForm() {
    return Boolean.TRUE.equals(form);
  }

  /** Every heading that it names, folded. */
  Set<String> headings() {
    return registers.values().stream()
        .flatMap(columns -> columns.values().stream())
        .flatMap(spec -> spec.headings().stream())
        .map(Vocabulary::fold)
        .collect(Collectors.toSet());
  }

  /** The headings under which each row has one cell; dates may be behind each purpose. */
  static Set<String> single(Collection<Map<String, ColumnSpec>> registers) {
    return registers.stream()
        .flatMap(columns -> columns.entrySet().stream())
        .filter(column -> !column.getKey().equals("given_on"))
        .flatMap(column -> column.getValue().headings().stream())
        .map(Vocabulary::fold)
        .collect(Collectors.toSet());
  }

  /** Whether a column says of each row whether it still counts, such as a leaving date. */
  static boolean saysWhatCounts(Collection<Map<String, ColumnSpec>> registers) {
    return registers.stream()
        .anyMatch(columns -> columns.keySet().stream().anyMatch(STATES::contains));
  }

  /**
   * The headings that a header lacks, each with the column that is taken from it. Where it is not
   * known which headings a file has, one of several for a column is enough.
   */
  Map<String, String> missing(Map<String, ?> header) {
    Map<String, String> missing = new LinkedHashMap<>();
    registers
        .values()
        .forEach(
            columns ->
                columns.forEach(
                    (column, spec) -> {
                      boolean isEnough = unused == null && spec.byWord().isEmpty();
                      if (!isEnough || !spec.isIn(header)) {
                        spec.headings().stream()
                            .filter(heading -> !header.containsKey(Vocabulary.fold(heading)))
                            .forEach(heading -> missing.putIfAbsent(heading, column));
                      }
                    }));
    return missing;
  }

  /** The headings of a file that are neither named nor known not to be needed. */
  List<String> unknown(List<String> written) {
    Set<String> known = headings();
    Stream.ofNullable(unused).flatMap(List::stream).map(Vocabulary::fold).forEach(known::add);
    return unused == null
        ? List.of()
        : written.stream()
            .filter(heading -> !heading.isBlank() && !known.contains(Vocabulary.fold(heading)))
            .distinct()
            .toList();
  }

  /** How many of the columns that it takes from the file a header has. */
  long found(Map<String, ?> header) {
    return registers.values().stream()
        .flatMap(columns -> columns.values().stream())
        .filter(spec -> spec.fixed().isEmpty() && spec.isIn(header))
        .count();
  }

  /** How many columns it takes from the file. */
  long wanted() {
    return registers.values().stream()
        .flatMap(columns -> columns.values().stream())
        .filter(spec -> spec.fixed().isEmpty())
        .count();
  }

  /**
   * What the words of the file mean in a column, folded; what is not listed stays. A word with a
   * sign of doubt is another one than the word alone.
   */
  String meant(String column, String text) {
    if (values == null || !values.containsKey(column)) {
      return text;
    }
    String folded = Vocabulary.fold(text);
    return values.get(column).entrySet().stream()
        .filter(e -> Vocabulary.fold(e.getKey()).equals(folded))
        .filter(
            e ->
                e.getKey().strip().equals(text.strip())
                    || !(Vocabulary.isDoubtful(e.getKey()) || Vocabulary.isDoubtful(text)))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(text);
  }
}
