package org.invigilator.privacy.dpia;

import static org.invigilator.privacy.dpia.PackText.join;

import java.util.List;
import org.invigilator.policy.Privacy;
import org.invigilator.register.LondonTime;
import org.invigilator.report.document.Gap;
import org.jspecify.annotations.Nullable;

/** Whether the processing is lawful, needed and in proportion: step 4. */
record Necessity(EffectiveSettings given) {
  private static final String CONFIRMED = "to be confirmed by: name, date";

  void write(PackText pack) {
    pack.topic("Lawful basis");
    writeBasis(pack);
    pack.topic("Comparing followers' names with the roll");
    writeNameMatching(pack);
    pack.topic("Necessity and alternatives");
    pack.points(
        List.of(
            "Does it achieve the purpose? " + join(Claim.GAPS_ARE_NO_PASS),
            "Other ways to reach it: "
                + Gap.of(
                    "other ways that were considered, such as reading the accounts by hand, and why they were not chosen"),
            "No wider use: "
                + join(Claim.NO_SEARCH, Claim.LOG_CHAINED)
                + " A new purpose needs a new assessment."));
    pack.topic("Data quality and data minimisation");
    pack.claims(
        Claim.FOLLOWERS_BY_NUMBER,
        Claim.OUTSIDERS_NOT_KEPT,
        Claim.REFERENCES_ONLY,
        Claim.DISMISSALS_LAST,
        Claim.CORRECTED_BY_REGISTER);
    pack.topic("Information for individuals");
    pack.points(
        List.of(
            "Privacy notice for pupils and parents mentions the audit: " + notice() + ".",
            "Privacy notice for staff mentions the audit: " + Gap.of("date and link") + ".",
            "Notice for followers and correspondents, whose data does not come from themselves (Article 14): "
                + Gap.of("where, or which exemption of Article 14(5)")
                + "."));
    pack.topic("Rights");
    writeRights(pack);
    pack.topic("Processors and international transfers");
    pack.text(
        "The organisations and the gaps for contracts, countries and safeguards are in the table of step 2. "
            + join(Claim.PLATFORM_ENCRYPTED, Claim.MAIL_ENCRYPTED));
  }

  private void writeBasis(PackText pack) {
    String own = given.privacy().lawfulBasis();
    pack.table(
        List.of(24, 76),
        List.of(
            List.of("Question", "Proposal"),
            List.of(
                "Article 6 UK GDPR",
                "Proposed: public task, Article 6(1)(e), with section 8(c) of the Data Protection Act 2018 (a function conferred by an enactment). The functions: safeguarding and promoting the welfare of pupils, for academies under section 157 of the Education Act 2002 and the Education (Independent School Standards) Regulations 2014, for maintained schools under section 175 of that Act. An academy trust is a public authority (section 7 of the Data Protection Act 2018), so legitimate interests are not available for its tasks. "
                    + (own == null || own.isBlank()
                        ? "Nothing is recorded in trust.yaml. "
                        : "Recorded in trust.yaml: " + own.strip() + ". ")
                    + Gap.of(CONFIRMED)),
            List.of(
                "Article 9 UK GDPR, where special category data occurs or can be inferred",
                "Proposed: substantial public interest, Article 9(2)(g), with section 10(3) and Schedule 1, Part 2, paragraph 18 of the Data Protection Act 2018 (safeguarding of children and of individuals at risk). It covers only what protects a person from harm, where consent cannot be given, cannot reasonably be obtained, or would defeat the protection. It needs an appropriate policy document (Schedule 1, Part 4): "
                    + Gap.of("reference and date of the document")
                    + " "
                    + Gap.of(CONFIRMED)),
            List.of(
                "Article 10 UK GDPR, criminal offence data",
                "Proposed: none is processed on purpose; for what a text reveals, the same paragraph 18. "
                    + Gap.of(CONFIRMED)),
            List.of(
                "Automated decisions (Articles 22A to 22D, formerly Article 22)",
                "None: a finding is a proposal, and people decide. " + join(Claim.TWO_PEOPLE))));
  }

  private void writeNameMatching(PackText pack) {
    pack.text(
        given.matchesNames()
            ? "In use. The program does this only while the following is recorded."
            : "Not in use.");
    Privacy.NameMatching grounds = given.privacy().nameMatching();
    pack.table(
        List.of(36, 64),
        List.of(
            List.of("Requirement", "Recorded in trust.yaml"),
            List.of("Lawful basis", recorded(grounds == null ? null : grounds.lawfulBasis())),
            List.of("Impact assessment", recorded(grounds == null ? null : grounds.dpia())),
            List.of(
                "Explained in the privacy notice on",
                recorded(
                    grounds == null || grounds.noticeOn() == null
                        ? null
                        : LondonTime.show(grounds.noticeOn()))),
            List.of("Reviewed by", recorded(grounds == null ? null : grounds.reviewedBy()))));
    pack.claims(Claim.NAMES_REFUSED_WITHOUT_GROUNDS);
  }

  private static String recorded(@Nullable String value) {
    return value == null || value.isBlank() ? "nothing" : value.strip();
  }

  private String notice() {
    Privacy.NameMatching grounds = given.privacy().nameMatching();
    return grounds == null || grounds.noticeOn() == null
        ? Gap.of("date and link")
        : LondonTime.show(grounds.noticeOn()) + " (trust.yaml); " + Gap.of("link");
  }

  private static void writeRights(PackText pack) {
    pack.table(
        List.of(24, 76),
        List.of(
            List.of("Right", "How it is supported"),
            List.of("Access, for pupils", join(Claim.SHOWS_PUPIL)),
            List.of(
                "Access, for others",
                "There is no command for this. " + Gap.of("who answers such requests")),
            List.of("Rectification", join(Claim.CORRECTED_BY_REGISTER)),
            List.of(
                "Erasure",
                join(Claim.ERASES_COMPLETELY, Claim.TRUST_FILES_STAY)
                    + " Erasure is not a right where the public task requires the data (Article 17(3)(b)); the trust decides."),
            List.of(
                "Objection (Article 21), restriction",
                "A person decides on an objection; a wrong match is dismissed. "
                    + join(Claim.DISMISSALS_LAST)
                    + " "
                    + Gap.of("who decides on objections")),
            List.of("Portability", "Does not apply to processing for a public task."),
            List.of(
                "Complaints (section 164A of the Data Protection Act 2018)",
                Gap.of("where to complain, and who acknowledges within 30 days"))));
  }
}
