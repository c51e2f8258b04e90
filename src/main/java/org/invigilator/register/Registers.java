package org.invigilator.register;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All registers of a trust, each as a list in the order of its file.
 *
 * @param present the registers that exist, with their sources; a missing register differs from an
 *     empty one
 * @param withoutRoles the ids of accounts that are in files without columns for administrators,
 *     while other files have them: nothing is known of who runs these accounts
 * @param invalidCells cells that could not be read and are treated as blank
 * @param unclear cells that should name something of another register and do not
 * @param unusableAccounts how many parts of the cells of a column cannot be an account, by the
 *     column
 * @param secrets cells that contain a password; an audit refuses registers that have any
 */
public record Registers(
    Map<Register, Source> present,
    List<Account> accounts,
    List<AccountRole> accountRoles,
    List<Person> people,
    List<Training> training,
    List<RoleHolder> roleHolders,
    List<Pupil> pupils,
    List<Consent> consents,
    List<MediaLogEntry> mediaLog,
    List<Hold> holds,
    List<CalendarPeriod> calendar,
    List<Academy> academies,
    List<Weblink> weblinks,
    List<Takedown> takedowns,
    List<Attestation> attestations,
    List<Incident> incidents,
    List<ReplyApproval> replyApprovals,
    List<Partner> partners,
    List<PressBody> press,
    List<ApprovedFollower> approvedFollowers,
    List<LookalikeReport> lookalikeReports,
    Set<String> withoutRoles,
    List<InvalidCell> invalidCells,
    List<UnclearReference> unclear,
    Map<RegisterPart, Long> unusableAccounts,
    List<SecretScan.SecretCell> secrets) {

  /**
   * Where a register was read from.
   *
   * @param label the file, with the sheet where there is one
   * @param loadedAt when the file was last written
   */
  public record Source(Path path, String label, Instant loadedAt, int rows) {

    /** This source and another file of the same register, which is as old as the older one. */
    Source and(Source other) {
      return new Source(
          path,
          path.equals(other.path)
              ? String.valueOf(path.getFileName())
              : label.contains(other.label) ? label : label + ", " + other.label,
          loadedAt.isBefore(other.loadedAt) ? loadedAt : other.loadedAt,
          rows + other.rows);
    }
  }

  /** Whether a register exists. */
  public boolean has(Register register) {
    return present.containsKey(register);
  }

  /**
   * How many rows each register has, and how many cells are filled in the columns without which a
   * rule sees less and cannot know it.
   */
  public Map<RegisterPart, Integer> sizes() {
    Map<RegisterPart, Integer> sizes = new HashMap<>();
    present.forEach((register, source) -> sizes.put(RegisterPart.rows(register), source.rows()));
    sizes.put(
        RegisterPart.cells(Register.PUPILS, "known_handles"),
        (int) pupils().stream().filter(pupil -> !pupil.handles().isEmpty()).count());
    sizes.put(
        RegisterPart.cells(Register.CONSENT, "withdrawn_on"),
        (int) consents().stream().filter(one -> one.withdrawnOn().isPresent()).count());
    sizes.put(
        RegisterPart.cells(Register.ACCOUNT_ROLES, "from"),
        (int) accountRoles().stream().filter(role -> role.from().isPresent()).count());
    sizes.put(
        RegisterPart.cells(Register.ACCOUNT_ROLES, "contact_email"),
        (int) accountRoles().stream().filter(role -> !role.contactEmail().isEmpty()).count());
    return sizes;
  }
}
