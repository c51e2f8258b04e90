package org.invigilator.demo;

import com.sun.net.httpserver.Headers;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many calls of each endpoint X allows within 15 minutes. */
final class RateLimits {
  private static final int WINDOW_SECONDS = 900;
  private static final int FORCED_RESET_SECONDS = 30;

  private final Clock clock;
  private final Map<String, Integer> used = new HashMap<>();
  private final Map<String, Integer> allowed =
      new HashMap<>(
          Map.of(
              "look-up",
              300,
              "posts",
              10_000,
              "mentions",
              450,
              "followers",
              300,
              "following",
              300));
  private long window;

  RateLimits(Clock clock) {
    this.clock = clock;
  }

  synchronized void allow(String endpoint, int calls) {
    allowed.put(endpoint, calls);
  }

  synchronized void reset() {
    used.clear();
  }

  /** Counts a call and sets the headers of its reply; returns whether the limit is exceeded. */
  synchronized boolean isExceeded(Headers headers, String endpoint, @Nullable Failure failure) {
    long now = clock.instant().getEpochSecond();
    if (now / WINDOW_SECONDS != window) {
      window = now / WINDOW_SECONDS;
      used.clear();
    }
    int limit = allowed.getOrDefault(endpoint, 300);
    int calls = used.merge(endpoint, 1, Integer::sum);
    if (failure == Failure.RATE_LIMIT_PLAIN || failure == Failure.RATE_LIMIT_OLD) {
      return false;
    }
    boolean forced = failure == Failure.RATE_LIMIT;
    boolean odd = failure == Failure.ODD_HEADERS;
    long reset = forced ? now + FORCED_RESET_SECONDS : (window + 1) * WINDOW_SECONDS;
    headers.set("x-rate-limit-limit", odd ? "many" : Integer.toString(limit));
    headers.set(
        "x-rate-limit-remaining",
        odd ? "some" : Integer.toString(forced ? 0 : Math.max(0, limit - calls)));
    headers.set("x-rate-limit-reset", odd ? "soon" : Long.toString(reset));
    return calls > limit;
  }
}
