package org.invigilator.job.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.connector.Collector;
import org.invigilator.connector.Connector;
import org.invigilator.connector.RateLimitedClient;
import org.invigilator.connector.SpendLedger;
import org.invigilator.connector.WatchedHandles;
import org.invigilator.connector.Work;
import org.invigilator.connector.archive.ArchiveConnector;
import org.invigilator.connector.bluesky.BlueskyConnector;
import org.invigilator.connector.x.XConnector;
import org.invigilator.connector.x.XCredentials;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Progress;
import org.invigilator.job.StateLocation;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Source;
import org.invigilator.policy.Spending;
import org.invigilator.register.Account;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.invigilator.register.Pupil;
import org.invigilator.rule.AccountAudit;
import org.invigilator.rule.AccountHistory;
import org.invigilator.rule.Input;
import org.invigilator.rule.Requirement;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;

/**
 * The collecting half of an audit: everything the registered accounts show today, from the sources
 * that are live, as far as a rule needs to see it.
 */
public final class LiveCollection {
  private static final long NAP = 200;

  private final AuditRequest request;
  private final TrustInput preparation;
  private final StateStore state;
  private final Clock clock;
  private final Progress progress;
  private final Stop stop;
  private final Map<String, String> environment;
  private RateLimitedClient.Pause pause = this::sleep;

  /**
   * @param environment where credentials are looked for, and nowhere else
   */
  public LiveCollection(
      AuditRequest request,
      TrustInput preparation,
      StateStore state,
      Clock clock,
      Progress progress,
      Stop stop,
      Map<String, String> environment) {
    this.request = request;
    this.preparation = preparation;
    this.state = state;
    this.clock = clock;
    this.progress = progress;
    this.stop = stop;
    this.environment = environment;
  }

  /** Waits in another way than by letting time pass. */
  public LiveCollection pausing(RateLimitedClient.Pause other) {
    pause = other;
    return this;
  }

