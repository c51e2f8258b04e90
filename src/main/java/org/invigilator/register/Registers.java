package org.invigilator.register;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything the trust has written down, each register as a list in the order of its file.
 *
 * @param present the registers that were there, with where they stood; one that is absent is not
 *     the same as an empty one
 * @param slips cells that could not be read and are taken as blank
 * @param secrets cells in which somebody typed a login; registers that have any are refused before
 *     an audit
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
    List<InvalidCell> slips,
    List<SecretScan.SecretCell> secrets) {

  /**
   * Where a register was read from.
   *
   * @param label the file, with the sheet where there is one
   * @param loadedAt when the file was last written
   */
  public record Source(Path path, String label, Instant loadedAt, int rows) {}

  /** Whether a register was there. */
  public boolean has(Register register) {
    return present.containsKey(register);
  }
}
