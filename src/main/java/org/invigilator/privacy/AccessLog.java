package org.invigilator.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.register.LondonTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who ran, read or erased what, entry by entry. Each entry's hash covers its text and the hash
 * before it, so that no entry can be changed or removed from the middle unnoticed. The last hash is
 * also in a file beside the log and in the manifest of each run, and the runs that finished are in
 * the ledger, so that a log without its end, or without any entry, is noticed too.
 */
public final class AccessLog {
  /** The hash before the first entry. */
  static final String START = "0".repeat(64);

  /** What is logged when an erasure begins. */
  public static final String ERASURE = "pupil erase";

  private static final int LONGEST = 400;
  private static final int LONGEST_WHO = 120;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final LogAnchor anchor;

  public AccessLog(JdbcClient jdbc, PlatformTransactionManager transactions, LogAnchor anchor) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.anchor = anchor;
  }

  /**
   * One entry.
   *
   * @param who the login of the operating system under which it was done
   * @param did the action: {@code audit}, {@code pupil erase} …
   * @param what its object; references and dates, never a name
   */
  public record Entry(long number, Instant at, String who, String did, String what, String hash) {

    String hashAfter(String previous) {
      return DigestUtils.sha256Hex(
          String.join("\n", previous, Long.toString(number), at.toString(), who, did, what));
    }
  }

  /**
   * The result of checking the chain.
   *
   * @param head the last hash; zeros when the log is empty
   * @param broken where the chain is broken, for a reader; empty when it is intact
   */
  public record Verification(long entries, String head, Optional<String> broken) {}

  /** Adds an entry at the end. */
  public void add(String who, String did, String what, Instant at) {
    transaction.executeWithoutResult(
        status -> {
          Entry last = last();
          Entry next =
              new Entry(
                  last.number() + 1,
                  at.truncatedTo(ChronoUnit.MILLIS),
                  who.length() <= LONGEST_WHO ? who : who.substring(0, LONGEST_WHO),
                  did,
                  what.length() <= LONGEST ? what : what.substring(0, LONGEST),
                  "");
          jdbc.sql(
                  """
                  insert into access_log (number, at, who, did, what, hash)
                  values (:number, :at, :who, :did, :what, :hash)
                  """)
              .param("number", next.number())
              .param("at", next.at().atOffset(ZoneOffset.UTC))
              .param("who", next.who())
              .param("did", next.did())
              .param("what", next.what())
              .param("hash", next.hashAfter(last.hash()))
              .update();
        });
    anchor();
  }

  /**
   * Writes the last hash beside the log; only after it was committed, so that it is never ahead.
   */
  public void anchor() {
    Entry last = last();
    anchor.write(last.number(), last.hash());
  }

  private Entry last() {
    return latest(1).stream()
        .findFirst()
        .orElseGet(() -> new Entry(0, Instant.EPOCH, "", "", "", START));
  }

  private static Entry entry(ResultSet rs) throws SQLException {
    return new Entry(
        rs.getLong("number"),
        rs.getObject("at", OffsetDateTime.class).toInstant(),
        rs.getString("who"),
        rs.getString("did"),
        rs.getString("what"),
        rs.getString("hash"));
  }

  /** The last hash, to be kept elsewhere. */
  public String head() {
    return last().hash();
  }

  /** The latest entries, the newest first. */
  public List<Entry> latest(int most) {
    return jdbc.sql("select * from access_log order by number desc limit :most")
        .param("most", most)
        .query((rs, row) -> entry(rs))
        .list();
  }

  /** What was begun and cut off, in sentences: an erasure of which the log has no end. */
  public List<String> cutOff() {
    return unfinishedErasures().stream()
        .map(
            entry ->
                "The erasure of "
                    + entry.what()
                    + " on "
                    + LondonTime.show(entry.at())
                    + " was cut off. Run 'invigilator pupil erase' again.")
        .toList();
  }

  private List<Entry> unfinishedErasures() {
    Map<String, Entry> open = new LinkedHashMap<>();
    jdbc.sql("select * from access_log where did like 'pupil erase%' order by number")
        .query(
            rs -> {
              Entry entry = entry(rs);
              if (entry.did().equals(ERASURE)) {
                open.put(entry.what(), entry);
              } else {
                open.remove(entry.what());
              }
            });
    return List.copyOf(open.values());
  }

  /**
   * Checks the whole chain, and whether it is as long as it must be.
   *
   * @param kept hashes that were kept elsewhere and must be in it
   */
  public Verification verify(Collection<String> kept) {
    LogVerification verification = new LogVerification(kept, anchor);
    jdbc.sql("select * from access_log order by number")
        .query(
            rs -> {
              verification.take(entry(rs));
            });
    return verification.result(finishedRuns());
  }

  /** The ids of the runs that finished, the newest first. */
  private List<String> finishedRuns() {
    return jdbc.sql(
            "select id from audit_run where state = 'FINISHED' order by as_of desc, attempt desc")
        .query(String.class)
        .list();
  }
}
