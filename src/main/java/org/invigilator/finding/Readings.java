package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What each audit saw of each account. */
public final class Readings {
  private final JdbcClient jdbc;

  public Readings(JdbcTemplate jdbc) {
    this.jdbc = JdbcClient.create(jdbc);
  }

  /** Notes what an audit saw; what an earlier one of the same date saw is replaced. */
  void keep(Reading reading, LocalDate asOf) {
    jdbc.sql("delete from account_reading where account = :account and as_of = :asOf")
        .param("account", reading.account())
        .param("asOf", Date.valueOf(asOf))
        .update();
    jdbc.sql(
            """
            insert into account_reading (account, as_of, profile, captured_at, last_post_at, posts, followers, gaps,
              counts, files, parts, exposure)
            values (:account, :asOf, :profile, :capturedAt, :lastPostAt, :posts, :followers, :gaps,
              :counts, :files, :parts, :exposure)""")
        .param("account", reading.account())
        .param("asOf", Date.valueOf(asOf))
        .param("profile", reading.profile())
        .param("capturedAt", RowMappers.timestamp(reading.capturedAt()))
        .param("lastPostAt", RowMappers.timestamp(reading.lastPostAt()))
        .param("posts", reading.posts())
        .param("followers", reading.followers())
        .param("gaps", RowMappers.causes(reading.gaps()))
        .param("counts", RowMappers.json(reading.counts()))
        .param("files", RowMappers.json(reading.files()))
        .param("parts", RowMappers.json(reading.parts()))
        .param("exposure", RowMappers.json(reading.exposure()))
        .update();
  }

  /**
   * In how many audits in a row, up to but not on a date, the platform said that an account is gone
   * or suspended.
   */
  public int absencesBefore(String account, LocalDate asOf) {
    int absences = 0;
    for (String profile :
        jdbc.sql(
                """
                select profile from account_reading where account = :account and as_of < :asOf
                order by as_of desc limit 30""")
            .param("account", account)
            .param("asOf", Date.valueOf(asOf))
            .query(String.class)
            .list()) {
      if (!profile.equals("not_found") && !profile.equals("suspended")) {
        return absences;
      }
      absences++;
    }
    return absences;
  }

  /** What the latest audit before a date saw of an account. */
  public Optional<Reading> before(String account, LocalDate asOf) {
    return jdbc.sql(
            """
            select * from account_reading where account = :account and as_of < :asOf
            order by as_of desc limit 1""")
        .param("account", account)
        .param("asOf", Date.valueOf(asOf))
        .query((rs, n) -> RowMappers.reading(rs))
        .optional();
  }

  /** What the audit of a date saw of each account, by account id. */
  public Map<String, Reading> of(LocalDate asOf) {
    Map<String, Reading> readings = new TreeMap<>();
    jdbc.sql("select * from account_reading where as_of = :asOf")
        .param("asOf", Date.valueOf(asOf))
        .query((rs, n) -> RowMappers.reading(rs))
        .list()
        .forEach(r -> readings.put(r.account(), r));
    return readings;
  }
}
