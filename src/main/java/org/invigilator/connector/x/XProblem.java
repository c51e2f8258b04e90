package org.invigilator.connector.x;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Limit;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.databind.JsonNode;

/**
 * What X means when it does not answer with data: by status, by the last part of the problem's
 * type, and where both are vague by what the title says.
 */
final class XProblem {
  private XProblem() {}

  /** The last part of a problem's type, which is all of it that two hosts have in common. */
  static String type(JsonNode problem) {
    String type = problem.path("type").asString("");
    return type.substring(type.lastIndexOf('/') + 1);
  }

  /** What an answer that is no success means. */
  static ApiFailure of(XTransport.Reply reply, JsonNode body, boolean hasCursor) {
    String type = type(body);
    String named = name(reply.status(), type, body);
    return switch (reply.status()) {
      case XTransport.UNREACHED -> ApiFailure.retry("X could not be reached", false);
      case -1 -> ApiFailure.retry("X sent no answer, or one that broke off", true);
      case 401 ->
          ApiFailure.stop(
              named + ": X does not take the credentials; check the INVIGILATOR_X_ variables");
      case 402 -> ApiFailure.stop(named + ": the prepaid credits at X are used up");
      case 403 -> forbidden(named, type);
      case 404 -> ApiFailure.unreadable(named + ", which X also answers during outages");
      case 400 ->
          hasCursor
              ? ApiFailure.expired(named + ": X no longer knows this page")
              : ApiFailure.rejected(named);
      case 429 ->
          type.equals("usage-capped") || title(body).contains("usagecap")
              ? ApiFailure.stop(named + ": the monthly cap of the X account is reached")
              : ApiFailure.wait(named, until(reply.limit()));
      default ->
          reply.status() >= 500 ? ApiFailure.retry(named, false) : ApiFailure.unreadable(named);
    };
  }

  private static ApiFailure forbidden(String named, String type) {
    return switch (type) {
      case "client-forbidden" ->
          ApiFailure.stop(named + ": the app is not enrolled in a plan that may do this");
      case "unsupported-authentication", "oauth1-permissions" ->
          ApiFailure.stop(named + ": X wants other credentials for this");
      default -> ApiFailure.unreadable(named);
    };
  }

  /** A limit with calls left is not the limit that was hit: then nobody knows how long. */
  private static Optional<Instant> until(Optional<Limit> limit) {
    return limit.filter(l -> l.remaining() <= 0).map(Limit::resetAt);
  }

  private static String name(int status, String type, JsonNode body) {
    String reason = word(body.path("reason").asString(""));
    String what = reason.isEmpty() ? type.equals("about:blank") ? "" : word(type) : reason;
    return "HTTP " + status + (what.isEmpty() ? "" : " " + what);
  }

  /** One word of a problem, as long as it is just that; never a sentence, which may name people. */
  private static String word(String text) {
    return text.matches("[A-Za-z0-9-]{1,60}") ? text : "";
  }

  private static String title(JsonNode body) {
    return body.path("title").asString("").toLowerCase(Locale.ROOT);
  }

  /** What the errors beside, or in the place of, the data say of one account. */
  static ProfileState state(JsonNode error) {
    String said =
        (error.path("title").asString("") + " " + error.path("detail").asString(""))
            .toLowerCase(Locale.ROOT);
    if (said.contains("suspended")) {
      return ProfileState.SUSPENDED;
    }
    return switch (type(error)) {
      case "resource-not-found" -> ProfileState.NOT_FOUND;
      case "not-authorized-for-resource" -> ProfileState.PROTECTED;
      default -> ProfileState.UNREADABLE;
    };
  }

  /** What an error in the place of a page means for it. */
  static ApiFailure ofPage(JsonNode error) {
    return switch (state(error)) {
      case SUSPENDED -> ApiFailure.unreadable("the account is suspended");
      case NOT_FOUND -> ApiFailure.unreadable("X says that the account is not there");
      case PROTECTED -> ApiFailure.unreadable("the account is protected and does not show it");
      default -> {
        String type = word(type(error));
        yield ApiFailure.unknown(
            "X gave an answer that is not known here" + (type.isEmpty() ? "" : " (" + type + ")"),
            false);
      }
    };
  }
}
