package org.invigilator.finding;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The runs of the audits of one trust. */
public final class Runs {
  private final JdbcTemplate jdbc;

  public Runs(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The latest run of an audit date, finished or not. */
  public Optional<AuditRun> latest(LocalDate asOf) {
    return jdbc
        .query(
            "select * from audit_run where as_of = ? order by attempt desc limit 1",
            Runs::run,
            Date.valueOf(asOf))
        .stream()
        .findFirst();
  }

  /** The latest run of a job for an audit date, finished or not: a job and a date make one run. */
  public Optional<AuditRun> latest(String job, LocalDate asOf) {
    return all().stream().filter(r -> r.asOf().equals(asOf) && r.job().equals(job)).findFirst();
  }

  /** The latest audit date that was ever begun. */
  public Optional<LocalDate> newestDate() {
    return jdbc.queryForList("select max(as_of) from audit_run", Date.class).stream()
        .filter(java.util.Objects::nonNull)
        .map(Date::toLocalDate)
        .findFirst();
  }

  /** All runs, the newest audit date first. */
  public List<AuditRun> all() {
    return jdbc.query("select * from audit_run order by as_of desc, attempt desc", Runs::run);
  }

  public void begin(AuditRun run) {
    jdbc.update(
        "insert into audit_run (id, job, as_of, attempt, inputs, state, started_at) values (?, ?, ?, ?, ?, ?, ?)",
        run.id(),
        run.job(),
        Date.valueOf(run.asOf()),
        run.attempt(),
        run.inputs(),
        run.state().name(),
        RowMappers.timestamp(Optional.of(run.startedAt())));
  }

  /** Notes how a run ended; the end of one that was finished is kept. */
  public void end(String id, AuditRun.State state, Instant at) {
    jdbc.update(
        "update audit_run set state = ?, finished_at = ? where id = ?",
        state.name(),
        RowMappers.timestamp(Optional.of(at)),
        id);
  }

  private static AuditRun run(ResultSet rs, int row) throws SQLException {
    return new AuditRun(
        rs.getString("id"),
        rs.getString("job"),
        RowMappers.date(rs, "as_of"),
        rs.getInt("attempt"),
        rs.getString("inputs"),
        AuditRun.State.valueOf(rs.getString("state")),
        RowMappers.started(rs),
        RowMappers.finished(rs));
  }
}
