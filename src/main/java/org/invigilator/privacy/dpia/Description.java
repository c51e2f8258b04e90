package org.invigilator.privacy.dpia;

import static org.invigilator.privacy.dpia.PackText.join;
import static org.invigilator.privacy.dpia.PackText.number;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.invigilator.report.document.Gap;
import org.invigilator.rule.Input;
import org.invigilator.rule.Requirement;

/** Why an assessment is needed, and what is processed: steps 1 and 2. */
record Description(EffectiveSettings given) {
  private static final List<String> TOPICS =
      List.of("sensitive-topic-candidate", "solicitation-candidate");

  void writeNeed(PackText pack) {
    pack.text(
        "The trust checks its official social media accounts against its own policy: "
            + policies()
            + ". A program reads what the accounts show and compares it with the trust's registers. Every finding goes to a person, who decides what to do.");
    pack.table(
        List.of(38, 62),
        List.of(
            List.of("Reason for an assessment", "In this audit"),
            List.of(
                "Data of children or other vulnerable people",
                "Yes: "
                    + number(given.registers().pupils().size())
                    + " pupils are in the register."),
            List.of(
                "Data from different sources is matched",
                "Yes: "
                    + (given.rulesThatRead(Input.OfAccount.FOLLOWERS) > 0
                        ? "accounts of pupils and staff in the registers are compared with posts and lists of followers. "
                        : "accounts of pupils and staff in the registers are compared with posts. ")
                    + (given.matchesNames()
                        ? "Followers' display names, handles and profile texts are compared with the roll."
                        : "Followers' names are not compared with the roll.")),
            List.of(
                "People are not informed directly",
                "Yes: the program does not contact followers or people who write to an account. They learn of it from the privacy notice only."),
            List.of(
                "Regular monitoring",
                "Of the official accounts, as often as step 2 says. Private accounts of pupils, parents and staff are not opened."),
            List.of("Decisions with legal or similar effects", "None are made by the program."),
            List.of("Biometric data, or analysis of pictures", "No. " + join(Claim.NO_IMAGES))));
    pack.text(
        "Article 35 UK GDPR. The decision that an assessment is needed was made by: "
            + Gap.of("name, role, date")
            + ".");
  }

  private String policies() {
    return given.requirements().packs().stream()
        .map(p -> p.displayTitle() + " (" + p.versionedId() + ")")
        .collect(Collectors.joining("; "));
  }

  void write(PackText pack) {
    Recipients recipients = new Recipients(given);
    pack.section("Describe the nature of the processing");
    writeCollection(pack, recipients);
    pack.topic("Use");
    pack.text(
        number(given.rules().map(Requirement::rule).distinct().count())
            + " rules are in use. They compare registers and saved copies. Each finding has its clause, its evidence, an owner and a due date. "
            + join(Claim.GAPS_ARE_NO_PASS, Claim.NO_SEARCH));
    pack.topic("Storage");
    recipients.writeStorage(pack);
    pack.topic("Sharing");
    recipients.writeRecipients(pack);
    pack.topic("Processors and other organisations");
    recipients.writeOrganisations(pack);
    pack.topic("Deletion");
    new RetentionPeriods(given).write(pack);
    pack.section("Describe the scope of the processing");
    writeScope(pack);
    pack.section("Describe the context of the processing");
    writeContext(pack);
    pack.section("Describe the purposes of the processing");
    pack.points(
        List.of(
            "To find and correct what is not as the trust's policy requires: unapproved accounts, missing consents, pupils named, personal details published, training and approvals missing.",
            "For pupils and parents: fewer pictures and names published without consent, and faster removal.",
            "For staff: clear duties. The findings are not for appraisal or discipline: "
                + Gap.of("confirm, or describe the use in staff matters")
                + ".",
            "For the trust: evidence that the policy is followed. Further benefits: "
                + Gap.of("what the trust expects")
                + "."));
  }

  private void writeCollection(PackText pack, Recipients recipients) {
    pack.topic("Collection");
    List<String> lines = new ArrayList<>();
    given
        .origins()
        .forEach(
            (platform, origin) ->
                lines.add(
                    EffectiveSettings.title(platform)
                        + ": "
                        + switch (origin.use()) {
                          case API -> "requested from " + origin.server() + ".";
                          case ARCHIVE -> "read from exports that account owners downloaded.";
                          case SNAPSHOT -> "read from saved copies that the trust puts in place.";
                        }));
    recipients.unread().ifPresent(lines::add);
    lines.add(
        "Registers: read from the trust folder at each audit; "
            + PackText.count(given.registers().present().size(), "register is", "registers are")
            + " in use (annex A).");
    pack.points(lines);
    pack.table(
        List.of(40, 60),
        List.of(
            List.of("Part of an account", "Read by"),
            part("Profile", Input.OfAccount.PROFILE),
            part("Posts", Input.OfAccount.POSTS),
            part("Messages that mention the account", Input.OfAccount.MENTIONS),
            part("Followers", Input.OfAccount.FOLLOWERS),
            part("People whom the account follows", Input.OfAccount.FOLLOWING)));
    pack.claims(
        Claim.ONLY_REGISTERED,
        Claim.PERSONAL_ACCOUNT_FORGOTTEN,
        Claim.FOLLOWERS_BY_NUMBER,
        Claim.OUTSIDERS_NOT_KEPT,
        Claim.NO_IMAGES,
        Claim.NO_MESSAGES);
    if (given.hasOwnCopies()) {
      pack.text(
          "Saved copies that the trust puts in place may contain more about followers and correspondents than the program would collect. What they contain: "
              + Gap.of("which fields, and why they are needed")
              + ".");
    }
  }

