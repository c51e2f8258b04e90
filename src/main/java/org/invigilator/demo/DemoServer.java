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
import org.jspecify.annotations.Nullable;

/**
 * A server in place of the platforms that listens on this machine only: it serves the snapshots of
 * a trust folder, a page at a time, within rate limits, to clients with its credentials, counts
 * what X would charge for, and fails as planned. It is long because it imitates the limits and
 * failures of each platform.
 */
public final class DemoServer implements AutoCloseable {
  private static final int SILENCE_MILLIS = 60_000;

  static {
    // Without this every reply waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final ExecutorService workers = Executors.newCachedThreadPool(DemoServer::daemon);
  private final DemoX x;
  private final DemoBluesky bluesky;
  private final DemoYouTube youTube;
  private final DemoGraph graph;
  private final DemoMastodon mastodon;
  private final RateLimits limits;
  private final Bill bill = new Bill();
  private final List<Failure.Planned> planned = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> calls = new HashMap<>();
  private volatile int delay;
  private volatile Consumer<Exchange> watcher = exchange -> {};

  /** One request and its reply. */
  public record Exchange(String path, Map<String, String> query, int status, String body) {}

  private DemoServer(HttpServer http, DemoTrust trust, Clock clock) {
    this.http = http;
    this.x = new DemoX(trust);
    this.bluesky = new DemoBluesky(trust);
    this.youTube = new DemoYouTube(trust);
    this.graph = new DemoGraph(trust);
    this.mastodon = new DemoMastodon(trust);
    this.limits = new RateLimits(clock);
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "demo");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts on the loopback address.
   *
   * @param port 0 for any free one
   */
  public static DemoServer start(Path trustFolder, int port, Clock clock) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    DemoServer server = new DemoServer(http, new DemoTrust(trustFolder), clock);
    http.setExecutor(server.workers);
    http.createContext("/2/", exchange -> server.serve(exchange, true));
    http.createContext("/xrpc/", exchange -> server.serve(exchange, false));
    http.createContext("/youtube/v3/", server::serveYouTube);
    http.createContext("/graph/", server::serveGraph);
    http.createContext("/mastodon/", server::serveMastodon);
    http.start();
    return server;
  }

  public int port() {
    return http.getAddress().getPort();
  }

  /** The address of its X. */
  public String x() {
    return base() + "/2/";
  }

  /** The address of its Bluesky. */
  public String bluesky() {
    return base() + "/xrpc/";
  }

  /** The address of its YouTube. */
  public String youTube() {
    return base() + "/youtube/v3/";
  }

  /** The address of its Facebook and Instagram, without the version. */
  public String graph() {
    return base() + "/graph/";
  }

  /** The address of its Mastodon server. */
  public String mastodon() {
    return base() + "/mastodon/";
  }

  private String base() {
    return "http://127.0.0.1:" + port();
  }

  /** Plans a failure. */
  public void fail(Failure.Planned failure) {
    planned.add(failure);
  }

  /** Ends all failures, and counts the calls of every endpoint from the beginning. */
  public synchronized void recover() {
    planned.clear();
    calls.clear();
    limits.reset();
  }

  /** Sets how many calls of an endpoint are allowed in a window of 15 minutes. */
  public void limit(String endpoint, int allowed) {
    limits.allow(endpoint, allowed);
  }

  /** Takes so many milliseconds for every reply. */
  public void delay(int millis) {
    delay = millis;
  }

  /** Passes every request and its reply to a watcher. */
  public void watch(Consumer<Exchange> newWatcher) {
    watcher = newWatcher;
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
    boolean limited = isX && limits.isExceeded(exchange.getResponseHeaders(), endpoint, failure);
    DemoReply reply;
    if (!exchange.getRequestMethod().equals("GET")) {
      reply = DemoX.problem(405, "about:blank", "Method Not Allowed", endpoint);
    } else if (!granted || failure == Failure.BAD_CREDENTIALS) {
      reply = DemoX.problem(401, "about:blank", "Unauthorized", endpoint);
    } else if (limited) {
      reply = DemoX.problem(429, "about:blank", "Too Many Requests", endpoint);
    } else {
      reply = isX ? x.reply(path, query) : bluesky.reply(path, query);
    }
    if (failure == null) {
      bill.add(reply);
      send(exchange, reply.status(), reply.body().toString(), query);
    } else {
      fail(exchange, failure, reply, path, query);
    }
  }

