package org.invigilator.connector;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How far the reading of every account has come. A page is stored together with the place in the
 * list where the next one is, so that a reading which was cut off goes on there.
 */
public final class CursorStore {
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public CursorStore(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Which part of which account. */
  record Key(String platform, String account, Part part) {
    private @Nullable Object[] and(@Nullable Object... more) {
      @Nullable Object[] all = new Object[3 + more.length];
      all[0] = platform;
      all[1] = account;
      all[2] = part.name().toLowerCase(Locale.ROOT);
      System.arraycopy(more, 0, all, 3, more.length);
      return all;
    }
  }

  /**
   * Who an account is, as the platform last said.
   *
   * @param handle the handle in the register under which it was looked up
   */
  public record Identity(
      String account,
      String handle,
      String userId,
      LocalDate night,
      Instant lookedAt,
      ProfileState state,
      String reason,
      String profile,
      long followers,
      long following) {
    private static final String UNCLAIMED = "neither its number nor its handle is there";

    /** The same account, gone, with the profile of whoever has its handle now. */
    Identity taken(String otherProfile) {
      return gone(
          "the account of the register is gone, and this is who has its handle now", otherProfile);
    }

    /** The same account, gone, and nobody has its handle. */
    Identity unclaimed() {
      return gone(UNCLAIMED, "");
    }

    private Identity gone(String why, String otherProfile) {
      return new Identity(
          account, handle, userId, night, lookedAt, state, why, otherProfile, -1, -1);
    }

    /** Whether its number is gone, and nobody has yet looked who has its handle. */
    boolean isGoneByNumber() {
      return state == ProfileState.NOT_FOUND
          && !userId.isEmpty()
          && profile.isEmpty()
          && !reason.equals(UNCLAIMED);
    }

    /** Whether it is gone and somebody else has its handle. */
    boolean isTaken() {
      return state == ProfileState.NOT_FOUND && !profile.isEmpty();
    }
  }

  /**
   * A reading under way.
   *
   * @param sweep whether the whole list is read, rather than what is new in it
   * @param from only what is not older than this
   * @param sought for whom its people are looked through
   * @param found how many rows were read, or how many unknown people
   * @param knownRun how many known people stood last in a row
   * @param ended whether the last page is stored
   */
  record Open(
      LocalDate night,
      boolean sweep,
      String sinceId,
      Optional<Instant> from,
      String next,
      int pages,
      int found,
      int knownRun,
      boolean ended,
      String sought) {

    static Open begin(
        LocalDate night, boolean sweep, String sinceId, Optional<Instant> from, String sought) {
      return new Open(night, sweep, sinceId, from, "", 0, 0, 0, false, sought);
    }

    /** The same reading from the start of the list; the pages it has stay, and are not known. */
    Open restarted() {
      return new Open(night, sweep, sinceId, from, "", pages, 0, 0, false, sought);
    }
  }

  /**
   * The last reading that came to its end.
   *
   * @param newest the newest id of a post that it saw
   * @param counted how many followers or followed the profile counted then, -1 when unknown
   * @param sought for whom its people were looked through
   * @param tried when it was last tried to read everything in full
   * @param note what it could not show although it came to its end; empty when nothing
   */
  record Done(
      LocalDate night,
      Instant at,
      Optional<LocalDate> swept,
      Optional<LocalDate> tried,
      String newest,
      long items,
      long counted,
      String sought,
      String note) {}

  /** Why the latest night came to no end. */
  record Trouble(Extent extent, String reason) {}

  /** Everything known of one part of one account. */
  record State(String source, Optional<Open> open, Optional<Done> done, Optional<Trouble> trouble) {

    /** Nothing that a source ever read. */
    static State of(String source) {
      return new State(source, Optional.empty(), Optional.empty(), Optional.empty());
    }

    boolean isDone(LocalDate night) {
      return open.isEmpty() && done.map(d -> d.night().equals(night)).orElse(false);
    }
  }

  Optional<Identity> identity(String platform, String account) {
    return jdbc
        .query(
            "select * from collected_account where platform = ? and account = ?",
            (rs, n) ->
                new Identity(
                    rs.getString("account"),
                    rs.getString("handle"),
                    rs.getString("user_id"),
                    rs.getDate("night").toLocalDate(),
                    rs.getTimestamp("looked_at").toInstant(),
                    ProfileState.valueOf(rs.getString("answer").toUpperCase(Locale.ROOT)),
                    rs.getString("reason"),
                    rs.getString("profile"),
                    rs.getLong("followers"),
                    rs.getLong("following")),
            platform,
            account)
        .stream()
        .findFirst();
  }

  /** Keeps who an account is; a number that is another one makes everything read before void. */
  void keep(String platform, Identity identity, boolean another) {
    transaction.executeWithoutResult(
        status -> {
          if (another) {
            forget(platform, identity.account());
          } else {
            jdbc.update(
                "delete from collected_account where platform = ? and account = ?",
                platform,
                identity.account());
          }
          jdbc.update(
              "insert into collected_account (platform, account, handle, user_id, night, looked_at, answer, reason, profile, followers, following) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              platform,
              identity.account(),
              identity.handle(),
              identity.userId(),
              Date.valueOf(identity.night()),
              Timestamp.from(identity.lookedAt()),
              identity.state().name().toLowerCase(Locale.ROOT),
              cut(identity.reason()),
              identity.profile(),
              identity.followers(),
              identity.following());
        });
  }

  /** Forgets everything about the collecting of an account. */
  public void forget(String platform, String account) {
    for (String table : List.of("collected_page", "collected_part", "collected_account")) {
      jdbc.update(
          "delete from " + table + " where platform = ? and account = ?", platform, account);
    }
  }

  /** What is known of a part, as far as it came from a source. */
  State state(Key key, String source) {
    return Optional.of(state(key))
        .filter(state -> state.source().equals(source))
        .orElseGet(() -> State.of(source));
  }

  /** What is known of a part, whatever source it came from. */
  State state(Key key) {
    return jdbc
        .query(
            "select * from collected_part where platform = ? and account = ? and part = ?",
            (rs, n) -> state(rs),
            key.and())
        .stream()
        .findFirst()
        .orElseGet(() -> State.of(""));
  }

  private static State state(ResultSet rs) throws SQLException {
    @Nullable Date open = rs.getDate("open_night");
    @Nullable Date done = rs.getDate("done_night");
    @Nullable Date swept = rs.getDate("swept_night");
    @Nullable Timestamp since = rs.getTimestamp("since_at");
    String trouble = rs.getString("trouble");
    @Nullable Date tried = rs.getDate("tried_night");
    return new State(
        rs.getString("source"),
        open == null
            ? Optional.empty()
            : Optional.of(
                new Open(
                    open.toLocalDate(),
                    rs.getBoolean("sweep"),
                    rs.getString("since_id"),
                    Optional.ofNullable(since).map(Timestamp::toInstant),
                    rs.getString("next_page"),
                    rs.getInt("pages"),
                    rs.getInt("found"),
                    rs.getInt("known_run"),
                    rs.getBoolean("ended"),
                    rs.getString("open_sought"))),
        done == null
            ? Optional.empty()
            : Optional.of(
                new Done(
                    done.toLocalDate(),
                    rs.getTimestamp("done_at").toInstant(),
                    Optional.ofNullable(swept).map(Date::toLocalDate),
                    Optional.ofNullable(tried).map(Date::toLocalDate),
                    rs.getString("newest"),
                    rs.getLong("items"),
                    rs.getLong("counted"),
                    rs.getString("sought"),
                    rs.getString("note"))),
        trouble.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Trouble(
                    Extent.valueOf(trouble.toUpperCase(Locale.ROOT)), rs.getString("reason"))));
  }

