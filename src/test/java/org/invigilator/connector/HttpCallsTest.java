package org.invigilator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCallsTest {
  @Test
  void replyInAnotherEncodingIsABrokenOne() throws Exception {
    assertThat(reply(StandardCharsets.ISO_8859_1).trouble()).isEqualTo(HttpCalls.Trouble.BROKEN);
    assertThat(reply(StandardCharsets.UTF_8).body()).isEqualTo("{\"name\":\"Zo\u00eb\"}");
  }

  private static HttpCalls.Reply reply(Charset encoding) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = "{\"name\":\"Zo\u00eb\"}".getBytes(encoding);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (HttpCalls calls = new HttpCalls(Duration.ofSeconds(5))) {
      return calls.get("http://127.0.0.1:" + server.getAddress().getPort() + "/", Map.of());
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "120, 2026-11-20T10:02:00Z",
    "' 5 ', 2026-11-20T10:00:05Z",
    "'Fri, 20 Nov 2026 11:00:00 GMT', 2026-11-20T11:00:00Z",
    "soon, ",
    "-5, ",
    "'', "
  })
  void whenToComeBackIsReadInSecondsOrAsADate(String header, @Nullable Instant until) {
    HttpCalls.Reply reply =
        new HttpCalls.Reply(HttpCalls.Trouble.NONE, 429, "", Map.of("retry-after", header));
    assertThat(reply.retryAfter(Instant.parse("2026-11-20T10:00:00Z")))
        .isEqualTo(Optional.ofNullable(until));
  }
}
