package org.invigilator.connector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.invigilator.snapshot.Capture.ProfileState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How far every account has been read. A page is stored together with the cursor of the next one,
 * so that an interrupted reading continues there.
 */
public final class CursorStore {
  private static final String OF_PART =
      " where platform = :platform and account = :account and part = :part";
  private static final int LONGEST_REASON = 400;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  public CursorStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  Optional<AccountIdentity> identity(String platform, String account) {
    return jdbc.sql(
            "select * from collected_account where platform = :platform and account = :account")
        .param("platform", platform)
        .param("account", account)
        .query((rs, row) -> identity(rs))
        .optional();
  }

  private static AccountIdentity identity(ResultSet rs) throws SQLException {
    return new AccountIdentity(
        rs.getString("account"),
        rs.getString("handle"),
        rs.getString("user_id"),
        rs.getObject("night", LocalDate.class),
        rs.getObject("looked_at", OffsetDateTime.class).toInstant(),
        ProfileState.valueOf(rs.getString("answer").toUpperCase(Locale.ROOT)),
        rs.getString("reason"),
        rs.getString("profile"),
        rs.getLong("followers"),
        rs.getLong("following"));
  }

  /**
   * Stores who an account is.
   *
   * @param replaced whether it is another account than before, so that what was read is void
   */
  void save(String platform, AccountIdentity identity, boolean replaced) {
    transaction.executeWithoutResult(
        status -> {
          if (replaced) {
            forget(platform, identity.account());
          } else {
            delete("collected_account", platform, identity.account());
          }
          jdbc.sql(
                  """
                  insert into collected_account (platform, account, handle, user_id, night, looked_at,
                    answer, reason, profile, followers, following)
                  values (:platform, :account, :handle, :user_id, :night, :looked_at,
                    :answer, :reason, :profile, :followers, :following)
                  """)
              .param("platform", platform)
              .param("account", identity.account())
              .param("handle", identity.handle())
              .param("user_id", identity.userId())
              .param("night", identity.runDate())
              .param("looked_at", utc(identity.lookedAt()))
              .param("answer", identity.state().name().toLowerCase(Locale.ROOT))
              .param("reason", shortened(identity.reason()))
              .param("profile", identity.profile())
              .param("followers", identity.followers())
              .param("following", identity.following())
              .update();
        });
  }

  /** Deletes everything about the collection of an account. */
  public void forget(String platform, String account) {
    for (String table : List.of("collected_page", "collected_part", "collected_account")) {
      delete(table, platform, account);
    }
  }

  private void delete(String table, String platform, String account) {
    jdbc.sql("delete from " + table + " where platform = :platform and account = :account")
        .param("platform", platform)
        .param("account", account)
        .update();
  }

  /** What is known of a part, as far as it came from a source. */
  PartState state(PartKey key, String source) {
    return Optional.of(state(key))
        .filter(state -> state.source().equals(source))
        .orElseGet(() -> PartState.unread(source));
  }

  /** What is known of a part, whatever source it came from. */
  PartState state(PartKey key) {
    return jdbc.sql("select * from collected_part" + OF_PART)
        .params(key.columns())
        .query((rs, row) -> PartRow.read(rs))
        .optional()
        .orElseGet(() -> PartState.unread(""));
  }

  /** Begins a reading; pages left by another one, and what another source read, are deleted. */
  void begin(PartKey key, String source, OpenReading open) {
    transaction.executeWithoutResult(
        status -> {
          deletePages(key);
          Optional<CompletedReading> completed = state(key, source).completed();
          write(key, new PartState(source, Optional.of(open), completed, Optional.empty()));
        });
  }

  /** Continues a reading from another cursor. */
  void resume(PartKey key, OpenReading open) {
    PartState before = state(key);
    write(
        key,
        new PartState(before.source(), Optional.of(open), before.completed(), Optional.empty()));
  }

  /**
   * Stores a page, in place of what an earlier request for the same page had brought.
   *
   * @param number its place among the pages of the reading, from 1
   * @param after how the reading goes on
   */
  void addPage(PartKey key, int number, OpenReading after, List<String> lines) {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql("delete from collected_page" + OF_PART + " and number = :number")
              .params(key.columns())
              .param("number", number)
              .update();
          jdbc.sql(
                  """
                  insert into collected_page (platform, account, part, number, lines)
                  values (:platform, :account, :part, :number, :lines)
                  """)
              .params(key.columns())
              .param("number", number)
              .param("lines", String.join("\n", lines))
              .update();
          resume(key, after);
        });
  }

  /** The lines of all stored pages, in the order in which they came. */
  List<String> lines(PartKey key) {
    return jdbc
        .sql("select lines from collected_page" + OF_PART + " order by number")
        .params(key.columns())
        .query(String.class)
        .list()
        .stream()
        .flatMap(String::lines)
        .toList();
  }

  /** Ends a reading whose pages have become a file. */
  void complete(PartKey key, CompletedReading completed) {
    transaction.executeWithoutResult(
        status -> {
          deletePages(key);
          String source = state(key).source();
          write(
              key,
              new PartState(source, Optional.empty(), Optional.of(completed), Optional.empty()));
        });
  }

  /** Records why a run did not complete a reading; the stored pages stay. */
  void fail(PartKey key, String source, PartOutcome failure) {
    transaction.executeWithoutResult(
        status -> {
          PartState before = state(key, source);
          write(
              key, new PartState(source, before.open(), before.completed(), Optional.of(failure)));
        });
  }

  private void deletePages(PartKey key) {
    jdbc.sql("delete from collected_page" + OF_PART).params(key.columns()).update();
  }

  private void write(PartKey key, PartState state) {
    jdbc.sql("delete from collected_part" + OF_PART).params(key.columns()).update();
    jdbc.sql(
            """
            insert into collected_part (platform, account, part, source, open_night, open_sought, open_note, sweep,
              since_id, since_at, next_page, pages, found, known_run, ended, done_night, done_at,
              swept_night, tried_night, newest, items, counted, sought, note, trouble, reason)
            values (:platform, :account, :part, :source, :open_night, :open_sought, :open_note, :sweep,
              :since_id, :since_at, :next_page, :pages, :found, :known_run, :ended, :done_night, :done_at,
              :swept_night, :tried_night, :newest, :items, :counted, :sought, :note, :trouble, :reason)
            """)
        .params(key.columns())
        .params(PartRow.columns(state))
        .update();
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A reason that fits its column. */
  static String shortened(String text) {
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON - 1) + "…";
  }

  /** The hashes behind a fingerprint of watched handles and names. */
  Set<String> watched(String fingerprint) {
    return new TreeSet<>(
        jdbc
            .sql("select hashes from sought where fingerprint = :fingerprint")
            .param("fingerprint", fingerprint)
            .query(String.class)
            .list()
            .stream()
            .flatMap(String::lines)
            .toList());
  }

  /** Stores which handles and names are watched, as hashes only. */
  void saveWatched(WatchedHandles watched) {
    boolean stored =
        jdbc.sql("select count(*) from sought where fingerprint = :fingerprint")
                .param("fingerprint", watched.fingerprint())
                .query(Integer.class)
                .single()
            > 0;
    if (!stored) {
      jdbc.sql(
              "insert into sought (fingerprint, hashes, keyed) values (:fingerprint, :hashes, true)")
          .param("fingerprint", watched.fingerprint())
          .param("hashes", String.join("\n", watched.hashes()))
          .update();
    }
  }
}
