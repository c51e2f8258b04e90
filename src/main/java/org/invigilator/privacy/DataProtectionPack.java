package org.invigilator.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.Privacy;
import org.invigilator.policy.Retention;
import org.invigilator.policy.Source;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.Register;
import org.invigilator.register.Registers;
import org.invigilator.report.document.Block;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustIndex;
import org.jspecify.annotations.Nullable;

/**
 * What a data protection officer needs to judge the audit, filled in from how it is really set up
 * (UK GDPR, Articles 30 and 35): purposes, data, sources, recipients, retention, risks, measures.
 * What only the trust can say is left open, visibly.
 */
public final class DataProtectionPack {
  private static final String OPEN = "[to be filled in by the trust]";

  private final TrustSettings settings;
  private final Requirements requirements;
  private final TrustIndex index;
  private final Map<String, Source> sources;
  private final boolean encrypted;
  private final boolean sealed;
  private final String kept;
  private final List<Block> blocks = new ArrayList<>();

  /**
   * @param sources where what accounts show comes from, by platform
   * @param encrypted whether the ledger's file is encrypted
   * @param sealed whether the workbook with names is written, with a password
   * @param kept where the ledger is kept, in words
   */
  public DataProtectionPack(
      TrustSettings settings,
      Requirements requirements,
      TrustIndex index,
      Map<String, Source> sources,
      boolean encrypted,
      boolean sealed,
      String kept) {
    this.settings = settings;
    this.requirements = requirements;
    this.index = index;
    this.sources = new TreeMap<>(sources);
    this.encrypted = encrypted;
    this.sealed = sealed;
    this.kept = kept;
  }

  public String title() {
    return "Data protection pack: audit of social media accounts of " + settings.name();
  }

  /** The document, block by block. */
  public List<Block> blocks() {
    Privacy privacy = settings.onPrivacy();
    say(
        "As of "
            + index.asOf()
            + ". This pack was filled in from the settings with which the audit runs. It is made to be read with the data protection officer, completed where it says so, and signed; it takes nobody's decision.");
    head("1. Who and why");
    table(
        List.of(30, 70),
        List.of("Question", "Answer"),
        List.of("Controller", or(privacy.controller(), settings.name() + " " + OPEN)),
        List.of("Data protection officer", or(privacy.officer(), OPEN)),
        List.of(
            "Purpose",
            "To check that the trust's official social media accounts are run as its policy requires, and to put right what is not. It is not used to appraise anybody, and decides nothing by itself."),
        List.of("Policies that it checks", policies()),
        List.of("Lawful basis (Article 6)", or(privacy.lawfulBasis(), OPEN)),
        List.of(
            "Automated decisions (Article 22)",
            "None. Every finding goes to a person; what needs judgement is marked as such."));
    head("2. Whose data, which, and from where");
    data();
    sources();
    head("3. Matching of names");
    names(privacy.nameMatching());
    head("4. Who receives it");
    recipients(privacy);
    head("5. How long it is kept");
    retention();
    head("6. Risks and measures");
    risks();
    head("7. Rights");
    points(
        "Access: 'invigilator pupil show REF' lists everything held on a pupil.",
        "Erasure: 'invigilator pupil erase REF' erases it from the ledger, the captures and the reports, and names what is left: the trust's own registers, backups, and copies that left the machine.",
        "Rectification: names, handles and consents come from the trust's registers; corrected there, the next audit uses them.",
        "Objection: a wrong match is dismissed in the workbook ('not a pupil because …') and stays dismissed.");
    head("8. Open points and signatures");
    points(open(privacy).toArray(String[]::new));
    table(
        List.of(34, 33, 33),
        List.of("Role", "Name and signature", "Date"),
        List.of("Data protection officer", "", ""),
        List.of("Safeguarding lead", "", ""),
        List.of("IT lead", "", ""));
    return List.copyOf(blocks);
  }

  private String policies() {
    return String.join(
        "; ",
        requirements.packs().stream()
            .map(p -> p.displayTitle() + " (" + p.versionedId() + ")")
            .toList());
  }

