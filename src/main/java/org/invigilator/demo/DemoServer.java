package org.invigilator.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stand-in for X and Bluesky that listens on this machine only: it shows what the snapshots of a
 * trust folder hold, a page at a time, within rate limits, to whoever has its credentials, counts
 * what X would charge for, and fails as it is told to.
 */
public final class DemoServer implements AutoCloseable {
  private static final int WINDOW_SECONDS = 900;
  private static final Map<String, Integer> LIMITS =
      Map.of("look-up", 300, "posts", 10_000, "mentions", 450, "followers", 300, "following", 300);

  static {
    // Without it every answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final ExecutorService workers = Executors.newCachedThreadPool(DemoServer::daemon);
  private final DemoX x;
  private final DemoBluesky bluesky;
  private final Clock clock;
  private final Bill bill = new Bill();
  private final List<Failure.Planned> planned = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, Integer> inWindow = new HashMap<>();
  private final Map<String, Integer> limits = new HashMap<>(LIMITS);
  private long window;
  private volatile int delay;
  private volatile Consumer<Exchange> witness = exchange -> {};

  /** One request and what was answered to it, for whoever wants to look at both. */
  public record Exchange(String path, Map<String, String> query, int status, String body) {}

  private DemoServer(HttpServer http, DemoTrust trust, Clock clock) {
    this.http = http;
    this.x = new DemoX(trust);
    this.bluesky = new DemoBluesky(trust);
    this.clock = clock;
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "demo");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts on the loopback address.
   *
   * @param port 0 for any that is free
   */
  public static DemoServer start(Path trustFolder, int port, Clock clock) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    DemoServer server = new DemoServer(http, new DemoTrust(trustFolder), clock);
    http.setExecutor(server.workers);
    http.createContext("/2/", exchange -> server.serve(exchange, true));
    http.createContext("/xrpc/", exchange -> server.serve(exchange, false));
    http.start();
    return server;
  }

  public int port() {
    return http.getAddress().getPort();
  }

  /** Where its X is. */
  public String x() {
    return base() + "/2/";
  }

  /** Where its Bluesky is. */
  public String bluesky() {
    return base() + "/xrpc/";
  }

  private String base() {
    return "http://127.0.0.1:" + port();
  }

  /** Plans a failure. */
  public void fail(Failure.Planned failure) {
    planned.add(failure);
  }

  /** Fails no more, and counts the calls of every endpoint from the beginning. */
  public synchronized void recover() {
    planned.clear();
    calls.clear();
    inWindow.clear();
  }

  /** Sets how many calls of an endpoint are allowed in a window of 15 minutes. */
  public synchronized void limit(String endpoint, int allowed) {
    limits.put(endpoint, allowed);
  }

  /** Takes so many milliseconds for every answer. */
  public void delay(int millis) {
    delay = millis;
  }

  /** Lets somebody look at every request and its answer. */
  public void watch(Consumer<Exchange> watcher) {
    witness = watcher;
  }

  public Bill bill() {
    return bill;
  }

  @Override
  public void close() {
    http.stop(0);
    workers.shutdownNow();
  }