  /** Begins a reading; pages that another one left, and what another source read, go. */
  void begin(Key key, String source, Open open) {
    transaction.executeWithoutResult(
        status -> {
          deletePages(key);
          State before = state(key, source);
          write(key, new State(source, Optional.of(open), before.done(), Optional.empty()));
        });
  }

  /** Goes on with a reading from another place in the list. */
  void goOn(Key key, Open open) {
    State before = state(key);
    write(key, new State(before.source(), Optional.of(open), before.done(), Optional.empty()));
  }

  /** Stores a page with the place of the next one. */
  void page(Key key, Open after, List<String> lines) {
    transaction.executeWithoutResult(
        status -> {
          jdbc.update(
              "insert into collected_page (platform, account, part, number, lines) values (?, ?, ?, ?, ?)",
              key.and(after.pages(), String.join("\n", lines)));
          goOn(key, after);
        });
  }

  /** The lines of all pages in hand, in the order in which they came. */
  List<String> lines(Key key) {
    return jdbc
        .queryForList(
            "select lines from collected_page where platform = ? and account = ? and part = ? order by number",
            String.class,
            key.and())
        .stream()
        .flatMap(String::lines)
        .toList();
  }

  /** Ends a reading whose pages have become a file. */
  void end(Key key, Done done) {
    transaction.executeWithoutResult(
        status -> {
          deletePages(key);
          String source = state(key).source();
          write(key, new State(source, Optional.empty(), Optional.of(done), Optional.empty()));
        });
  }