  private void data() {
    Registers registers = index.registers();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Whose", "Which data", "From where", "How many now"));
    rows.add(
        List.of(
            "Pupils, past and present",
            "Reference, name, birth date or year group, academy, accounts that the family named, what was agreed to",
            from(Register.PUPILS, Register.CONSENT, Register.MEDIA_LOG),
            count(registers.pupils().size())));
    rows.add(
        List.of(
            "Staff and governors",
            "Number, name, work e-mail, offices, training, what they administer",
            from(Register.PEOPLE, Register.ROLE_HOLDERS, Register.TRAINING),
            count(registers.people().size())));
    rows.add(
        List.of(
            "People who follow an official account",
            "The platform's number; a handle only where a rule knows somebody by it; a name only where names are matched. What matches no rule is not kept in ledger or reports",
            "The platform",
            "as many as follow"));
    rows.add(
        List.of(
            "People who write to an official account",
            "The text, while it is looked through",
            "The platform",
            "as many as write"));
    rows.add(
        List.of(
            "Accounts that are audited",
            "Profile, posts, captions and the text of pictures; no picture is looked at",
            "The platform",
            count(registers.accounts().size()) + " accounts"));
    blocks.add(new Block.Table(List.of(20, 42, 23, 15), rows));
    say(
        "Not processed: faces, voices, private messages, personal accounts of anybody, passwords. Special categories are not sought; the text of a post may contain them.");
  }

  private String from(Register... registers) {
    List<String> there = new ArrayList<>();
    for (Register register : registers) {
      if (index.registers().has(register)) {
        there.add(register.fileName());
      }
    }
    return there.isEmpty() ? "not given" : "The trust's registers: " + String.join(", ", there);
  }

  private static String count(int number) {
    return String.format(Locale.UK, "%,d", number);
  }

