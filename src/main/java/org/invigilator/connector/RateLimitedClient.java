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
import java.util.concurrent.ThreadLocalRandom;
import org.invigilator.policy.Spending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes calls as they may be made: with the money reserved, within the rate limits, again after a
 * failure that may pass, and never inside a transaction.
 */
public final class RateLimitedClient {
  private static final Logger LOG = LoggerFactory.getLogger(RateLimitedClient.class);
  private static final int ATTEMPTS = 5;
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(900);

  private final String platform;
  private final LocalDate night;
  private final SpendLedger spent;
  private final Optional<Spending> budget;
  private final Clock clock;
  private final Pause pause;
  private final Map<String, Limit> limits = new HashMap<>();
  private Duration left;

  /** Lets time pass; the run may be stopped meanwhile. */
  public interface Pause {
    void sleep(Duration time);
  }

  /**
   * RateLimitedClient of one platform in one night.
   *
   * @param budget prices and caps; empty where nothing is charged
   * @param patience how long all waits together may take
   */
  public RateLimitedClient(
      String platform,
      LocalDate night,
      SpendLedger spent,
      Optional<Spending> budget,
      Duration patience,
      Clock clock,
      Pause pause) {
    this.platform = platform;
    this.night = night;
    this.spent = spent;
    this.budget = budget;
    this.left = patience;
    this.clock = clock;
    this.pause = pause;
  }

  /** One call of a source. */
  interface Call<A extends Answer> {
    A make() throws ApiFailure;
  }

  /**
   * Makes a call, and makes it again while that may help.
   *
   * @param what the kind of call, by which limits are kept apart
   * @throws ApiFailure when no answer can be had
   */
  <A extends Answer> A make(String what, Bill worst, Call<A> call) throws ApiFailure {
    for (int attempt = 1; ; attempt++) {
      respectLimit(what);
      long most = price(worst);
      long id = reserve(what, most);
      try {
        A answer = understood(call);
        spent.settle(id, price(answer.bill()), answer.bill().rows());
        answer.limit().ifPresent(limit -> limits.put(what, limit));
        return answer;
      } catch (ApiFailure refusal) {
        spent.settle(
            id, refusal.mayBeCharged() ? most : 0, refusal.mayBeCharged() ? worst.rows() : 0);
        limits.remove(what);
        switch (refusal.kind()) {
          case WAIT -> waitUntil(refusal.until(), attempt, refusal.reason());
          case RETRY -> {
            if (attempt >= ATTEMPTS) {
              throw ApiFailure.unreadable(refusal.reason() + ", " + attempt + " times");
            }
            pauseFor(Duration.ofMillis((1000L << (attempt - 1)) + jitter(500)), refusal.reason());
          }
          default -> throw refusal;
        }
      }
    }
  }

  /** An answer that trips the program up is one that nobody here understands. */
  private static <A extends Answer> A understood(Call<A> call) throws ApiFailure {
    try {
      return call.make();
    } catch (RuntimeException e) {
      LOG.debug("An answer was not understood: {}", e.getClass().getName());
      throw ApiFailure.unknown("an answer was not understood", true);
    }
  }

  private void respectLimit(String what) throws ApiFailure {
    Limit limit = limits.get(what);
    if (limit != null && limit.remaining() <= 0 && limit.resetAt().isAfter(clock.instant())) {
      waitUntil(Optional.of(limit.resetAt()), 1, "the rate limit");
      limits.remove(what);
    }
  }

  /** Waits for a moment the source named, within bounds, since clocks differ and sources err. */
  private void waitUntil(Optional<Instant> until, int attempt, String reason) throws ApiFailure {
    Duration asked =
        until
            .map(moment -> Duration.between(clock.instant(), moment))
            .orElse(SHORTEST_WAIT.multipliedBy(attempt));
    Duration bounded =
        asked.compareTo(SHORTEST_WAIT) < 0
            ? SHORTEST_WAIT
            : asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    pauseFor(bounded.plusMillis(jitter(5000)), reason);
  }

  private void pauseFor(Duration time, String reason) throws ApiFailure {
    if (left.compareTo(time) < 0) {
      throw ApiFailure.stop("it waited as long as it may in one run (max_wait_minutes): " + reason);
    }
    left = left.minus(time);
    pause.sleep(time);
  }

  private static void refuse(long most, long left, long cap, String what) throws ApiFailure {
    if (most > left) {
      throw ApiFailure.stop(
          "of the budget of "
              + Spending.shown(cap)
              + " for "
              + what
              + " "
              + Spending.shown(Math.max(0, left))
              + " are left, and the next call may cost "
              + Spending.shown(most));
    }
  }

  private long inMonth(Instant now) {
    return spent.inMonth(YearMonth.from(now.atZone(ZoneOffset.UTC)));
  }

  /** How many rows at most the budget has room for, when one of them may cost so much. */
  long affordable(Bill each) {
    long price = price(each);
    return budget
        .filter(b -> price > 0)
        .map(
            b ->
                Math.min(
                        Spending.micro(b.perRun()) - spent.inNight(night),
                        Spending.micro(b.perMonth()) - inMonth(clock.instant()))
                    / price)
        .orElse(Long.MAX_VALUE);
  }

  private static long jitter(int millis) {
    return ThreadLocalRandom.current().nextInt(millis);
  }

  private long price(Bill bill) {
    return budget.map(b -> bill.micro(b.rates())).orElse(0L);
  }

  /** Reserves the worst case, or stops the run when a cap leaves no room for it. */
  private long reserve(String what, long most) throws ApiFailure {
    Instant now = clock.instant();
    if (budget.isPresent() && most > 0) {
      long run = Spending.micro(budget.get().perRun());
      long month = Spending.micro(budget.get().perMonth());
      refuse(most, run - spent.inNight(night), run, "one run");
      refuse(most, month - inMonth(now), month, "the month");
    }
    return spent.reserve(night, platform, what, most, now);
  }
}
