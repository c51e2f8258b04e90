package org.invigilator.connector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.invigilator.policy.Spending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls within budget and rate limits: it reserves the money first, calls again after a
 * failure that may pass, and never calls inside a transaction.
 */
public final class RateLimitedClient {
  private static final Logger LOG = LoggerFactory.getLogger(RateLimitedClient.class);

  /** A wrong reply that is the same twice is not bought again. */
  private static final int MOST_BOUGHT = 2;

  private final String platform;
  private final LocalDate runDate;
  private final SpendLedger spend;
  private final Optional<Spending> budget;
  private final Clock clock;
  private final RetryPolicy retries;
  private final Map<String, Limit> limits = new HashMap<>();
  private Optional<SharedSpend> shared = Optional.empty();
  private Instant end = Instant.MAX;

  /** Lets time pass; the run may be stopped meanwhile. */
  public interface Pause {
    void sleep(Duration time);
  }

  /**
   * A client of one platform for one run.
   *
   * @param budget prices and caps; empty where nothing is charged
   * @param waitAllowance how long all waits together may take
   */
  public RateLimitedClient(
      String platform,
      LocalDate runDate,
      SpendLedger spend,
      Optional<Spending> budget,
      Duration waitAllowance,
      Clock clock,
      Pause pause) {
    this.platform = platform;
    this.runDate = runDate;
    this.spend = spend;
    this.budget = budget;
    this.clock = clock;
    this.retries = new RetryPolicy(waitAllowance, clock, pause);
  }

  /** Counts what other jobs of the trust have spent with the same app towards the budget. */
  public RateLimitedClient sharing(SharedSpend spent) {
    shared = Optional.of(spent);
    return this;
  }

  /** Makes no call after a moment; what is left then is for the next run. */
  public RateLimitedClient until(Instant moment) {
    end = moment;
    return this;
  }

  /** One call of a source. */
  interface Call<R extends Response> {
    R make() throws ApiFailure;
  }

  /**
   * Makes a call, and makes it again while that may help.
   *
   * @param kind the kind of call, by which limits are kept apart
   * @param worst the most it can be charged for
   * @throws ApiFailure when no usable reply can be had
   */
  <R extends Response> R make(String kind, Bill worst, Call<R> call) throws ApiFailure {
    RetryPolicy.Attempts attempts = retries.start();
    int bought = 0;
    while (true) {
      respectLimit(kind);
      if (clock.instant().isAfter(end)) {
        throw ApiFailure.stop("the time allowed for one run is used up (max_run_minutes)");
      }
      try {
        return makeOnce(kind, worst, call);
      } catch (ApiFailure failure) {
        limits.remove(kind);
        bought += failure.mayBeCharged() && price(worst) > 0 ? 1 : 0;
        if (bought >= MOST_BOUGHT && failure.kind() == ApiFailure.Kind.RETRY) {
          throw ApiFailure.unreadableNow(failure.reason() + " (paid for " + bought + " times)");
        }
        attempts.waitAfter(failure);
      }
    }
  }

  private <R extends Response> R makeOnce(String kind, Bill worst, Call<R> call) throws ApiFailure {
    long most = price(worst);
    long id = reserve(kind, most);
    try {
      R response = checked(call);
      settle(id, most, price(response.bill()), response.bill().rows());
      response.limit().ifPresent(limit -> limits.put(kind, limit));
      return response;
    } catch (ApiFailure failure) {
      boolean charged = failure.mayBeCharged();
      settle(id, most, charged ? most : 0, charged ? worst.rows() : 0);
      throw failure;
    }
  }

  private void settle(long id, long reserved, long micro, int rows) {
    spend.settle(id, micro, rows);
    share(micro - reserved);
  }

  private void share(long micro) {
    shared.ifPresent(all -> all.add(month(clock.instant()), runDate, micro));
  }

  /** A reply that the connector fails on is reported as one it does not understand. */
  private static <R extends Response> R checked(Call<R> call) throws ApiFailure {
    try {
      return call.make();
    } catch (RuntimeException e) {
      LOG.debug("A reply was not understood: {}", e.getClass().getName());
      throw ApiFailure.unknown("a reply was not in the expected form", true);
    }
  }

  private void respectLimit(String kind) throws ApiFailure {
    Limit limit = limits.get(kind);
    if (limit != null && limit.remaining() <= 0 && limit.resetAt().isAfter(clock.instant())) {
      retries.waitUntil(limit.resetAt(), "the rate limit is reached");
      limits.remove(kind);
    }
  }

  /** How many rows at most the budget has room for, when one of them may cost so much. */
  long affordable(Bill each) {
    long price = price(each);
    return budget
        .filter(b -> price > 0)
        .map(
            b ->
                Math.min(
                        Spending.micro(b.perRun()) - forRun(),
                        Spending.micro(b.perMonth()) - inMonth(clock.instant()))
                    / price)
        .orElse(Long.MAX_VALUE);
  }

  private long price(Bill bill) {
    return budget.map(b -> bill.micro(b.rates())).orElse(0L);
  }

  /** Reserves the worst case, or stops the run when a cap leaves no room for it. */
  private long reserve(String kind, long most) throws ApiFailure {
    Instant now = clock.instant();
    if (budget.isPresent() && most > 0) {
      long run = Spending.micro(budget.get().perRun());
      long month = Spending.micro(budget.get().perMonth());
      checkCap(most, run - forRun(), run, "for one run");
      checkCap(most, month - inMonth(now), month, "for the month");
    }
    share(most);
    return spend.reserve(runDate, platform, kind, most, now);
  }

  private static void checkCap(long most, long left, long cap, String what) throws ApiFailure {
    if (most > left) {
      throw ApiFailure.stop(
          "the budget of "
              + Spending.shown(cap)
              + " "
              + what
              + " has "
              + Spending.shown(Math.max(0, left))
              + " left, and the next call may cost "
              + Spending.shown(most));
    }
  }

  private long inMonth(Instant now) {
    return Math.max(
        spend.inMonth(month(now)), shared.map(all -> all.inMonth(month(now))).orElse(0L));
  }

  private static YearMonth month(Instant now) {
    return YearMonth.from(now.atZone(ZoneOffset.UTC));
  }

  private long forRun() {
    return Math.max(
        spend.forRunDate(runDate), shared.map(all -> all.forRunDate(runDate)).orElse(0L));
  }
}
