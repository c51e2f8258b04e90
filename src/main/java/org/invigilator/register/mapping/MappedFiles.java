package org.invigilator.register.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Column;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Problem;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.Schema;
import org.invigilator.register.SecretScan;
import org.invigilator.register.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * The files of a trust that profiles read as registers, each in its own layout. A row about the
 * same account, person or pupil in two files is one row; what the second adds fills blank cells. It
 * is long because finding the profile of a sheet and passing on its rows share what was read.
 */
public final class MappedFiles {
  private static final int MOST_NOTES = 3;

  /** A sheet with the profile that reads it. */
  private record Read(Profile profile, String profileName, SourceSheet sheet) {}

  private final Map<String, Profile> profiles;
  private final Identifiers identifiers;
  private final List<Read> read = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Set<String>> aliases = new LinkedHashMap<>();
  private final Map<String, String> peopleByRow = new HashMap<>();
  private final Set<String> withRoles = new HashSet<>();
  private final List<String> notes = new ArrayList<>();
  private final List<SecretScan.SecretCell> secrets = new ArrayList<>();

  private MappedFiles(Map<String, Profile> profiles, Identifiers identifiers) {
    this.profiles = profiles;
    this.identifiers = identifiers;
  }

  /** The profiles in a trust's {@code mappings/}; what is wrong with them is among the problems. */
  public static MappedFiles of(Path folder) {
    try {
      return new MappedFiles(Profile.in(folder), Identifiers.in(folder));
    } catch (InvalidInput e) {
      MappedFiles none = new MappedFiles(Map.of(), none());
      none.problems.addAll(e.problems());
      return none;
    } catch (IOException e) {
      MappedFiles none = new MappedFiles(Map.of(), none());
      none.problems.add(
          new Problem(
              "mappings/" + Identifiers.FILE,
              0,
              "",
              "The file cannot be read.",
              "Check its access permissions."));
      return none;
    }
  }

