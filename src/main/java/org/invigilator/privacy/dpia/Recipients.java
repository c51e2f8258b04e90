package org.invigilator.privacy.dpia;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.invigilator.policy.Delivery;
import org.invigilator.report.document.Gap;

/** Who receives data, who processes it for the trust, and where it is kept. */
record Recipients(EffectiveSettings given) {
  private static final String COUNTRY =
      "country of processing; for a country outside the UK, the safeguard (adequacy regulations, or the ICO's agreement or addendum)";

  void writeStorage(PackText pack) {
    Storage storage = given.storage();
    pack.table(
        List.of(28, 38, 34),
        List.of(
            List.of("What", "Where", "Encrypted by the program"),
            List.of("Registers and settings, the trust's own files", storage.trust(), "no"),
            List.of("Saved copies of accounts", storage.snapshots(), "no"),
            List.of(
                "Reports",
                storage.reports(),
                given.writesNames()
                    ? "safeguarding.xlsx: yes, with a password; the others: no"
                    : "no; safeguarding.xlsx is not written, because its password is not set"),
            List.of("Findings database", where(), encryption())));
    pack.claims(Claim.OWNER_ONLY);
    pack.text(
        "Disk encryption of that machine: "
            + Gap.of("yes or no, and with what")
            + ". Backups: "
            + Gap.of("where they are kept, for how long, and whether they are encrypted")
            + ".");
  }

  private String where() {
    Storage.Findings findings = given.storage().findings();
    if (findings instanceof Storage.Server server) {
      return "PostgreSQL on " + server.host() + ", database " + server.database();
    }
    Storage.File file = (Storage.File) findings;
    return file.folder() + (file.exists() ? "" : " (not created yet)");
  }

  private String encryption() {
    Storage.Findings findings = given.storage().findings();
    if (findings instanceof Storage.Server server) {
      return "no; that is for the server. Connection: "
          + (server.isVerified()
              ? "encrypted, and the server's certificate is checked (sslmode="
                  + server.sslMode()
                  + ")"
              : Gap.of("whether the connection to the database is encrypted"));
    }
    Storage.File file = (Storage.File) findings;
    if (file.exists() && file.encrypted()) {
      return "yes (AES); the key is not stored with it";
    }
    if (file.key()) {
      return file.exists()
          ? "not yet; the next run encrypts it, because a key is set"
          : "yes (AES) once it is created, because a key is set";
    }
    return "NO; set INVIGILATOR_STATE_KEY";
  }

  /** Whoever gets to see data, inside and outside the trust. */
  void writeRecipients(PackText pack) {
    List<String> lines = new ArrayList<>();
    lines.add("IT leadership: audit.xlsx for the whole trust, with pupils by reference.");
    lines.add("The head of each academy: the workbook of that academy, with pupils by reference.");
    lines.add(
        given.writesNames()
            ? "The safeguarding lead: safeguarding.xlsx, with names and encrypted."
            : "The safeguarding lead: no workbook with names yet, because its password is not set.");
    lines.add("By mail: " + mail());
    List<String> more = given.privacy().recipients();
    if (more != null) {
      lines.addAll(more);
    }
    pack.points(lines);
    pack.claims(Claim.REFERENCES_ONLY, Claim.NAMES_ENCRYPTED, Claim.MAIL_WITHOUT_PUPILS);
  }

  private String mail() {
    Delivery delivery = given.settings().delivery();
    if (delivery == null) {
      return "no one; trust.yaml names no recipients.";
    }
    if (given.deliver().isEmpty()) {
      return "no one; recipients are set, but this job delivers to no one.";
    }
    List<String> to = new ArrayList<>();
    if (given.deliver().contains(Delivery.To.LEADERSHIP)) {
      to.add(
          "the digest"
              + (delivery.attaches() ? " with audit.xlsx and report.html" : "")
              + " to "
              + String.join(", ", delivery.leadershipOrEmpty()));
    }
    if (given.deliver().contains(Delivery.To.ACADEMIES)) {
      to.add("to the head of each academy its findings and its workbook");
    }
    if (given.deliver().contains(Delivery.To.FOLDER)) {
      to.add(
          "not by mail, but into the folder "
              + delivery.folder()
              + ": the leadership's workbooks and pages");
    }
    if (given.deliver().contains(Delivery.To.TEAMS)
        || given.deliver().contains(Delivery.To.SLACK)) {
      to.add(
          "not by mail, but to a channel of Teams or Slack: counts and a link, nothing of any account or person");
    }
    return String.join("; ", to) + ".";
  }

