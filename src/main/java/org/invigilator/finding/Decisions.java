package org.invigilator.finding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.invigilator.rule.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Every answer that was ever taken, and what was refused. Nothing is deleted: a later answer ends
 * an earlier one.
 */
public final class Decisions {
  private static final String COLUMNS =
      "id, taken_on, kind, finding_id, rule, account, academy, said, until_date, evidence, pair, requested_by, approved_by, source, ended_on, settled_on";

  private final JdbcTemplate jdbc;

  public Decisions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What stands today, the earliest first; waivers that ran out are among it. */
  public List<Decision> standing() {
    return jdbc.query(
        "select "
            + COLUMNS
            + " from decision where ended_on is null and settled_on is null order by taken_on, id",
        (rs, n) -> RowMappers.decision(rs));
  }

  /** Everything that was ever decided, the earliest first. */
  public List<Decision> all() {
    return jdbc.query(
        "select " + COLUMNS + " from decision order by taken_on, id",
        (rs, n) -> RowMappers.decision(rs));
  }

  /**
   * Takes back what the audit of a date took from some files, so that it can be taken from them
   * again; what was taken from others, and by earlier audits, stands as it did.
   *
   * @param files the names of the files that are about to be read
   */
  public void forget(LocalDate asOf, Set<String> files) {
    List<Decision> today = new ArrayList<>();
    for (Decision decision : all()) {
      if (decision.takenOn().equals(asOf) && files.contains(fileOf(decision.source()))) {
        jdbc.update("delete from decision where id = ?", decision.id());
        unset(decision);
      } else if (decision.takenOn().equals(asOf)) {
        today.add(decision);
      }
    }
    for (Decision ended : all()) {
      boolean replaced =
          !ended.finding().isEmpty()
              && today.stream()
                  .anyMatch(
                      d ->
                          d.finding().equals(ended.finding())
                              && d.kind().unit().equals(ended.kind().unit()));
      if (ended.endedOn().map(asOf::equals).orElse(false) && !replaced) {
        jdbc.update("update decision set ended_on = null where id = ?", ended.id());
        apply(ended);
      }
    }
    for (AnswerLine line : told(asOf)) {
      if (files.contains(fileOf(line.source()))) {
        jdbc.update(
            "delete from answer_line where as_of = ? and source = ?",
            Date.valueOf(asOf),
            line.source());
      }
    }
    files.forEach(
        file ->
            jdbc.update(
                "delete from sent_back where as_of = ? and name = ?", Date.valueOf(asOf), file));
  }

  /** The file that a source names. */
  public static String fileOf(String source) {
    int comma = source.indexOf(", ");
    return comma < 0 ? source : source.substring(0, comma);
  }

