package org.invigilator.connector.x;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.invigilator.connector.HttpCalls;
import org.invigilator.connector.Limit;
import twitter4j.HttpParameter;
import twitter4j.HttpRequest;
import twitter4j.RequestMethod;
import twitter4j.auth.Authorization;
import twitter4j.auth.AuthorizationFactory;
import twitter4j.conf.PropertyConfiguration;

/**
 * The one place that knows twitter4j, which signs a request; it returns the reply, whatever it is.
 */
final class XTransport {
  static {
    // It would log headers and bodies, which contain tokens and personal data.
    System.setProperty("twitter4j.loggerFactory", "twitter4j.NullLoggerFactory");
  }

  private final String base;
  private final HttpCalls http;
  private final Authorization authorization;

  /** A reply, and the rate limit it reports. */
  record Reply(HttpCalls.Reply http, Optional<Limit> limit) {
    int status() {
      return http.status();
    }
  }

  /**
   * @param base the address that paths are put after, with its slash
   */
  XTransport(String base, XCredentials credentials, int timeoutSeconds) {
    this.base = base;
    this.http = new HttpCalls(Duration.ofSeconds(timeoutSeconds));
    // Made from these values alone: a twitter4j.properties file has no effect.
    Properties properties = credentials.properties();
    this.authorization = AuthorizationFactory.getInstance(new PropertyConfiguration(properties));
  }

  Reply get(String path, Map<String, String> parameters) {
    HttpParameter[] all =
        parameters.entrySet().stream()
            .map(e -> new HttpParameter(e.getKey(), e.getValue()))
            .toArray(HttpParameter[]::new);
    HttpRequest unsigned =
        new HttpRequest(RequestMethod.GET, base + path, all, authorization, Map.of());
    String signature = authorization.getAuthorizationHeader(unsigned);
    HttpCalls.Reply reply = http.get(unsigned.getURL(), Map.of("Authorization", signature));
    return new Reply(reply, limit(reply));
  }

  private static Optional<Limit> limit(HttpCalls.Reply reply) {
    try {
      return Optional.of(
          new Limit(
              Integer.parseInt(reply.header("x-rate-limit-remaining").orElse("")),
              Instant.ofEpochSecond(
                  Long.parseLong(reply.header("x-rate-limit-reset").orElse("")))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  void close() {
    http.close();
  }
}