  private static Identifiers none() {
    try {
      return Identifiers.in(Path.of(""));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public List<Problem> problems() {
    return problems;
  }

  /** The cells that seem to contain a password, in the columns that are not used too. */
  public List<SecretScan.SecretCell> secrets() {
    return secrets;
  }

  public List<String> notes() {
    return notes;
  }

  /** Reads a file if a profile is for it. Returns whether one is. */
  public boolean take(Path file) {
    if (profiles.isEmpty()) {
      return false;
    }
    String name = String.valueOf(file.getFileName());
    boolean isTaken = false;
    try {
      for (RegisterSource source : sheets(file)) {
        isTaken |= take(source);
      }
      boolean isMeant =
          profiles.values().stream().anyMatch(p -> p.files() != null && p.isForFile(name));
      if (!isTaken && isMeant) {
        problems.add(notUnderstood(name, file));
        return true;
      }
    } catch (RegisterSource.Unreadable e) {
      problems.add(new Problem(name, e.row(), "", String.valueOf(e.getMessage()), ""));
      return true;
    } catch (IOException e) {
      problems.add(new Problem(name, 0, "", String.valueOf(e.getMessage()), ""));
      return true;
    }
    return isTaken;
  }

  /** Whether a profile is for a file of this name, whatever its ending. */
  public boolean isMeant(String name) {
    String base = name.replaceFirst("\\.[^.]*$", "");
    return profiles.values().stream()
        .anyMatch(
            p -> p.files() != null && (p.isForFile(base + ".xlsx") || p.isForFile(base + ".csv")));
  }

  /** The sheets of a workbook, or a CSV file as its only one. */
  static List<RegisterSource> sheets(Path file) throws IOException {
    if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
      return List.of(new RegisterSource.Csv(file));
    }
    List<RegisterSource> sheets = new ArrayList<>();
    for (String sheet : RegisterSource.Sheet.names(file)) {
      sheets.add(new RegisterSource.Sheet(file, sheet));
    }
    return sheets;
  }

  private Problem notUnderstood(String name, Path file) throws IOException {
    List<String> first = new ArrayList<>();
    for (RegisterSource source : sheets(file)) {
      source.rows(
          (number, cells) -> {
            if (first.size() < MOST_NOTES) {
              first.add(
                  "row " + number + ": " + String.join(" | ", Stream.of(cells).limit(8).toList()));
            }
          });
    }
    return new Problem(
        name,
        0,
        "",
        "No row has the headings of the profile that is for this file. Its first rows are "
            + String.join("; ", first)
            + ".",
        "Run 'invigilator import' with this file again, or correct its profile in mappings/.");
  }

  private boolean take(RegisterSource source) throws IOException {
    Read best = null;
    long most = 0;
    for (Map.Entry<String, Profile> entry : profiles.entrySet()) {
      Profile profile = entry.getValue();
      SourceSheet sheet = sheet(source, profile);
      // Of two profiles with the same headings the one for files of this name is meant.
      boolean isNamed =
          profile.files() != null && profile.isForFile(String.valueOf(source.path().getFileName()));
      long fit = sheet == null ? 0 : profile.found(sheet.header()) * 2 + (isNamed ? 1 : 0);
      if (sheet != null && fit > most) {
        most = fit;
        best = new Read(profile, entry.getKey(), sheet);
      }
    }
    if (best != null) {
      secrets.addAll(best.sheet().secrets());
      Optional<Problem> contradiction =
          best.profile().isForm()
              ? Optional.empty()
              : best.sheet().contradiction(Profile.single(best.profile().registers().values()));
      contradiction.ifPresent(problems::add);
      if (contradiction.isEmpty() && hasItsHeadings(best)) {
        read.add(best);
      }
    }
    return best != null;
  }

  private static @Nullable SourceSheet sheet(RegisterSource source, Profile profile)
      throws IOException {
    boolean isFor = !(source instanceof RegisterSource.Sheet s) || profile.isForSheet(s.sheet());
    if (!isFor) {
      return null;
    }
    SourceSheet sheet =
        profile.isForm()
            ? SourceSheet.readForm(
                source, label -> profile.headings().contains(Vocabulary.fold(label)))
            : SourceSheet.read(source, layout(profile));
    return sheet.hasHeader() && isHeader(profile, sheet.header()) ? sheet : null;
  }

  /** Whether a row has most of the headings of a profile; an export may lack some columns. */
  private static boolean isHeader(Profile profile, Map<String, ?> header) {
    long wanted = profile.wanted();
    long found = profile.found(header);
    return found > 0 && found * 5 >= wanted * 3;
  }

  private static SourceSheet.Layout layout(Profile profile) {
    return new SourceSheet.Layout() {
      @Override
      public boolean isHeader(Map<String, String> header) {
        return MappedFiles.isHeader(profile, header);
      }

      @Override
      public Column.Type typeOf(String heading) {
        String folded = Vocabulary.fold(heading);
        for (Map.Entry<Register, Map<String, ColumnSpec>> register :
            profile.byRegister().entrySet()) {
          for (Map.Entry<String, ColumnSpec> column : register.getValue().entrySet()) {
            if (column.getValue().headings().stream()
                .anyMatch(h -> Vocabulary.fold(h).equals(folded))) {
              Column of = Schema.of(register.getKey()).columns().get(column.getKey());
              return of == null ? Column.Type.TEXT : of.type();
            }
          }
        }
        return Column.Type.TEXT;
      }
    };
  }

  /**
   * Whether a file may be read although it lacks headings of its profile, which are named. One that
   * must have them is refused: a column that was renamed would otherwise silence the checks that
   * rest on it.
   */
  private boolean hasItsHeadings(Read one) {
    Map<String, String> missing = one.profile().missing(one.sheet().header());
    if (missing.isEmpty()) {
      return true;
    }
    String label = one.sheet().source().label();
    boolean isNamed =
        one.profile().files() != null
            && !one.profile().isForm()
            && one.profile().isForFile(String.valueOf(one.sheet().source().path().getFileName()));
    String columns =
        missing.entrySet().stream()
            .map(e -> "'" + e.getKey() + "' (" + e.getValue().replace('_', ' ') + ")")
            .collect(Collectors.joining(", "));
    String there =
        (missing.size() == 1 ? "There is no column " : "There are no columns ")
            + columns
            + ", which "
            + one.profileName()
            + " reads.";
    if (!isNamed) {
      notes.add(label + ": " + there.replaceFirst("^T", "t"));
      return true;
    }
    List<String> unknown = one.profile().unknown(one.sheet().headings());
    problems.add(
        new Problem(
            label,
            one.sheet().headerRow(),
            "",
            there + (unknown.isEmpty() ? "" : " New in it: " + String.join(", ", unknown) + "."),
            "Give "
                + (missing.size() == 1 ? "the column its old heading" : "them their old headings")
                + ", or run 'invigilator import' with this file again."));
    return false;
  }

  /** The rows of a register, file by file, with the keys that other registers have read so far. */
  public List<RegisterSource.Mapped> sources(Register register, References references) {
    List<RegisterSource.Mapped> sources = new ArrayList<>();
    MergedRows merged = new MergedRows(register, references.keysOf(register));
    Map<Read, List<RowConversion.Converted>> all = new LinkedHashMap<>();
    Map<Read, List<RowConversion.Converted>> rows = new LinkedHashMap<>();
    for (Read one : read) {
      boolean fills = one.profile().byRegister().containsKey(register);
      if (fills && needsReferences(register) && !identifiers.canBeMade()) {
        problems.add(
            new Problem(
                one.sheet().source().label(),
                0,
                "",
                "References for pupils cannot be made from their numbers or names, because mappings/"
                    + Identifiers.FILE
                    + " is missing.",
                "Run 'invigilator import' with this file, which makes it; put back the old one if there was one."));
      } else if (fills) {
        List<RowConversion.Converted> converted =
            new RowConversion(
                    one.profile(), one.sheet(), references, identifiers, writtenOn(one.sheet()))
                .rows(register);
        all.put(one, converted);
      }
    }
    Clashes clashes = new Clashes(register, references);
    all.values().forEach(clashes::add);
    all.values().forEach(clashes::tellApart);
    notes.addAll(clashes.notes());
    if (register == Register.PEOPLE) {
      all.forEach(
          (one, people) ->
              people.forEach(
                  p ->
                      peopleByRow.put(
                          one.sheet().source().label() + p.number(), p.get("person_id"))));
    }
    if (register == Register.ROLE_HOLDERS) {
      // A staff code may be another person's elsewhere; the row is the same as in the people.
      all.forEach(
          (one, roles) ->
              roles.forEach(
                  role -> {
                    String person = peopleByRow.get(one.sheet().source().label() + role.number());
                    if (person != null) {
                      role.cells().put("person_id", person);
                    }
                  }));
    }
    all.forEach((one, converted) -> rows.put(one, merged.add(one.sheet().source(), converted)));
    if (register == Register.ACCOUNTS) {
      all.forEach(
          (one, accounts) -> {
            if (one.profile().byRegister().containsKey(Register.ACCOUNT_ROLES)) {
              accounts.forEach(account -> withRoles.add(account.get("account_id")));
            }
          });
    }
    for (List<RowConversion.Converted> converted : all.values()) {
      for (RowConversion.Converted row : converted) {
        row.aliases()
            .forEach(
                alias ->
                    aliases
                        .computeIfAbsent(alias, a -> new LinkedHashSet<>())
                        .add(row.get("pupil_ref")));
      }
    }
    notes.addAll(merged.notes());
    rows.forEach((one, kept) -> sources.add(mapped(register, one, kept)));
    return sources;
  }

  /** The ids of the accounts in files with columns for their administrators. */
  public Set<String> withRoles() {
    return withRoles;
  }

  /** The other numbers by which rows name pupils, with those who have each. */
  public Map<String, Set<String>> aliases(Register register) {
    return register == Register.PUPILS ? aliases : Map.of();
  }

  private static boolean needsReferences(Register register) {
    return register == Register.PUPILS || register == Register.CONSENT;
  }

  private static LocalDate writtenOn(SourceSheet sheet) {
    try {
      return LondonTime.date(Files.getLastModifiedTime(sheet.source().path()).toInstant());
    } catch (IOException e) {
      return LocalDate.EPOCH;
    }
  }

  private static RegisterSource.Mapped mapped(
      Register register, Read one, List<RowConversion.Converted> rows) {
    Map<String, ColumnSpec> specs =
        Optional.ofNullable(one.profile().byRegister().get(register)).orElse(Map.of());
    Map<String, String> headings = new HashMap<>();
    specs.forEach(
        (column, spec) -> {
          if (spec.fixed().isEmpty()) {
            headings.put(
                column,
                spec.alternatives().stream()
                    .filter(h -> ColumnSpec.headings(List.of(h)).isIn(one.sheet().header()))
                    .findFirst()
                    .orElse(spec.shown()));
          }
        });
    Set<String> columns = new LinkedHashSet<>();
    Schema.of(register)
        .columns()
        .forEach(
            (name, column) -> {
              if (column.need() != Column.Need.NO
                  || rows.stream().anyMatch(r -> !r.get(name).isEmpty())) {
                columns.add(name);
              }
            });
    List<String> header = List.copyOf(columns);
    return new RegisterSource.Mapped(
        one.sheet().source().path(),
        one.sheet().source().label(),
        header,
        headings,
        one.sheet().exportedOn(),
        rows.stream()
            .map(
                row ->
                    new RegisterSource.MappedRow(
                        row.number(), header.stream().map(row::get).toArray(String[]::new)))
            .toList());
  }
}
