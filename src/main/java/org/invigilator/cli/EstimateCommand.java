package org.invigilator.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.Progress;
import org.invigilator.job.Secrets;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.collect.Estimate;
import org.invigilator.job.collect.LiveCollection;
import org.invigilator.job.store.StateStore;
import org.invigilator.policy.Source;
import org.invigilator.policy.Spending;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tells what the next collection would read and cost. */
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    description =
        "Shows what the next collection would read and cost, from what is known so far. No platform is asked and nothing is spent.")
final class EstimateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private TrustOptions trust = new TrustOptions();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    Clock clock = Clock.systemUTC();
    AuditRequest request = trust.request(clock, false);
    TrustInput preparation = TrustInput.of(request, request.asOf());
    if (preparation.sources().getOrDefault("twitter", Source.of(Source.Use.API)).use()
        == Source.Use.ARCHIVE) {
      out.println("X is read from its archives, for which nothing is charged.");
      return 0;
    }
    try (StateStore state = StateStore.open(request.state(), Secrets.environment())) {
      LiveCollection collection =
          new LiveCollection(
              request, preparation, state, clock, Progress.SILENT, new Stop(), Map.of());
      Estimate estimate =
          Estimate.of(collection, preparation, state, request.asOf(), clock.instant());
      print(estimate, preparation, request, out);
    }
    return 0;
  }

  private static void print(
      Estimate estimate, TrustInput preparation, AuditRequest request, PrintWriter out) {
    out.println(
        preparation.settings().name()
            + ": "
            + estimate.accounts()
            + " accounts on X, collected for "
            + request.asOf()
            + " through the API");
    out.printf("%-12s%26s%26s%26s%n", "", "this time", "an ordinary night", "everything in full");
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
        "together",
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
            + ". X charges for each row it sends.");
    estimate
        .budget()
        .ifPresentOrElse(
            budget -> {
              out.println(
                  "Budget: "
                      + Spending.shown(Spending.micro(budget.perRun()))
                      + " a run, "
                      + Spending.shown(Spending.micro(budget.perMonth()))
                      + " a month; spent this month: "
                      + Spending.shown(estimate.spentThisMonth()));
              if (estimate.micro(Estimate.Line::tonight) > Spending.micro(budget.perRun())) {
                out.println(
                    "That is more than a run may cost: it would stop on the way and go on the next night.");
              }
            },
            () ->
                out.println(
                    "No budget is set, and without one nothing is collected through the API."));
    preparation.sources().entrySet().stream()
        .filter(e -> e.getKey().equals("bluesky") && e.getValue().isLive())
        .forEach(e -> out.println("Bluesky asks for no money."));
    out.println("Assumed: " + String.join("; ", estimate.assumed()) + ".");
  }

  private static String cell(long rows, long microEach) {
    return String.format(Locale.UK, "%,d  %s", rows, Spending.shown(rows * microEach));
  }

  private static String sum(Estimate estimate, ToLongFunction<Estimate.Line> column) {
    return Spending.shown(estimate.micro(column));
  }
}
