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
 * Who gets the results of an audit, and how: the recipients of mails and the server that sends
 * them, a folder for copies, and what messages to channels link to.
 *
 * @param smtp the mail server; absent where nothing is sent by mail
 * @param leadership the addresses that receive the summary of the whole trust
 * @param academies addresses by academy code, used instead of the address of the academy's head
 * @param folder where a copy of the leadership's reports goes, from the trust folder
 * @param keep how many audits stay in that folder; 12 by default
 * @param link where the reports can be opened, for messages to channels and mails without files
 * @param attach whether the leadership's mail carries the workbook and the page; by default where
 *     there is no link
 * @param remindDays how many days before its due date the owner of a finding is reminded; 7 by
 *     default
 */
public record Delivery(
    @Nullable Smtp smtp,
    @Nullable List<String> leadership,
    @Nullable Map<String, String> academies,
    @Nullable String folder,
    @Nullable Integer keep,
    @Nullable String link,
    @Nullable Boolean attach,
    @JsonProperty("remind_days") @Nullable Integer remindDays) {

  private static final int USUALLY_KEPT = 12;
  private static final int USUALLY_BEFORE = 7;
  private static final int LONGEST_BEFORE = 60;

  /** What a job delivers, and where. */
  public enum To {
    @JsonProperty("leadership")
    LEADERSHIP,
    @JsonProperty("academies")
    ACADEMIES,
    @JsonProperty("reminders")
    REMINDERS,
    @JsonProperty("folder")
    FOLDER,
    @JsonProperty("teams")
    TEAMS,
    @JsonProperty("slack")
    SLACK;

    /** Whether it is a mail. */
    public boolean isMail() {
      return this == LEADERSHIP || this == ACADEMIES || this == REMINDERS;
    }
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

  /** The mail server; empty where nothing is sent by mail. */
  public Optional<Smtp> server() {
    return Optional.ofNullable(smtp);
  }

  /** How many audits stay in the folder for copies. */
  public int kept() {
    return keep == null ? USUALLY_KEPT : keep;
  }

  /** Whether the leadership's mail carries the workbook and the page. */
  public boolean attaches() {
    return attach == null ? link == null : attach;
  }

  /** How many days before its due date the owner of a finding is reminded. */
  public int remindsBefore() {
    return remindDays == null ? USUALLY_BEFORE : remindDays;
  }

  /** What is wrong with the settings. */
  List<Problem> problems(String file) {
    List<Problem> problems = new ArrayList<>();
    if (kept() < 1) {
      problems.add(
          new Problem(
              file, 0, "delivery.keep", "keep is " + kept() + ".", "Keep at least one audit."));
    }
    if (remindsBefore() < 0 || remindsBefore() > LONGEST_BEFORE) {
      problems.add(
          new Problem(
              file,
              0,
              "delivery.remind_days",
              "remind_days is " + remindsBefore() + ".",
              "Write a number of days from 0 to " + LONGEST_BEFORE + "."));
    }
    if (link != null && !link.matches("https://[^\\s\"<>|]{1,500}")) {
      problems.add(
          new Problem(
              file,
              0,
              "delivery.link",
              "The link is not an address that begins with https://.",
              "Copy the address of the shared folder from the browser."));
    }
    List<String> all = new ArrayList<>(leadershipOrEmpty());
    if (smtp == null) {
      if (!all.isEmpty() || academies != null) {
        problems.add(
            new Problem(
                file,
                0,
                "delivery.smtp",
                "There are addresses for mails, but no mail server.",
                "Write smtp: {host: …, from: …}."));
      }
      return problems;
    }
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
