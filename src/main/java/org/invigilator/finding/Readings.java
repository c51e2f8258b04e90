package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** What each audit saw of each account. */
public final class Readings {
  private final JdbcTemplate jdbc;

  public Readings(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes what an audit saw; what an earlier one of the same date saw is replaced. */
  void keep(Reading reading, LocalDate asOf) {
    jdbc.update(
        "delete from account_reading where account = ? and as_of = ?",
        reading.account(),
        Date.valueOf(asOf));
    jdbc.update(
        "insert into account_reading (account, as_of, profile, captured_at, last_post_at, posts, followers, gaps, counts, files, parts) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        reading.account(),
        Date.valueOf(asOf),
        reading.profile(),
        RowMappers.timestamp(reading.capturedAt()),
        RowMappers.timestamp(reading.lastPostAt()),
        reading.posts(),
        reading.followers(),
        RowMappers.causes(reading.gaps()),
        RowMappers.json(reading.counts()),
        RowMappers.json(reading.files()),
        RowMappers.json(reading.parts()));
  }

  /**
   * In how many audits in a row, up to but not on a date, the platform said that an account is gone
   * or suspended.
   */
  public int absencesBefore(String account, LocalDate asOf) {
    int absences = 0;
    for (String profile :
        jdbc.queryForList(
            "select profile from account_reading where account = ? and as_of < ? order by as_of desc limit 30",
            String.class,
            account,
            Date.valueOf(asOf))) {
      if (!profile.equals("not_found") && !profile.equals("suspended")) {
        return absences;
      }
      absences++;
    }
    return absences;
  }

  /** What the audit of a date saw of each account, by account id. */
  public Map<String, Reading> of(LocalDate asOf) {
    Map<String, Reading> readings = new TreeMap<>();
    jdbc.query(
            "select * from account_reading where as_of = ?",
            (rs, n) -> RowMappers.reading(rs),
            Date.valueOf(asOf))
        .forEach(r -> readings.put(r.account(), r));
    return readings;
  }
}