  private List<String> part(String what, Input input) {
    int rules = given.rulesThatRead(input);
    return List.of(
        what, rules == 0 ? "no rule in use" : PackText.count(rules, "rule", "rules") + " in use");
  }

  private void writeScope(PackText pack) {
    new ProcessedData(given).writePeople(pack);
    pack.topic("Special category and criminal offence data");
    List<String> topics =
        given
            .rules()
            .filter(r -> TOPICS.contains(r.rule()))
            .map(r -> r.info().title())
            .distinct()
            .sorted()
            .toList();
    pack.points(
        List.of(
            "Texts of posts and messages may reveal health, religion, opinions or offences, because anyone may write anything.",
            topics.isEmpty()
                ? "No rule in use looks for political or religious topics."
                : "Rules that look for political or religious topics in the official accounts' own posts: '"
                    + String.join("', '", topics)
                    + "'. They judge what the trust publishes, not the belief of a person.",
            "May be inferred: attendance at a special school reveals a special educational need; 'cannot consent alone' may reveal one; absence on leave may concern health. "
                + Gap.of("whether one of these applies, and to how many people"),
            "Registers may contain free text, for example reasons. "
                + Gap.of("whether free text in the registers contains special category data")));
    pack.topic("How much, how often, where");
    pack.points(
        List.of(
            number(given.registers().accounts().size())
                + " registered accounts of "
                + PackText.count(given.registers().academies().size(), "academy", "academies")
                + ".",
            "How often: "
                + given
                    .schedule()
                    .orElse(Gap.of("how often the audit is run; no schedule is set here"))
                + ".",
            "How long data is kept: see Deletion above.",
            "Geographical area: " + Gap.of("the local authority areas of the academies") + "."));
  }

  private static void writeContext(PackText pack) {
    pack.topic("Relationship, control and expectations");
    pack.points(
        List.of(
            "Pupils and parents depend on the school; staff are employed by it. They can object, correct the registers and withdraw consent to pictures.",
            "Followers and correspondents chose to deal with a public account, and will not necessarily expect that lists of followers are checked. "
                + Gap.of("how the accounts' profiles or the website tell them")));
    pack.topic("Children");
    pack.points(
        List.of(
            "Pupils are not users of the program: it offers them no service, account or screen. The ICO's Children's code covers online services that children are likely to use, so it applies to the platforms and not to this audit. Its standard of the child's best interests is used here as the measure.",
            "Best interests of the child: the audit finds pictures and names published without consent, and contact by children under the platform's age, so that adults can act. Against that is the interest of a child not to be watched. So only official accounts are opened, and a pupil is shown by reference. Where the pupils' accounts in the register come from: "
                + Gap.of("from the pupil or the family, or from where else")
                + ".",
            "Information that children understand: "
                + Gap.of("where pupils read about it in words suited to their age")
                + "."));
    pack.topic("Prior concerns, technology and codes");
    pack.points(
        List.of(
            "Technology: fixed rules and word lists, which anyone can read in the documentation. "
                + join(Claim.NO_IMAGES),
            "Prior concerns, security incidents, public concern: "
                + Gap.of("any known to the trust")
                + ".",
            "Approved code of conduct or certification scheme: " + Gap.of("none, or which") + "."));
  }

  /** Step 3. */
  static void writeConsultation(PackText pack) {
    pack.table(
        List.of(36, 64),
        List.of(
            List.of("Who", "When and how; or why not"),
            List.of(
                "Pupils, for example the school council",
                Gap.of("date and result, or why it is not appropriate")),
            List.of("Parents and carers", Gap.of("date and result, or why it is not appropriate")),
            List.of(
                "Staff and their trade unions",
                Gap.of("date and result, or why it is not appropriate")),
            List.of(
                "Data protection officer (required by Article 35(2))", Gap.of("date and result")),
            List.of("Safeguarding lead, IT lead, headteachers", Gap.of("date and result")),
            List.of("Processors named in step 2", Gap.of("what they were asked to provide")),
            List.of("Information security or other experts", Gap.of("who and when, or why not"))));
  }
}
