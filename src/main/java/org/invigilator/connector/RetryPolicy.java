package org.invigilator.connector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * When a failed call is made again: at the time the platform names, or after growing delays, as
 * long as the waiting time of the run lasts.
 */
final class RetryPolicy {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(900);
  private static final int MOST_RETRIES = 4;
  private static final int SPREAD_MILLIS = 5000;

  private final Clock clock;
  private final RateLimitedClient.Pause pause;
  private Duration left;

  /**
   * @param allowance how long all waits together may take
   */
  RetryPolicy(Duration allowance, Clock clock, RateLimitedClient.Pause pause) {
    this.left = allowance;
    this.clock = clock;
    this.pause = pause;
  }

  /** The attempts of one call. */
  final class Attempts {
    private final BackOffExecution faults = faults().start();
    private final BackOffExecution limits = limits().start();

    /**
     * Waits until the call may be made again.
     *
     * @throws ApiFailure when it must not be
     */
    void waitAfter(ApiFailure failure) throws ApiFailure {
      switch (failure.kind()) {
        case WAIT -> {
          if (failure.until().isPresent()) {
            waitUntil(failure.until().get(), failure.reason());
          } else {
            pauseFor(Duration.ofMillis(limits.nextBackOff()), failure.reason());
          }
        }
        case RETRY -> {
          long delay = faults.nextBackOff();
          if (delay == BackOffExecution.STOP) {
            throw ApiFailure.unreadableNow(
                failure.reason() + " (tried " + (MOST_RETRIES + 1) + " times)");
          }
          pauseFor(Duration.ofMillis(delay), failure.reason());
        }
        default -> throw failure;
      }
    }
  }

  Attempts start() {
    return new Attempts();
  }

  /** For a fault that may pass: 1, 2, 4 and 8 seconds. */
  private static ExponentialBackOff faults() {
    ExponentialBackOff delays = new ExponentialBackOff(1000, 2);
    delays.setMaxAttempts(MOST_RETRIES);
    delays.setJitter(250);
    return delays;
  }

  /** For a rate limit whose end the platform does not name. */
  private static ExponentialBackOff limits() {
    ExponentialBackOff delays = new ExponentialBackOff(SHORTEST_WAIT.toMillis(), 2);
    delays.setMaxInterval(LONGEST_WAIT.toMillis());
    delays.setJitter(2500);
    return delays;
  }

  /** Waits for a moment the platform named, within bounds, since clocks differ. */
  void waitUntil(Instant moment, String reason) throws ApiFailure {
    Duration asked = Duration.between(clock.instant(), moment);
    Duration bounded =
        asked.compareTo(SHORTEST_WAIT) < 0
            ? SHORTEST_WAIT
            : asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    pauseFor(bounded.plusMillis(ThreadLocalRandom.current().nextInt(SPREAD_MILLIS)), reason);
  }

  private void pauseFor(Duration time, String reason) throws ApiFailure {
    if (left.compareTo(time) < 0) {
      throw ApiFailure.stop(
          "the waiting time allowed for one run is used up (max_wait_minutes): " + reason);
    }
    left = left.minus(time);
    pause.sleep(time);
  }
}
