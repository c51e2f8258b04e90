package org.invigilator.job.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.invigilator.job.AuditRequest;
import org.invigilator.policy.Delivery;
import org.invigilator.register.OwnerOnly;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.report.mail.Letters;
import org.invigilator.report.mail.PostOffice;
import org.invigilator.report.workbook.TemporaryFiles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * The mails of the runs, and their messages to channels: put aside in the transaction that finishes
 * a run, then sent one by one. What a crash leaves behind is sent by the next run; what was sent is
 * not sent again.
 */
public final class MailSpool {
  /** The variable of the environment that holds the password of the mail server. */
  public static final String PASSWORD = "INVIGILATOR_SMTP_PASSWORD";

  /** The variables of the environment that hold the addresses of channels' webhooks. */
  public static final String TEAMS_WEBHOOK = "INVIGILATOR_TEAMS_WEBHOOK";

  public static final String SLACK_WEBHOOK = "INVIGILATOR_SLACK_WEBHOOK";

  private static final int MOST_ATTEMPTS = 30;
  private static final Set<PostOffice.Fault> AFFECTS_ALL =
      EnumSet.of(PostOffice.Fault.SERVER, PostOffice.Fault.SETUP);
  private static final Set<PostOffice.Fault> PASSING =
      EnumSet.of(PostOffice.Fault.SERVER, PostOffice.Fault.PASSING);
  private static final BackOff NO_PAUSES = new FixedBackOff(0, 0);
  private final MailQueue mails;
  private final DueReminders reminders;
  private final Clock clock;

  public MailSpool(JdbcTemplate jdbc, Clock clock) {
    this.mails = new MailQueue(jdbc, clock);
    this.reminders = new DueReminders(jdbc);
    this.clock = clock;
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
    mails.replace(model.asOf(), bundle.letters(), to.contains(Delivery.To.REMINDERS));
    if (to.contains(Delivery.To.REMINDERS)) {
      reminders.note(model, bundle.reminded());
    }
    return bundle.undeliverable();
  }

  private Letters.Bundle write(
      ReportModel model, Redaction roll, Delivery delivery, Set<Delivery.To> to, Path out)
      throws IOException {
    // Beside the reports, for they contain the same; what a killed run left is deleted there.
    Path folder = ReportFiles.folder(model, out);
    OwnerOnly.folder(folder);
    Path draft = Files.createTempDirectory(folder, ".draft-");
    TemporaryFiles.in(draft);
    try {
      return letters(model, roll, delivery, to, folder);
    } finally {
      FileSystemUtils.deleteRecursively(draft);
    }
  }

