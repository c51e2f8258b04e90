package org.invigilator.connector.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Connector;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.demo.Access;
import org.invigilator.demo.DemoServer;
import org.invigilator.policy.Source;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import twitter4j.Twitter;
import twitter4j.TwitterFactory;
import twitter4j.TwitterV2ExKt;
import twitter4j.V2ConfigurationKt;
import twitter4j.conf.ConfigurationBuilder;

/** How X is asked, and what is made of what it answers. */
class XConnectorTest {
  private static final Path SAMPLE = Path.of("jobs/sample-trust");
  private static final Map<String, String> BEARER = Map.of(XCredentials.BEARER, Access.BEARER);
  private static final Map<String, String> OAUTH =
      Map.of(
          XCredentials.CONSUMER_KEY, Access.CONSUMER_KEY,
          XCredentials.CONSUMER_SECRET, Access.CONSUMER_SECRET,
          XCredentials.ACCESS_TOKEN, Access.ACCESS_TOKEN,
          XCredentials.ACCESS_SECRET, Access.ACCESS_SECRET);
  private static final String SCHOOL = "880000000000000000";
  private DemoServer server;

  /** As in the program, where nothing else touches twitter4j: its logger is chosen once. */
  @BeforeAll
  static void oursComesFirst() throws ClassNotFoundException {
    Class.forName(XTransport.class.getName());
  }

