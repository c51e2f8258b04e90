package org.invigilator.connector;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Post;
import org.invigilator.snapshot.SnapshotFolder;

/** A platform's server with replies written by hand, which remembers what it was asked. */
public final class OneServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Reply> replies = new LinkedHashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> headers = Collections.synchronizedList(new ArrayList<>());

  private record Reply(int status, String body, Map<String, String> headers) {}

  public OneServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String uri = exchange.getRequestURI().toString();
          asked.add(uri);
          exchange.getRequestHeaders().values().forEach(headers::addAll);
          Reply reply =
              replies.entrySet().stream()
                  .filter(one -> uri.contains(one.getKey()))
                  .map(Map.Entry::getValue)
                  .findFirst()
                  .orElse(new Reply(500, "{}", Map.of()));
          byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
          reply.headers().forEach(exchange.getResponseHeaders()::add);
          exchange.sendResponseHeaders(reply.status(), body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
  }

  /** Replies to what has this in its address; what was said first goes first. */
  public OneServer on(String part, int status, String body, Map<String, String> more) {
    replies.put(part, new Reply(status, body, more));
    return this;
  }

  public OneServer on(String part, String body) {
    return on(part, 200, body, Map.of());
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** The addresses that were asked for. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** The values of the headers that were sent. */
  public List<String> headers() {
    return List.copyOf(headers);
  }

  public static Connector.PageRequest request(Part part, Connector.Query who, String next) {
    return new Connector.PageRequest(part, who, 40, next, "", Optional.empty());
  }

  /** The lines of a page, as a snapshot is read. */
  public static List<Post> posts(Page page, Path folder) throws IOException {
    List<String> lines = page.items().stream().map(one -> ((Page.PostItem) one).line()).toList();
    Files.write(folder.resolve("posts.ndjson"), lines);
    List<Post> posts = new ArrayList<>();
    new SnapshotFolder(folder).posts(posts::add);
    return posts;
  }

  /** When a failure says that one may ask again. */
  public static Optional<Instant> until(ApiFailure failure) {
    return failure.until();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
