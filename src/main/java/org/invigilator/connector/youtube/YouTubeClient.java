package org.invigilator.connector.youtube;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.HttpCalls;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls YouTube's Data API within a day's quota, and knows what its errors mean. */
final class YouTubeClient {
  /** The units that Google gives to a project each day; every call made here costs one. */
  static final int DAILY_UNITS = 10_000;

  static final String COMMENTS_OFF = "comments are turned off";
  static final String NOTHING = "YouTube has nothing of it";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String url;
  private final String key;
  private final HttpCalls http;
  private int units;

  YouTubeClient(String url, String key, Duration timeout) {
    this.url = url;
    this.key = key;
    this.http = new HttpCalls(timeout);
  }

  /** The list of a method, with all that is around it. */
  JsonNode list(String method, Map<String, String> parameters) throws ApiFailure {
    if (++units > DAILY_UNITS) {
      throw ApiFailure.stop("the quota of a day is used up");
    }
    HttpCalls.Reply reply =
        http.get(url + method + HttpCalls.query(parameters), Map.of("X-Goog-Api-Key", key));
    Optional<ApiFailure> trouble = HttpCalls.failure(reply, "YouTube", false);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    JsonNode body = tree(reply.body());
    if (reply.status() == 200 && body.path("items").isArray()) {
      return body;
    }
    if (reply.status() == 200) {
      throw body.isObject() && body.path("pageInfo").path("totalResults").asInt(-1) == 0
          ? ApiFailure.unreadable(NOTHING)
          : ApiFailure.unknown("YouTube's reply has no list of items", false);
    }
    throw failure(reply.status(), body, parameters.containsKey("pageToken"));
  }

  private static ApiFailure failure(int status, JsonNode body, boolean hasCursor) {
    JsonNode error = body.path("error");
    // A rejected key is named beside the reason, which is then that of any wrong request.
    boolean isKey =
        error
            .path("details")
            .valueStream()
            .anyMatch(one -> one.path("reason").asString("").startsWith("API_KEY_"));
    String reason = isKey ? "keyInvalid" : error.path("errors").path(0).path("reason").asString("");
    String code = " (HTTP " + status + (reason.matches("[A-Za-z]{1,60}") ? " " + reason : "") + ")";
    return switch (reason) {
      case "quotaExceeded", "dailyLimitExceeded" -> usedUp(code);
      case "rateLimitExceeded", "userRateLimitExceeded" ->
          isOfTheDay(error)
              ? usedUp(code)
              : ApiFailure.wait("the rate limit of YouTube is reached" + code, Optional.empty());
      case "keyInvalid", "keyExpired", "accessNotConfigured", "ipRefererBlocked" ->
          ApiFailure.stop(
              "YouTube rejected the key; check "
                  + YouTubeConnector.KEY
                  + " and its restrictions"
                  + code);
      case "playlistNotFound" -> ApiFailure.unreadable(NOTHING);
      case "commentsDisabled" -> ApiFailure.unreadable(COMMENTS_OFF);
      case "subscriptionForbidden" ->
          ApiFailure.unreadable("the channel keeps its subscriptions private" + code);
      default ->
          status >= 500
              ? ApiFailure.retry("YouTube reported a fault of its own" + code, false)
              : status == 400
                  ? hasCursor
                      ? ApiFailure.expired("YouTube no longer knows this page" + code)
                      : ApiFailure.rejected("YouTube rejected the request" + code)
                  : status == 401
                      ? ApiFailure.stop("YouTube rejected the key" + code)
                      : status == 429
                          ? ApiFailure.wait(
                              "the rate limit of YouTube is reached" + code, Optional.empty())
                          : status == 403 || status == 404
                              ? ApiFailure.unreadable("YouTube does not show this" + code)
                              : ApiFailure.unknown(
                                  "YouTube sent an unexpected reply" + code, false);
    };
  }

  private static ApiFailure usedUp(String code) {
    return ApiFailure.stop(
        "YouTube's quota of the day is used up; it begins again at midnight Pacific time" + code);
  }

  /** Whether it is the limit of a day that is reached, which Google may name as any other. */
  private static boolean isOfTheDay(JsonNode error) {
    return error
        .path("details")
        .valueStream()
        .anyMatch(one -> one.path("metadata").path("quota_limit").asString("").contains("PerDay"));
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  void close() {
    http.close();
  }
}
