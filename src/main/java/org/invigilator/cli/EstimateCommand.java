package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Secrets;
import org.invigilator.job.TrustInput;
import org.invigilator.job.collect.Estimate;
import org.invigilator.job.collect.LiveCollection;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.LivePlatform;
import org.invigilator.policy.Source;
import org.invigilator.policy.Spending;
import org.invigilator.register.LondonTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the next collection would read and cost. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description =
        "Shows what the next collection would read and cost, based on earlier collections. Nothing is collected, and without --look-up nothing is spent.")
final class EstimateCommand implements Callable<Integer> {
  /** An account is looked up, and its videos, comments and subscriptions take a page or two. */
  private static final int YOUTUBE_CALLS = 8;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Option(
      names = "--look-up",
      description =
          "First ask the platforms what each account counts: followers, and posts. X charges for one user per account; the next collection of the day does not ask again.")
  private boolean lookUp;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    Clock clock = Clock.systemUTC();
    AuditRequest request = trust.request(clock, false);
    TrustInput input = TrustInput.of(request, request.asOf());
    if (input.sources().getOrDefault(LivePlatform.X.id(), Source.of(Source.Use.API)).use()
        == Source.Use.ARCHIVE) {
      out.println("X is read from archive files, which cost nothing.");
      printFree(input, out);
      return 0;
    }
    PrintWriter err = spec.commandLine().getErr();
    try (StopHook hook = new StopHook(err);
        StateStore state = StateStore.open(request.state(), Secrets.environment());
        ConsoleProgress progress = new ConsoleProgress(out, true, true)) {
      boolean whole = true;
      if (lookUp) {
        state.confirmTrust(request);
        LiveCollection collection =
            new LiveCollection(
                request, input, state, clock, progress, hook.stop(), Secrets.environment());
        collection.check();
        LiveCollection.Outcome outcome = collection.lookUp();
        outcome.sentences().forEach(out::println);
        outcome.halts().forEach(why -> err.println("Not everything was looked up: " + why + "."));
        whole = outcome.halts().isEmpty();
      }
      Estimate estimate = Estimate.of(input, state, request.asOf(), clock.instant());
      print(estimate, input, request, out);
      return whole ? 0 : CommandLineTool.UNFINISHED;
    }
  }

  private static void print(
      Estimate estimate, TrustInput input, AuditRequest request, PrintWriter out) {
    out.println(
        input.settings().name()
            + ": "
            + estimate.accounts()
            + (estimate.accounts() == 1 ? " account" : " accounts")
            + " on X, collected through the API for "
            + LondonTime.show(request.asOf()));
    out.printf("%-12s%26s%26s%26s%n", "", "this time", "an ordinary run", "a full read");
    estimate
        .rows()
        .forEach(
            line ->
                out.printf(
                    "%-12s%26s%26s%26s%n",
                    line.what(),
                    cell(line.tonight(), line.microEach()),
                    cell(line.ordinary(), line.microEach()),
                    cell(line.sweep(), line.microEach())));
    out.printf(
        "%-12s%26s%26s%26s%n",
        "total",
        sum(estimate, Estimate.Line::tonight),
        sum(estimate, Estimate.Line::ordinary),
        sum(estimate, Estimate.Line::sweep));
    Spending.Prices prices = estimate.prices();
    out.println(
        "Prices as of "
            + prices.asOf()
            + ": a post $"
            + prices.post()
            + ", a user $"
            + prices.user()
            + ", a follower $"
            + prices.follower()
            + ". X charges for each row that it returns.");
    estimate
        .budget()
        .ifPresentOrElse(
            budget -> {
              out.println(
                  "Budget: "
                      + Spending.shown(Spending.micro(budget.perRun()))
                      + " per run, "
                      + Spending.shown(Spending.micro(budget.perMonth()))
                      + " per month; spent this month: "
                      + Spending.shown(estimate.spentThisMonth()));
              if (estimate.micro(Estimate.Line::tonight) > Spending.micro(budget.perRun())) {
                out.println(
                    "The next run would reach this limit, stop there, and continue in the run after it.");
              }
            },
            () ->
                out.println(
                    "No budget is set in trust.yaml. Nothing is collected through the API without one."));
    printFree(input, out);
    out.println("Assumed: " + String.join("; ", estimate.assumed()) + ".");
  }

  /** What the other sources cost, which is nothing but calls. */
  private static void printFree(TrustInput input, PrintWriter out) {
    input
        .sources()
        .forEach(
            (platform, source) -> {
              Optional<LivePlatform> live = LivePlatform.of(platform);
              if (live.isPresent() && source.isLive() && !source.isCharged(platform)) {
                long accounts =
                    input.registers().accounts().stream()
                        .filter(a -> a.isLive() && a.platform().equals(platform))
                        .count();
                out.println(
                    live.get().title()
                        + (source.use() == Source.Use.ARCHIVE
                            ? " is read from downloads, which cost nothing."
                            : live.get() == LivePlatform.YOUTUBE
                                ? " is free: about "
                                    + accounts * YOUTUBE_CALLS
                                    + " of the 10,000 calls that Google allows each day."
                                : " is free."));
              }
            });
  }

  private static String cell(long rows, long microEach) {
    return String.format(Locale.UK, "%,d  %s", rows, Spending.shown(rows * microEach));
  }

  private static String sum(Estimate estimate, ToLongFunction<Estimate.Line> column) {
    return Spending.shown(estimate.micro(column));
  }
}
