package org.invigilator.register.mapping;

import java.io.IOException;
import java.nio.file.Path;
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
import java.util.stream.Stream;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.References;
import org.invigilator.register.Register;
import org.invigilator.register.RegisterSource;
import org.invigilator.register.SecretScan;

/**
 * The files of a trust that profiles read as registers, each in its own layout. A row about the
 * same account, person or pupil in two files is one row; what the second adds fills blank cells.
 */
public final class MappedFiles {
  private static final int MOST_NOTES = 3;

  private final Map<String, Profile> profiles;
  private final Identifiers identifiers;
  private final List<ProfiledSheet> read = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Set<String>> aliases = new LinkedHashMap<>();
  private final Map<SheetRow, String> peopleByRow = new HashMap<>();

  /** A row of one sheet. */
  private record SheetRow(String sheet, int number) {}

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
      MappedFiles none = new MappedFiles(Map.of(), Identifiers.NONE);
      none.problems.addAll(e.problems());
      return none;
    } catch (IOException e) {
      MappedFiles none = new MappedFiles(Map.of(), Identifiers.NONE);
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
      List<String> hidden = new ArrayList<>();
      List<RegisterSource> others = new ArrayList<>();
      boolean hasConsents = false;
      for (RegisterSource source : sheets(file, hidden)) {
        Optional<ProfiledSheet> sheet = ProfiledSheet.of(source, profiles);
        sheet.ifPresentOrElse(this::take, () -> others.add(source));
        isTaken |= sheet.isPresent();
        hasConsents |= sheet.filter(one -> one.fills(Register.CONSENT)).isPresent();
      }
      if (hasConsents) {
        noteMerged(file);
        ConsentYears.problem(
                read.stream()
                    .filter(one -> one.isOf(file) && one.datesAllConsentsAlike())
                    .map(ProfiledSheet::sheet)
                    .toList())
            .ifPresent(problems::add);
        for (RegisterSource other : others) {
          AnswerLegend.in(other).or(() -> UnreadConsents.inName(other)).ifPresent(problems::add);
        }
      }
      if (isTaken) {
        notes.addAll(hidden);
        others.forEach(
            other ->
                notes.add(
                    other.label()
                        + ": no profile in mappings/ is for this sheet, so it was not read."));
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

  /**
   * The sheets of a workbook that can be seen, or a CSV file as its only one.
   *
   * @param notes receives a sentence for each sheet that is hidden
   */
  static List<RegisterSource> sheets(Path file, List<String> notes) throws IOException {
    if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
      return List.of(new RegisterSource.Csv(file));
    }
    List<RegisterSource> sheets = new ArrayList<>();
    RegisterSource.Sheet.visible(file)
        .forEach(
            (sheet, isVisible) -> {
              if (isVisible) {
                sheets.add(new RegisterSource.Sheet(file, sheet));
              } else {
                notes.add(
                    file.getFileName()
                        + ": the sheet '"
                        + sheet
                        + "' is hidden, so it was not read. Show it if it counts.");
              }
            });
    return sheets;
  }

  /** Merged cells are blank but for the first, so whoever is in the other rows has no answer. */
  private void noteMerged(Path file) throws IOException {
    int below =
        read.stream()
            .filter(one -> one.isOf(file))
            .mapToInt(one -> one.sheet().headerRow())
            .max()
            .orElse(Integer.MAX_VALUE);
    List<String> merged =
        RegisterSource.Sheet.mergedRows(file).stream()
            .filter(range -> Integer.parseInt(range.replaceFirst("^\\D+(\\d+):.*$", "$1")) > below)
            .toList();
    if (!merged.isEmpty()) {
      notes.add(
          file.getFileName()
              + ": the cells "
              + String.join(", ", merged.stream().limit(MOST_NOTES).toList())
              + (merged.size() > MOST_NOTES ? " and others" : "")
              + " are merged, and only the first row of each has the text. Unmerge them and fill in every row.");
    }
  }

  private void take(ProfiledSheet one) {
    secrets.addAll(one.sheet().secrets());
    Optional<Problem> contradiction = one.contradiction();
    Optional<String> missing = one.missingHeadings();
    if (contradiction.isPresent()) {
      problems.add(contradiction.get());
    } else if (missing.isPresent() && one.mustHaveAll()) {
      problems.add(one.refusal(missing.get()));
    } else if (one.newConsents().isPresent()) {
      problems.add(one.newConsents().get());
    } else if (one.unclearConsents().isPresent()) {
      problems.add(one.unclearConsents().get());
    } else {
      missing.ifPresent(there -> notes.add(one.label() + ": " + there.replaceFirst("^T", "t")));
      one.pupilsAmongPeople().ifPresent(note -> notes.add(one.label() + ": " + note));
      one.remarks().forEach(remark -> notes.add(one.label() + ": " + remark));
      read.add(one);
    }
  }

  private Problem notUnderstood(String name, Path file) throws IOException {
    List<String> first = new ArrayList<>();
    for (RegisterSource source : sheets(file, new ArrayList<>())) {
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

  /** The rows of a register, file by file, with the keys that other registers have read so far. */
  public List<RegisterSource.Mapped> sources(Register register, References references) {
    List<RegisterSource.Mapped> sources = new ArrayList<>();
    MergedRows merged = new MergedRows(register, references);
    Map<ProfiledSheet, List<RowConversion.Converted>> all = new LinkedHashMap<>();
    Map<ProfiledSheet, List<RowConversion.Converted>> rows = new LinkedHashMap<>();
    for (ProfiledSheet one : read) {
      boolean fills = one.fills(register);
      if (fills && needsReferences(register) && !identifiers.canBeMade()) {
        problems.add(
            new Problem(
                one.label(),
                0,
                "",
                "References for pupils cannot be made from their numbers or names, because mappings/"
                    + Identifiers.FILE
                    + " is missing.",
                "Run 'invigilator import' with this file, which makes a new one, or restore the old one from a backup."));
      } else if (fills) {
        all.put(one, one.rows(register, references, identifiers));
      }
    }
    Clashes clashes = new Clashes(register, references);
    all.values().forEach(clashes::add);
    all.values().forEach(clashes::tellApart);
    notes.addAll(clashes.notes());
    samePeople(register, all);
    all.forEach((one, converted) -> rows.put(one, merged.add(one.sheet().source(), converted)));
    if (register == Register.ACCOUNTS) {
      all.forEach(
          (one, accounts) -> {
            if (one.fills(Register.ACCOUNT_ROLES)) {
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
    rows.forEach((one, kept) -> sources.add(one.mapped(register, kept)));
    return sources;
  }

  /**
   * Gives the roles of a row the person whom the same row is among the people: a staff code may be
   * another person's elsewhere.
   */
  private void samePeople(
      Register register, Map<ProfiledSheet, List<RowConversion.Converted>> all) {
    if (register == Register.PEOPLE) {
      all.forEach(
          (one, people) ->
              people.forEach(
                  p -> peopleByRow.put(new SheetRow(one.label(), p.number()), p.get("person_id"))));
    }
    if (register == Register.ROLE_HOLDERS) {
      all.forEach(
          (one, roles) ->
              roles.forEach(
                  role -> {
                    String person = peopleByRow.get(new SheetRow(one.label(), role.number()));
                    if (person != null) {
                      role.cells().put("person_id", person);
                    }
                  }));
    }
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
}
