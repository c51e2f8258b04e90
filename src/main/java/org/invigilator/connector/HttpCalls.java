package org.invigilator.connector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.springframework.core.NestedExceptionUtils;

/**
 * Makes requests for all connectors, and posts messages: each is sent once, follows no redirect,
 * must end within a time that covers its headers and its body, and brings a text of at most 32 MB.
 */
public final class HttpCalls implements AutoCloseable {
  private static final int MOST_BYTES = 32 << 20;
  private static final int MOST_REPLIES_IN_TIME = 4;

  static {
    // The JDK sends a GET again when a connection breaks, which no one would count.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
  }

  private final Duration timeout;
  private final ExecutorService workers;
  private final HttpClient http;

  /**
   * @param timeout how long the headers of a reply may take; all of it may take four times as long
   */
  public HttpCalls(Duration timeout) {
    this.timeout = timeout;
    this.workers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "http");
              thread.setDaemon(true);
              return thread;
            });
    this.http =
        HttpClient.newBuilder()
            .executor(workers)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Why there is no reply. */
  public enum Trouble {
    NONE,
    /** The server was not reached, so it has charged nothing. */
    UNREACHED,
    /** The server's certificate is not trusted on this computer. */
    UNTRUSTED,
    /** A proxy wants credentials, or refused. */
    PROXY,
    /** There was no reply in time, or it broke off. */
    BROKEN,
    /** The reply is larger than any of the platform. */
    TOO_LARGE,
    /** The run was interrupted. */
    INTERRUPTED
  }

  /**
   * A reply, whatever it is.
   *
   * @param status 0 where there is none
   */
  public record Reply(Trouble trouble, int status, String body, Map<String, String> headers) {
    private static Reply none(Trouble trouble) {
      return new Reply(trouble, 0, "", Map.of());
    }

    /** A header, by its name in small letters. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    /** When to come back, as Retry-After says in seconds or as a date (RFC 9110, 10.2.3). */
    public Optional<Instant> retryAfter(Instant now) {
      String after = header("retry-after").orElse("").strip();
      try {
        return after.isEmpty()
            ? Optional.empty()
            : Optional.of(
                after.matches("\\d{1,6}")
                    ? now.plusSeconds(Long.parseLong(after))
                    : ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }

    /** Whether something that is not the platform replied, such as a proxy with a web page. */
    public boolean isWebPage() {
      return body.stripLeading().startsWith("<");
    }
  }

  /** Makes one GET request; it never fails, but replies with what the trouble was. */
  public Reply get(String url, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(timeout)
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip")
            .GET();
    headers.forEach(request::header);
    return reply(request.build());
  }

  /** Posts a text; it never fails, but replies with what the trouble was. */
  public Reply post(String url, String contentType, String body) {
    return reply(
        HttpRequest.newBuilder(URI.create(url))
            .timeout(timeout)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private Reply reply(HttpRequest request) {
    Future<Reply> pending = workers.submit(() -> send(request));
    try {
      return pending.get(timeout.toMillis() * MOST_REPLIES_IN_TIME, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Reply.none(Trouble.BROKEN);
    } catch (ExecutionException e) {
      return Reply.none(trouble(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.none(Trouble.INTERRUPTED);
    } finally {
      pending.cancel(true);
    }
  }

  /** A reply has more bytes than any that is expected. */
  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static Trouble trouble(Throwable failure) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof SSLException && !String.valueOf(one.getMessage()).contains("closed")) {
        return Trouble.UNTRUSTED;
      }
      if (one instanceof TooLarge) {
        return Trouble.TOO_LARGE;
      }
      if (one instanceof ConnectException
          || one instanceof UnknownHostException
          || one instanceof HttpConnectTimeoutException) {
        return Trouble.UNREACHED;
      }
    }
    return String.valueOf(cause.getMessage()).contains("407") ? Trouble.PROXY : Trouble.BROKEN;
  }

  private Reply send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    HttpHeaders headers = response.headers();
    boolean isZipped = headers.firstValue("content-encoding").orElse("").equals("gzip");
    try (InputStream raw = response.body();
        InputStream in = isZipped ? new GZIPInputStream(raw) : raw) {
      Map<String, String> all =
          headers.map().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      one -> one.getKey().toLowerCase(Locale.ROOT),
                      one -> String.join(", ", one.getValue()),
                      (a, b) -> a));
      boolean isProxy = response.statusCode() == 407;
      return new Reply(
          isProxy ? Trouble.PROXY : Trouble.NONE,
          response.statusCode(),
          text(in, response.statusCode() == 200),
          all);
    }
  }

  private static String text(InputStream in, boolean isStrict) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      all.write(buffer, 0, n);
      if (all.size() > MOST_BYTES) {
        throw new TooLarge();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("too slow");
      }
    }
    if (!isStrict) {
      // The page of a proxy says what the trouble is in any encoding.
      return all.toString(StandardCharsets.UTF_8);
    }
    // A reply in another encoding is a broken one: its names would be misread.
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(all.toByteArray()))
        .toString();
  }

  /**
   * What the trouble means, the same for every platform; empty where there is a reply to judge.
   *
   * @param name the platform, for a sentence
   * @param charges whether a reply that was lost may have been charged for
   */
  public static Optional<ApiFailure> failure(Reply reply, String name, boolean charges) {
    return switch (reply.trouble()) {
      case UNREACHED -> Optional.of(ApiFailure.retry(name + " could not be reached", false));
      case TOO_LARGE ->
          Optional.of(
              ApiFailure.unknown(
                  name + " sent a reply larger than any that it should send", charges));
      case UNTRUSTED ->
          Optional.of(
              ApiFailure.stop(
                  "the certificate of "
                      + name
                      + "'s server is not trusted on this computer; a filter or proxy of the network may replace it, and its own certificate must then be added to Java's trust store"));
      case PROXY ->
          Optional.of(
              ApiFailure.stop(
                  "the network's proxy did not let the request to "
                      + name
                      + " through (HTTP 407)"));
      case BROKEN ->
          Optional.of(ApiFailure.retry(name + " did not reply, or its reply broke off", charges));
      case INTERRUPTED -> Optional.of(ApiFailure.stop("the run was interrupted"));
      case NONE ->
          reply.isWebPage() && reply.status() < 400
              ? Optional.of(
                  ApiFailure.retry(
                      "a web page came instead of "
                          + name
                          + "'s reply, perhaps from a filter or proxy of the network",
                      false))
              : Optional.empty();
    };
  }

  /** A text as part of a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Parameters as a query, in their order, with its question mark. */
  public static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
