package org.invigilator.job;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.finding.Assignments;
import org.invigilator.finding.AuditRun;
import org.invigilator.finding.Runs;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.PolicyChange;
import org.invigilator.policy.Source;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.Account;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.Registers;
import org.invigilator.register.UnclearReference;
import org.invigilator.rule.Freshness;
import org.invigilator.rule.Inputs;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustIndex;
import org.invigilator.snapshot.SnapshotFolder;

/**
 * Everything a run needs before it looks at the first account, read and checked as a whole.
 *
 * @param snapshots the folder of saved copies
 * @param sources where that comes from, by platform
 * @param decisions the answers that were sent back, in the order of their file names
 * @param notes what was found and is not used, for the reader
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
    return of(trustFolder, asOf, trustFolder.resolve("snapshots"));
  }

  /**
   * The same with saved copies that are elsewhere.
   *
   * @param snapshots the folder of saved copies
   */
  public static TrustInput of(Path trustFolder, LocalDate asOf, Path snapshots) {
    return new TrustReader(trustFolder, asOf, snapshots, Map.of(), List.of(), PolicyChange.NONE)
        .read();
  }

  /**
   * The same for a request, which may have other sources and keep saved copies elsewhere.
   *
   * @throws InvalidInput with every problem found in every file
   */
  public static TrustInput of(AuditRequest request, LocalDate asOf) {
    return of(request, asOf, PolicyChange.NONE);
  }

  /**
   * The same under other policies.
   *
   * @throws InvalidInput with every problem found in every file, or in the change
   */
  static TrustInput of(AuditRequest request, LocalDate asOf, PolicyChange change) {
    return new TrustReader(
            request.trust(),
            asOf,
            request.snapshots(),
            request.sources(),
            request.decisions(),
            change)
        .read();
  }

  /** Who is to deal with what is found, and by when. */
  public Assignments assignments() {
    return new Assignments(index);
  }

  /**
   * The folder with an account's saved copy, whatever alias of its platform names the folder above.
   */
  public Path snapshotFolder(Account account) {
    return SnapshotFolder.at(snapshots, account.platform(), account.id());
  }

  /**
   * What binds an account, under every policy that covers it; nothing binds one that turned out to
   * be a person's own, and of two rows for one account the second is only reported as such.
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

  /** Whether a platform is read through its programming interface. */
  public boolean usesApi(LivePlatform platform) {
    Source source = sources.get(platform.id());
    return source != null && source.use() == Source.Use.API;
  }

  /** What is wrong with collecting from a source that charges while no limit is set. */
  public Optional<Problem> unpaid() {
    return usesApi(LivePlatform.X) && settings.budget() == null
        ? Optional.of(
            new Problem(
                "trust.yaml",
                0,
                "budget",
                "X charges for every row it sends, and no limit is set.",
                "Write budget: {per_run: 25.00, per_month: 250.00} in US dollars; 'invigilator estimate' shows what a run costs."))
        : Optional.empty();
  }

  /** The registers as inputs of the rules that bind an account. */
  public Inputs registerInputs(List<Requirement> requirementsOfAccount) {
    return Inputs.ofRegisters(
        registers,
        settings.registersNotKept(),
        index.shrunk(),
        index.now(),
        Freshness.of(requirementsOfAccount).registerDays());
  }

  /** Notes what of the registers has become much less, as the audits before a run show. */
  public void compareSizes(Runs runs, AuditRun run) {
    index.noteShrunk(
        runs.shrunk(run).stream()
            .collect(Collectors.toMap(Runs.Shrunk::part, one -> (long) one.before() - one.rows())));
  }

  /**
   * One hash over everything a person wrote, so that a run that was cut off goes on only unchanged.
   */
  public String fingerprint() {
    StringBuilder all = new StringBuilder();
    inputs.forEach((file, hash) -> all.append(file + "=" + hash + "\n"));
    return DigestUtils.sha256Hex(all.toString());
  }

  /** The notes with every cell that names nothing, of which {@link #notes} has only the first. */
  public List<String> everyNote() {
    UnaryOperator<String> safe = index.mentions()::withoutNames;
    List<UnclearReference> unclear = registers.unclear();
    Set<String> some =
        UnclearReference.sentences(unclear).stream().map(safe).collect(Collectors.toSet());
    return Stream.concat(
            notes.stream().filter(note -> !some.contains(note)),
            unclear.stream().map(UnclearReference::toString).map(safe))
        .toList();
  }
}
