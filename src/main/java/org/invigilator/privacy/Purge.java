package org.invigilator.privacy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.invigilator.policy.Retention;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Deletes what is older than it may be kept: saved copies, resolved findings and reports. A copy to
 * which an open finding refers is reduced to what the finding is about. Files that the trust itself
 * put in place are never touched.
 */
public final class Purge {
  /** What Batch stores about finished runs, and how audits read accounts, is of use for weeks. */
  public static final int WORKING_DAYS = 60;

  private final NamedParameterJdbcTemplate jdbc;
  private final PlatformTransactionManager transactions;

  public Purge(NamedParameterJdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Something that was deleted.
   *
   * @param what the kind of record
   * @param where the account, the folder, or empty for the ledger
   * @param count how many records or files
   * @param why the limit in days, for a reader
   * @param isOfPeople whether it was about people, so that the database's file must not keep it
   */
  public record Deletion(String what, String where, long count, String why, boolean isOfPeople) {}

  /**
   * Purges everything that belongs to one trust.
   *
   * @param asOf the day by which ages are counted
   * @param snapshots the folder of saved copies
   * @param out the folder of the reports
   * @param dryRun whether only to report what would be deleted
   * @return what was deleted, in a fixed order
   */
  public List<Deletion> run(
      LocalDate asOf, Retention.Limits limits, Path snapshots, Path out, boolean dryRun)
      throws IOException {
    List<Deletion> deletions = new ArrayList<>();
    deletions.addAll(new CopyPurge(jdbc, asOf, limits, snapshots, dryRun).run());
    deletions.addAll(new LedgerPurge(jdbc, transactions, asOf, limits, snapshots).run(dryRun));
    deletions.addAll(ReportFolders.purge(asOf, limits, out, dryRun));
    return deletions;
  }
}
