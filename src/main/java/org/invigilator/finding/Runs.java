package org.invigilator.finding;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.register.RegisterPart;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs of the audits of one trust. */
public final class Runs {
  /** So many rows may go without a word. */
  private static final int FEW = 10;

  /** Within so many days someone has noticed that a register is smaller. */
  private static final int NOTICED = 14;

  private final JdbcClient jdbc;

  public Runs(JdbcTemplate jdbc) {
    this.jdbc = JdbcClient.create(jdbc);
  }

  /** The latest run of an audit date, finished or not. */
  public Optional<AuditRun> latest(LocalDate asOf) {
    return jdbc.sql("select * from audit_run where as_of = :asOf order by attempt desc limit 1")
        .param("asOf", Date.valueOf(asOf))
        .query(Runs::run)
        .optional();
  }

  /** The latest run of a job for an audit date, finished or not: a job and a date make one run. */
  public Optional<AuditRun> latest(String job, LocalDate asOf) {
    return all().stream().filter(r -> r.asOf().equals(asOf) && r.job().equals(job)).findFirst();
  }

  /** The latest audit date that was ever begun. */
  public Optional<LocalDate> newestDate() {
    return jdbc.sql("select max(as_of) from audit_run")
        .query((rs, n) -> Optional.ofNullable(rs.getDate(1)).map(Date::toLocalDate))
        .single();
  }

  /**
   * The latest audit date that was ever begun and is not in the future. A wrong clock, or a date
   * typed wrong, must not stop the audits of today.
   */
  public Optional<LocalDate> newestDate(LocalDate today) {
    return jdbc.sql("select max(as_of) from audit_run where as_of <= :today")
        .param("today", Date.valueOf(today))
        .query((rs, n) -> Optional.ofNullable(rs.getDate(1)).map(Date::toLocalDate))
        .single();
  }

  /** The audits of dates that are still to come, the latest first. */
  public List<AuditRun> inTheFuture(LocalDate today) {
    return all().stream().filter(run -> run.asOf().isAfter(today)).toList();
  }

  /**
   * Takes back that audits of dates still to come were finished, so that they are done when their
   * day comes.
   */
  public void disownFuture(LocalDate today) {
    jdbc.sql("update audit_run set state = 'STOPPED', inputs = '' where as_of > :today")
        .param("today", Date.valueOf(today))
        .update();
  }

  /** All runs, the newest audit date first. */
  public List<AuditRun> all() {
    return jdbc.sql("select * from audit_run order by as_of desc, attempt desc")
        .query(Runs::run)
        .list();
  }

  public void begin(AuditRun run) {
    jdbc.sql(
            """
            insert into audit_run (id, job, as_of, attempt, inputs, state, started_at)
            values (:id, :job, :asOf, :attempt, :inputs, :state, :startedAt)""")
        .param("id", run.id())
        .param("job", run.job())
        .param("asOf", Date.valueOf(run.asOf()))
        .param("attempt", run.attempt())
        .param("inputs", run.inputs())
        .param("state", run.state().name())
        .param("startedAt", RowMappers.timestamp(Optional.of(run.startedAt())))
        .update();
  }

  /** Notes how many rows and filled cells each register has in a run. */
  public void noteSizes(String id, Map<RegisterPart, Integer> sizes) {
    sizes.forEach(
        (part, count) ->
            jdbc.sql(
                    "insert into register_size (run, register, size_in_rows) values (:id, :register, :count)")
                .param("id", id)
                .param("register", part.key())
                .param("count", count)
                .update());
  }

  /**
   * A register that is much smaller than before, as after an export that was cut off, or a column
   * of it in which much fewer cells are filled.
   *
   * @param before how many rows it had at most
   * @param asOf the date of the latest audit in which it was that much larger
   */
  public record Shrunk(RegisterPart part, int rows, int before, LocalDate asOf) {

    /** From when it counts as complete: by then someone has seen that it is smaller. */
    public LocalDate countsAgain() {
      return asOf.plusDays(NOTICED + 1);
    }
  }

  /** What was counted under a name; a register of another version has no part here. */
  private record Counted(Optional<RegisterPart> part, int rows, int before, LocalDate asOf) {}

  /** The registers of a run that have lost a third of their rows in the last two weeks. */
  public List<Shrunk> shrunk(AuditRun run) {
    return jdbc
        .sql(
            """
            select n.register, n.size_in_rows now_rows, max(o.size_in_rows) old_rows,
              max(earlier.as_of) last_on
            from register_size n
            join register_size o on o.register = n.register
            join audit_run earlier on earlier.id = o.run and earlier.state = 'FINISHED'
            where n.run = :id and earlier.as_of < :asOf and earlier.as_of >= :since
              and n.size_in_rows * 3 < o.size_in_rows * 2
              and o.size_in_rows - n.size_in_rows >= :least
            group by n.register, n.size_in_rows
            order by n.register""")
        .param("id", run.id())
        .param("asOf", Date.valueOf(run.asOf()))
        .param("since", Date.valueOf(run.asOf().minusDays(NOTICED)))
        .param("least", FEW)
        .query(
            (rs, n) ->
                new Counted(
                    RegisterPart.of(rs.getString("register")),
                    rs.getInt("now_rows"),
                    rs.getInt("old_rows"),
                    RowMappers.date(rs, "last_on")))
        .list()
        .stream()
        .flatMap(
            one ->
                one
                    .part()
                    .map(part -> new Shrunk(part, one.rows(), one.before(), one.asOf()))
                    .stream())
        .toList();
  }

  /** Notes how a run ended; the end of one that was finished is kept. */
  public void end(String id, AuditRun.State state, Instant at) {
    jdbc.sql("update audit_run set state = :state, finished_at = :at where id = :id")
        .param("state", state.name())
        .param("at", RowMappers.timestamp(Optional.of(at)))
        .param("id", id)
        .update();
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
