package org.invigilator.connector;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * What was spent, in millionths of a dollar. The most a call may cost is reserved before it is
 * made; a reservation that was never settled, because the run died, counts in full.
 */
public final class SpendLedger {
  private static final String COUNTED = "coalesce(sum(coalesce(settled, reserved)), 0)";
  private final JdbcClient jdbc;

  public SpendLedger(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What the collection for one run date cost on one platform: calls made, rows charged for, and
   * their price.
   */
  public record DaySpend(String platform, long calls, long rows, long micro) {}

  /** Reserves what a call may cost, and returns the number under which it is settled. */
  long reserve(LocalDate runDate, String platform, String call, long micro, Instant at) {
    GeneratedKeyHolder key = new GeneratedKeyHolder();
    jdbc.sql(
            """
            insert into spending (night, spent_at, spent_on, platform, call, reserved, row_count)
            values (:night, :spent_at, :spent_on, :platform, :call, :reserved, 0)
            """)
        .param("night", runDate)
        .param("spent_at", at.atOffset(ZoneOffset.UTC))
        .param("spent_on", day(at))
        .param("platform", platform)
        .param("call", call)
        .param("reserved", micro)
        .update(key, "id");
    return Objects.requireNonNull(key.getKey()).longValue();
  }

  /** Replaces what a call might have cost with what it did cost. */
  void settle(long id, long micro, int rows) {
    jdbc.sql("update spending set settled = :settled, row_count = :rows where id = :id")
        .param("settled", micro)
        .param("rows", rows)
        .param("id", id)
        .update();
  }

  /** What the collection for a run date has cost so far, however many runs it took. */
  public long forRunDate(LocalDate runDate) {
    return jdbc.sql("select " + COUNTED + " from spending where night = :night")
        .param("night", runDate)
        .query(Long.class)
        .single();
  }

  /** What a month has cost so far, in UTC. */
  public long inMonth(YearMonth month) {
    return between(month.atDay(1), month.atEndOfMonth());
  }

  /** What a day has cost, in UTC. */
  public long onDay(LocalDate day) {
    return between(day, day);
  }

  private long between(LocalDate first, LocalDate last) {
    return jdbc.sql("select " + COUNTED + " from spending where spent_on between :first and :last")
        .param("first", first)
        .param("last", last)
        .query(Long.class)
        .single();
  }

  /** What the collection for a run date has cost, by platform. */
  public List<DaySpend> byPlatform(LocalDate runDate) {
    return jdbc.sql(
            "select platform, count(*), sum(row_count), "
                + COUNTED
                + " from spending where night = :night group by platform order by platform")
        .param("night", runDate)
        .query(
            (rs, row) -> new DaySpend(rs.getString(1), rs.getLong(2), rs.getLong(3), rs.getLong(4)))
        .list();
  }

  static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