  /** Other organisations that the settings name, with what goes to them and comes from them. */
  void writeOrganisations(PackText pack) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Who", "What goes there, what comes back", "Role", "Transfers"));
    new TreeMap<>(given.origins())
        .forEach((platform, origin) -> rows.add(platform(platform, origin)));
    Delivery delivery = given.settings().delivery();
    if (delivery != null && delivery.server().isPresent()) {
      Delivery.Smtp smtp = delivery.server().get();
      rows.add(
          List.of(
              "Mail server "
                  + smtp.host()
                  + ":"
                  + smtp.portOrUsual()
                  + " ("
                  + smtp.way().name().toLowerCase(java.util.Locale.ROOT)
                  + ")",
              given.deliver().isEmpty()
                  ? "Nothing from this job. Other jobs may send findings, without pupils' names and references"
                  : "Findings, without pupils' names and references",
              role("provider of the mail server"),
              Gap.of(COUNTRY)));
    }
    if (given.deliver().contains(Delivery.To.TEAMS)
        || given.deliver().contains(Delivery.To.SLACK)) {
      rows.add(
          List.of(
              "Provider of the channel (Teams or Slack)",
              "Counts of findings and a link, nothing of any account or person",
              "receives no personal data from the program",
              "none"));
    }
    if (given.storage().findings() instanceof Storage.Server server) {
      rows.add(
          List.of(
              "Database server " + server.host(),
              "The findings database",
              role("provider of the database server"),
              Gap.of(COUNTRY)));
    }
    rows.add(
        List.of(
            "Host of the machine on which the audit runs",
            "Everything: registers, saved copies, reports",
            role("the trust itself, or the provider of the machine"),
            Gap.of(COUNTRY)));
    rows.add(
        List.of(
            "Makers of Invigilator",
            "Nothing",
            "not a processor: they receive no data and have no access",
            "none"));
    pack.table(List.of(22, 30, 24, 24), rows);
    pack.claims(Claim.CONTACTS_NO_ONE_ELSE);
  }

  private static String role(String who) {
    return "processor: " + Gap.of(who + ", and date of the contract under Article 28");
  }

  private static List<String> platform(String platform, EffectiveSettings.Origin origin) {
    String title = EffectiveSettings.title(platform);
    return switch (origin.use()) {
      case API ->
          List.of(
              title + " API (" + origin.server() + ")",
              "Requests name the official accounts. Back come their profiles, posts, mentions and lists of people, as far as rules need them",
              "controller of its own platform, not a processor of the trust",
              "requests reach "
                  + title
                  + ": "
                  + Gap.of("country, and what the trust has decided about its terms"));
      case ARCHIVE ->
          List.of(
              title + ": exports that account owners downloaded",
              "Nothing is requested; the files are in archives/ of the trust folder",
              "controller of its own platform, not a processor of the trust",
              "none by the program");
      case SNAPSHOT ->
          List.of(
              title + ": saved copies that the trust put in place",
              "Nothing is requested",
              Gap.of("how these copies are made, by whom, and with which service"),
              "none by the program");
    };
  }

  /** The credentials and keys that are known, whether they are set, and what for; never a value. */
  void writeSecrets(PackText pack) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Variable of the environment", "For", "Set when this pack was written"));
    given
        .secrets()
        .forEach(s -> rows.add(List.of(s.variable(), s.purpose(), s.isSet() ? "yes" : "no")));
    pack.table(List.of(46, 34, 20), rows);
    pack.claims(Claim.SECRETS_FROM_ENVIRONMENT, Claim.SECRETS_NOT_LOGGED, Claim.PASSWORDS_REFUSED);
  }

  /** Platforms in the register of which nothing is collected. */
  Optional<String> unread() {
    Map<String, Integer> accounts = new TreeMap<>();
    given.registers().accounts().stream()
        .filter(a -> !given.origins().containsKey(a.platform()))
        .forEach(a -> accounts.merge(EffectiveSettings.title(a.platform()), 1, Integer::sum));
    return accounts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "No source is set for these platforms of the register, so only saved copies that the trust puts in place are read: "
                + String.join(", ", accounts.keySet())
                + ".");
  }
}
