package org.invigilator.privacy;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who ran, read or erased what, entry by entry. Each entry's hash is made of what it says and of
 * the hash before it, so that none can be changed or taken out of the middle unseen; whoever keeps
 * the last hash elsewhere also sees when the end is missing.
 */
public final class AccessLog {
  private static final String START = "0".repeat(64);
  private static final int LONGEST = 400;

  /** So much of a hash, as a night's line has it, tells it from all others. */
  private static final int SHORTEST = 12;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public AccessLog(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * One entry.
   *
   * @param who the login of the operating system under which it was done
   * @param did a word or two: {@code audit}, {@code pupil erase} …
   * @param what of what; references and dates, never a name
   */
  public record Entry(long number, Instant at, String who, String did, String what, String hash) {

    private String hashAfter(String previous) {
      return DigestUtils.sha256Hex(
          String.join("\n", previous, Long.toString(number), at.toString(), who, did, what));
    }
  }

  /**
   * What looking through the chain came to.
   *
   * @param head the last hash; zeros when the log is empty
   * @param broken where it does not hold, in words
   */
  public record Verdict(long entries, String head, Optional<String> broken) {}

  /** Adds an entry at the end. */
  public void add(String who, String did, String what, Instant at) {
    transaction.executeWithoutResult(
        status -> {
          Entry last = last();
          String said = what.length() <= LONGEST ? what : what.substring(0, LONGEST);
          Entry next =
              new Entry(
                  last.number() + 1,
                  at.truncatedTo(ChronoUnit.MILLIS),
                  who.length() <= 120 ? who : who.substring(0, 120),
                  did,
                  said,
                  "");
          jdbc.update(
              "insert into access_log (number, at, who, did, what, hash) values (?, ?, ?, ?, ?, ?)",
              next.number(),
              Timestamp.from(next.at()),
              next.who(),
              next.did(),
              next.what(),
              next.hashAfter(last.hash()));
        });
  }

  private Entry last() {
    return jdbc
        .query("select * from access_log order by number desc limit 1", (rs, n) -> entry(rs))
        .stream()
        .findFirst()
        .orElseGet(() -> new Entry(0, Instant.EPOCH, "", "", "", START));
  }

  private static Entry entry(java.sql.ResultSet rs) throws java.sql.SQLException {
    return new Entry(
        rs.getLong("number"),
        rs.getTimestamp("at").toInstant(),
        rs.getString("who"),
        rs.getString("did"),
        rs.getString("what"),
        rs.getString("hash"));
  }

  /** What stands in an entry for something that is not to be in it. */
  public static String hash(String text) {
    return DigestUtils.sha256Hex(text).substring(0, 16);
  }

  /** The last hash, to be kept elsewhere. */
  public String head() {
    return last().hash();
  }

  /** The latest entries, the newest first. */
  public List<Entry> latest(int most) {
    return jdbc.query(
        "select * from access_log order by number desc limit " + most, (rs, n) -> entry(rs));
  }

  /**
   * Goes through the whole chain.
   *
   * @param kept a hash that was kept elsewhere and must be in it; empty when there is none
   */
  public Verdict verify(String kept) {
    Walk walk = new Walk(kept);
    jdbc.query(
        "select * from access_log order by number",
        rs -> {
          walk.take(entry(rs));
        });
    return walk.verdict();
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
          broken = Optional.of("entry " + entry.number() + " of " + entry.at() + " was changed");
        }
      }
      number = entry.number();
      hash = entry.hash();
      met |= entry.hash().startsWith(kept) && kept.length() >= SHORTEST;
    }

    private Verdict verdict() {
      return new Verdict(
          number,
          hash,
          broken.isPresent() || met
              ? broken
              : Optional.of("the hash that was kept is not in it: entries at its end are missing"));
    }
  }
}
