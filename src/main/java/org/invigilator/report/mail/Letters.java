package org.invigilator.report.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.invigilator.finding.Finding;
import org.invigilator.policy.Delivery;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.report.page.ReportPage;
import org.invigilator.report.workbook.AcademyWorkbook;
import org.invigilator.report.workbook.AuditWorkbook;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Writes the mails of a run: a summary to the leadership, to each academy its own workbook, and
 * reminders to the owners of what is due. It is long because who gets which mail is decided here
 * alone.
 */
public final class Letters {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final String REMINDER = "due-";
  private static final String HTML = "text/html; charset=UTF-8";
  private static final int LARGEST = 15 << 20;

  private final ReportModel model;
  private final Delivery delivery;
  private final Instant at;
  private final List<Letter> letters = new ArrayList<>();
  private final List<String> undeliverable = new ArrayList<>();
  private final Map<String, String> reminded = new HashMap<>();

  private Letters(ReportModel model, Redaction redaction, Delivery delivery, Instant at) {
    this.model = model.redacted(redaction);
    this.delivery = delivery;
    this.at = at;
  }

  /**
   * One mail.
   *
   * @param id the same for the same audit date, reader and academy, so that it is sent once
   * @param message the complete message as it is sent
   */
  public record Letter(String id, String recipient, String subject, byte[] message) {}

  /** Whether a mail, by its id, reminds an owner of what is due. */
  public static boolean isReminder(String id) {
    return id.contains("." + REMINDER);
  }

  /**
   * The mails of a run.
   *
   * @param undeliverable the mails that cannot be sent, each with the reason
   * @param reminded the mail of each finding that a reminder is about, by the ids of both
   */
  public record Bundle(
      List<Letter> letters, List<String> undeliverable, Map<String, String> reminded) {}

  /**
   * Writes the mails of a run. None contains anything about a pupil, not even a reference.
   *
   * @param whole the report of the run
   * @param redaction removes references to pupils
   * @param workbook the path of the workbook, for the leadership
   * @param due the ids of the findings whose owners are to be reminded
   * @param at the sending date of the mails
   */
  public static Bundle write(
      ReportModel whole,
      Redaction redaction,
      Delivery delivery,
      Set<Delivery.To> to,
      String workbook,
      Set<String> due,
      Instant at)
      throws IOException {
    Letters writing = new Letters(whole, redaction, delivery, at);
    try {
      if (to.contains(Delivery.To.LEADERSHIP)) {
        writing.leadership(workbook);
      }
      if (to.contains(Delivery.To.ACADEMIES)) {
        for (String academy : ReportFiles.academies(whole)) {
          writing.academy(academy);
        }
      }
      if (to.contains(Delivery.To.REMINDERS)) {
        writing.reminders(due);
      }
    } catch (MessagingException e) {
      throw new IOException("A mail could not be written: " + e.getMessage(), e);
    }
    return new Bundle(
        List.copyOf(writing.letters),
        List.copyOf(writing.undeliverable),
        Map.copyOf(writing.reminded));
  }

  private void leadership(String workbook) throws MessagingException, IOException {
    if (delivery.leadershipOrEmpty().isEmpty()) {
      undeliverable.add(
          "The mail to the leadership was not sent: trust.yaml has no address in delivery.leadership.");
    }
    List<Attachment> files =
        delivery.attaches() && !delivery.leadershipOrEmpty().isEmpty() ? files() : List.of();
    MailTemplates.Wording wording =
        new Digest(
                model,
                model.settings().name(),
                true,
                Map.of(
                    "workbook",
                    workbook,
                    "link",
                    delivery.link() == null ? "" : delivery.link(),
                    "files",
                    !files.isEmpty(),
                    "tooLargeForAll",
                    delivery.attaches() && files.isEmpty()))
            .wording();
    for (String recipient : delivery.leadershipOrEmpty()) {
      add("trust", recipient, wording, files);
    }
  }

  /** The workbook and the page of the whole trust; none where they are too large for a mail. */
  private List<Attachment> files() throws IOException {
    LimitedBytes workbook = new LimitedBytes(LARGEST);
    AuditWorkbook.writeForMail(model, workbook);
    LimitedBytes page = new LimitedBytes(LARGEST - workbook.size());
    ReportPage.write(model, page);
    return workbook.isFull() || page.isFull()
        ? List.of()
        : List.of(
            new Attachment("audit.xlsx", XLSX, workbook.toByteArray()),
            new Attachment("report.html", HTML, page.toByteArray()));
  }

