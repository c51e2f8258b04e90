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
 * To whom mails go after a job that delivers, and through which server.
 *
 * @param leadership the addresses that get the digest of the whole trust
 * @param academies other addresses for academies, by code, than that of who leads each
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

  /** How the way to the server is kept from being read: from the start, or once both agree. */
  public enum Security {
    @JsonProperty("tls")
    TLS,
    @JsonProperty("starttls")
    STARTTLS,
    @JsonProperty("none")
    NONE
  }

  /**
   * The server that takes the mails.
   *
   * @param security {@code starttls} unless it says otherwise; {@code none} on this machine only
   * @param user the login, whose password is in the environment; absent where none is asked for
   */
  public record Smtp(
      @JsonProperty(required = true) String host,
      @Nullable Integer port,
      @Nullable Security security,
      @JsonProperty(required = true) String from,
      @Nullable String user) {

    /** The way the mails go. */
    public Security way() {
      return security == null ? Security.STARTTLS : security;
    }

    /** The port, or the usual one. */
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

  public List<String> leadershipOrNobody() {
    return leadership == null ? List.of() : leadership;
  }

  /** The address that takes the place of a principal's. */
  public Optional<String> instead(String academy) {
    return Optional.ofNullable(academies).map(a -> a.get(academy));
  }

  /** What is wrong with the settings. */
  List<Problem> problems(String file) {
    List<Problem> problems = new ArrayList<>();
    List<String> all = new ArrayList<>(leadershipOrNobody());
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
                "'" + address + "' is not a mail address.",
                "Write it like it.lead@trust.example."));
      }
    }
    if (smtp.way() == Security.NONE && !HERE.contains(smtp.host())) {
      problems.add(
          new Problem(
              file,
              0,
              "delivery.smtp.security",
              "Mails would go to " + smtp.host() + " in clear.",
              "Choose starttls or tls; none is for a server on this machine."));
    }
    if (smtp.portOrUsual() < 1 || smtp.portOrUsual() > 65_535) {
      problems.add(
          new Problem(
              file, 0, "delivery.smtp.port", "There is no such port.", "Mostly it is 587."));
    }
    return problems;
  }
}
