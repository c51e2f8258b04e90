package org.invigilator.connector.bluesky;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.HttpCalls;
import org.invigilator.connector.Limit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls Bluesky's public endpoints, and knows what their error replies mean. */
final class BlueskyClient {
  static final String SUSPENDED = "the account is suspended";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String url;
  private final Clock clock;
  private final HttpCalls http;

  BlueskyClient(String url, Duration timeout, Clock clock) {
    this.url = url;
    this.http = new HttpCalls(timeout);
    this.clock = clock;
  }

  /** A complete reply, and the rate limit it reports. */
  record Reply(JsonNode body, Optional<Limit> limit) {}

  Reply get(String call) throws ApiFailure {
    HttpCalls.Reply response = http.get(url + call, Map.of());
    Optional<ApiFailure> trouble = HttpCalls.failure(response, "Bluesky", false);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    JsonNode body = tree(response.body());
    int status = response.status();
    if (status == 200 && body.isObject()) {
      return new Reply(body, limit(response));
    }
    String error = body.path("error").asString("");
    String code = " (HTTP " + status + (error.matches("[A-Za-z]{1,60}") ? " " + error : "") + ")";
    throw switch (status) {
      case 200 -> ApiFailure.retry("Bluesky sent an incomplete reply", false);
      case 400 -> badRequest(code, error, call.contains("&cursor="));
      case 401, 403 -> ApiFailure.stop("Bluesky needs credentials for this" + code);
      case 429 ->
          ApiFailure.wait(
              "the rate limit of Bluesky is reached" + code, limit(response).map(Limit::resetAt));
      default ->
          status >= 500
              ? ApiFailure.retry("Bluesky reported a fault of its own" + code, false)
              : ApiFailure.unreadable("Bluesky sent an unexpected reply" + code);
    };
  }

  private static ApiFailure badRequest(String code, String error, boolean hasCursor) {
    return switch (error) {
      case "AccountTakedown" -> ApiFailure.unreadable(SUSPENDED);
      case "AccountDeactivated" -> ApiFailure.unreadable("the account is deactivated");
      case "BlockedActor", "BlockedByActor" -> ApiFailure.unreadable("the account is blocked");
      default ->
          hasCursor
              ? ApiFailure.expired("Bluesky no longer knows this page" + code)
              : ApiFailure.rejected("Bluesky rejected the request" + code);
    };
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  private Optional<Limit> limit(HttpCalls.Reply response) {
    try {
      Optional<Instant> resetAt =
          response
              .header("ratelimit-reset")
              .map(reset -> Instant.ofEpochSecond(Long.parseLong(reset)))
              .or(() -> response.retryAfter(clock.instant()));
      // A reply that says when to come back has nothing left; one without either says nothing.
      int left = Integer.parseInt(response.header("ratelimit-remaining").orElse("0"));
      boolean isSaid =
          response.header("ratelimit-remaining").isPresent()
              || response.header("retry-after").isPresent();
      return resetAt.filter(at -> isSaid).map(at -> new Limit(left, at));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  void close() {
    http.close();
  }
}
