package org.invigilator.report.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.invigilator.policy.Delivery;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Sends mails through the trust's server, always over TLS unless it is on this machine. */
public final class PostOffice {
  private static final String TIMEOUT = "30000";
  private final JavaMailSenderImpl sender = new JavaMailSenderImpl();

  /**
   * @param password the password of the login, from the environment; absent without a login
   */
  public PostOffice(Delivery.Smtp smtp, @Nullable String password) {
    this(smtp, password, Map.of());
  }

  /**
   * @param more further properties of the mail library
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

  /** Thrown when the server did not accept a mail. */
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

  /** Why a mail could not be sent. */
  public enum Fault {
    /** The server cannot be reached, so no other mail can be sent either. */
    SERVER,
    /**
     * The login is refused or the certificate is not trusted: no mail can be sent until someone has
     * corrected that, and repeated logins could lock the account.
     */
    SETUP,
    /** The server refuses this mail for good. */
    MAIL,
    /** The mail may succeed another time. */
    PASSING
  }

  /** Connects and logs in, and sends nothing. */
  public void test() throws Refused {
    try {
      sender.testConnection();
    } catch (jakarta.mail.AuthenticationFailedException e) {
      throw new Refused("the mail server refused the login", Fault.SETUP, e);
    } catch (MessagingException e) {
      throw refused(e);
    }
  }

  /** Sends a mail as it was written. */
  public void send(byte[] mail) throws Refused {
    try {
      sender.send(new MimeMessage(sender.getSession(), new ByteArrayInputStream(mail)));
    } catch (MailAuthenticationException e) {
      throw new Refused("the mail server refused the login", Fault.SETUP, e);
    } catch (MailException | MessagingException e) {
      Exception failed =
          e instanceof MailSendException send && !send.getFailedMessages().isEmpty()
              ? send.getFailedMessages().values().iterator().next()
              : e;
      throw refused(failed);
    }
  }

  private static Refused refused(Exception failed) {
    Throwable root = root(failed);
    String message =
        String.valueOf(root.getMessage()).lines().findFirst().orElse("").replaceAll("\\s+", " ");
    return new Refused(inWords(root, message), fault(failed, root, message), failed);
  }

  private static String inWords(Throwable root, String message) {
    if (root instanceof CertPathBuilderException) {
      return "the certificate of the mail server is of an authority that this Java does not know; see src/docs/operating.md";
    }
    if (root instanceof UnknownHostException) {
      return "there is no mail server of the name '" + message + "'";
    }
    if (message.matches("[245]\\d\\d\\b.*")) {
      return "the mail server answered '" + message + "'";
    }
    return root instanceof ConnectException || root instanceof SocketTimeoutException
        ? "the mail server cannot be reached (" + message + ")"
        : root.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
  }

  private static Fault fault(Exception failed, Throwable root, String message) {
    if (failed instanceof SendFailedException) {
      return message.matches("5\\d\\d .*") ? Fault.MAIL : Fault.PASSING;
    }
    return root instanceof GeneralSecurityException || root instanceof SSLException
        ? Fault.SETUP
        : Fault.SERVER;
  }

  /** The first cause, along both chains of causes of the mail library. */
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
