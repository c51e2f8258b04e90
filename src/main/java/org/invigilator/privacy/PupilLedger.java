package org.invigilator.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the ledger holds on one pupil. */
final class PupilLedger {
  /** The columns with texts that may mention a pupil; all others are names of things. */
  private static final Map<String, List<String>> TEXTS =
      new TreeMap<>(
          Map.of(
              "finding", List.of("pupils", "observed", "subject_id", "aspect", "url"),
              "decision", List.of("said", "pair", "source"),
              "answer_line", List.of("said", "why", "source"),
              "rule_outcome", List.of("causes"),
              "account_reading", List.of("gaps", "parts"),
              "collected_account", List.of("profile", "reason"),
              "collected_part", List.of("note", "reason"),
              "collected_page", List.of("lines"),
              "mail", List.of("subject", "told", "recipient")));

  private final NamedParameterJdbcTemplate batch;
  private final JdbcClient jdbc;
  private final Traces traces;
  private final UnaryOperator<@Nullable String> eraseJson;

  /**
   * @param eraseJson erases the pupil from a JSON text; null when it is the pupil's own account
   */
  PupilLedger(
      NamedParameterJdbcTemplate jdbc, Traces traces, UnaryOperator<@Nullable String> eraseJson) {
    this.batch = jdbc;
    this.jdbc = JdbcClient.create(jdbc);
    this.traces = traces;
    this.eraseJson = eraseJson;
  }

  /** A finding as far as it may be about a pupil. */
  record Row(
      String id,
      String rule,
      String account,
      String status,
      String pupils,
      String observed,
      String subjectId,
      String aspect) {}

  /** Searches every text that may mention a pupil; only the access log is left out. */
  List<PupilRecords.Held> held() {
    List<PupilRecords.Held> held = new ArrayList<>();
    TEXTS.forEach(
        (table, columns) -> {
          for (String column : columns) {
            long[] count = {0};
            jdbc.sql("select " + column + " from " + table)
                .query(
                    rs -> {
                      count[0] += mentions(column, rs.getString(1)) ? 1 : 0;
                    });
            if (count[0] > 0) {
              held.add(
                  new PupilRecords.Held(
                      PupilRecords.Kind.OURS,
                      "ledger: " + table + "." + column,
                      "rows with the reference, a name or an account",
                      count[0]));
            }
          }
        });
    return held;
  }

  List<PupilRecords.Named> findings() {
    return rows().stream()
        .filter(this::isAbout)
        .map(row -> new PupilRecords.Named(row.id(), row.rule(), row.account(), row.status()))
        .toList();
  }

  private List<Row> rows() {
    return jdbc.sql(
            """
            select id, rule, account, status, pupils, observed, subject_id, aspect
            from finding order by id
            """)
        .query(Row.class)
        .list();
  }

  private boolean mentions(String column, @Nullable String text) {
    return text != null
        && (traces.areIn(text)
            || (column.equals("pupils") && Stream.of(text.split(";")).anyMatch(traces::isReference))
            || (column.equals("aspect") && traces.isReference(text)));
  }

  private boolean isAbout(Row row) {
    return mentions("pupils", row.pupils())
        || mentions("aspect", row.aspect())
        || traces.areIn(row.observed() + "\n" + row.subjectId());
  }

  /** Erases the pupil; inside a transaction. */
  void erase() {
    eraseFindings();
    deleteWhere("decision", "id");
    deleteWhere("answer_line", "cast(as_of as varchar(10)) || '/' || cast(number as varchar(10))");
    deleteWhere("mail", "id");
    for (String account : keys("collected_page", "account")) {
      // The reading begins again, so that its pages are not used.
      jdbc.sql("delete from collected_page where account = :account")
          .param("account", account)
          .update();
      jdbc.sql("update collected_part set open_night = null where account = :account")
          .param("account", account)
          .update();
    }
    eraseText("finding", "id", "url");
    eraseText("rule_outcome", "scope", "causes");
    eraseText("account_reading", "account", "gaps");
    eraseText("account_reading", "account", "parts");
    eraseText("collected_account", "account", "profile");
    eraseText("collected_account", "account", "reason");
    eraseText("collected_part", "account", "note");
    eraseText("collected_part", "account", "reason");
  }

  /** Deletes findings about this pupil alone, and takes the pupil out of those about several. */
  private void eraseFindings() {
    List<String> alone = new ArrayList<>();
    List<Map<String, String>> shared = new ArrayList<>();
    for (Row row : rows()) {
      if (isAbout(row)) {
        Set<String> others = new TreeSet<>(List.of(row.pupils().split(";")));
        others.removeIf(one -> one.isEmpty() || traces.isReference(one));
        if (others.isEmpty() || mentions("aspect", row.aspect()) || traces.areIn(row.subjectId())) {
          alone.add(row.id());
        } else {
          shared.add(
              Map.of(
                  "pupils",
                  String.join(";", others),
                  "observed",
                  traces.erase(row.observed()),
                  "id",
                  row.id()));
        }
      }
    }
    new FindingDeletion(batch).delete(alone);
    batch.batchUpdate(
        "update finding set pupils = :pupils, observed = :observed where id = :id",
        shared.toArray(Map[]::new));
  }

  /** Erases the pupil from one column; a JSON text stays JSON. */
  private void eraseText(String table, String key, String column) {
    record Text(String key, String text) {}
    List<Text> texts =
        jdbc.sql("select distinct " + key + ", " + column + " from " + table)
            .query((rs, row) -> new Text(rs.getString(1), rs.getString(2)))
            .list();
    for (Text one : texts) {
      if (traces.areIn(one.text())) {
        String erased =
            one.text().startsWith("{") ? eraseJson.apply(one.text()) : traces.erase(one.text());
        jdbc.sql(
                "update %1$s set %2$s = :erased where %3$s = :key and %2$s = :text"
                    .formatted(table, column, key))
            .param("erased", erased == null ? "" : erased)
            .param("key", one.key())
            .param("text", one.text())
            .update();
      }
    }
  }

  private void deleteWhere(String table, String key) {
    for (String id : keys(table, key)) {
      jdbc.sql("delete from " + table + " where " + key + " = :id").param("id", id).update();
    }
  }

  /** The keys of the rows in which any text mentions the pupil. */
  private List<String> keys(String table, String key) {
    List<String> columns = TEXTS.getOrDefault(table, List.of());
    return jdbc
        .sql("select " + key + ", " + String.join(", ", columns) + " from " + table)
        .query(
            (rs, row) -> {
              for (int i = 0; i < columns.size(); i++) {
                if (mentions(columns.get(i), rs.getString(i + 2))) {
                  return rs.getString(1);
                }
              }
              return "";
            })
        .list()
        .stream()
        .filter(id -> !id.isEmpty())
        .distinct()
        .toList();
  }
}
