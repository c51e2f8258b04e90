package org.invigilator.connector.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector;
import org.invigilator.connector.HttpCalls;
import org.invigilator.connector.Page;
import org.invigilator.demo.Access;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that are not what was asked for: none of them may look like nothing being there. */
class DistrustTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final String POSTS =
      """
      {"data":[{"id":"11","text":"One","created_at":"2026-11-02T08:00:00Z","author_id":"1",
      "attachments":{"media_keys":["m"]}},{"id":"10","text":"Two","created_at":"2026-11-01T08:00:00Z",
      "author_id":"1"}],"includes":{"media":[{"media_key":"m","type":"photo"}]},
      "meta":{"result_count":2,"next_token":"n"}}""";
  private static final String PEOPLE =
      "{\"data\":[{\"id\":\"5\",\"username\":\"five\",\"name\":\"Five\"}],\"meta\":{\"result_count\":1}}";

  @TempDir Path folder;
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private XConnector replying(String body) throws IOException {
    server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
    serve(body);
    return x("http", server.getAddress().getPort());
  }

  private void serve(String body) {
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    server.start();
  }

  private static XConnector x(String scheme, int port) {
    return new XConnector(
        scheme + "://127.0.0.1:" + port + "/2/",
        Source.Fields.TWEET,
        XCredentials.of(Map.of(XCredentials.BEARER, Access.BEARER)).orElseThrow(),
        1);
  }

  private static final Connector.Query SCHOOL = new Connector.Query("A", "1", "");

  private static Page page(XConnector x, Part part) throws ApiFailure {
    return x.page(new Connector.PageRequest(part, SCHOOL, 100, "", "", Optional.empty()));
  }

  @Test
  void replyAsItShouldBeIsRead() throws Exception {
    XConnector x = replying(POSTS);
    assertThat(page(x, Part.POSTS).items()).hasSize(2);
    assertThat(x.shortfall(SCHOOL, Part.POSTS)).isEmpty();
  }

  @Test
  void anErrorAboutAPostInPlaceOfAPageDoesNotSayThatTheAccountIsGone() throws Exception {
    XConnector x =
        replying(
            "{\"errors\":[{\"type\":\"https://api.x.com/2/problems/resource-not-found\",\"resource_type\":\"tweet\",\"resource_id\":\"7\"}]}");
    assertThatThrownBy(() -> page(x, Part.POSTS))
        .hasMessageContaining("only an error about a post");
  }

  @Test
  void theChoicesOfAPollAreKept() throws Exception {
    XConnector x =
        replying(
            """
            {"data":[{"id":"5","text":"Who?","created_at":"2026-11-02T08:00:00Z","author_id":"1",
            "attachments":{"poll_ids":["9"]}}],"includes":{"polls":[{"id":"9","options":
            [{"position":1,"label":"Kit"}]}]},"meta":{"result_count":1}}""");
    Page.PostItem post = (Page.PostItem) page(x, Part.POSTS).items().get(0);
    assertThat(post.line()).contains("\"label\":\"Kit\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "text", "created_at", "author_id", "attachments", "next_token"})
  void renamedFieldOfPostsIsUnreadable(String field) throws Exception {
    XConnector x = replying(POSTS.replace("\"" + field + "\":", "\"x_" + field + "\":"));
    assertThatThrownBy(() -> page(x, Part.POSTS))
        .isInstanceOfSatisfying(
            ApiFailure.class, f -> assertThat(f.kind()).isEqualTo(ApiFailure.Kind.UNKNOWN))
        .hasMessageContaining("it may have changed its field names");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "username", "name"})
  void renamedFieldOfPeopleIsUnreadable(String field) throws Exception {
    XConnector x = replying(PEOPLE.replace("\"" + field + "\":", "\"x_" + field + "\":"));
    assertThatThrownBy(() -> page(x, Part.FOLLOWERS)).isInstanceOf(ApiFailure.class);
  }

  @Test
  void unknownFieldMakesThePartOne() throws Exception {
    XConnector x =
        replying(POSTS.replace("\"text\":\"One\"", "\"text\":\"One\",\"card_list\":[1]"));
    assertThat(page(x, Part.POSTS).items()).hasSize(2);
    assertThat(x.shortfall(SCHOOL, Part.POSTS)).contains("card_list");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":\"Service Unavailable\",\"type\":\"about:blank\"} | false",
        "{\"title\":\"Operational Disconnect\",\"type\":\"https://api.x.com/2/problems/operational-disconnect\"} | false",
        "{\"title\":\"Not Found Error\",\"type\":\"https://api.x.com/2/problems/resource-not-found\",\"value\":\"7\"} | true"
      })
  void errorBesideTheDataThatIsAboutTheServiceIsAFault(String error, boolean harmless)
      throws Exception {
    XConnector x = replying(POSTS.replaceFirst("\\{", "{\"errors\":[" + error + "],"));
    assertThat(page(x, Part.POSTS).fault().isEmpty()).isEqualTo(harmless);
  }

  @Test
  void postOfSomeoneElseIsNotTheAccounts() throws Exception {
    XConnector x = replying(POSTS.replaceFirst("\"author_id\":\"1\"", "\"author_id\":\"2\""));
    assertThat(page(x, Part.POSTS).items()).extracting(Page.Item::id).containsExactly("10");
  }

  @Test
  void webPageOfAFilterIsNamedAndNotCharged() throws Exception {
    XConnector x = replying("<html><body>Blocked by the school's filter</body></html>");
    assertThatThrownBy(() -> page(x, Part.POSTS))
        .hasMessage(
            "a web page came instead of X's reply, perhaps from a filter or proxy of the network");
  }

  @Test
  void certificateThatIsNotTrustedStopsTheRun() throws Exception {
    server = https();
    serve(POSTS);
    XConnector x = x("https", server.getAddress().getPort());
    assertThatThrownBy(() -> page(x, Part.POSTS))
        .isInstanceOfSatisfying(
            ApiFailure.class, f -> assertThat(f.kind()).isEqualTo(ApiFailure.Kind.STOP))
        .hasMessageContaining("the certificate of X's server is not trusted");
  }

  private HttpsServer https() throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "demo",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    made.getInputStream().readAllBytes();
    assertThat(made.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer https = HttpsServer.create(new InetSocketAddress(HERE, 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    return https;
  }

  /** Replies by hand, one connection at a time. */
  private interface Replies {
    void to(Socket socket, int request) throws Exception;
  }

  private static Thread serving(ServerSocket socket, AtomicInteger requests, Replies replies) {
    Thread thread =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try (Socket one = socket.accept()) {
                  while (readHead(one.getInputStream())) {
                    replies.to(one, requests.incrementAndGet());
                  }
                } catch (Exception e) {
                  // The client has gone.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static boolean readHead(InputStream in) throws IOException {
    int newlines = 0;
    for (int c = in.read(); c >= 0; c = in.read()) {
      newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
      if (newlines == 2) {
        return true;
      }
    }
    return false;
  }

  @Test
  void headersThatTrickleInHaveADeadline() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, HERE)) {
      serving(
          socket,
          new AtomicInteger(),
          (one, request) -> {
            for (int i = 0; i < 100; i++) {
              one.getOutputStream().write("HTTP/1.1 200 OK\r\nX-A: ".charAt(i % 20));
              one.getOutputStream().flush();
              Thread.sleep(200);
            }
          });
      long start = System.nanoTime();
      try (HttpCalls calls = new HttpCalls(Duration.ofSeconds(1))) {
        HttpCalls.Reply reply = calls.get("http://127.0.0.1:" + socket.getLocalPort(), Map.of());
        assertThat(reply.trouble()).isEqualTo(HttpCalls.Trouble.BROKEN);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void replyThatUnpacksToFarTooMuchIsNamed() throws Exception {
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (java.util.zip.GZIPOutputStream zip = new java.util.zip.GZIPOutputStream(packed)) {
      byte[] blank = new byte[1 << 20];
      for (int i = 0; i < 40; i++) {
        zip.write(blank);
      }
    }
    try (ServerSocket socket = new ServerSocket(0, 5, HERE);
        HttpCalls calls = new HttpCalls(Duration.ofSeconds(20))) {
      serving(
          socket,
          new AtomicInteger(),
          (one, request) -> {
            String head =
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                    + packed.size()
                    + "\r\n\r\n";
            one.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            one.getOutputStream().write(packed.toByteArray());
            one.getOutputStream().flush();
          });
      HttpCalls.Reply reply = calls.get("http://127.0.0.1:" + socket.getLocalPort(), Map.of());
      assertThat(reply.trouble()).isEqualTo(HttpCalls.Trouble.TOO_LARGE);
      ApiFailure failure = HttpCalls.failure(reply, "X", true).orElseThrow();
      assertThat(failure.kind()).isEqualTo(ApiFailure.Kind.UNKNOWN);
      assertThat(failure.reason()).contains("larger than any");
    }
  }

  @Test
  void requestIsSentOnceWhenTheConnectionBreaksWithoutAReply() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (ServerSocket socket = new ServerSocket(0, 5, HERE);
        HttpCalls calls = new HttpCalls(Duration.ofSeconds(2))) {
      serving(
          socket,
          requests,
          (one, request) -> {
            if (request == 1) {
              one.getOutputStream()
                  .write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
                          .getBytes(StandardCharsets.US_ASCII));
              one.getOutputStream().flush();
            } else {
              one.close();
            }
          });
      String url = "http://127.0.0.1:" + socket.getLocalPort();
      assertThat(calls.get(url, Map.of()).status()).isEqualTo(200);
      assertThat(calls.get(url, Map.of()).trouble()).isEqualTo(HttpCalls.Trouble.BROKEN);
      assertThat(requests).hasValue(2);
    }
  }

  @Test
  void serverThatIsNotThereHasChargedNothing() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(() -> page(x("http", port), Part.POSTS))
        .hasMessage("X could not be reached");
    assertThat(List.of(HttpCalls.Trouble.values())).contains(HttpCalls.Trouble.UNREACHED);
  }
}
