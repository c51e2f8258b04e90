package org.invigilator.job.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import org.invigilator.connector.Collector;
import org.invigilator.connector.Connector;
import org.invigilator.connector.RateLimitedClient;
import org.invigilator.connector.SpendLedger;
import org.invigilator.connector.Work;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Progress;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.store.RunLock;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Source;
import org.invigilator.policy.Spending;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.LondonTime;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.invigilator.report.Wording;

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
  private final Connectors connectors;
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
    this.connectors = new Connectors(request, preparation, clock, environment);
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
    problems.addAll(connectors.missingCredentials());
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
    return run("collected in full", (collector, works) -> collector.collect(works, sweep));
  }

  /**
   * Looks up the accounts at every live source, which shows how much there is to collect.
   *
   * @throws RunLock.Busy when another run collects with the same app
   */
  public Outcome lookUp() throws RunLock.Busy, RunLock.Unwritable {
    return run("looked up", Collector::lookUp);
  }

  private Outcome run(String done, BiFunction<Collector, List<Work>, Collector.Result> work)
      throws RunLock.Busy, RunLock.Unwritable {
    Outcome outcome = new Outcome(new ArrayList<>(), new ArrayList<>());
    if (isLive() && !isToday()) {
      outcome.sentences().add("nothing was collected: the audit date is not today");
      return outcome;
    }
    for (Map.Entry<String, Source> source : preparation.sources().entrySet()) {
      if (source.getValue().isLive()) {
        try {
          ask(source.getKey(), source.getValue(), done, work, outcome);
        } catch (Stop.Requested e) {
          outcome.halts().add("it was stopped");
          return outcome;
        }
      }
    }
    return outcome;
  }

  private void ask(
      String platform,
      Source source,
      String done,
      BiFunction<Collector, List<Work>, Collector.Result> work,
      Outcome outcome)
      throws RunLock.Busy, RunLock.Unwritable {
    Connector connector = connectors.open(platform, source);
    CollectionScope scope = new CollectionScope(preparation);
    try (connector;
        RunLock onMachine = connectors.lock(connector, source);
        RunLock onServer =
            state.lock(connectors.lockName(connector, source), Connectors.busy(connector))) {
      List<Work> works = scope.works(platform);
      SpendLedger.DaySpend before = spent(platform);
      progress.collecting(works.stream().mapToInt(w -> w.parts().size()).sum());
      RateLimitedClient calls =
          new RateLimitedClient(
                  platform,
                  request.asOf(),
                  state.spent(),
                  connectors.budget(platform, source),
                  Duration.ofMinutes(source.waitMinutes()),
                  clock,
                  pause)
              .sharing(connectors.spent(connector, source))
              .until(clock.instant().plus(Duration.ofMinutes(source.runMinutes())));
      Collector collector =
          new Collector(
              connector,
              source,
              state.cursors(),
              calls,
              scope.watchedHandles(platform, state.identity()::watched),
              request.asOf(),
              clock,
              stop::throwIfRequested,
              progress::partDone);
      Collector.Result result = work.apply(collector, works);
      outcome.sentences().add(sentence(connector, done, result, before, spent(platform)));
      result.halted().ifPresent(why -> outcome.halts().add(connector.source() + ": " + why));
    }
  }

  private SpendLedger.DaySpend spent(String platform) {
    return state.spent().byPlatform(request.asOf()).stream()
        .filter(day -> day.platform().equals(platform))
        .findFirst()
        .orElse(new SpendLedger.DaySpend(platform, 0, 0, 0));
  }

  private static String sentence(
      Connector connector,
      String done,
      Collector.Result result,
      SpendLedger.DaySpend before,
      SpendLedger.DaySpend after) {
    long calls = after.calls() - before.calls();
    List<String> lacking = result.lacking();
    String money =
        calls == 0
            ? lacking.isEmpty()
                ? "; no requests were needed; everything was already read for this date"
                : "; no requests were made"
            : String.format(
                Locale.UK,
                "; %s and %s%s",
                Wording.count(calls, "call"),
                Wording.count(after.rows() - before.rows(), "row"),
                after.micro() == 0
                    ? ""
                    : ", "
                        + Spending.shown(after.micro() - before.micro())
                        + (before.calls() == 0
                            ? ""
                            : " (" + Spending.shown(after.micro()) + " for this date so far)"));
    return connector.source()
        + ": "
        + result.whole()
        + " of "
        + result.accounts()
        + (result.accounts() == 1 ? " account " : " accounts ")
        + done
        + money
        + (lacking.isEmpty()
            ? ""
            : "; not in full: "
                + String.join(", ", lacking.subList(0, Math.min(5, lacking.size())))
                + (lacking.size() > 5 ? " and " + (lacking.size() - 5) + " more" : ""));
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
