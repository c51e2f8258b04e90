package org.invigilator.job.delivery;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.TrustInput;
import org.invigilator.policy.Delivery;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Problem;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.report.mail.Letters;
import org.invigilator.report.mail.PostOffice;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The mails of the runs: put aside in the transaction that finishes a run, then sent one by one.
 * What a crash leaves behind is sent by the next run; what was sent is not sent again.
 */
public final class MailSpool {
  /** The variable of the environment that holds the password of the mail server. */
  public static final String PASSWORD = "INVIGILATOR_SMTP_PASSWORD";

  /** How long is waited before each further attempt. */
  public static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30));

  private static final int MOST_ATTEMPTS = 30;
  private static final Set<PostOffice.Fault> AFFECTS_ALL =
      EnumSet.of(PostOffice.Fault.SERVER, PostOffice.Fault.SETUP);
  private static final Set<PostOffice.Fault> PASSING =
      EnumSet.of(PostOffice.Fault.SERVER, PostOffice.Fault.PASSING);
  private final JdbcTemplate jdbc;
  private final Clock clock;

  public MailSpool(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Stops before anything is done when the mails of a job could not be sent.
   *
   * @param trial whether mails become files, so that only the recipients must be known
   * @throws InvalidInput with what is missing
   */
  public static void refuseUndeliverable(
      TrustInput input, AuditRequest request, boolean trial, Map<String, String> environment) {
    undeliverable(input, request, environment)
        .filter(problem -> !trial || input.settings().delivery() == null)
        .ifPresent(
            problem -> {
              throw new InvalidInput(List.of(problem));
            });
  }

  /** What is wrong with a job that sends mails while no one said to whom and how. */
  public static Optional<Problem> undeliverable(
      TrustInput input, AuditRequest request, Map<String, String> environment) {
    Delivery delivery = input.settings().delivery();
    if (request.deliver().isEmpty()) {
      return Optional.empty();
    }
    if (delivery == null) {
      return Optional.of(
          new Problem(
              "trust.yaml",
              0,
              "delivery",
              "The job sends mails, but no recipients and no mail server are set.",
              "Write delivery: {smtp: {host: …, from: …}, leadership: [ … ]}, or remove deliver from the job."));
    }
    return delivery.smtp().user() != null && !environment.containsKey(PASSWORD)
        ? Optional.of(
            new Problem(
                PASSWORD,
                0,
                "",
                "The mail server needs the login "
                    + delivery.smtp().user()
                    + ", but no password is set.",
                "Set " + PASSWORD + " in the environment."))
        : Optional.empty();
  }

  /**
   * What became of the mails.
   *
   * @param messages what was not sent and why, or where it was written, each in a sentence
   */
  public record Result(int sent, List<String> messages) {}

  /**
   * Puts the mails of a run aside; call it inside a transaction. Those that were put aside before
   * stay.
   */
  public List<String> queue(
      ReportModel model, Redaction roll, Delivery delivery, Set<Delivery.To> to, Path out)
      throws IOException {
    Letters.Bundle bundle = write(model, roll, delivery, to, out);
    dropOthers(model.asOf(), bundle.letters());
    for (Letters.Letter letter : bundle.letters()) {
      boolean known =
          !jdbc.queryForList("select id from mail where id = ?", String.class, letter.id())
              .isEmpty();
      if (known) {
        // A repeated run may know more; a mail that has not gone is written anew.
        jdbc.update(
            "update mail set message = ?, subject = ?, state = 'queued', attempts = 0 where id = ? and state in ('queued', 'failed')",
            letter.message(),
            clip(letter.subject()),
            letter.id());
      } else {
        jdbc.update(
            "insert into mail (id, as_of, recipient, subject, message, state, attempts, told, changed_at) values (?, ?, ?, ?, ?, 'queued', 0, '', ?)",
            letter.id(),
            Date.valueOf(model.asOf()),
            letter.recipient(),
            clip(letter.subject()),
            letter.message(),
            Timestamp.from(clock.instant()));
      }
    }
    return bundle.undeliverable();
  }

  /** A mail that waits for somebody who is no longer to get one does not go. */
  private void dropOthers(LocalDate asOf, List<Letters.Letter> letters) {
    Set<String> wanted = letters.stream().map(Letters.Letter::id).collect(Collectors.toSet());
    for (String id :
        jdbc.queryForList(
            "select id from mail where as_of = ? and state in ('queued', 'failed')",
            String.class,
            Date.valueOf(asOf))) {
      if (!wanted.contains(id)) {
        jdbc.update("delete from mail where id = ?", id);
      }
    }
  }

  private Letters.Bundle write(
      ReportModel model, Redaction roll, Delivery delivery, Set<Delivery.To> to, Path out)
      throws IOException {
    return Letters.write(
        model,
        roll,
        delivery,
        to,
        ReportFiles.folder(model, out)
            .resolve("audit.xlsx")
            .toAbsolutePath()
            .normalize()
            .toString(),
        clock.instant());
  }

  /** Writes the mails of a run as files that a mail program opens, and sends nothing. */
  public Result toFiles(
      ReportModel model, Redaction roll, Delivery delivery, Set<Delivery.To> to, Path out)
      throws IOException {
    Letters.Bundle bundle = write(model, roll, delivery, to, out);
    Path folder = ReportFiles.folder(model, out).resolve("mail");
    OwnerOnly.folder(folder);
    List<String> messages = new ArrayList<>(bundle.undeliverable());
    for (Letters.Letter letter : bundle.letters()) {
      Path file = folder.resolve(letter.id() + ".eml");
      OwnerOnly.replace(file, stream -> stream.write(letter.message()));
      messages.add("to " + letter.recipient() + ": " + file);
    }
    return new Result(0, messages);
  }

  /**
   * Delivers the mails of a run: sends what is queued, or in a trial writes them as files, to
   * everyone where the job names no one.
   */
  public Result deliver(
      ReportModel model,
      Redaction roll,
      Delivery delivery,
      AuditRequest request,
      boolean trial,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    if (!trial) {
      return send(new PostOffice(delivery.smtp(), environment.get(PASSWORD)), PAUSES);
    }
    Set<Delivery.To> all = EnumSet.allOf(Delivery.To.class);
    return toFiles(
        model,
        roll,
        delivery,
        request.deliver().isEmpty() ? all : request.deliver(),
        request.out());
  }

  private record Waiting(String id, String recipient, byte[] message, int attempts) {}

  /**
   * Sends what waits, the oldest first. A mail that was being sent when a run died may have gone:
   * it goes again under the same number, by which mail servers know it.
   *
   * @param pauses how long to wait before each further attempt in this run
   */
  public Result send(PostOffice office, List<Duration> pauses) throws InterruptedException {
    List<Waiting> waiting =
        jdbc.query(
            "select id, recipient, message, attempts from mail where state in ('queued', 'sending') order by as_of, id",
            (rs, n) -> new Waiting(rs.getString(1), rs.getString(2), rs.getBytes(3), rs.getInt(4)));
    int sent = 0;
    List<String> messages = new ArrayList<>();
    for (Waiting mail : waiting) {
      Optional<PostOffice.Refused> refused = send(mail, office, pauses);
      if (refused.isEmpty()) {
        sent++;
        continue;
      }
      String why = String.valueOf(refused.get().getMessage());
      if (AFFECTS_ALL.contains(refused.get().fault())) {
        mark(mail.id(), "queued", why);
        int left = waiting.size() - sent - messages.size();
        messages.add(
            "the server: "
                + why
                + "; "
                + left
                + (left == 1 ? " mail waits" : " mails wait")
                + " for the next run.");
        return new Result(sent, messages);
      }
      boolean over =
          refused.get().fault() == PostOffice.Fault.MAIL || mail.attempts() + 1 >= MOST_ATTEMPTS;
      messages.add(
          "to "
              + mail.recipient()
              + ": "
              + why
              + (over ? "; it will not be tried again." : "; the next run tries again."));
      mark(mail.id(), over ? "failed" : "queued", why);
    }
    return new Result(sent, messages);
  }

  private Optional<PostOffice.Refused> send(Waiting mail, PostOffice office, List<Duration> pauses)
      throws InterruptedException {
    jdbc.update("update mail set attempts = attempts + 1 where id = ?", mail.id());
    for (int attempt = 0; ; attempt++) {
      try {
        mark(mail.id(), "sending", "");
        office.send(mail.message());
        mark(mail.id(), "sent", "");
        jdbc.update("update mail set message = null where id = ?", mail.id());
        return Optional.empty();
      } catch (PostOffice.Refused e) {
        if (!PASSING.contains(e.fault()) || attempt >= pauses.size()) {
          return Optional.of(e);
        }
        Thread.sleep(pauses.get(attempt).toMillis());
      }
    }
  }

  private void mark(String id, String state, String told) {
    jdbc.update(
        "update mail set state = ?, told = ?, changed_at = ? where id = ?",
        state,
        told.length() <= 1_000 ? told : told.substring(0, 1_000),
        Timestamp.from(clock.instant()),
        id);
  }

  /** How many mails of an audit date are in a state. */
  public int count(LocalDate asOf, String state) {
    Integer count =
        jdbc.queryForObject(
            "select count(*) from mail where as_of = ? and state = ?",
            Integer.class,
            Date.valueOf(asOf),
            state);
    return count == null ? 0 : count;
  }

  private static String clip(String text) {
    return text.length() <= 400 ? text : text.substring(0, 400);
  }
}