  @BeforeEach
  void start() throws Exception {
    server = DemoServer.start(SAMPLE, 0, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private XConnector x(Map<String, String> environment) {
    return new XConnector(
        server.x(), Source.Fields.TWEET, XCredentials.of(environment).orElseThrow(), 5);
  }

  private static Connector.PageRequest ask(Part part, int size) {
    return new Connector.PageRequest(
        part, new Connector.Query("A", SCHOOL, ""), size, "", "", Optional.empty());
  }

  @Test
  void bearerTokenOfTheConsoleIsEncodedOnce() throws ApiFailure {
    assertThat(x(BEARER).page(ask(Part.FOLLOWERS, 20)).items()).hasSize(20);
  }

  @Test
  void requestsAreSignedAsOAuthAsks() throws ApiFailure {
    Page page =
        x(OAUTH)
            .page(
                new Connector.PageRequest(
                    Part.POSTS,
                    new Connector.Query("A", SCHOOL, ""),
                    5,
                    "",
                    "",
                    Optional.of(Instant.parse("2020-01-01T00:00:00Z"))));
    assertThat(page.items()).hasSize(5);
  }

  @Test
  void wrongCredentialsStopTheRun() {
    assertThatThrownBy(() -> x(Map.of(XCredentials.BEARER, "another")).page(ask(Part.POSTS, 5)))
        .isInstanceOfSatisfying(
            ApiFailure.class, r -> assertThat(r.kind()).isEqualTo(ApiFailure.Kind.STOP))
        .hasMessageContaining("HTTP 401");
  }

  @Test
  void credentialsAreNeverPrinted() {
    assertThat(XCredentials.of(OAUTH).orElseThrow().toString()).isEqualTo("credentials for X");
    assertThat(XCredentials.of(Map.of())).isEmpty();
    assertThat(XCredentials.of(Map.of(XCredentials.CONSUMER_KEY, "one of four"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.x.com/2/, true",
    "http://127.0.0.1:8089/2/, true",
    "http://localhost:8089/2/, true",
    "http://[::1]:8089/2/, true",
    "http://api.x.com/2/, false",
    "http://127.0.0.1.example.org/2/, false",
    "http://localhost.example.org/2/, false",
    "https://user:secret@api.x.com/2/, false",
    "ftp://127.0.0.1/, false",
    "nonsense, false"
  })
  void plainHttpIsForThisMachineOnly(String url, boolean allowed) {
    assertThat(Source.isAllowed(url)).isEqualTo(allowed);
    if (!allowed) {
      assertThatThrownBy(
              () ->
                  new XConnector(
                      url, Source.Fields.TWEET, XCredentials.of(BEARER).orElseThrow(), 5))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void lookUpTellsEveryAccountApart() throws ApiFailure {
    LookUp answer =
        x(BEARER)
            .lookUp(
                List.of(
                    new Connector.Query("known", "", "FHH_FLT_demo"),
                    new Connector.Query("odd", "", "not a handle"),
                    new Connector.Query("gone", "", "nobody_at_all")));
    assertThat(answer.found().get("known").userId()).isEqualTo(SCHOOL);
    assertThat(answer.found().get("known").state()).isEqualTo(ProfileState.FOUND);
    assertThat(answer.found().get("odd").state()).isEqualTo(ProfileState.UNREADABLE);
    assertThat(answer.found().get("gone").state()).isEqualTo(ProfileState.NOT_FOUND);
    assertThat(answer.bill().users()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2123461297566646285, 2026-11-20T02:30:00Z, 2123461297566646285",
    "2123461297566646285, 2026-11-19T16:00:00Z, 2123446197476098048",
    "5, 2026-11-19T16:00:00Z, 5",
    "'', 2026-11-19T16:00:00Z, ''",
    "3jzfcijpj2z2a, 2026-11-19T16:00:00Z, ''"
  })
  void newPostsAreAskedForFromTheNewestOrTheOverlap(String newest, String from, String since) {
    String asked = x(BEARER).sinceId(newest, Instant.parse(from));
    if (since.startsWith("2123446")) {
      long at = (Long.parseLong(asked) >> 22) + 1288834974657L;
      assertThat(Instant.ofEpochMilli(at)).isEqualTo(from);
    } else {
      assertThat(asked).isEqualTo(since);
    }
  }

  @Test
  void redirectIsNotFollowedWithTheToken() throws Exception {
    List<String> seen = new ArrayList<>();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    HttpServer first =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    first.createContext(
        "/",
        exchange -> {
          exchange
              .getResponseHeaders()
              .set("Location", "http://127.0.0.1:" + other.getAddress().getPort() + "/");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    other.start();
    first.start();
    try {
      XConnector x =
          new XConnector(
              "http://127.0.0.1:" + first.getAddress().getPort() + "/2/",
              Source.Fields.TWEET,
              XCredentials.of(BEARER).orElseThrow(),
              5);
      assertThatThrownBy(() -> x.page(ask(Part.POSTS, 5))).isInstanceOf(ApiFailure.class);
      assertThat(seen).isEmpty();
    } finally {
      other.stop(0);
      first.stop(0);
    }
  }

  @Test
  void whoCannotBeReachedChargesNothing() {
    XConnector x = x(BEARER);
    server.close();
    assertThatThrownBy(() -> x.page(ask(Part.POSTS, 5)))
        .isInstanceOfSatisfying(
            ApiFailure.class, r -> assertThat(r.kind()).isEqualTo(ApiFailure.Kind.RETRY))
        .hasMessage("X could not be reached");
  }

  @Test
  void nothingOfTokensAndBodiesIsLoggedAtAnyLevel() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    root.addAppender(events);
    root.setLevel(Level.TRACE);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    try {
      x(BEARER).page(ask(Part.FOLLOWERS, 5));
      x(OAUTH).page(ask(Part.POSTS, 5));
      assertThatThrownBy(() -> x(Map.of(XCredentials.BEARER, "t0psecret")).page(ask(Part.POSTS, 5)))
          .isInstanceOf(ApiFailure.class);
    } finally {
      System.setOut(out);
      System.setErr(err);
      root.setLevel(before);
      root.detachAppender(events);
    }
    String all =
        printed.toString(StandardCharsets.UTF_8)
            + events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(all)
        .doesNotContain(
            "AAAAdemo",
            "t0psecret",
            Access.CONSUMER_SECRET,
            Access.ACCESS_SECRET,
            "Bearer",
            "oauth_signature",
            "science fair",
            "result_count");
  }

  @Test
  void anotherReaderOfTheSameBodiesSeesTheSameIds() throws Exception {
    ConfigurationBuilder configuration =
        new ConfigurationBuilder()
            .setApplicationOnlyAuthEnabled(true)
            .setOAuthConsumerKey("unused")
            .setOAuthConsumerSecret("unused")
            .setOAuth2TokenType("bearer")
            .setOAuth2AccessToken(
                java.net.URLDecoder.decode(Access.BEARER, StandardCharsets.UTF_8));
    Twitter twitter = new TwitterFactory(configuration.build()).getInstance();
    V2ConfigurationKt.getV2Configuration(twitter.getConfiguration()).setBaseURL(server.x());
    var v2 = TwitterV2ExKt.getV2(twitter);
    long school = Long.parseLong(SCHOOL);
    List<String> followers =
        v2.getFollowerUsers(school, "", 20, null, null, "").getUsers().stream()
            .map(user -> Long.toString(user.getId()))
            .toList();
    assertThat(ids(x(BEARER).page(ask(Part.FOLLOWERS, 20)))).isEqualTo(followers).hasSize(20);
    List<String> posts =
        v2
            .getUserTweets(
                school,
                null,
                null,
                "",
                100,
                null,
                null,
                null,
                null,
                null,
                null,
                "created_at,public_metrics",
                null,
                "")
            .getTweets()
            .stream()
            .map(tweet -> Long.toString(tweet.getId()))
            .toList();
    assertThat(ids(x(BEARER).page(ask(Part.POSTS, 100)))).isEqualTo(posts).isNotEmpty();
    List<String> users =
        v2
            .getUsersBy(new String[] {"FHH_flt_demo", "MRC_flt_demo"}, null, null, "")
            .getUsers()
            .stream()
            .map(user -> Long.toString(user.getId()))
            .toList();
    assertThat(
            x(BEARER)
                .lookUp(
                    List.of(
                        new Connector.Query("a", "", "FHH_flt_demo"),
                        new Connector.Query("b", "", "MRC_flt_demo")))
                .found()
                .values()
                .stream()
                .map(LookUp.Found::userId)
                .toList())
        .isEqualTo(users);
  }

  private static List<String> ids(Page page) {
    return page.items().stream().map(Page.Item::id).toList();
  }

  @Test
  void lineHoldsThePicturesAndPeopleOfItsOwnPost() throws Exception {
    Page page = x(BEARER).page(ask(Part.POSTS, 100));
    Map<String, String> shown = new java.util.HashMap<>();
    for (Page.Item item : page.items()) {
      shown.put(item.id(), ((Page.PostItem) item).line());
    }
    for (String line :
        Files.readAllLines(SAMPLE.resolve("snapshots/twitter/FHH-TW-01/posts.ndjson"))) {
      var whole = tools.jackson.databind.json.JsonMapper.builder().build().readTree(line);
      var read =
          tools.jackson.databind.json.JsonMapper.builder()
              .build()
              .readTree(shown.get(whole.path("data").path("id").asString()));
      assertThat(read.path("includes").path("media"))
          .isEqualTo(whole.path("includes").path("media"));
      assertThat(read.path("data").path("text")).isEqualTo(whole.path("data").path("text"));
    }
  }
}