  private void sources() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Platform", "How it is seen", "Asked of the platform"));
    sources.forEach(
        (platform, source) ->
            rows.add(
                List.of(
                    platform,
                    switch (source.use()) {
                      case API -> "by its interface for programs, with the trust's own credentials";
                      case ARCHIVE -> "from its own export, put there by the trust";
                      case SNAPSHOT -> "from files that the trust puts there";
                    },
                    source.use() == Source.Use.API
                        ? "the registered accounts' profile, posts, followers and mentions"
                        : "nothing")));
    if (rows.size() > 1) {
      blocks.add(new Block.Table(List.of(20, 45, 35), rows));
    } else {
      say("Nothing is asked of any platform: the trust puts files there.");
    }
  }

  private void names(Privacy.@Nullable NameMatching grounds) {
    boolean on =
        requirements.packs().stream()
            .flatMap(p -> requirements.of(p).stream())
            .map(Requirement::rule)
            .anyMatch("pupil-follower-candidate"::equals);
    say(
        on
            ? "Names of followers are held against the roll. The program does this only while the following is on record."
            : "Names of followers are not held against the roll. The program refuses to do so until the following is on record.");
    table(
        List.of(40, 60),
        List.of("Ground", "On record"),
        List.of("Lawful basis", grounds == null ? "nothing" : or(grounds.lawfulBasis(), "nothing")),
        List.of("Impact assessment", grounds == null ? "nothing" : or(grounds.dpia(), "nothing")),
        List.of(
            "Told in the privacy notice on",
            grounds == null || grounds.noticeOn() == null
                ? "nothing"
                : String.valueOf(grounds.noticeOn())),
        List.of("Reviewed by", grounds == null ? "nothing" : or(grounds.reviewedBy(), "nothing")));
  }

  private void recipients(Privacy privacy) {
    List<String> lines = new ArrayList<>();
    lines.add("IT leadership: audit.xlsx, with references of pupils and no name.");
    lines.add("Who leads an academy: the part of that academy, likewise without names.");
    lines.add(
        sealed
            ? "The safeguarding lead: safeguarding.xlsx with names, encrypted with a password."
            : "The safeguarding lead: nothing yet, for no password is set for the workbook with names.");
    Delivery delivery = settings.delivery();
    lines.add(
        delivery == null
            ? "By mail: nobody."
            : "By mail, without any reference to pupils: "
                + String.join(", ", delivery.leadershipOrNobody())
                + ", and who leads each academy, where a job delivers; through "
                + delivery.smtp().host()
                + ", "
                + delivery.smtp().way().name().toLowerCase(Locale.ROOT)
                + ".");
    if (privacy.recipients() != null) {
      lines.addAll(privacy.recipients());
    }
    lines.add("Nobody else: the program has no maker's server and sends no statistics.");
    blocks.add(new Block.Points(lines));
  }

  private void retention() {
    Retention.Limits limits = requirements.retention();
    table(
        List.of(55, 15, 30),
        List.of("What", "Days", "Then"),
        List.of(
            "Copies of the accounts' posts",
            days(limits.posts()),
            "deleted, but for what a standing finding rests on"),
        List.of(
            "Copies of lists of followers; findings about a follower who is gone",
            days(limits.followers()),
            "deleted"),
        List.of("Copies of what others wrote to the accounts", days(limits.inbound()), "deleted"),
        List.of("Findings that are over, with answers", days(limits.findings()), "deleted"),
        List.of("Reports", days(limits.reports()), "deleted"),
        List.of("The encrypted workbook with names", days(limits.safeguarding()), "deleted"),
        List.of("The log of who ran, read and erased what", "no end", "kept: it proves the rest"));
    say(
        "Every night ends with this, and with a report of what went (purge.csv). Words quoted from a post that is no longer there go as well; a hash of what was seen stays.");
  }

  private static String days(int days) {
    return Integer.toString(days);
  }

  private void risks() {
    table(
        List.of(34, 66),
        List.of("Risk", "Measure"),
        List.of(
            "Somebody is accused wrongly",
            "Every finding names its clause and its evidence; what a machine cannot decide is shown to a person as such; a dismissal holds."),
        List.of(
            "Something unchecked is taken for a pass",
            "What could not be checked is told account by account and never counts as a pass."),
        List.of(
            "A pupil is identified from a report",
            "Names stand only in the encrypted workbook; mails bear not even the reference."),
        List.of(
            "The machine or a backup is stolen",
            encrypted
                ? "The ledger is encrypted with a key that is not on the disk; captures and reports are readable by their owner only. An encrypted disk covers these too: "
                    + OPEN
                : "Files are readable by their owner only. The ledger ("
                    + kept
                    + ") is NOT encrypted: set INVIGILATOR_STATE_KEY, or keep it on an encrypted disk: "
                    + OPEN),
        List.of(
            "Too much is collected",
            "Only accounts of the register are looked at. An account that turns out to be somebody's own is deleted and never read again."),
        List.of(
            "The audit itself is misused",
            "Each run, reading and erasure is entered in a chained log; 'log verify' tells when an entry was changed."),
        List.of(
            "Credentials leak",
            "They come from the environment or from files that only their owner may read, and are never printed, logged or stored."),
        List.of(
            "Text in posts attacks who reads the reports",
            "Texts are written as texts, never as formulas; links are made from ids."));
  }

  private List<String> open(Privacy privacy) {
    List<String> open = new ArrayList<>();
    ask(privacy.controller(), "Name the controller (privacy.controller).", open);
    ask(
        privacy.officer(),
        "Name the data protection officer (privacy.data_protection_officer).",
        open);
    ask(privacy.lawfulBasis(), "State the lawful basis of the audit (privacy.lawful_basis).", open);
    if (!encrypted) {
      open.add("Decide where the ledger is protected: a key for it, or an encrypted disk.");
    }
    open.add("Tell staff, pupils and parents in the privacy notice, and record the date.");
    open.add("Decide about X's terms before collecting from it (src/docs/collecting.md).");
    if (!sealed) {
      open.add("Give the safeguarding lead a password for the workbook with names.");
    }
    return open;
  }

  private static void ask(@Nullable String said, String question, List<String> open) {
    if (said == null || said.isBlank()) {
      open.add(question);
    }
  }

  private static String or(@Nullable String said, String otherwise) {
    return said == null || said.isBlank() ? otherwise : said;
  }

  private void head(String text) {
    blocks.add(new Block.Heading(1, text));
  }

  private void say(String text) {
    blocks.add(new Block.Text(text));
  }

  private void points(String... lines) {
    blocks.add(new Block.Points(List.of(lines)));
  }

  @SafeVarargs
  private void table(List<Integer> widths, List<String>... rows) {
    blocks.add(new Block.Table(widths, List.of(rows)));
  }
}
