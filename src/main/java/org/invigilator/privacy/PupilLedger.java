package org.invigilator.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the ledger holds on one pupil. It is long because every table that may have a trace is named
 * here.
 */
final class PupilLedger {
  /** What the program needs as it is, and what no one may change. */
  private static final Set<String> NOT_SEARCHED =
      Set.of("access_log", "flyway_schema_history", "state_identity");

  /** The length from which on a column holds a text. */
  private static final int TEXT = 200;

  /** The columns of findings by which those about the pupil are recognised. */
  private static final Set<String> OF_FINDINGS =
      Set.of("pupils", "observed", "subject_id", "aspect");

  /** Texts of which the whole row goes when it mentions the pupil, with their keys. */
  private static final Map<String, List<String>> WHOLE_ROWS =
      new TreeMap<>(
          Map.of(
              "decision", List.of("id"),
              "answer_line", List.of("as_of", "number"),
              "mail", List.of("id"),
              "collected_page", List.of("platform", "account", "part")));

  /** A column of a table that holds texts, or bytes of a text. */
  private record TextColumn(String table, String column, boolean binary) {
    private String where() {
      return "ledger: " + table + "." + column;
    }
  }

  private final NamedParameterJdbcTemplate batch;
  private final JdbcClient jdbc;
  private final Traces traces;
  private final UnaryOperator<@Nullable String> eraseJson;
  private final Set<String> watchedHashes;