  /** Takes a decision; what stood in its place ends. */
  public void take(Decision decision) {
    jdbc.update("delete from decision where id = ? and ended_on is not null", decision.id());
    if (!decision.finding().isEmpty()) {
      end(decision.finding(), decision.kind().unit(), decision.takenOn());
    }
    jdbc.update(
        "insert into decision ("
            + COLUMNS
            + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null)",
        decision.id(),
        Date.valueOf(decision.takenOn()),
        decision.kind().name().toLowerCase(Locale.ROOT),
        decision.finding(),
        decision.rule(),
        decision.account(),
        decision.academy(),
        decision.said(),
        decision.until().map(Date::valueOf).orElse(null),
        decision.evidence(),
        decision.pair(),
        decision.requestedBy(),
        decision.approvedBy(),
        decision.source(),
        decision.endedOn().map(Date::valueOf).orElse(null));
    apply(decision);
  }

  /** An owner and a date count at once, also for what cannot be looked at tonight. */
  private void apply(Decision decision) {
    if (decision.kind() == Decision.Kind.OWNER) {
      jdbc.update("update finding set owner = ? where id = ?", decision.said(), decision.finding());
    } else if (decision.kind() == Decision.Kind.DUE) {
      jdbc.update(
          "update finding set due = ? where id = ?",
          decision.until().map(Date::valueOf).orElse(null),
          decision.finding());
    }
  }

  /** A due date that no longer counts is set anew by the next look at the finding. */
  private void unset(Decision decision) {
    if (decision.kind() == Decision.Kind.DUE) {
      jdbc.update("update finding set due = null where id = ?", decision.finding());
    }
  }

  /** Ends what stands of a unit on a finding. */
  private void end(String finding, String unit, LocalDate on) {
    for (Decision.Kind kind : Decision.Kind.values()) {
      if (kind.unit().equals(unit)) {
        jdbc.update(
            "update decision set ended_on = ? where finding_id = ? and kind = ? and ended_on is null",
            Date.valueOf(on),
            finding,
            kind.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** Ends a decision that was withdrawn where it was written. */
  public void withdraw(Decision decision, LocalDate on) {
    jdbc.update("update decision set ended_on = ? where id = ?", Date.valueOf(on), decision.id());
    unset(decision);
  }

  /**
   * A file that was read before.
   *
   * @param unsettled whether something in it was refused or disputed
   */
  public record Read(LocalDate on, boolean unsettled) {}

  /** When a file with these contents was first read. */
  public Optional<Read> read(String sha256) {
    return jdbc
        .query(
            "select as_of, unsettled from sent_back where sha256 = ?",
            (rs, n) -> new Read(RowMappers.date(rs, "as_of"), rs.getBoolean(2)),
            sha256)
        .stream()
        .findFirst();
  }

  /** Notes that a file was read; the first time stays. */
  public void noteRead(String sha256, String name, LocalDate asOf, boolean unsettled) {
    if (read(sha256).isPresent()) {
      jdbc.update("update sent_back set unsettled = ? where sha256 = ?", unsettled, sha256);
    } else {
      jdbc.update(
          "insert into sent_back (sha256, name, as_of, unsettled) values (?, ?, ?, ?)",
          sha256,
          name,
          Date.valueOf(asOf),
          unsettled);
    }
  }

  /** Notes what became of the answers that an audit read, after what it told before. */
  public void tell(LocalDate asOf, List<AnswerLine> lines) {
    Integer last =
        jdbc.queryForObject(
            "select coalesce(max(number), 0) from answer_line where as_of = ?",
            Integer.class,
            Date.valueOf(asOf));
    int begin = last == null ? 0 : last;
    List<Object[]> rows = new ArrayList<>();
    for (AnswerLine line : lines) {
      rows.add(
          new Object[] {
            Date.valueOf(asOf),
            begin + rows.size() + 1,
            clip(line.source(), 400),
            clip(line.finding(), 60),
            clip(line.field(), 60),
            line.said(),
            line.result().label(),
            line.why()
          });
    }
    jdbc.batchUpdate(
        "insert into answer_line (as_of, number, source, finding_id, field, said, result, why) values (?, ?, ?, ?, ?, ?, ?, ?)",
        rows);
  }

  private static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** What became of the answers that the audit of a date read. */
  public List<AnswerLine> told(LocalDate asOf) {
    return jdbc.query(
        "select source, finding_id, field, said, result, why from answer_line where as_of = ? order by number",
        (rs, n) ->
            new AnswerLine(
                rs.getString(1),
                rs.getString(2),
                rs.getString(3),
                rs.getString(4),
                AnswerLine.Result.valueOf(rs.getString(5).toUpperCase(Locale.ROOT)),
                rs.getString(6)),
        Date.valueOf(asOf));
  }

  /** Which findings each waiver or dismissal lets pass, and has ever let pass, by its id. */
  public Map<String, Covers> covers() {
    Map<String, Covers> all = new TreeMap<>();
    if (jdbc.queryForList("select id from decision limit 1", String.class).isEmpty()) {
      return all;
    }
    jdbc.query(
        "select decision_id, count(*), sum(case when status in ('waived', 'dismissed') then 1 else 0 end) from finding where decision_id <> '' group by decision_id",
        rs -> {
          all.put(rs.getString(1), new Covers(rs.getInt(3), rs.getInt(2)));
        });
    return all;
  }

  /** How many findings a waiver lets pass now, and ever did. */
  public record Covers(int now, int ever) {}

  /** What a decision on a finding rests on; empty for a finding that never was. */
  public Optional<Ground> ground(String finding) {
    return jdbc
        .query(
            "select rule, platform, subject_kind, subject_id, pupils, evidence, severity, mode, status, academy, account, owner, due, status_on from finding where id = ?",
            (rs, n) -> {
              Set<String> pupils = new HashSet<>();
              for (String pupil : rs.getString(5).split(";")) {
                if (!pupil.isEmpty()) {
                  pupils.add(pupil);
                }
              }
              boolean follower = rs.getString(3).equals(Subject.Kind.FOLLOWER.label());
              @Nullable Date due = rs.getDate(13);
              return new Ground(
                  rs.getString(1),
                  follower && !pupils.isEmpty()
                      ? ApplicableDecisions.pair(
                          rs.getString(1), rs.getString(2), rs.getString(4), pupils)
                      : "",
                  !pupils.isEmpty(),
                  rs.getString(6),
                  org.invigilator.policy.Severity.of(rs.getString(7)),
                  rs.getString(8).equals("assisted"),
                  RowMappers.status(rs.getString(9)),
                  rs.getString(10),
                  rs.getString(11),
                  rs.getString(12),
                  Optional.ofNullable(due).map(Date::toLocalDate),
                  RowMappers.date(rs, "status_on"));
            },
            finding)
        .stream()
        .findFirst();
  }

  /**
   * What a finding is, as far as a decision on it needs to know.
   *
   * @param pair who it takes for whom, when it is about a follower
   * @param assisted whether it was shown for a person to decide
   */
  public record Ground(
      String rule,
      String pair,
      boolean aboutPupils,
      String evidence,
      org.invigilator.policy.Severity severity,
      boolean assisted,
      Status status,
      String academy,
      String account,
      String owner,
      Optional<LocalDate> due,
      LocalDate statusOn) {}
}
