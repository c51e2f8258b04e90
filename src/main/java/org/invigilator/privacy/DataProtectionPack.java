package org.invigilator.privacy;

import static org.invigilator.privacy.PackText.OPEN;
import static org.invigilator.privacy.PackText.or;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.policy.Privacy;
import org.invigilator.policy.Source;
import org.invigilator.policy.TrustSettings;
import org.invigilator.register.LondonTime;
import org.invigilator.report.document.Block;
import org.invigilator.rule.Requirements;
import org.invigilator.rule.TrustIndex;

/**
 * What a data protection officer needs to assess the audit, filled in from its settings (UK GDPR,
 * Articles 30 and 35): purposes, data, sources, recipients, retention, risks, measures. What only
 * the trust can say is left open, visibly.
 */
public final class DataProtectionPack {
  private final TrustSettings settings;
  private final Requirements requirements;
  private final TrustIndex index;
  private final ProcessedData data;
  private final Safeguards safeguards;

  /**
   * @param sources where the data of accounts comes from, by platform
   * @param encrypted whether the ledger's file is encrypted
   * @param sealed whether the workbook with names is written, with a password
   * @param ledgerLocation where the ledger is, for a reader
   */
  public DataProtectionPack(
      TrustSettings settings,
      Requirements requirements,
      TrustIndex index,
      Map<String, Source> sources,
      boolean encrypted,
      boolean sealed,
      String ledgerLocation) {
    this.settings = settings;
    this.requirements = requirements;
    this.index = index;
    this.data = new ProcessedData(index.registers(), new TreeMap<>(sources));
    this.safeguards = new Safeguards(settings, requirements, encrypted, sealed, ledgerLocation);
  }

  public String title() {
    return "Data protection pack: audit of social media accounts of " + settings.name();
  }

  /** The document, block by block. */
  public List<Block> blocks() {
    PackText pack = new PackText();
    pack.text(
        "As of "
            + LondonTime.show(index.asOf())
            + ". This pack was filled in from the settings of the audit. Read it with your data protection officer, complete it where marked, and sign it; it does not replace anyone's decision.");
    pack.heading("1. Who and why");
    writePurpose(pack);
    pack.heading("2. Whose data, which, and from where");
    data.write(pack);
    pack.heading("3. Matching of names");
    safeguards.writeNameMatching(pack);
    pack.heading("4. Who receives it");
    safeguards.writeRecipients(pack);
    pack.heading("5. How long it is kept");
    safeguards.writeRetention(pack);
    pack.heading("6. Risks and measures");
    safeguards.writeRisks(pack);
    pack.heading("7. Rights");
    writeRights(pack);
    pack.heading("8. Open points and signatures");
    pack.points(openPoints());
    pack.table(
        List.of(34, 33, 33),
        List.of("Role", "Name and signature", "Date"),
        List.of("Data protection officer", "", ""),
        List.of("Safeguarding lead", "", ""),
        List.of("IT lead", "", ""));
    return pack.blocks();
  }

  private void writePurpose(PackText pack) {
    Privacy privacy = settings.onPrivacy();
    pack.table(
        List.of(30, 70),
        List.of("Question", "Answer"),
        List.of("Controller", or(privacy.controller(), settings.name() + " " + OPEN)),
        List.of("Data protection officer", or(privacy.officer(), OPEN)),
        List.of(
            "Purpose",
            "To check that the trust's official social media accounts are run as its policy requires, and to correct what is not. It is not used to appraise anyone, and decides nothing by itself."),
        List.of(
            "Policies checked",
            requirements.packs().stream()
                .map(p -> p.displayTitle() + " (" + p.versionedId() + ")")
                .collect(Collectors.joining("; "))),
        List.of("Lawful basis (Article 6)", or(privacy.lawfulBasis(), OPEN)),
        List.of(
            "Automated decisions (Article 22)",
            "None. Every finding goes to a person; findings that need judgement are marked."));
  }

  private static void writeRights(PackText pack) {
    pack.points(
        List.of(
            "Access: 'invigilator pupil show REF' lists everything held on a pupil.",
            "Erasure: 'invigilator pupil erase REF' erases it from the ledger, the saved copies and the reports, and lists what is left: the trust's own registers. Backups, and copies that left the machine, are for the trust to delete.",
            "Rectification: names, handles and consents come from the trust's registers; once corrected there, the next audit uses them.",
            "Objection: a wrong match is dismissed in the workbook ('not a pupil because …') and stays dismissed."));
  }

  private List<String> openPoints() {
    Privacy privacy = settings.onPrivacy();
    List<String> open = new ArrayList<>();
    if (PackText.isMissing(privacy.controller())) {
      open.add("Name the controller (trust.yaml, privacy, controller).");
    }
    if (PackText.isMissing(privacy.officer())) {
      open.add("Name the data protection officer (trust.yaml, privacy, data_protection_officer).");
    }
    if (PackText.isMissing(privacy.lawfulBasis())) {
      open.add("State the lawful basis of the audit (trust.yaml, privacy, lawful_basis).");
    }
    if (!safeguards.encrypted()) {
      open.add("Decide how the ledger is protected: an encryption key, or an encrypted disk.");
    }
    open.add(
        "Explain the audit to staff, pupils and parents in the privacy notice, and record the date.");
    open.add("Decide about X's terms before collecting from it (src/docs/collecting.md).");
    if (!safeguards.sealed()) {
      open.add("Give the safeguarding lead a password for the workbook with names.");
    }
    return open;
  }
}
