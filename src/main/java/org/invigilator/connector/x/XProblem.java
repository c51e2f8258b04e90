package org.invigilator.connector.x;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Limit;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.databind.JsonNode;

/**
 * What X means when it does not reply with data: by status, by the last part of the problem's type,
 * and where both are vague by the words of the title.
 */
final class XProblem {
  /** What an error may be about beside an account (X API v2, problem, resource_type). */
  private static final Set<String> OTHER_THINGS = Set.of("tweet", "post", "media", "poll", "place");

  private XProblem() {}

  /** The last part of a problem's type, which is the same on both of X's hosts. */
  static String type(JsonNode problem) {
    String type = problem.path("type").asString("");
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /** What a reply without success means. */
  static ApiFailure of(XTransport.Reply reply, JsonNode body, boolean hasCursor) {
    String type = type(body);
    String code = code(reply.status(), type, body);
    return switch (reply.status()) {
      case 401 ->
          ApiFailure.stop("X rejected the credentials; check the INVIGILATOR_X_ variables" + code);
      case 402 -> ApiFailure.stop("the prepaid credits at X are used up" + code);
      case 403 -> forbidden(code, type);
      case 404 -> ApiFailure.unreadable("X did not find it, which can also mean an outage" + code);
      case 400 ->
          hasCursor
              ? ApiFailure.expired("X no longer knows this page" + code)
              : ApiFailure.rejected("X rejected the request" + code);
      case 429 ->
          type.equals("usage-capped") || title(body).contains("usagecap")
              ? ApiFailure.stop("the monthly cap of the X account is reached" + code)
              : ApiFailure.wait("the rate limit of X is reached" + code, until(reply.limit()));
      default ->
          reply.status() >= 500
              ? ApiFailure.retry("X reported a fault of its own" + code, false)
              : ApiFailure.unreadable("X sent an unexpected reply" + code);
    };
  }

  private static ApiFailure forbidden(String code, String type) {
    return switch (type) {
      case "client-forbidden" -> ApiFailure.stop("the app's plan at X does not allow this" + code);
      case "unsupported-authentication", "oauth1-permissions" ->
          ApiFailure.stop("X needs other credentials for this" + code);
      default -> ApiFailure.unreadable("X does not allow this" + code);
    };
  }

  /** A limit with calls left is not the one that was hit: then the end is unknown. */
  private static Optional<Instant> until(Optional<Limit> limit) {
    return limit.filter(l -> l.remaining() <= 0).map(Limit::resetAt);
  }

  /** The status and the name of a problem, for whoever looks it up, in brackets. */
  private static String code(int status, String type, JsonNode body) {
    String reason = word(body.path("reason").asString(""));
    String name = reason.isEmpty() ? type.equals("about:blank") ? "" : word(type) : reason;
    return " (HTTP " + status + (name.isEmpty() ? "" : " " + name) + ")";
  }

  /** One word of a problem, if it is no more than that: a sentence could name people. */
  private static String word(String text) {
    return text.matches("[A-Za-z0-9-]{1,60}") ? text : "";
  }

  private static String title(JsonNode body) {
    return body.path("title").asString("").toLowerCase(Locale.ROOT);
  }

  /** What an error beside, or instead of, the data means for one account. */
  static ProfileState state(JsonNode error) {
    String text =
        (error.path("title").asString("") + " " + error.path("detail").asString(""))
            .toLowerCase(Locale.ROOT);
    if (text.contains("suspended")) {
      return ProfileState.SUSPENDED;
    }
    return switch (type(error)) {
      case "resource-not-found" -> ProfileState.NOT_FOUND;
      case "not-authorized-for-resource" -> ProfileState.PROTECTED;
      default -> ProfileState.UNREADABLE;
    };
  }

  /** What an error instead of a page means for it. */
  static ApiFailure ofPage(JsonNode error) {
    return switch (state(error)) {
      case SUSPENDED -> ApiFailure.unreadable("the account is suspended");
      case NOT_FOUND ->
          OTHER_THINGS.contains(error.path("resource_type").asString(""))
              ? ApiFailure.unknown("X sent no page, only an error about a post", false)
              : ApiFailure.unreadable("X reports that the account does not exist");
      case PROTECTED -> ApiFailure.unreadable("the account is protected, so X does not show this");
      default -> {
        String type = word(type(error));
        yield ApiFailure.unknown(
            "X sent a reply of an unknown kind" + (type.isEmpty() ? "" : " (" + type + ")"), false);
      }
    };
  }
}
