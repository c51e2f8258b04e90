package org.invigilator.connector.bluesky;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Limit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls Bluesky's public endpoints, and knows what their error replies mean. */
final class BlueskyClient {
  static final String SUSPENDED = "the account is suspended";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String url;
  private final Duration timeout;
  private final Clock clock;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  BlueskyClient(String url, Duration timeout, Clock clock) {
    this.url = url;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** A complete reply, and the rate limit it reports. */
  record Reply(JsonNode body, Optional<Limit> limit) {}

  Reply get(String call) throws ApiFailure {
    HttpResponse<String> response = send(call);
    JsonNode body = tree(response.body());
    int status = response.statusCode();
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

  private HttpResponse<String> send(String call) throws ApiFailure {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + call))
            .timeout(timeout)
            .header("Accept", "application/json")
            .GET()
            .build();
    var pending =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      // The request's own timeout ends with the headers; a body may hang as well.
      return pending.get(timeout.toSeconds() * 4, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      pending.cancel(true);
      throw ApiFailure.retry("Bluesky did not reply, or its reply broke off", false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiFailure.stop("the run was interrupted");
    }
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

  private Optional<Limit> limit(HttpResponse<String> response) {
    try {
      Optional<String> reset = response.headers().firstValue("ratelimit-reset");
      Optional<Long> resetAt =
          reset.isPresent()
              ? reset.map(Long::parseLong)
              : response
                  .headers()
                  .firstValue("retry-after")
                  .map(after -> clock.instant().getEpochSecond() + Long.parseLong(after));
      int left = Integer.parseInt(response.headers().firstValue("ratelimit-remaining").orElse("0"));
      return resetAt.map(at -> new Limit(left, Instant.ofEpochSecond(at)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
