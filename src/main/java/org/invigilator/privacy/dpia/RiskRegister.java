package org.invigilator.privacy.dpia;

import static org.invigilator.privacy.dpia.PackText.join;

import java.util.ArrayList;
import java.util.List;
import org.invigilator.privacy.dpia.Risk.Effect;
import org.invigilator.privacy.dpia.Risk.Level;
import org.invigilator.privacy.dpia.Risk.Likelihood;
import org.invigilator.privacy.dpia.Risk.Severity;
import org.invigilator.report.document.Gap;

/** The risks of the processing and the measures against them: steps 5 and 6. */
record RiskRegister(EffectiveSettings given) {

  /** The risks that exist with these settings. */
  List<Risk> risks() {
    List<Risk> risks = new ArrayList<>();
    risks.add(
        risk(
            "A pupil is identified by someone who should not be able to, from a report or a mail. Possible contact by strangers, bullying, distress.",
            Likelihood.POSSIBLE,
            Severity.SEVERE,
            join(
                Claim.REFERENCES_ONLY,
                Claim.NAMES_ENCRYPTED,
                Claim.DRAFTS_ENCRYPTED,
                Claim.MAIL_WITHOUT_PUPILS,
                Claim.NAMES_IN_ANSWERS_REFUSED),
            Level.LOW));
    risks.add(
        risk(
            "A person is connected wrongly with an account or a breach. Unjustified suspicion of a pupil or a member of staff.",
            Likelihood.POSSIBLE,
            Severity.SIGNIFICANT,
            "Every finding shows its evidence, and people decide. " + join(Claim.DISMISSALS_LAST),
            Level.LOW));
    if (given.matchesNames()) {
      risks.add(
          risk(
              "Followers' names, handles and profile texts are compared with the roll. A stranger is taken for a pupil, or the account of a pupil who did not disclose it is found.",
              Likelihood.PROBABLE,
              Severity.SIGNIFICANT,
              join(Claim.NAMES_REFUSED_WITHOUT_GROUNDS, Claim.DISMISSALS_LAST)
                  + " Further option: switch this rule off (pupil-follower-candidate in trust.yaml).",
              Level.MEDIUM));
    }
    risks.add(theft());
    risks.add(
        risk(
            "What could not be read is taken for a pass. A child who needs help is overlooked.",
            Likelihood.POSSIBLE,
            Severity.SEVERE,
            join(Claim.GAPS_ARE_NO_PASS),
            Level.LOW));
    risks.add(
        risk(
            "More is collected about followers and correspondents than is needed. Intrusion without their knowledge.",
            Likelihood.PROBABLE,
            Severity.SIGNIFICANT,
            join(Claim.ONLY_REGISTERED, Claim.FOLLOWERS_BY_NUMBER, Claim.OUTSIDERS_NOT_KEPT)
                + " Information for them: "
                + Gap.of("where it is given"),
            given.hasOwnCopies() ? Level.MEDIUM : Level.LOW));
    risks.add(
        risk(
            "Data is kept longer than needed, or returns with a restored backup. Loss of control over one's data.",
            Likelihood.POSSIBLE,
            Severity.SIGNIFICANT,
            join(Claim.DELETES_EVERY_RUN, Claim.ERASES_COMPLETELY)
                + " Backups and the trust's own files: "
                + Gap.of("who deletes them, and when"),
            Level.LOW));
    risks.add(
        risk(
            "The audit is used to watch staff or pupils, or someone inside misuses it. Loss of trust, effects on employment.",
            Likelihood.POSSIBLE,
            Severity.SIGNIFICANT,
            join(Claim.NO_SEARCH, Claim.LOG_CHAINED, Claim.TWO_PEOPLE)
                + " Keeping the newest hash of the log elsewhere: "
                + Gap.of("who keeps it"),
            Level.LOW));
    risks.add(
        risk(
            "Texts reveal health, religion, opinions or offences of a person. Discrimination, distress.",
            Likelihood.POSSIBLE,
            Severity.SIGNIFICANT,
            join(Claim.OUTSIDERS_NOT_KEPT, Claim.QUOTES_DELETED, Claim.OWNER_ONLY),
            Level.LOW));
    risks.add(
        risk(
            "Credentials for platform, mail or database are disclosed. Someone else reads or posts in the trust's name.",
            Likelihood.POSSIBLE,
            Severity.SIGNIFICANT,
            join(
                Claim.SECRETS_FROM_ENVIRONMENT,
                Claim.SECRETS_NOT_LOGGED,
                Claim.PASSWORDS_REFUSED,
                Claim.NOTHING_LISTENS),
            Level.LOW));
    risks.add(
        risk(
            "A text in a post attacks whoever opens a report.",
            Likelihood.POSSIBLE,
            Severity.SIGNIFICANT,
            join(Claim.TEXT_STAYS_TEXT),
            Level.LOW));
    if (given.requests()) {
      risks.add(
          risk(
              "The platform's terms or the place of its servers do not allow the processing. Unlawful use of data of followers (a compliance risk as well).",
              Likelihood.POSSIBLE,
              Severity.SIGNIFICANT,
              join(Claim.PLATFORM_ENCRYPTED, Claim.ONLY_REGISTERED)
                  + " Terms of the platform: "
                  + Gap.of("decision, by whom, date"),
              Level.MEDIUM));
    }
    return List.copyOf(risks);
  }

