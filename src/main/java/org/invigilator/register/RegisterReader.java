package org.invigilator.register;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.invigilator.register.mapping.MappedFiles;

/** Reads all registers of a trust folder and reports all problems at once. */
public final class RegisterReader {
  private static final List<Set<Register>> IN_ORDER =
      List.of(
          EnumSet.of(Register.ACADEMIES),
          EnumSet.of(Register.PEOPLE, Register.PUPILS),
          EnumSet.of(Register.ACCOUNTS),
          EnumSet.complementOf(
              EnumSet.of(Register.ACADEMIES, Register.PEOPLE, Register.PUPILS, Register.ACCOUNTS)));

  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private final List<InvalidCell> invalidCells = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<SecretScan.SecretCell> secrets = new ArrayList<>();
  private final Map<Register, Registers.Source> present = new EnumMap<>(Register.class);
  private final List<UnclearReference> unclear = new ArrayList<>();
  private final Map<RegisterPart, Long> unusableAccounts = new HashMap<>();
  private final Map<Register, List<Object>> records = new EnumMap<>(Register.class);

  /** The accounts of whose administrators no file says anything. */
  private final Set<String> withoutRoles = new TreeSet<>();

  private boolean rolesAreNotStarted;

  private final List<Integer> rowsOfAcademies = new ArrayList<>();

  private final MappedFiles mapped;

  private RegisterReader(Path folder) {
    this.folder = folder;
    Path absolute = folder.toAbsolutePath();
    this.mapped = MappedFiles.of(absolute.resolveSibling("mappings"));
  }

  /**
   * The result of reading.
   *
   * @param problems everything that must be fixed before an audit; empty when the registers can be
   *     used
   * @param notes what is not used, such as unknown columns
   * @param roll the pupils whose rows could be read, whatever is wrong elsewhere, so that no
   *     message names one
   * @param numbers the other numbers by which the trust's own files name pupils, such as the UPN,
   *     with the references of those who have each
   */
  public record Outcome(
      Registers registers,
      List<Problem> problems,
      List<String> notes,
      List<Pupil> roll,
      Map<String, Set<String>> numbers) {

    /** The reference of the one pupil who has a number; the number itself where no one has. */
    public String referenceOf(String number) {
      Set<String> refs = numbers.getOrDefault(number.strip(), Set.of());
      return refs.size() == 1 ? refs.iterator().next() : number;
    }
  }

  /** Reads the folder {@code registers/} of a trust. */
  public static Outcome read(Path folder) {
    RegisterReader reader = new RegisterReader(folder);
    reader.readAll();
    return reader.outcome();
  }

  /** The academies on record, whatever is wrong with other registers. */
  public static List<Academy> academies(Path folder) {
    RegisterReader reader = new RegisterReader(folder);
    reader.readAll();
    return reader.all(Register.ACADEMIES, Academy.class);
  }

  private Outcome outcome() {
    List<Pupil> roll = all(Register.PUPILS, Pupil.class);
    if (!problems.isEmpty() || !secrets.isEmpty()) {
      // Registers are used together or not at all, so rows without problems are dropped too.
      records.clear();
      present.clear();
    }
    return new Outcome(
        registers(),
        List.copyOf(problems),
        List.copyOf(notes),
        roll,
        mapped.aliases(Register.PUPILS));
  }

  private void readAll() {
    RegisterFiles files = new RegisterFiles(folder, mapped);
    Map<Register, RegisterSource> sources = files.find();
    problems.addAll(files.problems());
    notes.addAll(files.notes());
    // Those that others refer to come first; the rest do not depend on each other.
    References references = new References();
    for (Set<Register> together : IN_ORDER) {
      sources.entrySet().parallelStream()
          .filter(e -> together.contains(e.getKey()))
          .map(e -> new RegisterTable(e.getKey(), e.getValue(), references).read())
          .toList()
          .forEach(this::take);
      together.stream().filter(sources::containsKey).forEach(r -> addKeys(r, references));
      for (Register register : together) {
        List<RegisterSource.Mapped> others = mapped.sources(register, references);
        others.forEach(from -> take(new RegisterTable(register, from, references).read()));
        if (!others.isEmpty()) {
          addKeys(register, references);
          mapped
              .aliases(register)
              .forEach(
                  (alias, keys) -> keys.forEach(key -> references.addName(register, alias, key)));
        }
      }
    }
    boolean isOfFiles = !sources.containsKey(Register.ACCOUNT_ROLES) || rolesAreNotStarted;
    if (isOfFiles && present.containsKey(Register.ACCOUNT_ROLES)) {
      all(Register.ACCOUNTS, Account.class).stream()
          .map(Account::id)
          .filter(id -> !mapped.withRoles().contains(id))
          .forEach(withoutRoles::add);
    }
    Set<String> visitors =
        all(Register.CONSENT, Consent.class).stream()
            .filter(consent -> !consent.subjectKind().equals("pupil"))
            .map(Consent::subject)
            .collect(Collectors.toSet());
    unclear.removeIf(one -> one.register() == Register.MEDIA_LOG && visitors.contains(one.text()));
    notes.addAll(UnclearReference.sentences(unclear));
    secrets.addAll(mapped.secrets());
    problems.addAll(mapped.problems());
    notes.addAll(mapped.notes());
    problems.addAll(
        FileNames.problems(
            label(Register.ACCOUNTS),
            all(Register.ACCOUNTS, Account.class),
            label(Register.ACADEMIES),
            all(Register.ACADEMIES, Academy.class),
            rowsOfAcademies));
    if (problems.isEmpty()
        && secrets.isEmpty()
        && present.containsKey(Register.ACCOUNTS)
        && all(Register.ACCOUNTS, Account.class).isEmpty()) {
      problems.add(
          new Problem(
              "accounts",
              0,
              "",
              "The register has no rows, so there is nothing to audit.",
              "Enter the trust's official accounts, one in each row."));
    }
    if (!present.containsKey(Register.ACCOUNTS) && problems.isEmpty()) {
      problems.add(
          new Problem(
              "registers/",
              0,
              "",
              "There is no accounts register, so there is nothing to audit.",
              "Add accounts.csv to this folder, or registers.xlsx with a sheet 'accounts'."));
    }
  }

