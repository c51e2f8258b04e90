package org.invigilator.finding;

import java.sql.Date;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every answer that was ever taken, and what was refused. Nothing is deleted: a later answer ends
 * an earlier one. It is long because every question about past answers is one short query.
 */
public final class Decisions {
  private static final int SOURCE = 400;
  private static final int FIELD = 60;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcTemplate named;

  public Decisions(JdbcTemplate jdbc) {
    this.jdbc = JdbcClient.create(jdbc);
    this.named = new NamedParameterJdbcTemplate(jdbc);
  }

  /**
   * Every decision that nothing has replaced, the earliest first; expired waivers are among them.
   */
  public List<Decision> current() {
    return query("where ended_on is null and settled_on is null");
  }

  /** Everything that was ever decided, the earliest first. */
  public List<Decision> all() {
    return query("");
  }

  private List<Decision> query(String where) {
    return jdbc.sql("select * from decision " + where + " order by taken_on, id")
        .query((rs, n) -> RowMappers.decision(rs))
        .list();
  }

  /**
   * Takes back what the audit of a date took from some files, so that it can be taken from them
   * again; what was taken from others, and by earlier audits, stays as it was.
   *
   * @param files the names of the files that are about to be read
   */
  public void forget(LocalDate asOf, Set<String> files) {
    List<Decision> kept = new ArrayList<>();
    for (Decision decision : all()) {
      if (decision.takenOn().equals(asOf) && files.contains(fileOf(decision.source()))) {
        jdbc.sql("delete from decision where id = :id").param("id", decision.id()).update();
        unset(decision);
      } else if (decision.takenOn().equals(asOf)) {
        kept.add(decision);
      }
    }
    all().stream()
        .filter(ended -> ended.endedOn().map(asOf::equals).orElse(false))
        .filter(ended -> !isReplaced(ended, kept))
        .forEach(this::revive);
    for (AnswerLine line : answers(asOf)) {
      if (files.contains(fileOf(line.source()))) {
        jdbc.sql("delete from answer_line where as_of = :asOf and source = :source")
            .param("asOf", Date.valueOf(asOf))
            .param("source", line.source())
            .update();
      }
    }
    for (String file : files) {
      jdbc.sql("delete from sent_back where as_of = :asOf and name = :name")
          .param("asOf", Date.valueOf(asOf))
          .param("name", file)
          .update();
    }
  }

  private static boolean isReplaced(Decision ended, List<Decision> kept) {
    return !ended.finding().isEmpty()
        && kept.stream()
            .anyMatch(
                d ->
                    d.finding().equals(ended.finding())
                        && d.kind().unit().equals(ended.kind().unit()));
  }

  private void revive(Decision ended) {
    jdbc.sql("update decision set ended_on = null where id = :id").param("id", ended.id()).update();
    apply(ended);
  }

  /** The file that a source names. */
  public static String fileOf(String source) {
    int comma = source.indexOf(", ");
    return comma < 0 ? source : source.substring(0, comma);
  }

  /** Takes a decision; the one it replaces ends. */
  public void take(Decision decision) {
    jdbc.sql("delete from decision where id = :id and ended_on is not null")
        .param("id", decision.id())
        .update();
    if (!decision.finding().isEmpty()) {
      end(decision.finding(), decision.kind().unit(), decision.takenOn());
    }
    named.update(
        """
        insert into decision (id, taken_on, kind, finding_id, rule, account, academy, said, until_date, evidence, pair,
          requested_by, approved_by, source, ended_on, settled_on)
        values (:id, :takenOn, :kind, :finding, :rule, :account, :academy, :said, :until, :evidence, :pair,
          :requestedBy, :approvedBy, :source, :endedOn, null)""",
        new MapSqlParameterSource("id", decision.id())
            .addValue("takenOn", Date.valueOf(decision.takenOn()))
            .addValue("kind", decision.kind().name().toLowerCase(Locale.ROOT))
            .addValue("finding", decision.finding())
            .addValue("rule", decision.rule())
            .addValue("account", decision.account())
            .addValue("academy", decision.academy())
            .addValue("said", decision.text())
            .addValue("until", decision.until().map(Date::valueOf).orElse(null))
            .addValue("evidence", decision.evidence())
            .addValue("pair", decision.pair())
            .addValue("requestedBy", decision.requestedBy())
            .addValue("approvedBy", decision.approvedBy())
            .addValue("source", decision.source())
            .addValue("endedOn", decision.endedOn().map(Date::valueOf).orElse(null)));
    apply(decision);
  }

  /** An owner and a due date count at once, also for what cannot be checked in this audit. */
  private void apply(Decision decision) {
    if (decision.kind() == Decision.Kind.OWNER) {
      jdbc.sql("update finding set owner = :owner where id = :id")
          .param("owner", decision.text())
          .param("id", decision.finding())
          .update();
    } else if (decision.kind() == Decision.Kind.DUE) {
      setDue(decision.finding(), decision.until());
    }
  }

  /** A due date that no longer counts is set anew when the finding is next checked. */
  private void unset(Decision decision) {
    if (decision.kind() == Decision.Kind.DUE) {
      setDue(decision.finding(), Optional.empty());
    }
  }

  private void setDue(String finding, Optional<LocalDate> due) {
    jdbc.sql("update finding set due = :due where id = :id")
        .param("due", due.map(Date::valueOf).orElse(null), Types.DATE)
        .param("id", finding)
        .update();
  }

