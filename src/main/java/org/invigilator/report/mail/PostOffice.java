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
    private final boolean forGood;

    Refused(String why, boolean forGood, Throwable cause) {
      super(why, cause);
      this.forGood = forGood;
    }

    /** Whether trying again would do no good. */
    public boolean isForGood() {
      return forGood;
    }
  }

  /** Sends a mail as it was written. */
  public void send(byte[] message) throws Refused {
    try {
      sender.send(new MimeMessage(sender.getSession(), new ByteArrayInputStream(message)));
    } catch (MailAuthenticationException e) {
      throw new Refused("the server does not take the login", false, e);
    } catch (MailException | MessagingException e) {
      Throwable root = root(e);
      String said =
          String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceAll("\\s+", " ");
      throw new Refused(
          root.getClass().getSimpleName() + (said.isEmpty() ? "" : ": " + said),
          said.matches("5\\d\\d .*") && root instanceof SendFailedException,
          e);
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    if (root instanceof MailSendException send && !send.getFailedMessages().isEmpty()) {
      root = send.getFailedMessages().values().iterator().next();
    }
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof SendFailedException && root.getMessage() != null) {
      return root;
    }
    return failure instanceof MailSendException send && !send.getFailedMessages().isEmpty()
        ? deepest(send.getFailedMessages().values().iterator().next())
        : root;
  }

  private static Throwable deepest(Exception failure) {
    Throwable deep = failure;
    while (deep instanceof MessagingException m && m.getNextException() != null) {
      deep = m.getNextException();
    }
    return deep;
  }
}
