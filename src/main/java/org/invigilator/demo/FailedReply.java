package org.invigilator.demo;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a planned failure makes of a reply.
 *
 * @param contentType the type of the body where it is not JSON
 * @param location where a redirect leads
 * @param charged whether X would charge for it
 */
record FailedReply(
    int status,
    String body,
    Optional<String> contentType,
    Optional<String> location,
    boolean charged) {

  private static FailedReply of(int status, String body) {
    return new FailedReply(status, body, Optional.empty(), Optional.empty(), false);
  }

  private static FailedReply html(int status, String text) {
    return new FailedReply(
        status,
        "<html><body>" + text + "</body></html>",
        Optional.of("text/html"),
        Optional.empty(),
        false);
  }

  private static FailedReply problem(int status, String title, String endpoint) {
    return of(status, DemoX.problem(status, "about:blank", title, endpoint).body().toString());
  }

  /**
   * The reply to send for a failure that is a reply at all.
   *
   * @param reply what the server would reply without the failure
   * @param base the address of the server
   */
  static FailedReply of(
      Failure failure, DemoReply reply, String path, Map<String, String> query, String base) {
    String endpoint = reply.endpoint();
    String whole = reply.body().toString();
    String id = path.replaceAll("\\D+", " ").strip().replaceAll(".* ", "");
    return switch (failure) {
      case RATE_LIMIT -> of(429, "{\"title\":\"Too Many Requests\",\"type\":\"about:blank\"}");
      case RATE_LIMIT_OLD ->
          of(429, "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}");
      case RATE_LIMIT_PLAIN -> of(429, "Rate limit exceeded");
      case USAGE_CAP -> {
        ObjectNode body = DemoX.problem(429, "usage-capped", "UsageCapExceeded", endpoint).body();
        body.put("period", "Monthly").put("scope", "Product");
        yield of(429, body.toString());
      }
      case NO_CREDITS -> {
        ObjectNode body = DemoX.problem(402, "credits", "CreditsDepleted", endpoint).body();
        body.put("account_id", 1234567890123456789L);
        yield of(402, body.toString());
      }
      case NOT_ENROLLED -> {
        ObjectNode body =
            DemoX.problem(403, "client-forbidden", "Client Forbidden", endpoint).body();
        body.put("reason", "client-not-enrolled");
        yield of(403, body.toString());
      }
      case FORBIDDEN -> problem(403, "Forbidden", endpoint);
      case BAD_CREDENTIALS -> of(401, whole);
      case NOT_FOUND -> problem(404, "Not Found", endpoint);
      case SERVER_ERROR -> problem(500, "Internal Server Error", endpoint);
      case OVERLOADED -> html(503, "Over capacity");
      case HTML -> html(200, "Something went wrong");
      case EXPIRED ->
          of(
              400,
              DemoX.problem(400, "invalid-request", "Invalid Request", endpoint).body().toString());
      case MALFORMED -> of(200, whole.substring(0, whole.length() / 2));
      case EMPTY -> of(200, "");
      case MOVED ->
          new FailedReply(302, "", Optional.empty(), Optional.of(base + "/2/users?ids=1"), false);
      case SUSPENDED, PROTECTED ->
          of(200, DemoX.accountProblem(id, failure.typed(), endpoint).body().toString());
      case UNKNOWN_PROBLEM -> {
        ObjectNode body = DemoX.accountProblem(id, "not_found", endpoint).body();
        ((ObjectNode) body.path("errors").get(0))
            .put("type", "https://api.x.com/2/problems/something-new")
            .put("title", "Something New");
        yield of(200, body.toString());
      }
      case ODD_HEADERS,
          SAME_PAGE,
          CIRCLE,
          NO_PEOPLE,
          EMPTY_PAGE,
          NO_DATES,
          SHORT_DATES,
          SHORT_LIST,
          ROW_MISSING ->
          new FailedReply(
              reply.status(),
              odd(failure, reply.body(), query).toString(),
              Optional.empty(),
              Optional.empty(),
              true);
      case CUT, BROKEN, SILENT ->
          throw new IllegalArgumentException(failure + " breaks the connection");
    };
  }

  private static ObjectNode odd(Failure failure, ObjectNode body, Map<String, String> query) {
    ObjectNode odd = body.deepCopy();
    ObjectNode meta = odd.path("meta") instanceof ObjectNode there ? there : odd.putObject("meta");
    String token = query.getOrDefault("pagination_token", "");
    String tokenOrFirst = query.getOrDefault("pagination_token", PageToken.of(0));
    switch (failure) {
      case SAME_PAGE -> meta.put("next_token", tokenOrFirst);
      case EMPTY_PAGE -> {
        odd.remove("data");
        odd.remove("includes");
        meta.put("result_count", 0);
        meta.put("next_token", tokenOrFirst + "x");
      }
      case CIRCLE ->
          meta.put("next_token", token.endsWith("x") ? PageToken.of(0) : PageToken.of(0) + "x");
      case NO_PEOPLE -> {
        odd.remove("data");
        meta.remove("next_token");
        meta.put("result_count", 0);
      }
      case SHORT_LIST -> meta.remove("next_token");
      case ROW_MISSING -> {
        odd.withArray("data").remove(0);
        meta.put("result_count", odd.path("data").size());
        odd.withArray("errors")
            .addObject()
            .put("title", "Service Unavailable")
            .put("type", "https://api.x.com/2/problems/service-unavailable");
      }
      case NO_DATES -> odd.path("data").forEach(one -> ((ObjectNode) one).remove("created_at"));
      case SHORT_DATES ->
          odd.path("data")
              .forEach(
                  one ->
                      ((ObjectNode) one)
                          .put(
                              "created_at",
                              one.path("created_at").asString("").replaceFirst("\\.\\d+Z", "Z")));
      default -> {
        // ODD_HEADERS changes no body.
      }
    }
    return odd;
  }
}