  private Letters.Bundle letters(
      ReportModel model, Redaction roll, Delivery delivery, Set<Delivery.To> to, Path folder)
      throws IOException {
    Letters.Bundle mails =
        Letters.write(
            model,
            roll,
            delivery,
            to,
            folder.resolve("audit.xlsx").toAbsolutePath().normalize().toString(),
            reminders.due(model, delivery.remindsBefore()),
            clock.instant());
    List<Letters.Letter> all = new ArrayList<>(mails.letters());
    ChatChannel.in(to).forEach(channel -> all.add(channel.message(model, delivery)));
    return new Letters.Bundle(List.copyOf(all), mails.undeliverable(), mails.reminded());
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
      boolean isMail = ChatChannel.of(letter.recipient()).isEmpty();
      Path file = folder.resolve(letter.id() + (isMail ? ".eml" : ".json"));
      OwnerOnly.replace(file, stream -> stream.write(letter.message()));
      messages.add("to " + letter.recipient() + ": " + file);
    }
    return new Result(0, messages);
  }

  /**
   * Delivers the mails of a run: sends what is queued, or in a trial writes them as files, all
   * mails where the job names no one.
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
      List<String> messages = new ArrayList<>();
      int sent = 0;
      // First, since a mail server that asks to wait is waited for.
      copy(model, delivery, request).ifPresent(messages::add);
      if (delivery.server().isPresent()) {
        Result mails =
            send(new PostOffice(delivery.server().get(), environment.get(PASSWORD)), pauses());
        sent += mails.sent();
        messages.addAll(mails.messages());
      }
      Result chats = send(environment, pauses());
      messages.addAll(chats.messages());
      return new Result(sent + chats.sent(), messages);
    }
    Set<Delivery.To> mails =
        delivery.server().isEmpty()
            ? Set.of()
            : EnumSet.of(Delivery.To.LEADERSHIP, Delivery.To.ACADEMIES, Delivery.To.REMINDERS);
    return toFiles(
        model,
        roll,
        delivery,
        request.deliver().isEmpty() ? mails : request.deliver(),
        request.out());
  }

  /** Before three further attempts: 2, 8 and 32 seconds. */
  private static BackOff pauses() {
    ExponentialBackOff pauses = new ExponentialBackOff(2000, 4);
    pauses.setMaxInterval(32_000);
    pauses.setMaxAttempts(3);
    return pauses;
  }

  /**
   * Sends what waits, the oldest first. A mail that was being sent when a run died may have gone:
   * it goes again under the same number, by which mail servers know it.
   *
   * @param pauses how long to wait before each further attempt in this run; a server that is asked
   *     in vain so often is asked once for each further mail, until it takes one
   */
  public Result send(PostOffice office, BackOff pauses) throws InterruptedException {
    List<MailQueue.Waiting> waiting =
        mails.waiting().stream()
            .filter(mail -> ChatChannel.of(mail.recipient()).isEmpty())
            .toList();
    int sent = 0;
    List<String> messages = new ArrayList<>();
    BackOff patience = pauses;
    for (MailQueue.Waiting mail : waiting) {
      Optional<PostOffice.Refused> refused = send(mail, office, patience);
      if (refused.isEmpty()) {
        sent++;
        patience = pauses;
        continue;
      }
      patience = PASSING.contains(refused.get().fault()) ? NO_PAUSES : patience;
      String why = String.valueOf(refused.get().getMessage());
      if (AFFECTS_ALL.contains(refused.get().fault())) {
        mails.mark(mail.id(), MailQueue.State.QUEUED, why);
        int left = waiting.size() - sent - messages.size();
        messages.add(
            "through the mail server: "
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
      mails.mark(mail.id(), over ? MailQueue.State.FAILED : MailQueue.State.QUEUED, why);
    }
    return new Result(sent, messages);
  }

  /**
   * Sends to each channel its newest message; an older one that still waits is news no longer.
   *
   * @param pauses how long to wait before each further attempt in this run
   */
  public Result send(Map<String, String> environment, BackOff pauses) throws InterruptedException {
    Map<ChatChannel, MailQueue.Waiting> newest = new EnumMap<>(ChatChannel.class);
    for (MailQueue.Waiting message : mails.waiting()) {
      ChatChannel.of(message.recipient())
          .map(channel -> newest.put(channel, message))
          .ifPresent(
              older -> mails.mark(older.id(), MailQueue.State.FAILED, "a newer one was sent"));
    }
    int sent = 0;
    List<String> messages = new ArrayList<>();
    for (Map.Entry<ChatChannel, MailQueue.Waiting> one : newest.entrySet()) {
      String id = one.getValue().id();
      mails.countAttempt(id);
      mails.mark(id, MailQueue.State.SENDING, "");
      Optional<String> why = one.getKey().send(mails.message(id), environment, pauses);
      if (why.isEmpty()) {
        mails.sent(id);
        sent++;
      } else {
        mails.mark(id, MailQueue.State.QUEUED, why.get());
        messages.add(
            "to " + one.getKey().label() + ": " + why.get() + "; the next run tries again.");
      }
    }
    return new Result(sent, messages);
  }

  /** Copies the reports into the folder for them, and says why that failed. */
  private static Optional<String> copy(ReportModel model, Delivery delivery, AuditRequest request) {
    if (!request.deliver().contains(Delivery.To.FOLDER) || delivery.folder() == null) {
      return Optional.empty();
    }
    Path folder = request.trust().resolve(delivery.folder());
    try {
      new ReportFolder(folder, delivery.kept(), model.settings().name())
          .copy(ReportFiles.folder(model, request.out()));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "to the folder "
              + folder
              + ": "
              + String.valueOf(e.getMessage()).replaceFirst("\\.$", "")
              + "; the next run copies its own.");
    }
  }

  private Optional<PostOffice.Refused> send(
      MailQueue.Waiting mail, PostOffice office, BackOff pauses) throws InterruptedException {
    mails.countAttempt(mail.id());
    BackOffExecution attempts = pauses.start();
    while (true) {
      try {
        mails.mark(mail.id(), MailQueue.State.SENDING, "");
        office.send(mails.message(mail.id()));
        mails.sent(mail.id());
        return Optional.empty();
      } catch (PostOffice.Refused e) {
        long pause = PASSING.contains(e.fault()) ? attempts.nextBackOff() : BackOffExecution.STOP;
        if (pause == BackOffExecution.STOP) {
          return Optional.of(e);
        }
        Thread.sleep(pause);
      }
    }
  }

  /** How many mails of an audit date are in a state. */
  public int count(LocalDate asOf, String state) {
    return mails.count(asOf, state);
  }
}