  private Risk theft() {
    String registers =
        " Registers, saved copies and the other reports are not encrypted by the program; an encrypted disk protects them: "
            + Gap.of("yes or no");
    boolean safe = given.storage().findings() instanceof Storage.File file && file.isProtected();
    return risk(
        "The machine, its disk or a backup is stolen or read by others. Data of pupils is disclosed.",
        Likelihood.POSSIBLE,
        Severity.SEVERE,
        (safe
                ? "The findings database is encrypted with a key that is kept apart. "
                : given.storage().findings() instanceof Storage.Server
                    ? "The findings database is on a server, which has to encrypt it: "
                        + Gap.of("yes or no")
                        + " "
                    : "The findings database is NOT encrypted. Option: set INVIGILATOR_STATE_KEY. ")
            + join(Claim.OWNER_ONLY)
            + registers,
        safe ? Level.MEDIUM : Level.HIGH);
  }

  private static Risk risk(
      String source, Likelihood likelihood, Severity severity, String measures, Level residual) {
    return new Risk(source, likelihood, severity, measures, Effect.REDUCED, residual);
  }

  void writeRisks(PackText pack) {
    pack.text(
        "Likelihood, severity and overall risk are proposals, before measures. The trust and its data protection officer may change them: "
            + Gap.of("reviewed by: name, date")
            + ". Further risks: "
            + Gap.of("risks that the trust sees besides these")
            + ".");
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "No.",
            "Describe source of risk and nature of potential impact on individuals",
            "Likelihood of harm",
            "Severity of harm",
            "Overall risk"));
    List<Risk> risks = risks();
    for (int i = 0; i < risks.size(); i++) {
      Risk risk = risks.get(i);
      rows.add(
          List.of(
              Integer.toString(i + 1),
              risk.source(),
              Risk.word(risk.likelihood()),
              Risk.word(risk.severity()),
              Risk.word(risk.overall())));
    }
    pack.table(List.of(6, 52, 15, 15, 12), rows);
  }

  void writeMeasures(PackText pack) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "Risk",
            "Options to reduce or eliminate risk",
            "Effect on risk",
            "Residual risk",
            "Measure approved"));
    List<Risk> risks = risks();
    for (int i = 0; i < risks.size(); i++) {
      Risk risk = risks.get(i);
      if (risk.overall() != Level.LOW) {
        rows.add(
            List.of(
                Integer.toString(i + 1),
                risk.measures(),
                Risk.word(risk.effect()),
                Risk.word(risk.residual()),
                Gap.of("yes or no")));
      }
    }
    pack.table(List.of(6, 52, 12, 12, 18), rows);
    if (risks.stream().anyMatch(r -> r.residual() == Level.HIGH)) {
      pack.text(
          "A residual risk is high. Unless it is reduced, the ICO must be consulted before the processing begins (Article 36).");
    }
  }
}