  /** Notes why a night came to no end; the pages in hand stay. */
  void trouble(Key key, String source, Trouble trouble) {
    transaction.executeWithoutResult(
        status -> {
          State before = state(key, source);
          write(key, new State(source, before.open(), before.done(), Optional.of(trouble)));
        });
  }

  private void deletePages(Key key) {
    jdbc.update(
        "delete from collected_page where platform = ? and account = ? and part = ?", key.and());
  }

  private void write(Key key, State state) {
    Optional<Open> open = state.open();
    Optional<Trouble> trouble = state.trouble();
    jdbc.update(
        "delete from collected_part where platform = ? and account = ? and part = ?", key.and());
    Optional<Done> done = state.done();
    jdbc.update(
        "insert into collected_part (platform, account, part, source, open_night, open_sought, sweep, since_id, since_at, next_page, pages, found, known_run, ended, done_night, done_at, swept_night, tried_night, newest, items, counted, sought, note, trouble, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        key.and(
            state.source(),
            open.map(o -> Date.valueOf(o.night())).orElse(null),
            open.map(Open::sought).orElse(""),
            open.map(Open::sweep).orElse(false),
            open.map(Open::sinceId).orElse(""),
            open.flatMap(Open::from).map(Timestamp::from).orElse(null),
            open.map(Open::next).orElse(""),
            open.map(Open::pages).orElse(0),
            open.map(Open::found).orElse(0),
            open.map(Open::knownRun).orElse(0),
            open.map(Open::ended).orElse(false),
            done.map(d -> Date.valueOf(d.night())).orElse(null),
            done.map(d -> Timestamp.from(d.at())).orElse(null),
            done.flatMap(Done::swept).map(Date::valueOf).orElse(null),
            done.flatMap(Done::tried).map(Date::valueOf).orElse(null),
            done.map(Done::newest).orElse(""),
            done.map(Done::items).orElse(0L),
            done.map(Done::counted).orElse(-1L),
            done.map(Done::sought).orElse(""),
            done.map(d -> cut(d.note())).orElse(""),
            trouble.map(t -> t.extent().name().toLowerCase(Locale.ROOT)).orElse(""),
            trouble.map(t -> cut(t.reason())).orElse("")));
  }

  private static String cut(String text) {
    return text.length() <= 400 ? text : text.substring(0, 399) + "…";
  }

  /** The hashes behind a fingerprint of those who were sought. */
  Set<String> sought(String fingerprint) {
    return new TreeSet<>(
        jdbc
            .queryForList(
                "select hashes from sought where fingerprint = ?", String.class, fingerprint)
            .stream()
            .flatMap(String::lines)
            .toList());
  }

  /** Keeps who is sought; nothing but hashes of it. */
  void keepSought(String fingerprint, Set<String> hashes) {
    if (jdbc.queryForList(
            "select fingerprint from sought where fingerprint = ?", String.class, fingerprint)
        .isEmpty()) {
      jdbc.update(
          "insert into sought (fingerprint, hashes) values (?, ?)",
          fingerprint,
          String.join("\n", hashes));
    }
  }
}