  /**
   * Checks that the live sources can be asked at all.
   *
   * @throws InvalidInput when credentials or a budget are missing
   */
  public void check() {
    if (!isToday()) {
      return;
    }
    List<Problem> problems = new ArrayList<>();
    preparation.unpaid().ifPresent(problems::add);
    Source x = preparation.sources().get("twitter");
    if (x != null && x.use() == Source.Use.API && XCredentials.of(environment).isEmpty()) {
      problems.add(
          new Problem(
              "environment",
              0,
              "",
              "There are no credentials for X.",
              "Set "
                  + XCredentials.BEARER
                  + ", or the four INVIGILATOR_X_ values of OAuth 1.0a; src/docs/collecting.md shows how to get them."));
    }
    if (isLive() && !canBeWritten(preparation.snapshots())) {
      problems.add(
          new Problem(
              preparation.snapshots().toString(),
              0,
              "",
              "Nothing can be written there, and what is collected must be kept.",
              "Make the folder writable, or give another one as snapshots: in the job."));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /** Tried before anything is bought. */
  private static boolean canBeWritten(Path folder) {
    try {
      OwnerOnly.folder(folder);
      Files.delete(Files.createTempFile(folder, ".try", ""));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What is shown today can only be captured today, give or take a night. */
  public boolean isToday() {
    LocalDate today = LondonTime.date(clock.instant());
    return Math.abs(today.toEpochDay() - request.asOf().toEpochDay()) <= 1;
  }

  /** Whether anything is to be collected. */
  public boolean isLive() {
    return preparation.sources().values().stream().anyMatch(Source::isLive);
  }

  /**
   * How a collection ended.
   *
   * @param sentences what came of each source
   * @param halts why nothing more could be had of one; empty when everything was tried
   */
  public record Outcome(List<String> sentences, List<String> halts) {}

  /**
   * Collects from every live source, and says in a sentence what came of each.
   *
   * @param sweep whether everything is to be read in full, due or not
   * @throws RunLock.Busy when another run collects with the same app
   */
  public Outcome run(boolean sweep) throws RunLock.Busy, RunLock.Unwritable {
    Outcome said = new Outcome(new ArrayList<>(), new ArrayList<>());
    if (isLive() && !isToday()) {
      said.sentences().add("nothing was collected: the audit date is not today");
      return said;
    }
    for (Map.Entry<String, Source> source : preparation.sources().entrySet()) {
      if (source.getValue().isLive()) {
        try {
          collect(source.getKey(), source.getValue(), sweep, said);
        } catch (Stop.Requested e) {
          said.halts().add("it was stopped");
          return said;
        }
      }
    }
    return said;
  }

  /** The accounts of a platform, each with what rules need to see of it. */
  public List<Work> works(String platform) {
    List<Work> works = new ArrayList<>();
    for (Account account : preparation.registers().accounts()) {
      List<Requirement> requirements = preparation.requirementsFor(account);
      Set<Part> parts = parts(requirements);
      boolean known = !account.isBlank("handle") || !account.userId().isEmpty();
      if (account.platform().equals(platform) && needsSeeing(requirements) && known) {
        works.add(
            new Work(
                account,
                parts,
                preparation.snapshotFolder(account),
                profile -> audit(account, requirements, profile)::least));
      }
    }
    return works;
  }

  private AccountAudit audit(
      Account account,
      List<Requirement> requirements,
      Optional<org.invigilator.snapshot.Profile> profile) {
    return new AccountAudit(
        account,
        preparation.index(),
        requirements,
        preparation.registerInputs(requirements),
        Capture.whole(preparation.index().now()),
        profile,
        AccountHistory.NOTHING);
  }

  private static boolean needsSeeing(List<Requirement> requirements) {
    return requirements.stream().anyMatch(r -> r.info().readsAccounts());
  }

  private static Set<Part> parts(List<Requirement> requirements) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (Part part : Part.values()) {
      if (requirements.stream().anyMatch(r -> r.info().reads(Input.OfAccount.of(part)))) {
        parts.add(part);
      }
    }
    return parts;
  }

  /**
   * For whom followers are looked through by handle, and by name where the trust has grounds to.
   */
  public WatchedHandles sought(String platform) {
    Set<String> all = new TreeSet<>(preparation.index().known().handlesWithoutNumber(platform));
    boolean names =
        preparation.settings().missingForNameMatching().isEmpty()
            && preparation.registers().accounts().stream()
                .flatMap(a -> preparation.requirementsFor(a).stream())
                .anyMatch(r -> r.info().matchesNames());
    if (names) {
      for (Pupil pupil : preparation.registers().pupils()) {
        all.add("name: " + pupil.firstName() + " " + pupil.lastName());
        all.add("name: " + pupil.knownAs() + " " + pupil.lastName());
      }
    }
    return WatchedHandles.of(all);
  }

  private Connector connector(String platform, Source source) {
    if (source.use() == Source.Use.ARCHIVE) {
      return new ArchiveConnector(request.trust().resolve("archives"));
    }
    return platform.equals("bluesky")
        ? new BlueskyConnector(source.url(BlueskyConnector.URL), source.timeout(), clock)
        : new XConnector(
            source.url(XConnector.URL),
            source.dialect(),
            XCredentials.of(environment).orElseThrow(),
            source.timeout());
  }

  private Optional<Spending> budget(String platform, Source source) {
    return platform.equals("twitter") && source.use() == Source.Use.API
        ? Optional.ofNullable(preparation.settings().budget())
        : Optional.empty();
  }

  private void collect(String platform, Source source, boolean sweep, Outcome said)
      throws RunLock.Busy, RunLock.Unwritable {
    Connector connector = connector(platform, source);
    try (connector;
        RunLock lease = lease(connector, source)) {
      List<Work> works = works(platform);
      SpendLedger.DaySpend before = spent(platform);
      progress.collecting(works.stream().mapToInt(w -> w.parts().size()).sum());
      RateLimitedClient calls =
          new RateLimitedClient(
              platform,
              request.asOf(),
              state.spent(),
              budget(platform, source),
              Duration.ofMinutes(source.waitMinutes()),
              clock,
              pause);
      Collector.Result result =
          new Collector(
                  connector,
                  source,
                  state.cursors(),
                  calls,
                  sought(platform),
                  request.asOf(),
                  clock,
                  stop::throwIfRequested,
                  progress::partDone)
              .collect(works, sweep);
      said.sentences().addAll(connector.notes());
      said.sentences().add(sentence(connector, result, before, spent(platform)));
      result.halted().ifPresent(why -> said.halts().add(connector.source() + ": " + why));
    }
  }

  private SpendLedger.DaySpend spent(String platform) {
    return state.spent().byPlatform(request.asOf()).stream()
        .filter(night -> night.platform().equals(platform))
        .findFirst()
        .orElse(new SpendLedger.DaySpend(platform, 0, 0, 0));
  }

  private static String sentence(
      Connector connector,
      Collector.Result result,
      SpendLedger.DaySpend before,
      SpendLedger.DaySpend after) {
    long calls = after.calls() - before.calls();
    String money =
        calls == 0
            ? "; nothing was asked, everything had been read for this date"
            : String.format(
                Locale.UK,
                "; %,d calls and %,d rows%s",
                calls,
                after.rows() - before.rows(),
                after.micro() == 0
                    ? ""
                    : ", "
                        + Spending.shown(after.micro() - before.micro())
                        + (before.calls() == 0
                            ? ""
                            : " (" + Spending.shown(after.micro()) + " for this date so far)"));
    List<String> lacking = result.lacking();
    return connector.source()
        + ": "
        + result.whole()
        + " of "
        + result.accounts()
        + (result.accounts() == 1 ? " account" : " accounts")
        + " collected in full"
        + money
        + (lacking.isEmpty()
            ? ""
            : "; not in full: "
                + String.join(", ", lacking.subList(0, Math.min(5, lacking.size())))
                + (lacking.size() > 5 ? " and " + (lacking.size() - 5) + " more" : ""));
  }

  /** Two collectors of one app would spoil each other's limits, whatever trusts they are for. */
  private RunLock lease(Connector connector, Source source)
      throws RunLock.Busy, RunLock.Unwritable {
    String app =
        source.use() == Source.Use.API && connector.platform().equals("twitter")
            ? XCredentials.of(environment).orElseThrow().app()
            : request.state() instanceof StateLocation.Folder folder
                ? folder.path().toAbsolutePath().toString()
                : request.state().toString();
    Path folder =
        Path.of(
            environment.getOrDefault("INVIGILATOR_LOCKS", System.getProperty("user.home")),
            ".invigilator",
            connector.platform() + "-" + DigestUtils.sha256Hex(app).substring(0, 12));
    return RunLock.take(
        folder, "Another run is collecting with the same app of " + connector.source() + ".");
  }

  /** Sleeps in short naps, so that a wish to stop is heard. */
  private void sleep(Duration time) {
    if (time.toMinutes() >= 1) {
      progress.step("waiting " + time.toMinutes() + " minutes, as the platform asks");
    }
    for (long left = time.toMillis(); left > 0; left -= NAP) {
      stop.throwIfRequested();
      try {
        Thread.sleep(Math.min(NAP, left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    stop.throwIfRequested();
  }
}