  /** One mail to each owner of something due, or to the deputy of an owner on leave. */
  private void reminders(Set<String> due) throws MessagingException, IOException {
    Map<String, List<Finding>> byOwner =
        model.findings().stream()
            .filter(f -> due.contains(f.id()))
            .collect(
                Collectors.groupingBy(
                    Finding::owner, TreeMap::new, Collectors.toUnmodifiableList()));
    for (Map.Entry<String, List<Finding>> one : byOwner.entrySet()) {
      String owner = one.getKey();
      Optional<String> recipient = model.staff().mailOf(model.staff().acting(owner));
      if (recipient.filter(Delivery::isAddress).isEmpty()) {
        undeliverable.add(
            "The reminder to "
                + model.staff().label(model.staff().acting(owner))
                + " was not sent: "
                + (model.staff().present().contains(owner)
                    ? "the people register has no mail address of theirs. Add work_email."
                    : "they are no longer employed. Give the findings another owner."));
        continue;
      }
      String ids = one.getValue().stream().map(Finding::id).sorted().collect(Collectors.joining());
      String mail =
          add(
              REMINDER + crc(owner + ids),
              recipient.get(),
              new Reminder(model, owner, one.getValue()).wording(),
              List.of());
      one.getValue().forEach(f -> reminded.put(f.id(), mail));
    }
  }

  private void academy(String academy) throws MessagingException, IOException {
    ReportModel part = model.forAcademy(academy);
    Optional<String> recipient =
        delivery.instead(academy).or(() -> model.staff().principalMail(academy));
    if (part.accounts().isEmpty() && part.findings().isEmpty()) {
      return;
    }
    if (recipient.isEmpty()) {
      undeliverable.add(
          notSent(academy)
              + "the people register has no work_email of its head. Add it, or set an address in delivery.academies (trust.yaml).");
      return;
    }
    if (!Delivery.isAddress(recipient.get())) {
      undeliverable.add(
          notSent(academy)
              + "'"
              + recipient.get()
              + "' is not a mail address. Correct work_email in the people register.");
      return;
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    AcademyWorkbook.write(model, academy, file);
    boolean fits = file.size() <= LARGEST;
    add(
        academy,
        recipient.get(),
        new Digest(
                part,
                model.staff().academy(academy),
                false,
                Map.of(fits ? "attached" : "tooLarge", true))
            .wording(),
        fits ? List.of(new Attachment(academy + ".xlsx", XLSX, file.toByteArray())) : List.of());
  }

  private String notSent(String academy) {
    return "The mail to " + model.staff().academyLabel(academy) + " was not sent: ";
  }

  private record Attachment(String name, String type, byte[] bytes) {}

  private static String crc(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private String add(
      String about, String recipient, MailTemplates.Wording wording, List<Attachment> attachments)
      throws MessagingException, IOException {
    String id = model.asOf() + "." + about + "." + crc(recipient);
    String from = delivery.server().orElseThrow().from();
    MimeMessage message = new Numbered(id + "@" + domain(from));
    MimeMessageHelper helper = new MimeMessageHelper(message, true, "UTF-8");
    helper.setFrom(from, "Invigilator");
    helper.setTo(recipient);
    helper.setSubject(wording.subject());
    helper.setSentDate(Date.from(at));
    helper.setText(wording.plain(), wording.html());
    for (Attachment file : attachments) {
      helper.addAttachment(file.name(), new ByteArrayResource(file.bytes()), file.type());
    }
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    message.writeTo(bytes);
    letters.add(new Letter(id, recipient, wording.subject(), bytes.toByteArray()));
    return id;
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  /** Bytes in memory up to a limit, beyond which they are counted as too many and dropped. */
  private static final class LimitedBytes extends ByteArrayOutputStream {
    private final int most;
    private boolean full;

    LimitedBytes(int most) {
      this.most = most;
    }

    boolean isFull() {
      return full;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      full |= count + length > most;
      if (!full) {
        super.write(bytes, from, length);
      }
    }

    @Override
    public synchronized void write(int one) {
      full |= count == most;
      if (!full) {
        super.write(one);
      }
    }
  }

  /** A message that keeps its id when it is sent again, so that servers recognise it. */
  private static final class Numbered extends MimeMessage {
    private final String number;

    Numbered(String number) {
      super(Session.getInstance(new Properties()));
      this.number = number;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + number + ">");
    }
  }
}