  private void addKeys(Register register, References references) {
    switch (register) {
      case ACADEMIES -> {
        List<Academy> academies = all(register, Academy.class);
        references.add(register, academies.stream().map(Academy::code).toList());
        for (Academy academy : academies) {
          references.addName(register, academy.name(), academy.code());
          academy.aliases().forEach(name -> references.addName(register, name, academy.code()));
        }
      }
      case PEOPLE -> {
        List<Person> people = all(register, Person.class);
        references.add(register, people.stream().map(Person::id).toList());
        for (Person person : people) {
          references.addSchool(register, person.id(), person.academy());
          references.addName(register, person.workEmail(), person.id());
          References.names(person.fullName())
              .forEach(name -> references.addName(register, name, person.id()));
        }
      }
      case PUPILS -> {
        List<Pupil> pupils = all(register, Pupil.class);
        references.add(register, pupils.stream().map(Pupil::ref).toList());
        Map<YearGroup, Set<String>> earlier = new HashMap<>();
        for (Pupil pupil : pupils) {
          if (pupil.alsoAt().isEmpty() && pupil.yearGroup().isPresent()) {
            references.addSchool(register, pupil.ref(), pupil.academy());
            references.addEarlierSchools(
                pupil.ref(), earlier.computeIfAbsent(pupil.yearGroup().get(), this::schoolsBefore));
          }
          references.addName(register, pupil.firstName() + " " + pupil.lastName(), pupil.ref());
          String first = pupil.firstName().replaceFirst("\\s.*$", "");
          if (!first.equals(pupil.firstName()) && !first.equals(pupil.knownAs())) {
            references.addName(register, first + " " + pupil.lastName(), pupil.ref());
          }
          if (!pupil.knownAs().isEmpty()) {
            references.addName(register, pupil.knownAs() + " " + pupil.lastName(), pupil.ref());
          }
        }
      }
      case ACCOUNTS -> {
        List<Account> accounts = all(register, Account.class);
        references.add(register, accounts.stream().map(Account::id).toList());
        accounts.forEach(a -> references.addSchool(register, a.id(), a.academy()));
      }
      default -> {
        // No other register is referred to.
      }
    }
  }

  /** The schools that may have no pupils of a year group any more. */
  private Set<String> schoolsBefore(YearGroup year) {
    return all(Register.ACADEMIES, Academy.class).stream()
        .filter(academy -> academy.highestYear().map(last -> last.compareTo(year) < 0).orElse(true))
        .map(Academy::code)
        .collect(Collectors.toSet());
  }

  private String label(Register register) {
    Registers.Source source = present.get(register);
    return source == null ? register.fileName() : source.label();
  }

  /** Takes what a file contains; a register may be in several files that profiles read. */
  private void take(RegisterTable table) {
    if (table.isNotStarted()) {
      notes.add(table.source().label() + " is marked as not started, so it counts as not kept.");
      rolesAreNotStarted |= table.register() == Register.ACCOUNT_ROLES;
      return;
    }
    problems.addAll(table.problems());
    invalidCells.addAll(table.invalidCells());
    notes.addAll(table.notes());
    secrets.addAll(table.secrets());
    unclear.addAll(table.unclear());
    table
        .unusableAccounts()
        .forEach(
            (column, count) ->
                unusableAccounts.merge(
                    RegisterPart.cells(table.register(), column), count, Long::sum));
    records.computeIfAbsent(table.register(), r -> new ArrayList<>()).addAll(table.records());
    if (table.register() == Register.ACADEMIES) {
      rowsOfAcademies.addAll(table.rowNumbers());
    }
    present.merge(table.register(), table.source(), Registers.Source::and);
  }

  private Registers registers() {
    return new Registers(
        Map.copyOf(present),
        all(Register.ACCOUNTS, Account.class),
        all(Register.ACCOUNT_ROLES, AccountRole.class),
        all(Register.PEOPLE, Person.class),
        all(Register.TRAINING, Training.class),
        all(Register.ROLE_HOLDERS, RoleHolder.class),
        all(Register.PUPILS, Pupil.class),
        all(Register.CONSENT, Consent.class),
        all(Register.MEDIA_LOG, MediaLogEntry.class),
        all(Register.HOLDS, Hold.class),
        all(Register.CALENDAR, CalendarPeriod.class),
        all(Register.ACADEMIES, Academy.class),
        all(Register.WEBLINKS, Weblink.class),
        all(Register.TAKEDOWNS, Takedown.class),
        all(Register.ATTESTATIONS, Attestation.class),
        all(Register.INCIDENTS, Incident.class),
        all(Register.REPLY_APPROVALS, ReplyApproval.class),
        all(Register.PARTNERS, Partner.class),
        all(Register.PRESS, PressBody.class),
        all(Register.APPROVED_FOLLOWERS, ApprovedFollower.class),
        all(Register.LOOKALIKE_REPORTS, LookalikeReport.class),
        Set.copyOf(withoutRoles),
        List.copyOf(invalidCells),
        List.copyOf(unclear),
        Map.copyOf(unusableAccounts),
        List.copyOf(secrets));
  }

  private <T> List<T> all(Register register, Class<T> type) {
    List<?> read = records.get(register);
    return read == null ? List.of() : read.stream().map(type::cast).toList();
  }
}
