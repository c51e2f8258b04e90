package org.invigilator.connector.meta;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.HttpCalls;
import org.invigilator.connector.Limit;
import org.invigilator.policy.Source;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls Meta's Graph API with an account's token, and knows what its errors and headers mean. */
final class GraphClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[XXX][XX]");
  private static final int NEARLY_ALL = 95;

  private final String url;
  private final MetaTokens tokens;
  private final HttpCalls http;
  private final Clock clock;

  GraphClient(String url, MetaTokens tokens, int timeoutSeconds, Clock clock) {
    if (!Source.isAllowed(url)) {
      throw new IllegalArgumentException(
          "The address of Meta must begin with https:// (http:// only on this computer)");
    }
    this.url = url;
    this.tokens = tokens;
    this.http = new HttpCalls(Duration.ofSeconds(timeoutSeconds));
    this.clock = clock;
  }

  /** A complete reply, and when more may be asked where the allowance is nearly used up. */
  record Reply(JsonNode body, Optional<Limit> limit) {}

  /**
   * Asks for an object or an edge.
   *
   * @param account the id in the register, whose token is used
   */
  Reply get(String account, String path, Map<String, String> parameters) throws ApiFailure {
    String token =
        tokens
            .of(account)
            .orElseThrow(
                () ->
                    ApiFailure.unreadable(
                        "there is no access token for it; set "
                            + MetaTokens.variable(account)
                            + " or "
                            + MetaTokens.TOKEN));
    HttpCalls.Reply reply =
        http.get(
            url + path + HttpCalls.query(parameters), Map.of("Authorization", "Bearer " + token));
    Optional<ApiFailure> trouble = HttpCalls.failure(reply, "Meta", false);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    JsonNode body = tree(reply.body());
    if (reply.status() == 200 && body.isObject() && !body.has("error")) {
      return new Reply(body, limit(reply));
    }
    throw failure(reply, body.path("error"), parameters.containsKey("after"));
  }

  private ApiFailure failure(HttpCalls.Reply reply, JsonNode error, boolean hasCursor) {
    int number = error.path("code").asInt(0);
    String code = " (HTTP " + reply.status() + (number == 0 ? "" : ", error " + number) + ")";
    return switch (number) {
      case 4, 17, 32, 613, 80001, 80002 ->
          ApiFailure.wait(
              "the rate limit of Meta is reached" + code,
              Optional.of(clock.instant().plus(Duration.ofMinutes(wait(reply)))));
      case 102, 190 ->
          ApiFailure.unreadable("Meta no longer accepts the access token; make a new one" + code);
      case 3, 10 -> ApiFailure.unreadable("the access token may not read this" + code);
      case 1, 2 -> ApiFailure.retry("Meta reported a fault of its own" + code, false);
      case 100, 803 ->
          hasCursor
              ? ApiFailure.expired("Meta no longer knows this page" + code)
              : ApiFailure.rejected("Meta has no such account, or a field has changed" + code);
      default ->
          number >= 200 && number < 300
              ? ApiFailure.unreadable("the access token may not read this" + code)
              : reply.status() == 429
                  ? ApiFailure.wait(
                      "the rate limit of Meta is reached" + code,
                      Optional.of(clock.instant().plus(Duration.ofMinutes(wait(reply)))))
                  : reply.status() >= 500
                      ? ApiFailure.retry("Meta reported a fault of its own" + code, false)
                      : reply.status() == 200
                          ? ApiFailure.retry("Meta sent an incomplete reply", false)
                          : ApiFailure.unreadable("Meta sent an unexpected reply" + code);
    };
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  /** The usage of each business is a list, of which the highest counts. */
  private Optional<Limit> limit(HttpCalls.Reply reply) {
    int used = used(tree(reply.header("x-app-usage").orElse("")));
    for (JsonNode business : tree(reply.header("x-business-use-case-usage").orElse(""))) {
      for (JsonNode one : business) {
        used = Math.max(used, used(one));
      }
    }
    return used < NEARLY_ALL
        ? Optional.empty()
        : Optional.of(new Limit(0, clock.instant().plus(Duration.ofMinutes(wait(reply)))));
  }

  private static int used(JsonNode usage) {
    return Math.max(
        usage.path("call_count").asInt(0),
        Math.max(usage.path("total_cputime").asInt(0), usage.path("total_time").asInt(0)));
  }

  /** How many minutes Meta says that one must wait, or an hour's part where it does not. */
  private static long wait(HttpCalls.Reply reply) {
    long minutes = 0;
    for (JsonNode business : tree(reply.header("x-business-use-case-usage").orElse(""))) {
      for (JsonNode one : business) {
        minutes = Math.max(minutes, one.path("estimated_time_to_regain_access").asLong(0));
      }
    }
    return minutes > 0 ? minutes : 15;
  }

  /** A moment as Meta writes it, such as 2026-11-02T08:00:00+0000. */
  static Instant instant(String written) throws ApiFailure {
    try {
      return OffsetDateTime.parse(written, TIME).toInstant();
    } catch (DateTimeException e) {
      throw ApiFailure.unknown("Meta left out the dates of posts", false);
    }
  }

  static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  /** Where the next page is; empty after the last. */
  static String next(JsonNode list) throws ApiFailure {
    JsonNode paging = list.path("paging");
    String after = text(paging.path("cursors"), "after");
    if (paging.has("next") && after.isEmpty()) {
      throw ApiFailure.unknown("Meta left out where the next page is", false);
    }
    return paging.has("next") ? after : "";
  }

  /** The id of a post or a comment. */
  static String id(JsonNode post) throws ApiFailure {
    String id = text(post, "id");
    if (id.isEmpty()) {
      throw ApiFailure.unknown("Meta left out the ids of posts", false);
    }
    return id;
  }

  /**
   * Why the comments below a post may be others than those that are shown; empty where they are
   * not. With a token of the wrong kind the list is empty and not refused.
   */
  static String lackOfComments(JsonNode count, JsonNode comments) {
    return !count.isNumber()
        ? "Meta left out how many comments posts have"
        : count.asLong(0) > 0 && comments.path("data").isEmpty()
            ? "Meta counts comments and does not show them to this access token"
            : "";
  }

  /** How many comments below a post are counted and not shown, in words; empty when all are. */
  static String hiddenComments(JsonNode count, JsonNode comments) {
    long shown = comments.path("data").size();
    for (JsonNode top : comments.path("data")) {
      shown += top.path("replies").path("data").size();
    }
    return shown < count.asLong(0) && !comments.path("paging").has("next")
        ? "Meta counts " + count.asLong(0) + " comments below a post and shows " + shown
        : "";
  }

  /** Whether Meta left out who wrote comments, below all posts of a page. */
  static boolean isUnsigned(JsonNode posts) {
    boolean isAny = false;
    for (JsonNode post : posts) {
      for (JsonNode comment : post.path("comments").path("data")) {
        isAny = true;
        if (!text(comment.path("from"), "id").isEmpty()
            || !text(comment.path("from"), "username").isEmpty()) {
          return false;
        }
      }
    }
    return isAny;
  }

  void close() {
    http.close();
  }
}
