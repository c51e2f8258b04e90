package org.invigilator.privacy.dpia;

/**
 * A statement of the pack about what the program does, whatever its settings. A test names, for
 * each, the test that shows it; without one the statement may not be made.
 */
enum Claim {
  ONLY_REGISTERED("Only accounts in the trust's own register are read."),
  PERSONAL_ACCOUNT_FORGOTTEN(
      "If an account turns out to be someone's own and the register says so, its saved copy is deleted, its findings are closed, and it is not read again."),
  FOLLOWERS_BY_NUMBER(
      "What is collected of a follower is the platform's number; the handle, or the handle and the name, is kept only where a rule could not be judged without it."),
  OUTSIDERS_NOT_KEPT(
      "Followers whom no rule concerns, and messages that lead to no finding, leave no trace in the findings database or in reports."),
  NO_IMAGES("Pictures, films and sound are not opened; faces and voices are not analysed."),
  NO_MESSAGES(
      "Private messages are not read, not even where an export of the platform contains them."),
  NO_SEARCH("No audit, report or findings command searches for a person by name."),
  NAMES_REFUSED_WITHOUT_GROUNDS(
      "Followers' names are compared with the roll only while lawful basis, impact assessment, date of the privacy notice and reviewer are recorded in trust.yaml; otherwise the settings are refused."),
  REFERENCES_ONLY(
      "Findings show pupils by reference only, without name or handle: in the findings database, the workbooks, findings.json and findings.csv."),
  NAMES_ENCRYPTED(
      "Pupils' names are written only to safeguarding.xlsx, which is encrypted with a password."),
  DRAFTS_ENCRYPTED("The temporary files from which safeguarding.xlsx is made are encrypted too."),
  MAIL_WITHOUT_PUPILS("Mails contain neither a pupil's name nor a pupil's reference."),
  MAIL_ENCRYPTED("Mail is sent unencrypted only to a server on the same machine."),
  PLATFORM_ENCRYPTED(
      "Platforms are contacted over HTTPS; plain HTTP is refused except on the same machine."),
  OWNER_ONLY(
      "Files that the program writes can be read by their owner only, where the disk supports permissions."),
  DELETES_EVERY_RUN(
      "Each audit of the last seven days ends by deleting what is past its limit and lists it in purge.csv."),
  QUOTES_DELETED(
      "Once a complete saved copy no longer contains a post and its finding is resolved, what the finding quotes from it is deleted; a hash stays."),
  LIMITS_BOUND("A limit for saved copies that is longer than the policy allows is refused."),
  OWN_COPIES_STAY(
      "Saved copies that the trust put in place itself are not deleted by the program."),
  SHOWS_PUPIL(
      "'invigilator pupil show REFERENCE' lists where the findings database, saved copies, reports and the trust's files contain a pupil; 'invigilator pupil erase REFERENCE' erases the pupil from the first three. Both are logged."),
  ERASES_COMPLETELY(
      "After erasure the file of the findings database no longer contains the pupil's name or handle."),
  TRUST_FILES_STAY(
      "The trust's own files are listed but not changed: registers, answers that were sent in, exports."),
  LOG_CHAINED(
      "Every run, deletion, and showing or erasing of a pupil is entered in a log whose entries are chained by hashes; 'invigilator log verify' shows whether one was changed or removed. Whoever can change all files of the program is found out only with a hash that is kept elsewhere."),
  GAPS_ARE_NO_PASS("What could not be read is reported as not checked and never counts as passed."),
  DISMISSALS_LAST(
      "A wrong match is dismissed once, with a reason, and is not reported again for another account."),
  TWO_PEOPLE("A finding is waived only with a reason, an end date and two different people."),
  NAMES_IN_ANSWERS_REFUSED(
      "Answers that contain a pupil's name, a handle or a password are refused and are not repeated anywhere."),
  PASSWORDS_REFUSED("A register with a password in it is refused, and the value is not kept."),
  SECRETS_FROM_ENVIRONMENT(
      "Credentials come from the environment, or from files that it names; a file that anyone may read is refused."),
  SECRETS_NOT_LOGGED("Credentials are not printed, logged or stored."),
  TEXT_STAYS_TEXT(
      "Texts from posts, profiles and registers are written to workbooks as text and never as a formula; answers that are formulas are refused."),
  NOTHING_LISTENS("The program opens no port, except the demonstration server on this machine."),
  CONTACTS_NO_ONE_ELSE(
      "Over the network the program contacts the platforms, the mail server, the database server and the Teams or Slack address that its settings name, and nothing else; its makers receive no data."),
  CORRECTED_BY_REGISTER(
      "Names, handles and consents are read from the registers at each audit, so a correction there takes effect at the next audit.");

  private final String text;

  Claim(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