  /** Ends the current decisions of a unit on a finding. */
  private void end(String finding, String unit, LocalDate on) {
    List<String> kinds =
        Stream.of(Decision.Kind.values())
            .filter(kind -> kind.unit().equals(unit))
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toList();
    jdbc.sql(
            """
            update decision set ended_on = :on
            where finding_id = :finding and kind in (:kinds) and ended_on is null""")
        .param("on", Date.valueOf(on))
        .param("finding", finding)
        .param("kinds", kinds)
        .update();
  }

  /** Ends a decision that was withdrawn where it was written. */
  public void withdraw(Decision decision, LocalDate on) {
    jdbc.sql("update decision set ended_on = :on where id = :id")
        .param("on", Date.valueOf(on))
        .param("id", decision.id())
        .update();
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
    return jdbc.sql("select as_of, unsettled from sent_back where sha256 = :sha256")
        .param("sha256", sha256)
        .query((rs, n) -> new Read(RowMappers.date(rs, "as_of"), rs.getBoolean("unsettled")))
        .optional();
  }

  /** Notes that a file was read; the first time stays. */
  public void noteRead(String sha256, String name, LocalDate asOf, boolean unsettled) {
    boolean known = read(sha256).isPresent();
    jdbc.sql(
            known
                ? "update sent_back set unsettled = :unsettled where sha256 = :sha256"
                : """
                  insert into sent_back (sha256, name, as_of, unsettled)
                  values (:sha256, :name, :asOf, :unsettled)""")
        .param("sha256", sha256)
        .param("name", name)
        .param("asOf", Date.valueOf(asOf))
        .param("unsettled", unsettled)
        .update();
  }

  /** Records what became of the answers that an audit read, after what it recorded before. */
  public void record(LocalDate asOf, List<AnswerLine> lines) {
    int last =
        jdbc.sql("select coalesce(max(number), 0) from answer_line where as_of = :asOf")
            .param("asOf", Date.valueOf(asOf))
            .query(Integer.class)
            .single();
    List<SqlParameterSource> rows = new ArrayList<>();
    for (AnswerLine line : lines) {
      rows.add(
          new MapSqlParameterSource("asOf", Date.valueOf(asOf))
              .addValue("number", last + rows.size() + 1)
              .addValue("source", clip(line.source(), SOURCE))
              .addValue("finding", clip(line.finding(), FIELD))
              .addValue("field", clip(line.field(), FIELD))
              .addValue("said", line.entered())
              .addValue("result", line.result().code())
              .addValue("why", line.why()));
    }
    named.batchUpdate(
        """
        insert into answer_line (as_of, number, source, finding_id, field, said, result, why)
        values (:asOf, :number, :source, :finding, :field, :said, :result, :why)""",
        rows.toArray(SqlParameterSource[]::new));
  }

  private static String clip(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  /** What became of the answers that the audit of a date read, in the order they were read. */
  public List<AnswerLine> answers(LocalDate asOf) {
    return lines("as_of = :asOf order by number", asOf);
  }

  /** What became of the answers read by the audits of earlier dates, the latest last. */
  public List<AnswerLine> answersOfEarlier(LocalDate asOf) {
    return lines("as_of < :asOf order by as_of, number", asOf);
  }

  /** An answer as it was typed: the file, the finding or rule, and the words. */
  public record Typed(String file, String finding, String said) {}

  /** When each answer that earlier audits refused was refused for the first time. */
  public Map<Typed, LocalDate> refusedSince(LocalDate asOf) {
    Map<Typed, LocalDate> since = new HashMap<>();
    jdbc.sql(
            """
            select as_of, source, finding_id, said from answer_line
            where as_of < :asOf and result = :refused and said <> '' order by as_of""")
        .param("asOf", Date.valueOf(asOf))
        .param("refused", AnswerLine.Result.REFUSED.code())
        .query(
            rs -> {
              since.putIfAbsent(
                  new Typed(
                      fileOf(rs.getString("source")),
                      rs.getString("finding_id"),
                      rs.getString("said")),
                  rs.getDate("as_of").toLocalDate());
            });
    return since;
  }

  private List<AnswerLine> lines(String condition, LocalDate asOf) {
    return jdbc.sql("select * from answer_line where " + condition)
        .param("asOf", Date.valueOf(asOf))
        .query(
            (rs, n) ->
                new AnswerLine(
                    rs.getString("source"),
                    rs.getString("finding_id"),
                    rs.getString("field"),
                    rs.getString("said"),
                    AnswerLine.Result.of(rs.getString("result")),
                    rs.getString("why")))
        .list();
  }

  /** How many findings each waiver or dismissal covers, and has ever covered, by its id. */
  public Map<String, Covers> covers() {
    Map<String, Covers> all = new TreeMap<>();
    jdbc.sql(
            """
            select decision_id, count(*) as ever,
              sum(case when status in ('waived', 'dismissed') then 1 else 0 end) as current_ones
            from finding where decision_id <> '' group by decision_id""")
        .query(
            rs -> {
              all.put(
                  rs.getString("decision_id"),
                  new Covers(rs.getInt("current_ones"), rs.getInt("ever")));
            });
    return all;
  }

  /** How many findings a waiver covers now, and ever did. */
  public record Covers(int now, int ever) {}

  /** What a decision on a finding rests on; empty for a finding that never was. */
  public Optional<DecisionGround> ground(String finding) {
    return jdbc.sql("select * from finding where id = :id")
        .param("id", finding)
        .query((rs, n) -> DecisionGround.of(rs))
        .optional();
  }
}
