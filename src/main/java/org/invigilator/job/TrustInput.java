package org.invigilator.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.finding.Assignments;
import org.invigilator.policy.PackLibrary;
import org.invigilator.policy.PolicyPack;
import org.invigilator.policy.Source;
import org.invigilator.policy.TrustSettings;
import org.invigilator.policy.Versions;
import org.invigilator.register.Account;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Platforms;
import org.invigilator.register.Problem;
import org.invigilator.register.RegisterReader;
import org.invigilator.register.Registers;
import org.invigilator.register.SecretScan;
import org.invigilator.rule.Freshness;
import org.invigilator.rule.Inputs;
import org.invigilator.rule.Lists;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustIndex;
import org.invigilator.snapshot.SnapshotFolder;

/**
 * Everything a run needs before it looks at the first account, read and checked whole.
 *
 * @param snapshots the folder of what was captured
 * @param sources where that comes from, by platform
 * @param decisions the files that were sent back, in the order of their names
 * @param notes what was seen and not used
 * @param inputs the SHA-256 of every file read, by its path in the trust folder
 */
public record TrustInput(
    Path trustFolder,
    Path snapshots,
    Map<String, Source> sources,
    TrustSettings settings,
    Registers registers,
    Requirements requirements,
    TrustIndex index,
    List<String> notes,
    Map<String, String> inputs,
    List<Path> decisions) {

  /**
   * Reads and checks the trust folder.
   *
   * @throws InvalidInput with every problem found in every file
   */
  public static TrustInput of(Path trustFolder, LocalDate asOf) {
    return of(trustFolder, asOf, trustFolder.resolve("snapshots"), Map.of(), List.of());
  }

  /**
   * The same for what is asked for, which may have other sources and keep captures elsewhere.
   *
   * @throws InvalidInput with every problem found in every file
   */
  public static TrustInput of(AuditRequest request, LocalDate asOf) {
    return of(request.trust(), asOf, request.snapshots(), request.sources(), request.decisions());
  }

  private static TrustInput of(
      Path trustFolder,
      LocalDate asOf,
      Path snapshots,
      Map<String, Source> jobSources,
      List<Path> sentBack) {
    if (!Files.isDirectory(trustFolder)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  trustFolder.toString(),
                  0,
                  "",
                  "There is no such folder.",
                  "Give the folder that holds trust.yaml with --trust.")));
    }
    List<Problem> problems = new ArrayList<>();
    Optional<TrustSettings> settings = trying(problems, () -> TrustSettings.read(trustFolder));
    RegisterReader.Outcome read = RegisterReader.read(trustFolder.resolve("registers"));
    problems.addAll(read.problems());
    read.registers().secrets().forEach(cell -> problems.add(secret(cell)));
    Optional<PackLibrary> library =
        trying(problems, () -> new PackLibrary(trustFolder.resolve("policies")));
    Optional<Requirements> requirements =
        settings.flatMap(
            s ->
                library.flatMap(
                    l -> trying(problems, () -> new Requirements(policies(s, l, asOf), s))));
    Optional<Lists> lists =
        settings.flatMap(s -> trying(problems, () -> Lists.read(trustFolder.resolve("lists"), s)));
    for (Path file : sentBack) {
      if (!Files.isRegularFile(file)) {
        problems.add(
            new Problem("--decisions " + file, 0, "", "There is no such file.", "Check its path."));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    List<String> notes = new ArrayList<>(read.notes());
    notes.addAll(unchosen(read.registers(), requirements.orElseThrow()));
    notes.addAll(oddAccounts(read.registers()));
    notes.addAll(strangers(snapshots, read.registers()));
    notes.addAll(noFiles(trustFolder.resolve("decisions")));
    children(trustFolder.resolve("lists")).stream()
        .map(file -> String.valueOf(file.getFileName()))
        .filter(name -> Lists.NAMES.stream().noneMatch(list -> name.equals(list + ".txt")))
        .forEach(
            name ->
                notes.add(
                    "lists/"
                        + name
                        + " is no list that is known; known are "
                        + String.join(", ", Lists.NAMES)
                        + "."));
    TrustIndex index =
        new TrustIndex(read.registers(), lists.orElseThrow(), asOf, settings.orElseThrow().name());
    notes.addAll(idle(read.registers(), requirements.orElseThrow(), index));
    return new TrustInput(
        trustFolder,
        snapshots,
        Source.over(settings.orElseThrow().sourceByPlatform(), jobSources),
        settings.orElseThrow(),
        read.registers(),
        requirements.orElseThrow(),
        index,
        List.copyOf(notes),
        hashes(trustFolder, sentBack),
        answers(trustFolder, sentBack));
  }

  /** Files in the folder of what was sent back; what another program left there is passed over. */
  private static List<Path> answers(Path trustFolder, List<Path> sentBack) {
    return Stream.concat(
            children(trustFolder.resolve("decisions")).stream()
                .filter(Files::isRegularFile)
                .filter(
                    f -> {
                      String name = String.valueOf(f.getFileName());
                      return !name.startsWith(".") && !name.startsWith("~$");
                    }),
            sentBack.stream())
        .toList();
  }

  /** Who is to deal with what is found, and by when. */
  public Assignments assignments() {
    return new Assignments(index);
  }

  private static Problem secret(SecretScan.SecretCell cell) {
    return new Problem(
        cell.file(),
        0,
        cell.cell(),
        "A password stands here. The whole file is refused and the value was not kept.",
        "Delete it, change that password, and lodge the login with central IT.");
  }

  private interface Reading<T> {
    T read();
  }

  private static <T> Optional<T> trying(List<Problem> problems, Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private static List<Versions> policies(
      TrustSettings settings, PackLibrary library, LocalDate asOf) {
    return settings.packs().stream().map(id -> library.asOf(id, asOf)).distinct().toList();
  }

  /** Academies that name a policy which the trust did not choose. */
  private static List<String> unchosen(Registers registers, Requirements requirements) {
    return registers.academies().stream()
        .filter(
            a ->
                !a.pack().isEmpty()
                    && requirements.allVersions().stream().noneMatch(p -> p.id().equals(a.pack())))
        .map(
            a ->
                "academies: "
                    + a.code()
                    + " names the policy '"
                    + a.pack()
                    + "', which trust.yaml does not choose; it is bound by "
                    + String.join(
                        ", ", requirements.packsFor(a.pack()).stream().map(PolicyPack::id).toList())
                    + ".")
        .toList();
  }

  /** Policies that bind no account and no academy, although the trust chose them. */
  private static List<String> idle(
      Registers registers, Requirements requirements, TrustIndex index) {
    return requirements.packs().stream()
        .filter(
            p ->
                registers.accounts().stream()
                        .noneMatch(a -> requirements.packsFor(a, index).contains(p))
                    && registers.academies().stream()
                        .noneMatch(a -> requirements.packsFor(a.pack()).contains(p)))
        .map(
            p ->
                "trust.yaml: the policy '"
                    + p.id()
                    + "' is chosen and binds nobody; no row of academies names it.")
        .toList();
  }

  /** Accounts whose platform or status nobody knows, and those that are to be forgotten. */
  private static List<String> oddAccounts(Registers registers) {
    List<String> notes = new ArrayList<>();
    for (Account account : registers.accounts()) {
      String row = "accounts: row " + account.row().number() + " (" + account.id() + ")";
      if (!Platforms.isKnown(account.platform())) {
        notes.add(
            row
                + " has the platform '"
                + account.field("platform")
                + "', which is not known; known are "
                + String.join(", ", Platforms.known())
                + ".");
      }
      if (account.status() == Account.Status.UNKNOWN) {
        notes.add(
            row
                + " has the status '"
                + account.field("status")
                + "', which is not known; it is treated as open.");
      }
      if (account.isPersonal()) {
        notes.add(
            row
                + " is a person's own: it is not read, its findings close, and its folder below"
                + " snapshots/ is deleted.");
      }
    }
    return notes;
  }

  /** Snapshots of accounts that are not registered: named, and never read. */
  private static List<String> strangers(Path snapshots, Registers registers) {
    List<String> notes = new ArrayList<>();
    for (Path platform : children(snapshots)) {
      String name = Platforms.canonical(platform.getFileName().toString());
      for (Path account : children(platform)) {
        String id = account.getFileName().toString();
        if (registers.accounts().stream()
            .noneMatch(a -> a.id().equals(id) && a.platform().equals(name))) {
          notes.add(
              "snapshots/"
                  + platform.getFileName()
                  + "/"
                  + id
                  + " is of no registered account and was not read.");
        }
      }
    }
    return notes;
  }

  /** What stands among the answers and is no file. */
  private static List<String> noFiles(Path decisions) {
    return children(decisions).stream()
        .filter(p -> !Files.isRegularFile(p))
        .map(p -> "decisions/" + p.getFileName() + " is no file and was not read.")
        .toList();
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(p -> !p.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The folder in which an account's snapshot stands, whatever alias of its platform names the
   * folder above.
   */
  public Path snapshotFolder(Account account) {
    return SnapshotFolder.at(snapshots, account.platform(), account.id());
  }

  /**
   * What binds an account, under every policy that covers it; nothing binds one that turned out to
   * be a person's own, and of two rows for one account the second is only told to be one.
   */
  public List<Requirement> requirementsFor(Account account) {
    if (account.isPersonal()) {
      return List.of();
    }
    boolean second = index.known().duplicateOf(account).isPresent();
    return requirements.packsFor(account, index).stream()
        .flatMap(
            p -> Stream.concat(requirements.of(p).stream(), requirements.ofEarlier(p).stream()))
        .filter(r -> !second || r.info().judgesRows())
        .toList();
  }

  /** What is wrong with collecting from a source that charges while no limit is set. */
  public Optional<Problem> unpaid() {
    Source x = sources.get("twitter");
    return x != null && x.use() == Source.Use.API && settings.budget() == null
        ? Optional.of(
            new Problem(
                "trust.yaml",
                0,
                "budget",
                "X charges for every row it sends, and no limit is set.",
                "Write budget: {per_run: 25.00, per_month: 250.00} in US dollars; 'invigilator estimate' tells what a night costs."))
        : Optional.empty();
  }

  /** The registers as inputs of the rules that bind an account. */
  public Inputs registerInputs(List<Requirement> requirementsOfAccount) {
    return Inputs.ofRegisters(
        registers, index.now(), Freshness.of(requirementsOfAccount).registerDays());
  }

  /** One hash over everything a person wrote, by which a broken run knows whether it may go on. */
  public String fingerprint() {
    StringBuilder all = new StringBuilder();
    inputs.forEach((file, hash) -> all.append(file + "=" + hash + "\n"));
    return DigestUtils.sha256Hex(all.toString());
  }

  private static Map<String, String> hashes(Path trustFolder, List<Path> sentBack) {
    Map<String, String> hashes = new TreeMap<>();
    List<Path> files = new ArrayList<>(List.of(trustFolder.resolve("trust.yaml")));
    for (String folder : List.of("registers", "policies", "lists", "decisions")) {
      files.addAll(children(trustFolder.resolve(folder)));
    }
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        hashes.put(trustFolder.relativize(file).toString().replace('\\', '/'), hash(file));
      }
    }
    for (Path file : sentBack) {
      hashes.put("sent back: " + file.getFileName(), hash(file));
    }
    return hashes;
  }

  private static String hash(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return DigestUtils.sha256Hex(in);
    } catch (java.nio.file.AccessDeniedException e) {
      return "not readable";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