  private void serve(HttpExchange exchange, boolean isX) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = Access.query(exchange.getRequestURI());
    String endpoint = isX ? DemoX.endpoint(path) : DemoBluesky.endpoint(path);
    Failure failure = next(endpoint);
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    boolean granted = !isX || Access.isGranted(header, base(), exchange.getRequestURI());
    boolean limited = isX && headers(exchange, endpoint, failure);
    DemoX.Answer answer;
    if (!exchange.getRequestMethod().equals("GET")) {
      answer = DemoX.problem(405, "about:blank", "Method Not Allowed", endpoint);
    } else if (!granted || failure == Failure.BAD_CREDENTIALS) {
      answer = DemoX.problem(401, "about:blank", "Unauthorized", endpoint);
    } else if (limited) {
      answer = DemoX.problem(429, "about:blank", "Too Many Requests", endpoint);
    } else {
      answer = isX ? x.answer(path, query) : bluesky.answer(path, query);
    }
    if (failure == null) {
      bill.add(answer);
      send(exchange, answer.status(), answer.body().toString(), query);
    } else {
      fail(exchange, failure, answer, path, query);
    }
  }

  private synchronized @org.jspecify.annotations.Nullable Failure next(String endpoint) {
    int number = calls.merge(endpoint, 1, Integer::sum);
    return planned.stream()
        .filter(p -> p.applies(endpoint, number))
        .map(Failure.Planned::failure)
        .findFirst()
        .orElse(null);
  }

  /** Sets the rate-limit headers, and says whether the limit is used up. */
  private synchronized boolean headers(
      HttpExchange exchange, String endpoint, @org.jspecify.annotations.Nullable Failure failure) {
    long now = clock.instant().getEpochSecond();
    if (now / WINDOW_SECONDS != window) {
      window = now / WINDOW_SECONDS;
      inWindow.clear();
    }
    int limit = limits.getOrDefault(endpoint, 300);
    int used = inWindow.merge(endpoint, 1, Integer::sum);
    long reset = (window + 1) * WINDOW_SECONDS;
    boolean forced = failure == Failure.RATE_LIMIT;
    if (failure == Failure.RATE_LIMIT_PLAIN || failure == Failure.RATE_LIMIT_OLD) {
      return false;
    }
    boolean odd = failure == Failure.ODD_HEADERS;
    var headers = exchange.getResponseHeaders();
    headers.set("x-rate-limit-limit", odd ? "many" : Integer.toString(limit));
    headers.set(
        "x-rate-limit-remaining",
        odd ? "some" : Integer.toString(forced ? 0 : Math.max(0, limit - used)));
    headers.set("x-rate-limit-reset", odd ? "soon" : Long.toString(forced ? now + 30 : reset));
    return used > limit;
  }

  private void send(HttpExchange exchange, int status, String body, Map<String, String> query)
      throws IOException {
    pause(delay);
    witness.accept(new Exchange(exchange.getRequestURI().getPath(), query, status, body));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    } finally {
      exchange.close();
    }
  }

  private void fail(
      HttpExchange exchange,
      Failure failure,
      DemoX.Answer answer,
      String path,
      Map<String, String> query)
      throws IOException {
    String endpoint = answer.endpoint();
    String whole = answer.body().toString();
    String id = path.replaceAll("\\D+", " ").strip().replaceAll(".* ", "");
    switch (failure) {
      case RATE_LIMIT, RATE_LIMIT_OLD, RATE_LIMIT_PLAIN -> {
        String body =
            switch (failure) {
              case RATE_LIMIT_OLD ->
                  "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}";
              case RATE_LIMIT_PLAIN -> "Rate limit exceeded";
              default -> "{\"title\":\"Too Many Requests\",\"type\":\"about:blank\"}";
            };
        refuse(exchange, 429, body, query);
      }
      case USAGE_CAP -> {
        ObjectNode body = DemoX.problem(429, "usage-capped", "UsageCapExceeded", endpoint).body();
        body.put("period", "Monthly").put("scope", "Product");
        refuse(exchange, 429, body.toString(), query);
      }
      case NO_CREDITS -> {
        ObjectNode body = DemoX.problem(402, "credits", "CreditsDepleted", endpoint).body();
        body.put("account_id", 1234567890123456789L);
        refuse(exchange, 402, body.toString(), query);
      }
      case NOT_ENROLLED -> {
        ObjectNode body =
            DemoX.problem(403, "client-forbidden", "Client Forbidden", endpoint).body();
        body.put("reason", "client-not-enrolled");
        refuse(exchange, 403, body.toString(), query);
      }
      case FORBIDDEN ->
          refuse(
              exchange,
              403,
              DemoX.problem(403, "about:blank", "Forbidden", endpoint).body().toString(),
              query);
      case BAD_CREDENTIALS -> refuse(exchange, 401, whole, query);
      case NOT_FOUND ->
          refuse(
              exchange,
              404,
              DemoX.problem(404, "about:blank", "Not Found", endpoint).body().toString(),
              query);
      case SERVER_ERROR ->
          refuse(
              exchange,
              500,
              DemoX.problem(500, "about:blank", "Internal Server Error", endpoint)
                  .body()
                  .toString(),
              query);
      case OVERLOADED -> {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        refuse(exchange, 503, "<html><body>Over capacity</body></html>", query);
      }
      case HTML -> {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        refuse(exchange, 200, "<html><body>Something went wrong</body></html>", query);
      }
      case EXPIRED ->
          refuse(
              exchange,
              400,
              DemoX.problem(400, "invalid-request", "Invalid Request", endpoint).body().toString(),
              query);
      case MALFORMED -> refuse(exchange, 200, whole.substring(0, whole.length() / 2), query);
      case EMPTY -> refuse(exchange, 200, "", query);
      case CUT -> cut(exchange, whole, whole.length());
      case BROKEN -> cut(exchange, whole, 0);
      case SILENT -> silent(exchange);
      case MOVED -> {
        exchange.getResponseHeaders().set("Location", base() + "/2/users?ids=1");
        refuse(exchange, 302, "", query);
      }
      case SUSPENDED, PROTECTED ->
          send(
              exchange, 200, DemoX.instead(id, failure.typed(), endpoint).body().toString(), query);
      case UNKNOWN_PROBLEM -> {
        ObjectNode body = DemoX.instead(id, "not_found", endpoint).body();
        ((ObjectNode) body.path("errors").get(0))
            .put("type", "https://api.x.com/2/problems/something-new")
            .put("title", "Something New");
        refuse(exchange, 200, body.toString(), query);
      }
      case ODD_HEADERS,
          SAME_PAGE,
          CIRCLE,
          NO_PEOPLE,
          EMPTY_PAGE,
          NO_DATES,
          SHORT_DATES,
          SHORT_LIST -> {
        bill.add(answer);
        send(exchange, answer.status(), odd(failure, answer.body(), query).toString(), query);
      }
    }
  }

  /** An answer that nobody is charged for. */
  private void refuse(HttpExchange exchange, int status, String body, Map<String, String> query)
      throws IOException {
    send(exchange, status, body, query);
  }

  private static ObjectNode odd(Failure failure, ObjectNode body, Map<String, String> query) {
    ObjectNode odd = body.deepCopy();
    ObjectNode meta = odd.path("meta") instanceof ObjectNode there ? there : odd.putObject("meta");
    switch (failure) {
      case SAME_PAGE ->
          meta.put("next_token", query.getOrDefault("pagination_token", DemoX.token(0)));
      case EMPTY_PAGE -> {
        odd.remove("data");
        odd.remove("includes");
        meta.put("result_count", 0);
        meta.put("next_token", query.getOrDefault("pagination_token", DemoX.token(0)) + "x");
      }
      case CIRCLE ->
          meta.put(
              "next_token",
              query.getOrDefault("pagination_token", "").endsWith("x")
                  ? DemoX.token(0)
                  : DemoX.token(0) + "x");
      case NO_PEOPLE -> {
        odd.remove("data");
        meta.remove("next_token");
        meta.put("result_count", 0);
      }
      case SHORT_LIST -> meta.remove("next_token");
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
        // The headers are odd enough.
      }
    }
    return odd;
  }

  /** Announces more than is sent, or in pieces that break off. */
  private static void cut(HttpExchange exchange, String whole, int announced) throws IOException {
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, announced == 0 ? 0 : bytes.length + 100L);
    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    exchange.getResponseBody().flush();
    throw new IOException("cut on purpose");
  }

  private static void silent(HttpExchange exchange) {
    pause(60_000);
    exchange.close();
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every way in which it can fail, as it is typed. */
  public static List<String> failures() {
    List<String> all = new ArrayList<>();
    for (Failure failure : Failure.values()) {
      all.add(failure.typed());
    }
    return all;
  }
}
