package org.invigilator.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.invigilator.register.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The recipients of mails and the server that sends them.
 *
 * @param leadership the addresses that receive the summary of the whole trust
 * @param academies addresses by academy code, used instead of the address of the academy's head
 */
public record Delivery(
    @JsonProperty(required = true) Smtp smtp,
    @Nullable List<String> leadership,
    @Nullable Map<String, String> academies) {

  /** Which mails a job sends. */
  public enum To {
    @JsonProperty("leadership")
    LEADERSHIP,
    @JsonProperty("academies")
    ACADEMIES
  }

  /** How the connection to the server is encrypted: from the start, after negotiation, or not. */
  public enum Security {
    @JsonProperty("tls")
    TLS,
    @JsonProperty("starttls")
    STARTTLS,
    @JsonProperty("none")
    NONE
  }

  /**
   * The mail server.
   *
   * @param security {@code starttls} by default; {@code none} is allowed on this machine only
   * @param user the login, whose password is in the environment; absent if none is needed
   */
  public record Smtp(
      @JsonProperty(required = true) String host,
      @Nullable Integer port,
      @Nullable Security security,
      @JsonProperty(required = true) String from,
      @Nullable String user) {

    /** The encryption to use. */
    public Security way() {
      return security == null ? Security.STARTTLS : security;
    }

    /** The port, or the default of the encryption. */
    public int portOrUsual() {
      return port != null
          ? port
          : switch (way()) {
            case TLS -> 465;
            case STARTTLS -> 587;
            case NONE -> 25;
          };
    }
  }

  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>,;\"]{1,64}@[^\\s@<>,;\"]{3,250}");
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

  /** Whether a text is one mail address. */
  public static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }

  public List<String> leadershipOrEmpty() {
    return leadership == null ? List.of() : leadership;
  }

  /** The address that replaces that of an academy's head. */
  public Optional<String> instead(String academy) {
    return Optional.ofNullable(academies).map(a -> a.get(academy));
  }

  /** What is wrong with the settings. */
  List<Problem> problems(String file) {
    List<Problem> problems = new ArrayList<>();
    List<String> all = new ArrayList<>(leadershipOrEmpty());
    all.add(smtp.from());
    if (academies != null) {
      all.addAll(academies.values());
    }
    for (String address : all) {
      if (address == null || !isAddress(address)) {
        problems.add(
            new Problem(
                file,
                0,
                "delivery",
                "'" + address + "' is not an e-mail address.",
                "Write it like it.lead@trust.example."));
      }
    }
    if (smtp.way() == Security.NONE && !HERE.contains(smtp.host())) {
      problems.add(
          new Problem(
              file,
              0,
              "delivery.smtp.security",
              "Mails would be sent to " + smtp.host() + " without encryption.",
              "Choose starttls or tls; none is allowed only for a server on this machine."));
    }
    if (smtp.portOrUsual() < 1 || smtp.portOrUsual() > 65_535) {
      problems.add(
          new Problem(
              file,
              0,
              "delivery.smtp.port",
              smtp.portOrUsual() + " is not a port.",
              "Give a port from 1 to 65535; 587 is usual."));
    }
    return problems;
  }
}
