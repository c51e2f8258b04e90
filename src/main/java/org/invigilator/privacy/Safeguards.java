package org.invigilator.privacy;

import static org.invigilator.privacy.PackText.or;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.invigilator.policy.Delivery;
import org.invigilator.policy.Privacy;
import org.invigilator.policy.Retention;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.LondonTime;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.Requirements;

/**
 * How data is protected: the sections of the data protection pack on matching of names, recipients,
 * retention and risks.
 *
 * @param encrypted whether the ledger's file is encrypted
 * @param sealed whether the workbook with names is written, with a password
 * @param ledgerLocation where the ledger is, for a reader
 */
record Safeguards(
    TrustSettings settings,
    Requirements requirements,
    boolean encrypted,
    boolean sealed,
    String ledgerLocation) {
  private static final String NOTHING = "nothing";

  void writeNameMatching(PackText pack) {
    boolean on =
        requirements.packs().stream()
            .flatMap(p -> requirements.of(p).stream())
            .map(Requirement::rule)
            .anyMatch("pupil-follower-candidate"::equals);
    pack.text(
        on
            ? "Names of followers are compared with the roll. The program does this only while the following is on record."
            : "Names of followers are not compared with the roll. The program refuses to do so until the following is on record.");
    Privacy.NameMatching grounds = settings.onPrivacy().nameMatching();
    pack.table(
        List.of(40, 60),
        List.of("Requirement", "On record"),
        List.of("Lawful basis", grounds == null ? NOTHING : or(grounds.lawfulBasis(), NOTHING)),
        List.of("Impact assessment", grounds == null ? NOTHING : or(grounds.dpia(), NOTHING)),
        List.of(
            "Explained in the privacy notice on",
            grounds == null || grounds.noticeOn() == null
                ? NOTHING
                : LondonTime.show(grounds.noticeOn())),
        List.of("Reviewed by", grounds == null ? NOTHING : or(grounds.reviewedBy(), NOTHING)));
  }

  void writeRecipients(PackText pack) {
    List<String> lines = new ArrayList<>();
    lines.add("IT leadership: audit.xlsx, with references of pupils but no names.");
    lines.add("The head of each academy: the part on that academy, likewise without names.");
    lines.add(
        sealed
            ? "The safeguarding lead: safeguarding.xlsx with names, encrypted with a password."
            : "The safeguarding lead: nothing yet, because no password is set for the workbook with names.");
    Delivery delivery = settings.delivery();
    lines.add(
        delivery == null
            ? "By mail: no one."
            : "By mail, without references to pupils: "
                + String.join(", ", delivery.leadershipOrEmpty())
                + ", and the head of each academy where a job delivers to them; sent through "
                + delivery.smtp().host()
                + " ("
                + delivery.smtp().way().name().toLowerCase(Locale.ROOT)
                + ").");
    List<String> more = settings.onPrivacy().recipients();
    if (more != null) {
      lines.addAll(more);
    }
    lines.add("No one else: the program does not contact its makers and sends no statistics.");
    pack.points(lines);
  }

  void writeRetention(PackText pack) {
    Retention.Limits limits = requirements.retention();
    pack.table(
        List.of(55, 15, 30),
        List.of("What", "Days", "Then"),
        List.of(
            "Saved copies of the accounts' posts",
            days(limits.posts()),
            "deleted, except posts with an open finding"),
        List.of(
            "Saved copies of lists of followers; findings about former followers",
            days(limits.followers()),
            "deleted"),
        List.of(
            "Saved copies of what others wrote to the accounts", days(limits.inbound()), "deleted"),
        List.of("Resolved findings, with answers", days(limits.findings()), "deleted"),
        List.of("Reports", days(limits.reports()), "deleted"),
        List.of("The encrypted workbook with names", days(limits.safeguarding()), "deleted"),
        List.of("The log of who ran, read and erased what", "no limit", "kept as evidence"));
    pack.text(
        "Every scheduled run ends by deleting expired data, and lists what was deleted in purge.csv. Quotations from posts that are no longer there are deleted as well; a hash of the text is kept.");
  }

  private static String days(int days) {
    return Integer.toString(days);
  }

  void writeRisks(PackText pack) {
    pack.table(
        List.of(34, 66),
        List.of("Risk", "Measure"),
        List.of(
            "Someone is accused wrongly",
            "Every finding names its clause and its evidence; where judgement is needed, a person decides; a dismissal stays in force."),
        List.of(
            "Something unchecked is taken for a pass",
            "Whatever could not be checked is listed for each account and never counts as a pass."),
        List.of(
            "A pupil is identified from a report",
            "Names are only in the encrypted workbook; mails do not even contain the reference."),
        List.of(
            "The machine or a backup is stolen",
            encrypted
                ? "The ledger is encrypted with a key that is not on the disk; only their owner can read saved copies and reports. An encrypted disk also protects these: "
                    + PackText.OPEN
                : "Only their owner can read the files. The ledger ("
                    + ledgerLocation
                    + ") is NOT encrypted: set INVIGILATOR_STATE_KEY, or keep it on an encrypted disk: "
                    + PackText.OPEN),
        List.of(
            "Too much is collected",
            "Only registered accounts are read. If an account turns out to be personal, its data is deleted and it is never read again."),
        List.of(
            "The audit itself is misused",
            "Each run, reading and erasure is recorded in a log of chained entries; 'log verify' shows if an entry was changed."),
        List.of(
            "Credentials leak",
            "They come from the environment or from files that only their owner can read, and are never printed, logged or stored."),
        List.of(
            "Text in posts attacks readers of the reports",
            "Texts are written as text, never as formulas; links are built from ids."));
  }
}
