package org.invigilator.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that is held on one pupil, wherever it stands: shown, or erased. What the trust itself
 * keeps, its registers above all, is named and not touched.
 */
public final class PupilRecords {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PIECE = 1 << 20;
  private static final int OVERLAP = 1 << 10;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Traces traces;
  private final Path trust;
  private final Path snapshots;
  private final Path out;

  /**
   * @param trust the trust folder
   * @param snapshots the folder of what was captured
   * @param out the folder of the reports
   */
  public PupilRecords(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Traces traces,
      Path trust,
      Path snapshots,
      Path out) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.traces = traces;
    this.trust = trust;
    this.snapshots = snapshots;
    this.out = out;
  }

  /** Whose a record is, and so what becomes of it. */
  public enum Kind {
    /** Ours: erased when it is asked for. */
    OURS,
    /** The trust's own file: named, and left to the trust. */
    THE_TRUSTS,
    /** An encrypted workbook: it may hold the name, and nobody can look; erased whole. */
    SEALED
  }

  /**
   * Something that is held.
   *
   * @param where the table or the file
   * @param what the kind of record, in words
   * @param count how many rows, lines or files
   */
  public record Held(Kind kind, String where, String what, long count) {}

  /** A finding that names the pupil. */
  public record Named(String id, String rule, String account, String status) {}

  private record Row(String id, String pupils, String observed, String subject, String aspect) {}

  /** Everything that is held. */
  public List<Held> show() throws IOException {
    List<Held> held = new ArrayList<>(inLedger());
    held.addAll(inSnapshots(false));
    held.addAll(inReports(false));
    held.addAll(inFilesOfTheTrust());
    return held;
  }

  /** The findings that name the pupil, by their ids. */
  public List<Named> findings() {
    return jdbc
        .query(
            "select id, rule, account, status, pupils, observed, subject_id, aspect from finding order by id",
            (rs, n) ->
                traces.areIn(
                        String.join(
                            "\n",
                            rs.getString(5),
                            rs.getString(6),
                            rs.getString(7),
                            rs.getString(8)))
                    ? new Named(rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4))
                    : new Named("", "", "", ""))
        .stream()
        .filter(named -> !named.id().isEmpty())
        .toList();
  }

  /**
   * Erases everything that is ours, and says what it was and what of others is left. The database
   * is to be rewritten afterwards, for what is deleted stays in its file until then.
   */
  public List<Held> erase() throws IOException {
    List<Held> held = new ArrayList<>(inLedger());
    transaction.executeWithoutResult(status -> eraseFromLedger());
    held.addAll(inSnapshots(true));
    held.addAll(inReports(true));
    held.addAll(inFilesOfTheTrust());
    List<Held> left = new ArrayList<>(inLedger());
    if (!left.isEmpty()) {
      throw new IllegalStateException("something is left in the ledger: " + left);
    }
    return held;
  }

  private record Column(String table, String name) {}

  /** Looks through every text of every table, whatever it is for; only the log of access stays. */
  private List<Held> inLedger() {
    List<Held> held = new ArrayList<>();
    for (Column column : texts()) {
      long[] count = {0};
      jdbc.query(
          "select " + column.name() + " from " + column.table(),
          rs -> {
            String text = rs.getString(1);
            if (text != null && traces.areIn(text)) {
              count[0]++;
            }
          });
      if (count[0] > 0) {
        held.add(
            new Held(
                Kind.OURS,
                "ledger: " + column.table() + "." + column.name(),
                "rows that bear the reference, a name or an account",
                count[0]));
      }
    }
    return held;
  }

  private List<Column> texts() {
    return jdbc.query(
        "select lower(table_name), lower(column_name) from information_schema.columns where table_schema = current_schema and lower(data_type) in ('character varying', 'text', 'character large object') and lower(table_name) not in ('access_log', 'flyway_schema_history') and lower(table_name) not like 'qrtz%' order by 1, 2",
        (rs, n) -> new Column(rs.getString(1), rs.getString(2)));
  }

  private void eraseFromLedger() {
    List<String> alone = new ArrayList<>();
    List<Object[]> shared = new ArrayList<>();
    for (Row row :
        jdbc.query(
            "select id, pupils, observed, subject_id, aspect from finding",
            (rs, n) ->
                new Row(
                    rs.getString(1),
                    rs.getString(2),
                    rs.getString(3),
                    rs.getString(4),
                    rs.getString(5)))) {
      if (traces.areIn(
          String.join("\n", row.pupils(), row.observed(), row.subject(), row.aspect()))) {
        Set<String> others = new TreeSet<>(List.of(row.pupils().split(";")));
        others.removeIf(one -> one.isEmpty() || traces.refersTo(one));
        if (others.isEmpty() || traces.areIn(row.subject() + "\n" + row.aspect())) {
          alone.add(row.id());
        } else {
          shared.add(
              new Object[] {String.join(";", others), traces.strike(row.observed()), row.id()});
        }
      }
    }
    new Findings(jdbc).delete(alone);
    jdbc.batchUpdate("update finding set pupils = ?, observed = ? where id = ?", shared);
    deleteWhere("decision", "id", List.of("said", "pair", "source"));
    for (String id : ids("answer_line", "number", List.of("said", "why", "source"))) {
      jdbc.update("delete from answer_line where number = ?", Long.parseLong(id));
    }
    deleteWhere("mail", "id", List.of("subject", "told", "recipient"));
    for (String account : ids("collected_page", "account", List.of("lines"))) {
      // The reading begins anew: what came of it is not to be carried on.
      jdbc.update("delete from collected_page where account = ?", account);
      jdbc.update("update collected_part set open_night = null where account = ?", account);
    }
    strikeTheRest();
  }

  private void deleteWhere(String table, String key, List<String> texts) {
    for (String id : ids(table, key, texts)) {
      jdbc.update("delete from " + table + " where " + key + " = ?", id);
    }
  }

  private List<String> ids(String table, String key, List<String> texts) {
    return jdbc
        .query(
            "select " + key + ", " + String.join(", ", texts) + " from " + table,
            (rs, n) -> {
              StringBuilder all = new StringBuilder();
              for (int i = 0; i < texts.size(); i++) {
                all.append(rs.getString(i + 2)).append('\n');
              }
              return traces.areIn(all.toString()) ? rs.getString(1) : "";
            })
        .stream()
        .filter(id -> !id.isEmpty())
        .distinct()
        .toList();
  }

  /** Whatever other text still bears something is struck out where it stands. */
  private void strikeTheRest() {
    for (Column column : texts()) {
      for (String text :
          jdbc.queryForList(
              "select distinct " + column.name() + " from " + column.table(), String.class)) {
        if (text != null && traces.areIn(text)) {
          jdbc.update(
              "update "
                  + column.table()
                  + " set "
                  + column.name()
                  + " = ? where "
                  + column.name()
                  + " = ?",
              traces.strike(text),
              text);
        }
      }
    }
  }

  private List<Held> inSnapshots(boolean erase) throws IOException {
    List<Held> held = new ArrayList<>();
    for (Path file : files(snapshots)) {
      String name = String.valueOf(file.getFileName());
      long count = 0;
      if (name.endsWith(".ndjson") || name.endsWith(".ndjson.gz")) {
        long[] met = {0};
        Copies.Edit edit =
            line -> {
              String then = struck(line);
              met[0] += line.equals(then) ? 0 : 1;
              return then;
            };
        Copies.look(file, edit);
        count = met[0];
        if (erase && count > 0) {
          Copies.rewrite(file, edit);
        }
      } else if (name.endsWith(".json")) {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        String then = struck(text.strip());
        if (then == null || !then.equals(text.strip())) {
          count = 1;
          if (erase) {
            Copies.rewrite(file, line -> null);
            if (then != null) {
              try (java.io.OutputStream to = org.invigilator.register.OwnerOnly.write(file)) {
                to.write(then.getBytes(StandardCharsets.UTF_8));
              }
            }
          }
        }
      }
      if (count > 0) {
        held.add(new Held(Kind.OURS, shown(file), "captured lines that bear any", count));
      }
    }
    return held;
  }

  /** A line of a snapshot without the pupil; null when it is the pupil's own account. */
  private @org.jspecify.annotations.Nullable String struck(String line) {
    JsonNode tree;
    try {
      tree = JSON.readTree(line);
    } catch (JacksonException e) {
      return traces.areIn(line) ? null : line;
    }
    if (traces.isAccount(tree)) {
      return null;
    }
    return traces.strike(tree) == 0 ? line : JSON.writeValueAsString(tree);
  }

  private List<Held> inReports(boolean erase) throws IOException {
    List<Held> held = new ArrayList<>();
    for (Path file : files(out)) {
      boolean sealed = String.valueOf(file.getFileName()).equals("safeguarding.xlsx");
      if (!file.startsWith(snapshots) && !isState(file) && (sealed || bears(file))) {
        held.add(
            new Held(
                sealed ? Kind.SEALED : Kind.OURS,
                shown(file),
                sealed ? "encrypted; it may hold the name" : "a report that bears any",
                1));
        if (erase) {
          Files.delete(file);
        }
      }
    }
    return held;
  }

  private List<Held> inFilesOfTheTrust() throws IOException {
    List<Held> held = new ArrayList<>();
    for (Path file : files(trust)) {
      if (!file.startsWith(snapshots) && !file.startsWith(out) && !isState(file) && bears(file)) {
        held.add(new Held(Kind.THE_TRUSTS, shown(file), "a file of the trust", 1));
      }
    }
    return held;
  }

  private static boolean isState(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".mv.db") || name.endsWith(".lock") || name.endsWith(".trace.db");
  }

  private String shown(Path file) {
    Path base = file.startsWith(trust) ? trust : file.startsWith(out) ? out : snapshots;
    return base.getFileName() + "/" + base.relativize(file).toString().replace('\\', '/');
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Whether a file bears anything, in itself or in what is packed into it. */
  private boolean bears(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (isIn(in)) {
        return true;
      }
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (traces.areIn(entry.getName()) || isIn(zip)) {
          return true;
        }
      }
    } catch (ZipException | IllegalArgumentException e) {
      // It is no archive, or a broken one: what can be read of it was read above.
    }
    return false;
  }

  /** Looks through a stream piece by piece, each with the end of the one before it. */
  private boolean isIn(InputStream in) throws IOException {
    String end = "";
    for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
      String text = end + new String(piece, StandardCharsets.UTF_8);
      if (traces.areIn(text)) {
        return true;
      }
      end = text.substring(Math.max(0, text.length() - OVERLAP));
    }
    return false;
  }
}