  /**
   * @param eraseJson erases the pupil from a JSON text; null when it is the pupil's own account
   * @param watchedHashes the keyed hashes of the pupil's names and handles
   */
  PupilLedger(
      NamedParameterJdbcTemplate jdbc,
      Traces traces,
      UnaryOperator<@Nullable String> eraseJson,
      Set<String> watchedHashes) {
    this.watchedHashes = watchedHashes;
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

  /** Searches every text of every table; only the access log is left out. */
  List<PupilRecords.Held> held() {
    List<PupilRecords.Held> held = new ArrayList<>();
    for (TextColumn column : columns()) {
      long[] count = {0};
      jdbc.sql("select " + column.column() + " from " + column.table())
          .query(
              rs -> {
                count[0] += mentions(column, rs) ? 1 : 0;
              });
      if (count[0] > 0) {
        held.add(
            new PupilRecords.Held(
                PupilRecords.Kind.OURS,
                column.where(),
                "rows with the reference, a name or an account",
                count[0]));
      }
    }
    long watched = watched(false);
    if (watched > 0) {
      held.add(
          new PupilRecords.Held(
              PupilRecords.Kind.OURS,
              "ledger: sought.hashes",
              "hashes of names and handles that lists of followers are searched for",
              watched));
    }
    return held;
  }

  /** Every column with free texts or bytes, as the database itself lists them. */
  private List<TextColumn> columns() {
    return jdbc
        .sql(
            """
            select lower(c.table_name), lower(c.column_name), lower(c.data_type),
              c.character_maximum_length
            from information_schema.columns c
            join information_schema.tables t
              on t.table_schema = c.table_schema and t.table_name = c.table_name
            where c.table_schema = current_schema and t.table_type like '%TABLE%'
            order by 1, 2
            """)
        .query(
            (rs, row) -> {
              String type = rs.getString(3);
              boolean binary = type.contains("binary") || type.equals("bytea");
              long length = rs.getLong(4);
              // A shorter one holds an id or a word of the program.
              boolean words =
                  type.equals("text") || (type.contains("char") && (length == 0 || length >= TEXT));
              return binary || words
                  ? new TextColumn(rs.getString(1), rs.getString(2), binary)
                  : new TextColumn("", "", false);
            })
        .list()
        .stream()
        .filter(c -> !c.table().isEmpty() && !c.table().startsWith("qrtz"))
        .filter(c -> !NOT_SEARCHED.contains(c.table()) && !c.column().equals("exit_code"))
        .toList();
  }

  private boolean mentions(TextColumn column, ResultSet row) throws SQLException {
    if (column.binary()) {
      byte[] bytes = row.getBytes(1);
      try {
        return bytes != null && new FileSearch(traces::areIn).isIn(bytes, "mail.eml");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return mentions(column.column(), row.getString(1));
  }

  private static boolean names(TextColumn column, ResultSet row, Set<String> findings)
      throws SQLException {
    FileSearch search = new FileSearch(text -> findings.stream().anyMatch(text::contains));
    byte[] bytes =
        column.binary()
            ? row.getBytes(1)
            : Optional.ofNullable(row.getString(1)).orElse("").getBytes(StandardCharsets.UTF_8);
    try {
      return !findings.isEmpty() && bytes != null && search.isIn(bytes, "mail.eml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a finding names the pupil by the reference. */
  boolean knowsReference() {
    return rows().stream()
        .anyMatch(
            row ->
                Stream.of(row.pupils().split(";")).anyMatch(traces::isReference)
                    || traces.isReference(row.aspect()));
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

  /**
   * Erases the pupil; inside a transaction.
   *
   * @param findings the numbers of the findings about the pupil, which mails that wait have in
   *     place of the pupil
   */
  void erase(Set<String> findings) {
    eraseFindings();
    WHOLE_ROWS.forEach((table, keys) -> deleteRows(table, keys, Set.of()));
    deleteRows("mail", List.of("id"), findings);
    for (TextColumn column : columns()) {
      boolean ofFinding = column.table().equals("finding") && OF_FINDINGS.contains(column.column());
      if (!column.binary() && !ofFinding) {
        eraseText(column);
      }
    }
    watched(true);
  }

  /** Counts the hashes of what is watched of the pupil, and takes them out if asked. */
  private long watched(boolean erase) {
    record Watched(String fingerprint, String hashes) {}
    long count = 0;
    for (Watched one :
        jdbc.sql("select fingerprint, hashes from sought").query(Watched.class).list()) {
      List<String> kept =
          one.hashes().lines().filter(hash -> !watchedHashes.contains(hash)).toList();
      long gone = one.hashes().lines().count() - kept.size();
      count += gone;
      if (erase && gone > 0) {
        jdbc.sql("update sought set hashes = :hashes where fingerprint = :fingerprint")
            .param("hashes", String.join("\n", kept))
            .param("fingerprint", one.fingerprint())
            .update();
      }
    }
    return count;
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
  private void eraseText(TextColumn column) {
    List<String> texts =
        jdbc.sql("select distinct %2$s from %1$s".formatted(column.table(), column.column()))
            .query(String.class)
            .list();
    for (String text : texts) {
      if (text != null && traces.areIn(text)) {
        String erased = text.startsWith("{") ? eraseJson.apply(text) : traces.erase(text);
        jdbc.sql(
                "update %1$s set %2$s = :erased where %2$s = :text"
                    .formatted(column.table(), column.column()))
            .param("erased", erased == null ? "" : erased)
            .param("text", text)
            .update();
      }
    }
  }

  /** Deletes the rows of a table in which any text mentions the pupil, or one of the findings. */
  private void deleteRows(String table, List<String> keys, Set<String> findings) {
    List<TextColumn> columns = columns().stream().filter(c -> c.table().equals(table)).toList();
    Set<Map<String, Object>> found = new LinkedHashSet<>();
    for (TextColumn column : columns) {
      jdbc.sql("select %s, %s from %s".formatted(column.column(), String.join(", ", keys), table))
          .query(
              rs -> {
                if (mentions(column, rs) || names(column, rs, findings)) {
                  Map<String, Object> key = new TreeMap<>();
                  for (String name : keys) {
                    key.put(name, rs.getObject(name));
                  }
                  found.add(key);
                }
              });
    }
    String of = keys.stream().map(key -> key + " = :" + key).collect(Collectors.joining(" and "));
    for (Map<String, Object> key : found) {
      jdbc.sql("delete from " + table + " where " + of).params(key).update();
      if (table.equals("collected_page")) {
        // The reading begins again, so that its pages are not used.
        jdbc.sql("update collected_part set open_night = null where " + of).params(key).update();
      }
    }
  }
}
