package org.invigilator.report.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The parts of a written mail, decoded. */
public final class MailParts {
  private MailParts() {}

  /**
   * A text or an attachment.
   *
   * @param name its file name, or empty
   */
  public record Decoded(String name, InputStream content) {}

  /** The parts of a mail in their order; none of what is no mail. */
  public static List<Decoded> of(InputStream mail) throws IOException {
    List<Decoded> parts = new ArrayList<>();
    try {
      add(new MimeMessage(null, mail), parts);
    } catch (MessagingException e) {
      // Whatever was decoded before is given.
    }
    return parts;
  }

  private static void add(Part part, List<Decoded> parts) throws IOException, MessagingException {
    if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart all) {
      for (int i = 0; i < all.getCount(); i++) {
        BodyPart one = all.getBodyPart(i);
        add(one, parts);
      }
    } else {
      String name = part.getFileName();
      parts.add(new Decoded(name == null ? "" : name, part.getInputStream()));
    }
  }
}
