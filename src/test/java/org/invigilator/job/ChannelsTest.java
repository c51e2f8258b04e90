package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.job.delivery.Deliverability;
import org.invigilator.job.delivery.MailSpool;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.policy.Delivery;
import org.invigilator.register.InvalidInput;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.backoff.FixedBackOff;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages to channels through a real server, and copies in a shared folder. */
@ResourceLock(OneAtATime.AUDITS)
class ChannelsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  @TempDir Path folder;
  private HttpServer server;
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Integer> statuses = new ArrayDeque<>();
  private volatile boolean isSignedOut;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          bodies.add(
              exchange.getRequestURI().getPath()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          int status = statuses.isEmpty() ? 202 : statuses.poll();
          if (isSignedOut) {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Map<String, String> environment() {
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        "INVIGILATOR_TEAMS_WEBHOOK", base + "/teams-secret",
        "INVIGILATOR_SLACK_WEBHOOK", base + "/slack-secret");
  }

  private AuditRequest request(LocalDate day, Delivery.To... to) throws Exception {
    Path trust =
        new TrustBuilder("ctat-2024", day)
            .set("accounts", "NTH-TW-01", Map.of("login_email", "x@mailbox.example"))
            .write(folder.resolve("trust"));
    Files.writeString(
        trust.resolve("trust.yaml"),
        Files.readString(trust.resolve("trust.yaml")).replace("Test Trust", "Test_Trust <&>")
            + "\ndelivery: {folder: shared, keep: 2, link: 'https://files.trust.example/audit'}\n");
    return new AuditRequest(
        "weekly",
        trust,
        day,
        folder.resolve("out"),
        StateLocation.of(folder.resolve("state")),
        false,
        trust.resolve("snapshots"),
        Map.of(),
        List.of(),
        Set.of(to),
        Workers.HERE);
  }

  private RunOutcome audit(AuditRequest request, StateStore state, Map<String, String> environment)
      throws Exception {
    return new AuditWorkflow(request, environment, CLOCK, Progress.SILENT, new Stop(), "test")
        .run(TrustInput.of(request, request.asOf()), state, false);
  }

  @Test
  void channelsGetCountsAndALinkAndNothingOfAnAccount() throws Exception {
    AuditRequest request = request(DAY, Delivery.To.TEAMS, Delivery.To.SLACK);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      RunOutcome outcome = audit(request, state, environment());
      assertThat(outcome.failure()).isEmpty();
      assertThat(bodies).hasSize(2).noneMatch(body -> body.contains("NTH"));
      JsonNode card =
          JSON.readTree(bodies.get(0).substring("/teams-secret ".length()))
              .path("attachments")
              .path(0);
      assertThat(card.path("contentType").asString())
          .isEqualTo("application/vnd.microsoft.card.adaptive");
      assertThat(card.at("/content/type").asString()).isEqualTo("AdaptiveCard");
      assertThat(card.at("/content/body/0/text").asString())
          .isEqualTo("Test\\_Trust <&>: social media audit of 20 November 2026");
      assertThat(card.at("/content/body/2/facts").valueStream())
          .extracting(fact -> fact.path("title").asString() + " " + fact.path("value").asString())
          .contains("Open, medium 2", "Overdue 0", "Accounts not read in full 0");
      assertThat(card.at("/content/actions/0/url").asString())
          .isEqualTo("https://files.trust.example/audit");
      String text =
          JSON.readTree(bodies.get(1).substring("/slack-secret ".length())).path("text").asString();
      assertThat(text)
          .startsWith("*Test_Trust &lt;&amp;&gt;: social media audit of 20 November 2026*\n")
          .endsWith("\n<https://files.trust.example/audit|Open the reports>");
      // What was sent is not sent again.
      assertThat(state.mailSpool(CLOCK).send(environment(), new FixedBackOff(0, 0)))
          .isEqualTo(new MailSpool.Result(0, List.of()));
      assertThat(bodies).hasSize(2);
    }
  }

  @Test
  void pageInPlaceOfAnAnswerIsNoDelivery() throws Exception {
    isSignedOut = true;
    AuditRequest request = request(DAY, Delivery.To.TEAMS);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      RunOutcome outcome = audit(request, state, environment());
      assertThat(outcome.toString())
          .contains("answered with a web page")
          .doesNotContain("teams-secret");
      isSignedOut = false;
      assertThat(state.mailSpool(CLOCK).send(environment(), new FixedBackOff(0, 0)).sent())
          .isEqualTo(1);
    }
  }

  @Test
  void failureThatMayPassIsTriedAgainAndOneThatWillNotIsNamedWithoutTheAddress() throws Exception {
    statuses.addAll(List.of(503, 429, 202, 404));
    AuditRequest request = request(DAY, Delivery.To.TEAMS, Delivery.To.SLACK);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      audit(request.silently(), state, Map.of());
      var model =
          org.invigilator.job.step.Reports.model(
              state,
              TrustInput.of(request, DAY),
              org.invigilator.job.step.Reports.latestFinished(state, request),
              Map.of());
      state
          .mailSpool(CLOCK)
          .queue(
              model,
              org.invigilator.report.Redaction.of(
                  TrustInput.of(request, DAY).index(), java.util.List.of()),
              model.settings().delivery(),
              request.deliver(),
              request.out());
      MailSpool.Result result = state.mailSpool(CLOCK).send(environment(), new FixedBackOff(1, 3));
      assertThat(bodies).hasSize(4);
      assertThat(result)
          .isEqualTo(
              new MailSpool.Result(
                  1,
                  List.of(
                      "to Slack: Slack refused the message (HTTP 404); make a new webhook and set INVIGILATOR_SLACK_WEBHOOK; the next run tries again.")));
      assertThat(state.mailSpool(CLOCK).send(environment(), new FixedBackOff(0, 0)).sent())
          .isEqualTo(1);
      assertThat(bodies).hasSize(5);
    }
  }

  @Test
  void olderMessageThatStillWaitsIsNotSentAfterANewerOne() throws Exception {
    AuditRequest first = request(DAY, Delivery.To.TEAMS);
    statuses.add(404);
    try (StateStore state = StateStore.open(first.state(), Map.of())) {
      audit(first, state, environment());
      audit(request(DAY.plusDays(1), Delivery.To.TEAMS), state, environment());
      assertThat(bodies).hasSize(2);
      assertThat(bodies.get(1)).contains("21 November 2026");
      assertThat(state.mailSpool(CLOCK).count(DAY, "failed")).isEqualTo(1);
      assertThat(state.mailSpool(CLOCK).count(DAY.plusDays(1), "sent")).isEqualTo(1);
    }
  }

  @Test
  void webhookThatIsMissingOrNotAnAddressIsRefusedBeforeTheAudit() throws Exception {
    AuditRequest request = request(DAY, Delivery.To.TEAMS);
    TrustInput input = TrustInput.of(request, DAY);
    assertThatThrownBy(() -> Deliverability.refuseUndeliverable(input, request, false, Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("INVIGILATOR_TEAMS_WEBHOOK");
    for (String address : List.of("http://chat.example/secret", "chat", "ftp://x/secret")) {
      assertThat(
              Deliverability.undeliverable(
                  input, request, Map.of("INVIGILATOR_TEAMS_WEBHOOK", address)))
          .get()
          .satisfies(problem -> assertThat(problem.toString()).doesNotContain(address));
    }
    assertThat(Deliverability.undeliverable(input, request, environment()))
        .isEqualTo(Optional.empty());
  }

  private List<String> shared() throws Exception {
    Path shared = folder.resolve("trust/shared");
    try (Stream<Path> all = Files.walk(shared)) {
      return all.filter(Files::isRegularFile).map(f -> shared.relativize(f).toString()).toList();
    }
  }

  @Test
  void sharedFolderHasTheReportsOfTheLastAuditsAndNoNames() throws Exception {
    AuditRequest first = request(DAY, Delivery.To.FOLDER);
    Map<String, String> names = Map.of("INVIGILATOR_SAFEGUARDING_PASSWORD", "a-long-password-here");
    Files.createDirectories(folder.resolve("trust/shared/2020-01-01"));
    Files.createDirectories(folder.resolve("trust/shared/.2026-11-20.new/left"));
    Files.createDirectories(folder.resolve("trust/shared/.2026-10-01.old/left"));
    Files.writeString(folder.resolve("trust/shared/notes.txt"), "ours");
    try (StateStore state = StateStore.open(first.state(), Map.of())) {
      audit(first, state, names);
      assertThat(folder.resolve("out/" + DAY + "/safeguarding.xlsx")).exists();
      assertThat(shared())
          .containsExactlyInAnyOrder(
              "notes.txt",
              DAY + "/audit.xlsx",
              DAY + "/report.html",
              DAY + "/manifest.json",
              DAY + "/academies/NTH.xlsx",
              DAY + "/academies/NTH.html",
              DAY + "/academies/STH.xlsx",
              DAY + "/academies/STH.html");
      for (int i = 1; i < 4; i++) {
        audit(request(DAY.plusDays(i), Delivery.To.FOLDER), state, Map.of());
      }
      assertThat(shared())
          .contains("notes.txt", DAY.plusDays(3) + "/audit.xlsx", DAY.plusDays(2) + "/audit.xlsx")
          .noneMatch(file -> file.startsWith(DAY.plusDays(1) + "") || file.startsWith(DAY + ""));
      assertThat(folder.resolve("trust/shared/2026-10-01/left"))
          .as("what a killed run had moved aside")
          .exists();
      // A folder that is not ours stays, whatever it is called.
      assertThat(folder.resolve("trust/shared/2020-01-01")).exists();
    }
  }

  @Test
  void reportsAreNotCopiedOntoThemselvesOrOntoThoseOfAnotherTrust() throws Exception {
    AuditRequest request = request(DAY, Delivery.To.FOLDER);
    Path settings = request.trust().resolve("trust.yaml");
    String given = Files.readString(settings);
    Files.writeString(settings, given.replace("folder: shared", "folder: ../out"));
    assertThat(Deliverability.undeliverable(TrustInput.of(request, DAY), request, Map.of()))
        .get()
        .satisfies(problem -> assertThat(problem.found()).contains("written into this folder"));
    Files.writeString(settings, given);
    Path others = Files.createDirectories(folder.resolve("trust/shared/" + DAY));
    Files.writeString(others.resolve("manifest.json"), "{\"trust\":\"Another Trust\"}");
    Files.writeString(others.resolve("audit.xlsx"), "theirs");
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      assertThat(audit(request, state, Map.of()).mail().toString())
          .contains("already has the reports of Another Trust");
    }
    assertThat(others.resolve("audit.xlsx")).hasContent("theirs");
  }

  @Test
  void folderThatCannotBeWrittenIsNamedAndTheAuditStays() throws Exception {
    AuditRequest request = request(DAY, Delivery.To.FOLDER);
    Files.writeString(folder.resolve("trust/shared"), "a file");
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      RunOutcome outcome = audit(request, state, Map.of());
      assertThat(outcome.report()).isPresent();
      assertThat(outcome.mail().toString()).contains("to the folder ", "shared");
    }
  }

  @Test
  void aShareThatIsNotConnectedIsNotMadeUp() throws Exception {
    AuditRequest request = request(DAY, Delivery.To.FOLDER);
    Path settings = request.trust().resolve("trust.yaml");
    Files.writeString(
        settings,
        Files.readString(settings).replace("folder: shared", "folder: mnt/share/reports"));
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      assertThat(audit(request, state, Map.of()).mail().toString())
          .contains("mnt/share/reports", "check whether its disk or share is connected");
    }
    assertThat(request.trust().resolve("mnt")).doesNotExist();
  }
}