  private void serveYouTube(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = Access.query(exchange.getRequestURI());
    boolean granted = Access.KEY.equals(exchange.getRequestHeaders().getFirst("X-Goog-Api-Key"));
    String endpoint = DemoYouTube.endpoint(path);
    reply(
        exchange,
        endpoint,
        query,
        granted ? youTube.reply(path, query) : DemoYouTube.error(400, "keyInvalid", endpoint));
  }

  private void serveGraph(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = Access.query(exchange.getRequestURI());
    boolean granted =
        ("Bearer " + Access.KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    String endpoint = DemoGraph.endpoint(path);
    exchange.getResponseHeaders().set("X-App-Usage", "{\"call_count\":5}");
    reply(
        exchange,
        endpoint,
        query,
        granted ? graph.reply(path, query) : DemoGraph.error(400, 190, endpoint));
  }

  private void serveMastodon(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, String> query = Access.query(exchange.getRequestURI());
    DemoMastodon.Reply reply = mastodon.reply(path, query);
    if (!reply.next().isEmpty()) {
      exchange
          .getResponseHeaders()
          .set("Link", "<" + base() + path + "?max_id=" + reply.next() + ">; rel=\"next\"");
    }
    Failure failure = next(DemoMastodon.endpoint(path));
    if (failure == null) {
      send(exchange, reply.status(), reply.body().toString(), query);
    } else {
      DemoReply whole =
          DemoReply.free(reply.status(), DemoTrust.JSON.createObjectNode(), "mastodon");
      fail(exchange, failure, whole, path, query);
    }
  }

  private void reply(
      HttpExchange exchange, String endpoint, Map<String, String> query, DemoReply reply)
      throws IOException {
    Failure failure = next(endpoint);
    if (failure == null) {
      bill.add(reply);
      send(exchange, reply.status(), reply.body().toString(), query);
    } else {
      fail(exchange, failure, reply, exchange.getRequestURI().getPath(), query);
    }
  }

  private synchronized @Nullable Failure next(String endpoint) {
    int number = calls.merge(endpoint, 1, Integer::sum);
    return planned.stream()
        .filter(p -> p.applies(endpoint, number))
        .map(Failure.Planned::failure)
        .findFirst()
        .orElse(null);
  }

  private void send(HttpExchange exchange, int status, String body, Map<String, String> query)
      throws IOException {
    pause(delay);
    watcher.accept(new Exchange(exchange.getRequestURI().getPath(), query, status, body));
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
      DemoReply reply,
      String path,
      Map<String, String> query)
      throws IOException {
    switch (failure) {
      case CUT -> cut(exchange, reply.body().toString(), true);
      case BROKEN -> cut(exchange, reply.body().toString(), false);
      case SILENT -> {
        pause(SILENCE_MILLIS);
        exchange.close();
      }
      default -> {
        FailedReply failed = FailedReply.of(failure, reply, path, query, base());
        var headers = exchange.getResponseHeaders();
        failed.contentType().ifPresent(type -> headers.set("Content-Type", type));
        failed.location().ifPresent(place -> headers.set("Location", place));
        if (failed.charged()) {
          bill.add(reply);
        }
        send(exchange, failed.status(), failed.body(), query);
      }
    }
  }

  /** Announces more than it sends, or sends pieces that break off. */
  private static void cut(HttpExchange exchange, String whole, boolean announced)
      throws IOException {
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, announced ? bytes.length + 100L : 0);
    exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
    exchange.getResponseBody().flush();
    throw new IOException("cut on purpose");
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The names of all failures, as they are typed. */
  public static List<String> failures() {
    List<String> all = new ArrayList<>();
    for (Failure failure : Failure.values()) {
      all.add(failure.typed());
    }
    return all;
  }
}
