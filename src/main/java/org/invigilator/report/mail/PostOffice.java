package org.invigilator.report.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.Properties;
import org.invigilator.policy.Delivery;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Hands mails to the trust's server, over TLS and never in clear but on this machine. */
public final class PostOffice {
  private static final String TIMEOUT = "30000";
  private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

  /**
   * @param password of the login, from the environment; absent where none is asked for
   */
  public PostOffice(Delivery.Smtp smtp, @Nullable String password) {
    this(smtp, password, Map.of());
  }

  /**
   * @param more properties of the mail library
   */
  public PostOffice(Delivery.Smtp smtp, @Nullable String password, Map<String, String> more) {
    boolean tls = smtp.way() == Delivery.Security.TLS;
    String protocol = tls ? "smtps" : "smtp";
    sender.setProtocol(protocol);
    sender.setHost(smtp.host());
    sender.setPort(smtp.portOrUsual());
    if (smtp.user() != null) {
      sender.setUsername(smtp.user());
      sender.setPassword(password);
    }
    Properties properties = new Properties();
    String prefix = "mail." + protocol + ".";
    properties.setProperty(prefix + "auth", Boolean.toString(smtp.user() != null));
    properties.setProperty(prefix + "connectiontimeout", TIMEOUT);
    properties.setProperty(prefix + "timeout", TIMEOUT);
    properties.setProperty(prefix + "writetimeout", TIMEOUT);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "ssl.protocols", "TLSv1.2 TLSv1.3");
    if (smtp.way() == Delivery.Security.STARTTLS) {
      properties.setProperty(prefix + "starttls.enable", "true");
      properties.setProperty(prefix + "starttls.required", "true");
    }
    properties.putAll(more);
    sender.setJavaMailProperties(properties);
  }

  /** A mail that the server did not take. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final Fault fault;

    Refused(String why, Fault fault, Throwable cause) {
      super(why, cause);
      this.fault = fault;
    }

    public Fault fault() {
      return fault;
    }
  }

  /** What it is that keeps a mail from going. */
  public enum Fault {
    /** The server cannot be reached or lets nobody in: no other mail will go either. */
    SERVER,
    /** The server will never take this mail. */
    MAIL,
    /** It may go another time. */
    PASSING
  }

  /** Sends a mail as it was written. */
  public void send(byte[] message) throws Refused {
    try {
      sender.send(new MimeMessage(sender.getSession(), new ByteArrayInputStream(message)));
    } catch (MailAuthenticationException e) {
      throw new Refused("the server does not take the login", Fault.SERVER, e);
    } catch (MailException | MessagingException e) {
      Exception failed =
          e instanceof MailSendException send && !send.getFailedMessages().isEmpty()
              ? send.getFailedMessages().values().iterator().next()
              : e;
      Throwable root = root(failed);
      String said =
          String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceAll("\\s+", " ");
      throw new Refused(
          root.getClass().getSimpleName() + (said.isEmpty() ? "" : ": " + said),
          failed instanceof SendFailedException
              ? said.matches("5\\d\\d .*") ? Fault.MAIL : Fault.PASSING
              : Fault.SERVER,
          e);
    }
  }

  /** What lies at the bottom, along both of the mail library's chains. */
  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (true) {
      Throwable next =
          root instanceof MessagingException mail && mail.getNextException() != null
              ? mail.getNextException()
              : root.getCause();
      if (next == null || next == root) {
        return root;
      }
      root = next;
    }
  }
}
