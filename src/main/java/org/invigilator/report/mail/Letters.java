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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.zip.CRC32;
import org.invigilator.policy.Delivery;
import org.invigilator.report.Redaction;
import org.invigilator.report.ReportFiles;
import org.invigilator.report.ReportModel;
import org.invigilator.report.workbook.AcademyWorkbook;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Writes the mails of a run: a summary to the leadership, and to each academy its own workbook. */
public final class Letters {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final int LARGEST = 15 << 20;

  private final ReportModel model;
  private final Delivery delivery;
  private final Instant at;
  private final List<Letter> letters = new ArrayList<>();
  private final List<String> undeliverable = new ArrayList<>();

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

  /**
   * The mails of a run.
   *
   * @param undeliverable the mails that cannot be sent, each with the reason
   */
  public record Bundle(List<Letter> letters, List<String> undeliverable) {}

  /**
   * Writes the mails of a run. None contains anything about a pupil, not even a reference.
   *
   * @param whole the report of the run
   * @param redaction removes references to pupils
   * @param workbook the path of the workbook, for the leadership
   * @param at the sending date of the mails
   */
  public static Bundle write(
      ReportModel whole,
      Redaction redaction,
      Delivery delivery,
      Set<Delivery.To> to,
      String workbook,
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
    } catch (MessagingException e) {
      throw new IOException("A mail could not be written: " + e.getMessage(), e);
    }
    return new Bundle(List.copyOf(writing.letters), List.copyOf(writing.undeliverable));
  }

  private void leadership(String workbook) throws MessagingException, IOException {
    if (delivery.leadershipOrEmpty().isEmpty()) {
      undeliverable.add(
          "The mail to the leadership was not sent: trust.yaml has no address in delivery.leadership.");
    }
    Digest digest = new Digest(model, model.settings().name(), true, Map.of("workbook", workbook));
    for (String recipient : delivery.leadershipOrEmpty()) {
      add("trust", recipient, digest, Optional.empty());
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
    Digest digest =
        new Digest(
            part,
            model.staff().academy(academy),
            false,
            Map.of(fits ? "attached" : "tooLarge", true));
    add(
        academy,
        recipient.get(),
        digest,
        fits
            ? Optional.of(new Attachment(academy + ".xlsx", file.toByteArray()))
            : Optional.empty());
  }

  private String notSent(String academy) {
    return "The mail to " + model.staff().academyLabel(academy) + " was not sent: ";
  }

  private record Attachment(String name, byte[] bytes) {}

  private void add(String about, String recipient, Digest digest, Optional<Attachment> attachment)
      throws MessagingException, IOException {
    CRC32 reader = new CRC32();
    reader.update(recipient.getBytes(StandardCharsets.UTF_8));
    String id =
        model.asOf() + "." + about + "." + HexFormat.of().toHexDigits((int) reader.getValue());
    String from = delivery.server().orElseThrow().from();
    MimeMessage message = new Numbered(id + "@" + domain(from));
    MimeMessageHelper helper = new MimeMessageHelper(message, true, "UTF-8");
    helper.setFrom(from, "Invigilator");
    helper.setTo(recipient);
    helper.setSubject(digest.subject());
    helper.setSentDate(Date.from(at));
    helper.setText(digest.plain(), digest.html());
    if (attachment.isPresent()) {
      helper.addAttachment(
          attachment.get().name(), new ByteArrayResource(attachment.get().bytes()), XLSX);
    }
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    message.writeTo(bytes);
    letters.add(new Letter(id, recipient, digest.subject(), bytes.toByteArray()));
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
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
