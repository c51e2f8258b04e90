package org.invigilator.privacy.dpia;

import static org.invigilator.privacy.dpia.PackText.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.invigilator.register.Register;
import org.invigilator.register.Schema;
import org.invigilator.rule.Input;

/** Whose data is processed and which: a section of the data protection pack, and its annexes. */
record ProcessedData(EffectiveSettings given) {
  private static final List<Integer> ANNEX_WIDTHS = List.of(22, 78);

  /** What each table of the findings database contains. */
  private static final Map<String, String> TABLES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "finding",
                  "what is wrong, with pupils by reference, staff by number, quotations, owner and due date"),
              Map.entry("finding_event", "when the status of a finding changed"),
              Map.entry("reminder", "for which findings a reminder was sent to their owner"),
              Map.entry(
                  "decision",
                  "waivers and dismissals, with their reason and the people who requested and approved them"),
              Map.entry("answer_line", "what was accepted or refused of the answers sent in"),
              Map.entry("sent_back", "the names and hashes of the files with answers"),
              Map.entry("rule_outcome", "the outcome of each rule for each account"),
              Map.entry("rule_basis", "by which version and settings each rule judged an account"),
              Map.entry(
                  "account_reading", "what each audit could read of each account, in numbers"),
              Map.entry(
                  "trial_finding", "where a rule on trial found something, without any person"),
              Map.entry("audit_run", "when audits were made"),
              Map.entry("register_size", "how many rows each register had"),
              Map.entry("audit_count", "numbers of findings, for the trend"),
              Map.entry(
                  "collected_account",
                  "the profile of each official account, as the platform showed it"),
              Map.entry("collected_part", "how far collecting has come, for each account"),
              Map.entry(
                  "collected_page",
                  "posts, messages and people of a reading that is not finished; deleted once it is a saved copy"),
              Map.entry(
                  "sought",
                  "keyed hashes of the handles and names that lists of followers are compared with"),
              Map.entry("spending", "what requests have cost"),
              Map.entry(
                  "mail",
                  "mails that are waiting, and recipient and subject of those that were sent"),
              Map.entry("access_log", "who ran, read, deleted and erased what, and when"),
              Map.entry(
                  "state_identity",
                  "which trust the database belongs to; on a database server also the secret with which hashes are keyed"),
              Map.entry("rehearsal", "on which days the review pack was written"),
              Map.entry("place", "the folders in which reports and saved copies were written")));

  /** Whose data it is, which, from where, and how many people or items there are now. */
  void writePeople(PackText pack) {
    int pupils = given.registers().pupils().size();
    long handles = given.registers().pupils().stream().filter(p -> !p.handles().isEmpty()).count();
    long parents =
        given.registers().consents().stream().filter(c -> c.givenBy().equals("parent")).count();
    SavedCopies saved = given.saved();
    pack.table(
        List.of(17, 41, 22, 20),
        List.of(
            List.of("Whose", "Which data", "From where", "How many now"),
            List.of(
                "Pupils, past and present",
                "reference, names, date of birth, year group, academy, dates on roll; accounts that the pupil or family named; whether the pupil can consent alone; consents; which pictures show the pupil",
                from(Register.PUPILS, Register.CONSENT, Register.MEDIA_LOG),
                number(pupils)
                    + " in the register: "
                    + Ages.of(given.registers().pupils(), given.index().asOf()).inWords()
                    + "; "
                    + number(handles)
                    + " with an account"),
            List.of(
                "Parents and carers",
                "that a parent agreed or refused, and when; no name, unless the trust writes one as the label of the giver",
                from(Register.CONSENT),
                number(parents) + " consents or refusals by a parent"),
            List.of(
                "Staff, governors and volunteers",
                "number, name, job, academy, dates of employment, absence on leave (yes or no), work e-mail, work accounts, roles, training, permissions, signatures and statements",
                from(
                    Register.PEOPLE,
                    Register.ACCOUNT_ROLES,
                    Register.ROLE_HOLDERS,
                    Register.TRAINING,
                    Register.ATTESTATIONS),
                number(given.registers().people().size()) + " in the register"),
            List.of(
                "Followers of official accounts, and people whom they follow",
                "the platform's number; a handle or a name only as described under Nature",
                people(Input.OfAccount.FOLLOWERS, Input.OfAccount.FOLLOWING),
                number(saved.followers())
                    + " followers and "
                    + number(saved.following())
                    + " followed in saved copies; someone in two lists counts twice"),
            List.of(
                "People who write to official accounts",
                "text, time and author of messages that mention the account",
                people(Input.OfAccount.MENTIONS),
                number(saved.mentions()) + " messages in saved copies"),
            List.of(
                "People whom official posts name or quote",
                "text of posts and picture descriptions, handles mentioned, places, quoted posts",
                people(Input.OfAccount.POSTS),
                number(saved.posts())
                    + " posts of "
                    + number(given.registers().accounts().size())
                    + " registered accounts in saved copies")));
  }

  private String people(Input.OfAccount... parts) {
    int rules = Stream.of(parts).mapToInt(part -> given.rulesThatRead(part)).max().orElse(0);
    return rules == 0
        ? "not read: no rule in use needs it"
        : "saved copies; read by " + PackText.count(rules, "rule", "rules") + " in use";
  }

  private String from(Register... wanted) {
    List<String> there =
        Stream.of(wanted).filter(given.registers()::has).map(Register::inWords).toList();
    return there.isEmpty()
        ? "no such register is kept"
        : (there.size() == 1 ? "register: " : "registers: ") + String.join(", ", there);
  }

  /** Every register in use, with its columns. */
  void writeRegisters(PackText pack) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Register", "Columns that are read where they are filled in"));
    for (Register register : Register.values()) {
      if (given.registers().has(register)) {
        rows.add(
            List.of(
                register.inWords()
                    + " ("
                    + PackText.count(rowsOf(register), "row", "rows")
                    + ", kept by: "
                    + Schema.of(register).keeper()
                    + ")",
                String.join(", ", Schema.of(register).columns().keySet())));
      }
    }
    pack.table(ANNEX_WIDTHS, rows);
    List<String> absent =
        Stream.of(Register.values())
            .filter(register -> !given.registers().has(register))
            .map(Register::inWords)
            .toList();
    pack.text(
        "Not kept, and so not processed: "
            + (absent.isEmpty() ? "none" : String.join(", ", absent))
            + ".");
  }

  private int rowsOf(Register register) {
    return java.util.Objects.requireNonNull(given.registers().present().get(register)).rows();
  }

  /** Every table of the findings database that has contents of its own. */
  void writeTables(PackText pack) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Table", "Contains"));
    TABLES.forEach((table, contents) -> rows.add(List.of(table, contents)));
    pack.table(ANNEX_WIDTHS, rows);
    pack.text(
        "The other tables belong to the batch, scheduling and migration libraries. They contain run dates and technical states.");
  }
}
