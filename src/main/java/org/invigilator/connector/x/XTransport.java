package org.invigilator.connector.x;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import org.invigilator.connector.Limit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import twitter4j.HttpClient;
import twitter4j.HttpClientFactory;
import twitter4j.HttpParameter;
import twitter4j.HttpResponse;
import twitter4j.TwitterException;
import twitter4j.auth.Authorization;
import twitter4j.auth.AuthorizationFactory;
import twitter4j.conf.PropertyConfiguration;

/**
 * The one place that knows twitter4j: it signs a request, sends it, and returns the reply, whatever
 * it is.
 */
final class XTransport {
  private static final int MOST_BYTES = 32 << 20;

  /** The JDK logs the headers it sends; kept in a field so that the filters are not collected. */
  private static final List<Logger> JDK_LOGGERS =
      List.of(
          Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection"),
          Logger.getLogger("sun.net.www.protocol.https.HttpsURLConnection"));

  static {
    // It would log headers and bodies, which contain tokens and personal data.
    System.setProperty("twitter4j.loggerFactory", "twitter4j.NullLoggerFactory");
    JDK_LOGGERS.forEach(logger -> logger.setFilter(record -> false));
  }

  private final String base;
  private final HttpClient http;
  private final Authorization authorization;
  private final long mostNanos;

  /** The status when X never received the request. */
  static final int UNREACHED = -2;

  /** A reply; its status is -1 when none came. */
  record Reply(int status, String body, Optional<Limit> limit) {}

  /**
   * @param base the address that paths are put after, with its slash
   */
  XTransport(String base, XCredentials credentials, int timeoutSeconds) {
    this.base = base;
    this.mostNanos = 4 * timeoutSeconds * 1_000_000_000L;
    // Made from these values alone: a twitter4j.properties file has no effect.
    Properties properties = credentials.properties();
    properties.setProperty("http.connectionTimeout", "10000");
    properties.setProperty("http.readTimeout", timeoutSeconds + "000");
    properties.setProperty("http.retryCount", "0");
    properties.setProperty("http.gzip", "true");
    PropertyConfiguration configuration = new PropertyConfiguration(properties);
    this.http = HttpClientFactory.getInstance(configuration.getHttpClientConfiguration());
    this.authorization = AuthorizationFactory.getInstance(configuration);
  }

  Reply get(String path, Map<String, String> parameters) {
    HttpParameter[] all =
        parameters.entrySet().stream()
            .map(e -> new HttpParameter(e.getKey(), e.getValue()))
            .toArray(HttpParameter[]::new);
    try {
      HttpResponse response = http.get(base + path, all, authorization, null);
      try (InputStream in = response.asStream()) {
        return new Reply(response.getStatusCode(), text(in), limit(response));
      }
    } catch (TwitterException e) {
      Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return new Reply(UNREACHED, "", Optional.empty());
      }
      String message = String.valueOf(e.getMessage());
      int start = message.indexOf('{');
      return new Reply(e.getStatusCode(), start < 0 ? message : message.substring(start), limit(e));
    } catch (IOException | RuntimeException e) {
      // A header that is not a number, or a connection that broke while the body was read.
      return new Reply(-1, "", Optional.empty());
    }
  }

  private static Optional<Limit> limit(TwitterException e) {
    try {
      return Optional.ofNullable(e.getRateLimitStatus())
          .map(
              status ->
                  new Limit(
                      status.getRemaining(),
                      Instant.ofEpochSecond(status.getResetTimeInSeconds())));
    } catch (NumberFormatException wrong) {
      return Optional.empty();
    }
  }

  private String text(@Nullable InputStream in) throws IOException {
    if (in == null) {
      return "";
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    long deadline = System.nanoTime() + mostNanos;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all.write(buffer, 0, n);
      if (all.size() > MOST_BYTES || System.nanoTime() > deadline) {
        throw new IOException("too much, or too slow");
      }
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static Optional<Limit> limit(HttpResponse response) {
    try {
      return Optional.of(
          new Limit(
              Integer.parseInt(header(response, "x-rate-limit-remaining")),
              Instant.ofEpochSecond(Long.parseLong(header(response, "x-rate-limit-reset")))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String header(HttpResponse response, String name) {
    for (Map.Entry<String, List<String>> header : response.getResponseHeaderFields().entrySet()) {
      if (name.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
        return header.getValue().get(0);
      }
    }
    return "";
  }
}
