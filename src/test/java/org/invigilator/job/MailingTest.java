package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.poi.xssf.extractor.XSSFExcelExtractor;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.invigilator.job.delivery.MailSpool;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.policy.Delivery;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportModel;
import org.invigilator.report.mail.PostOffice;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.FixedBackOff;

/** The mails of a run, through a real server over TLS. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class MailingTest {
  private static final BackOff ONCE = new FixedBackOff(0, 0);

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final Map<String, String> TRUSTING =
      Map.of(
          "mail.smtps.ssl.socketFactory.class",
          DummySSLSocketFactory.class.getName(),
          "mail.smtps.ssl.checkserveridentity",
          "false");
  @TempDir Path folder;
  private GreenMail server;

  @BeforeEach
  void start() {
    ServerSetup tls = ServerSetupTest.SMTPS.dynamicPort();
    server = new GreenMail(tls);
    server.start();
    server.setUser("audit@trust.example", "audit", "letmein-please");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Path trust() throws Exception {
    Path trust =
        new TrustBuilder("ctat-2024", DAY)
            .set("accounts", "NTH-TW-01", Map.of("login_email", "x@mailbox.example"))
            .set("people", "P-1", Map.of("on_leave", "no"))
            .post(
                "NTH-TW-01",
                Map.of(
                    "id",
                    "41",
                    "at",
                    "2026-11-15T10:00:00Z",
                    "text",
                    "Well done <b>@Sam_J09</b>",
                    "mentions",
                    List.of(Map.of("username", "Sam_J09", "id", "5001"))))
            .write(folder.resolve("trust"));
    Files.writeString(
        trust.resolve("trust.yaml"),
        Files.readString(trust.resolve("trust.yaml"))
            + "\ndelivery:\n  smtp: {host: 127.0.0.1, port: "
            + server.getSmtps().getPort()
            + ", security: tls, from: audit@trust.example, user: audit}\n"
            + "  leadership: [it.lead@trust.example]\n  academies: {STH: head@sth.trust.example}\n");
    return trust;
  }

  private AuditRequest request(Path trust, boolean again) {
    return request(trust, DAY, again, Set.of(Delivery.To.LEADERSHIP, Delivery.To.ACADEMIES));
  }

  private AuditRequest request(Path trust, LocalDate day, boolean again, Set<Delivery.To> to) {
    return new AuditRequest(
        "weekly",
        trust,
        day,
        folder.resolve("out"),
        StateLocation.of(folder.resolve("state")),
        again,
        trust.resolve("snapshots"),
        Map.of(),
        List.of(),
        to,
        Workers.HERE);
  }

  /** Audits without sending, and queues the mails of the audit. */
  private static Audited audit(AuditRequest request, StateStore state) throws Exception {
    TrustInput input = TrustInput.of(request, request.asOf());
    RunOutcome outcome =
        new AuditWorkflow(request.silently(), Map.of(), CLOCK, Progress.SILENT, new Stop(), "test")
            .run(input, state, false);
    ReportModel model = outcome.report().orElseThrow();
    return new Audited(
        Optional.of(model),
        state
            .mailSpool(CLOCK)
            .queue(
                model,
                Redaction.of(input.index(), java.util.List.of()),
                input.settings().delivery(),
                request.deliver(),
                request.out()));
  }

  private record Audited(Optional<ReportModel> report, List<String> undeliverable) {}

  private static PostOffice office(AuditRequest request, String password) {
    Delivery delivery = TrustInput.of(request, DAY).settings().delivery();
    return new PostOffice(delivery.server().orElseThrow(), password, TRUSTING);
  }

  private static List<Part> parts(Part part) throws Exception {
    List<Part> all = new ArrayList<>();
    if (part.getContent() instanceof Multipart many) {
      for (int i = 0; i < many.getCount(); i++) {
        BodyPart one = many.getBodyPart(i);
        all.addAll(parts(one));
      }
    } else {
      all.add(part);
    }
    return all;
  }

  @Test
  void leadershipGetsADigestAndEachAcademyItsRowsAndFileAndNothingOfAPupil() throws Exception {
    AuditRequest request = request(trust(), false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      assertThat(audit(request, state).undeliverable()).isEmpty();
      MailSpool.Result result =
          state.mailSpool(CLOCK).send(office(request, "letmein-please"), ONCE);
      assertThat(result).isEqualTo(new MailSpool.Result(3, List.of()));
      MimeMessage[] mails = server.getReceivedMessages();
      assertThat(Stream.of(mails).map(MailingTest::to))
          .containsExactly(
              "h.vale@nth.trust.example", "head@sth.trust.example", "it.lead@trust.example");
      for (MimeMessage mail : mails) {
        for (Part part : parts(mail)) {
          assertThat(readable(part)).doesNotContain("NTH-1", "Sam_J09", "Samuel");
        }
      }
      MimeMessage toHead = mails[0];
      assertThat(toHead.getSubject())
          .isEqualTo(
              "Social media audit of North Town High Academy, 20 November 2026: the first audit, 2 open");
      List<Part> parts = parts(toHead);
      assertThat(parts).hasSize(3);
      assertThat(readable(parts.get(0)))
          .contains("Where you start (2)", "a pupil", "F-")
          .doesNotContain("STH-TW-01");
      assertThat(readable(parts.get(1))).startsWith("<!DOCTYPE html>");
      assertThat(parts.get(2).getFileName()).isEqualTo("NTH.xlsx");
      assertThat(mails[2].getSubject())
          .startsWith("Social media audit of ")
          .contains("the first audit");
      assertThat(readable(parts(mails[2]).get(0)))
          .contains(
              "The workbook and the page are attached to this mail, without what may name a pupil");
      assertThat(parts(mails[2]))
          .extracting(Part::getFileName)
          .containsExactly(null, null, "audit.xlsx", "report.html");
    }
  }

  @Test
  void linkToTheReportsTakesThePlaceOfTheFiles() throws Exception {
    Path trust = trust();
    Path yaml = trust.resolve("trust.yaml");
    Files.writeString(
        yaml, Files.readString(yaml) + "  link: https://trust.sharepoint.example/sites/audit\n");
    AuditRequest request = request(trust, DAY, false, Set.of(Delivery.To.LEADERSHIP));
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      audit(request, state);
      state.mailSpool(CLOCK).send(office(request, "letmein-please"), ONCE);
      List<Part> parts = parts(server.getReceivedMessages()[0]);
      assertThat(parts).hasSize(2);
      assertThat(readable(parts.get(0)))
          .contains("The reports are at https://trust.sharepoint.example/sites/audit.")
          .doesNotContain("attached");
    }
  }

  @Test
  void ownerIsRemindedOnceBeforeADueDateAndOnceAfterItAndADeputyInTheirPlace() throws Exception {
    Path trust = trust();
    Set<Delivery.To> to = Set.of(Delivery.To.REMINDERS);
    AuditRequest first = request(trust, DAY, false, to);
    try (StateStore state = StateStore.open(first.state(), Map.of())) {
      assertThat(audit(first, state).undeliverable()).isEmpty();
      MailSpool spool = state.mailSpool(CLOCK);
      PostOffice office = office(first, "letmein-please");
      assertThat(spool.send(office, ONCE).sent()).isEqualTo(1);
      MimeMessage before = server.getReceivedMessages()[0];
      assertThat(before.getSubject())
          .isEqualTo("Social media audit: 1 finding to fix, the first by 27 November 2026");
      String text = readable(parts(before).get(0));
      assertThat(text).contains("Due soon (1)", "a pupil").doesNotContain("Overdue", "Sam_J09");

      audit(request(trust, DAY.plusDays(3), false, to), state);
      assertThat(spool.send(office, ONCE).sent()).as("it was said once").isZero();
      audit(request(trust, DAY.plusDays(3), true, to), state);
      assertThat(spool.send(office, ONCE).sent()).as("nor when the date is repeated").isZero();

      Path people = trust.resolve("registers/people.csv");
      Files.writeString(
          people, Files.readString(people).replaceFirst("(?m)^(P-1,.*),no,", "$1,yes,"));
      audit(request(trust, DAY.plusDays(10), false, to), state);
      assertThat(spool.send(office, ONCE).sent()).isEqualTo(1);
      MimeMessage after = server.getReceivedMessages()[1];
      assertThat(to(after)).isEqualTo("h.vale@nth.trust.example");
      assertThat(after.getSubject()).endsWith("1 finding to fix; 1 overdue");
      assertThat(readable(parts(after).get(0))).contains("is on leave", "Overdue (1)");

      audit(request(trust, DAY.plusDays(17), false, to), state);
      assertThat(spool.send(office, ONCE).sent()).isZero();
    }
  }

  @Test
  void reminderOfADateToComeDoesNotStandInTheWayOfTheRealOne() throws Exception {
    Path trust = trust();
    Set<Delivery.To> to = Set.of(Delivery.To.REMINDERS);
    AuditRequest first = request(trust, DAY, false, Set.of());
    try (StateStore state = StateStore.open(first.state(), Map.of())) {
      audit(first, state);
      audit(request(trust, DAY.plusDays(30), false, to), state);
      audit(request(trust, DAY.plusDays(10), false, to), state);
      // Two owners of the date to come, and one of the real one.
      assertThat(state.mailSpool(CLOCK).send(office(first, "letmein-please"), ONCE).sent())
          .isEqualTo(3);
    }
  }

  @Test
  void reminderThatWaitsOutlivesAnotherJobOfTheDate() throws Exception {
    Path trust = trust();
    AuditRequest first = request(trust, DAY, false, Set.of(Delivery.To.REMINDERS));
    try (StateStore state = StateStore.open(first.state(), Map.of())) {
      audit(first, state);
      audit(request(trust, DAY, true, Set.of(Delivery.To.LEADERSHIP)), state);
      assertThat(state.mailSpool(CLOCK).send(office(first, "letmein-please"), ONCE).sent())
          .isEqualTo(2);
    }
  }

  /** A week in which collecting failed is IT's matter; a head has nothing to do about it. */
  @Test
  void whatOnlyItCanPutRightIsInNoMailToASchool() throws Exception {
    Path trust = trust();
    org.springframework.util.FileSystemUtils.deleteRecursively(trust.resolve("snapshots"));
    AuditRequest request = request(trust, false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      audit(request, state);
      state.mailSpool(CLOCK).send(office(request, "letmein-please"), ONCE);
      MimeMessage[] mails = server.getReceivedMessages();
      for (MimeMessage mail : mails) {
        boolean isForIt = to(mail).equals("it.lead@trust.example");
        for (Part part : parts(mail)) {
          String text = readable(part);
          assertThat(!isForIt && text.contains("there is no saved copy"))
              .as(to(mail) + " " + part.getFileName())
              .isFalse();
          assertThat(!isForIt && text.contains("Not checked in full")).isFalse();
        }
        if (!isForIt) {
          assertThat(readable(parts(mail).get(0))).contains("could not be read in full; IT knows.");
        } else {
          assertThat(readable(parts(mail).get(0)))
              .contains("For IT", "2 accounts: ", "there is no saved copy");
        }
      }
    }
  }

  private static String to(MimeMessage mail) {
    try {
      return mail.getAllRecipients()[0].toString();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String readable(Part part) throws Exception {
    if (part.getFileName() == null || part.getFileName().endsWith(".html")) {
      return String.valueOf(part.getContent());
    }
    try (XSSFWorkbook book = new XSSFWorkbook(part.getInputStream());
        XSSFExcelExtractor text = new XSSFExcelExtractor(book)) {
      return text.getText();
    }
  }

  @Test
  void mailThatWentDoesNotGoAgainAndOneThatDidNotWaits() throws Exception {
    AuditRequest request = request(trust(), false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      audit(request, state);
      Delivery.Smtp nobody =
          new Delivery.Smtp("127.0.0.1", 1, Delivery.Security.TLS, "audit@trust.example", null);
      MailSpool.Result failed =
          state.mailSpool(CLOCK).send(new PostOffice(nobody, null), new FixedBackOff(5, 1));
      assertThat(failed.sent()).isZero();
      assertThat(failed.messages())
          .hasSize(1)
          .allMatch(l -> l.endsWith("3 mails wait for the next run."));
      assertThat(state.mailSpool(CLOCK).send(office(request, "letmein-please"), ONCE).sent())
          .isEqualTo(3);
      ReportModel model = audit(request(request.trust(), true), state).report().orElseThrow();
      assertThat(model.findings()).isNotEmpty();
      assertThat(state.mailSpool(CLOCK).send(office(request, "letmein-please"), ONCE).sent())
          .isZero();
      assertThat(server.getReceivedMessages()).hasSize(3);
      assertThat(state.mailSpool(CLOCK).count(DAY, "sent")).isEqualTo(3);
    }
  }

  /** A mail server that puts every mail off; it counts how often it was asked. */
  private static void putOff(ServerSocket server, AtomicInteger asked) {
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
          PrintWriter out = new PrintWriter(client.getOutputStream(), true)) {
        out.print("220 here\r\n");
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          boolean isMail = line.startsWith("MAIL");
          asked.addAndGet(isMail ? 1 : 0);
          out.print(isMail ? "451 later\r\n" : "250 yes\r\n");
          out.flush();
        }
      } catch (IOException e) {
        // The client, or the test, has ended.
      }
    }
  }

  @Test
  void aServerThatPutsAllOffIsWaitedForOnce() throws Exception {
    AuditRequest request = request(trust(), false);
    AtomicInteger asked = new AtomicInteger();
    try (StateStore state = StateStore.open(request.state(), Map.of());
        ServerSocket busy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      audit(request, state);
      Thread thread = new Thread(() -> putOff(busy, asked), "busy mail server");
      thread.setDaemon(true);
      thread.start();
      MailSpool.Result result =
          state
              .mailSpool(CLOCK)
              .send(
                  new PostOffice(
                      new Delivery.Smtp(
                          "127.0.0.1",
                          busy.getLocalPort(),
                          Delivery.Security.NONE,
                          "audit@trust.example",
                          null),
                      null),
                  new FixedBackOff(1, 3));
      assertThat(result.sent()).isZero();
      assertThat(result.messages())
          .hasSize(3)
          .allMatch(line -> line.endsWith("the next run tries again."));
      assertThat(asked.get()).as("four times for the first, once for the others").isEqualTo(6);
    }
  }

  @Test
  void mailsThatWaitSurviveTheEndOfTheProcess() throws Exception {
    AuditRequest request = request(trust(), false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      audit(request, state);
    }
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      assertThat(state.mailSpool(CLOCK).send(office(request, "letmein-please"), ONCE).sent())
          .isEqualTo(3);
    }
    assertThat(server.getReceivedMessages()).hasSize(3);
  }

  @Test
  void wrongPasswordIsToldWithoutBeingShown() throws Exception {
    AuditRequest request = request(trust(), false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      audit(request, state);
      MailSpool.Result result = state.mailSpool(CLOCK).send(office(request, "wrong-one"), ONCE);
      assertThat(result.sent()).isZero();
      assertThat(result.messages()).allMatch(l -> l.contains("refused the login"));
      assertThat(result.messages().toString()).doesNotContain("wrong-one");
    }
  }

  @Test
  void dryRunWritesTheMailsAsFilesAndSendsNothing() throws Exception {
    AuditRequest request = request(trust(), false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      ReportModel model = audit(request.silently(), state).report().orElseThrow();
      Delivery delivery = TrustInput.of(request, DAY).settings().delivery();
      MailSpool.Result result =
          state
              .mailSpool(CLOCK)
              .toFiles(
                  model,
                  org.invigilator.report.Redaction.of(
                      TrustInput.of(request, DAY).index(), java.util.List.of()),
                  delivery,
                  request.deliver(),
                  request.out());
      assertThat(result.messages()).hasSize(3);
      try (Stream<Path> files = Files.list(folder.resolve("out/2026-11-20/mail"))) {
        assertThat(files).hasSize(3).allMatch(f -> f.toString().endsWith(".eml"));
      }
      assertThat(state.mailSpool(CLOCK).send(office(request, "letmein-please"), ONCE).sent())
          .isZero();
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void academyWithoutALeaderIsTold() throws Exception {
    Path trust = trust();
    Path holders = trust.resolve("registers/role_holders.csv");
    Files.writeString(holders, Files.readString(holders).replaceAll("(?m)^NTH,Principal.*\\R", ""));
    AuditRequest request = request(trust, false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      assertThat(audit(request, state).undeliverable())
          .hasSize(1)
          .allMatch(l -> l.contains("(NTH) was not sent: the people register has no work_email"));
    }
  }

  @Test
  void mailInClearToAnotherMachineIsRefused() throws Exception {
    Path trust = trust();
    Path yaml = trust.resolve("trust.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("127.0.0.1", "mail.trust.example")
            .replace("security: tls", "security: none"));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> TrustInput.of(trust, DAY))
        .hasToString(
            "org.invigilator.register.InvalidInput: "
                + "trust.yaml, delivery.smtp.security: Mails would be sent to mail.trust.example without encryption. Choose starttls or tls; none is allowed only for a server on this machine.");
  }

  @Test
  void addressThatWasCorrectedTakesThePlaceOfTheWrongOneAndABadOneStopsNothing() throws Exception {
    AuditRequest request = request(trust(), false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      audit(request, state);
      Path yaml = request.trust().resolve("trust.yaml");
      Files.writeString(yaml, Files.readString(yaml).replace("head@sth", "new@sth"));
      Path people = request.trust().resolve("registers/people.csv");
      Files.writeString(
          people, Files.readString(people).replace("h.vale@nth.trust.example", "h vale@nth"));
      Audited result = audit(request(request.trust(), true), state);
      assertThat(result.undeliverable()).hasSize(1).allMatch(l -> l.contains("not a mail address"));
      state.mailSpool(CLOCK).send(office(request, "letmein-please"), ONCE);
      assertThat(Stream.of(server.getReceivedMessages()).map(MailingTest::to))
          .containsExactlyInAnyOrder("new@sth.trust.example", "it.lead@trust.example");
    }
  }
}
