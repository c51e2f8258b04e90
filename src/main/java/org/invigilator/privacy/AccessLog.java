package org.invigilator.privacy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.register.LondonTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who ran, read or erased what, entry by entry. Each entry's hash covers its text and the hash
 * before it, so that no entry can be changed or removed from the middle unnoticed; whoever keeps
 * the last hash elsewhere also notices when the end is missing.
 */
public final class AccessLog {
  private static final String START = "0".repeat(64);
  private static final int LONGEST = 400;
  private static final int LONGEST_WHO = 120;

  /** The part of a hash that a run's summary shows, enough to identify it. */
  private static final int SHORTEST = 12;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  public AccessLog(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * One entry.
   *
   * @param who the login of the operating system under which it was done
   * @param did the action: {@code audit}, {@code pupil erase} …
   * @param what its object; references and dates, never a name
   */
  public record Entry(long number, Instant at, String who, String did, String what, String hash) {

    private String hashAfter(String previous) {
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

  /** Replaces in an entry a text that must not be in it. */
  public static String hash(String text) {
    return DigestUtils.sha256Hex(text).substring(0, 16);
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

  /**
   * Checks the whole chain.
   *
   * @param kept a hash that was kept elsewhere and must be in it; empty when there is none
   */
  public Verification verify(String kept) {
    Walk walk = new Walk(kept);
    jdbc.sql("select * from access_log order by number")
        .query(
            rs -> {
              walk.take(entry(rs));
            });
    return walk.verification();
  }

  private static final class Walk {
    private final String kept;
    private boolean met;
    private long number;
    private String hash = START;
    private Optional<String> broken = Optional.empty();

    private Walk(String kept) {
      this.kept = kept;
      this.met = kept.isEmpty() || kept.equals(START);
    }

    private void take(Entry entry) {
      if (broken.isEmpty()) {
        if (entry.number() != number + 1) {
          broken = Optional.of("entry " + (number + 1) + " is missing");
        } else if (!entry.hashAfter(hash).equals(entry.hash())) {
          broken =
              Optional.of(
                  "entry "
                      + entry.number()
                      + " of "
                      + LondonTime.show(entry.at())
                      + " was changed");
        }
      }
      number = entry.number();
      hash = entry.hash();
      met |= entry.hash().startsWith(kept) && kept.length() >= SHORTEST;
    }

    private Verification verification() {
      return new Verification(
          number,
          hash,
          broken.isPresent() || met
              ? broken
              : Optional.of(
                  "the log does not contain the hash you kept: entries at its end are missing"));
    }
  }
}
