package org.invigilator.connector;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * The ledger of money, in millionths of a dollar. What a call may cost is written down before it is
 * made; what was never settled, because the run died, counts in full.
 */
public final class SpendLedger {
  private static final String COUNTED = "coalesce(sum(coalesce(settled, reserved)), 0)";
  private final JdbcTemplate jdbc;

  public SpendLedger(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What was spent on one platform in one night: calls made, rows charged for, and their price. */
  public record Night(String platform, long calls, long rows, long micro) {}

  /** Writes down what a call may cost, and returns the number under which it is settled. */
  long reserve(LocalDate night, String platform, String call, long micro, Instant at) {
    GeneratedKeyHolder key = new GeneratedKeyHolder();
    jdbc.update(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "insert into spending (night, spent_at, spent_on, platform, call, reserved, row_count) values (?, ?, ?, ?, ?, ?, 0)",
                  new String[] {"id"});
          statement.setDate(1, Date.valueOf(night));
          statement.setTimestamp(2, Timestamp.from(at));
          statement.setDate(3, Date.valueOf(day(at)));
          statement.setString(4, platform);
          statement.setString(5, call);
          statement.setLong(6, micro);
          return statement;
        },
        key);
    return Objects.requireNonNull(key.getKey()).longValue();
  }

  /** Puts what a call did cost in the place of what it might have cost. */
  void settle(long id, long micro, int rows) {
    jdbc.update("update spending set settled = ?, row_count = ? where id = ?", micro, rows, id);
  }

  /** What a night's collection has cost so far, however many runs it took. */
  public long inNight(LocalDate night) {
    return sum("select " + COUNTED + " from spending where night = ?", Date.valueOf(night));
  }

  /** What a month has cost so far, in UTC. */
  public long inMonth(YearMonth month) {
    return sum(
        "select " + COUNTED + " from spending where spent_on between ? and ?",
        Date.valueOf(month.atDay(1)),
        Date.valueOf(month.atEndOfMonth()));
  }

  /** What a day has cost, in UTC. */
  public long onDay(LocalDate day) {
    return sum("select " + COUNTED + " from spending where spent_on = ?", Date.valueOf(day));
  }

  /** What a night has cost, by platform. */
  public List<Night> of(LocalDate night) {
    return jdbc.query(
        "select platform, count(*), sum(row_count), "
            + COUNTED
            + " from spending where night = ? group by platform order by platform",
        (rs, n) -> new Night(rs.getString(1), rs.getLong(2), rs.getLong(3), rs.getLong(4)),
        Date.valueOf(night));
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private long sum(String sql, Object... arguments) {
    return Objects.requireNonNullElse(jdbc.queryForObject(sql, Long.class, arguments), 0L);
  }
}
