package org.invigilator.privacy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.invigilator.register.OwnerOnly;
import org.jspecify.annotations.Nullable;
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
  private final List<Path> snapshots;
  private final List<Path> outs;

  /**
   * @param trust the trust folder
   * @param snapshots every folder in which captures were kept
   * @param outs every folder in which reports were written
   */
  public PupilRecords(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Traces traces,
      Path trust,
      List<Path> snapshots,
      List<Path> outs) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.traces = traces;
    this.trust = trust;
    this.snapshots = snapshots;
    this.outs = outs;
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
                isAbout(
                        new Row(
                            rs.getString(1),
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

  /** Where texts stand that may bear a pupil; all others are names of things. */
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

  /** Looks through every text that may bear a pupil; only the log of access is left out. */
  private List<Held> inLedger() {
    List<Held> held = new ArrayList<>();
    TEXTS.forEach(
        (table, columns) -> {
          for (String column : columns) {
            long[] count = {0};
            jdbc.query(
                "select " + column + " from " + table,
                rs -> {
                  if (bears(column, rs.getString(1))) {
                    count[0]++;
                  }
                });
            if (count[0] > 0) {
              held.add(
                  new Held(
                      Kind.OURS,
                      "ledger: " + table + "." + column,
                      "rows that bear the reference, a name or an account",
                      count[0]));
            }
          }
        });
    return held;
  }

  private boolean bears(String column, @Nullable String text) {
    return text != null
        && (traces.areIn(text)
            || (column.equals("pupils") && Stream.of(text.split(";")).anyMatch(traces::are))
            || (column.equals("aspect") && traces.are(text)));
  }

  private boolean isAbout(Row row) {
    return bears("pupils", row.pupils())
        || bears("aspect", row.aspect())
        || traces.areIn(row.observed() + "\n" + row.subject());
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
      if (isAbout(row)) {
        Set<String> others = new TreeSet<>(List.of(row.pupils().split(";")));
        others.removeIf(one -> one.isEmpty() || traces.are(one));
        if (others.isEmpty() || bears("aspect", row.aspect()) || traces.areIn(row.subject())) {
          alone.add(row.id());
        } else {
          shared.add(
              new Object[] {String.join(";", others), traces.strike(row.observed()), row.id()});
        }
      }
    }
    new Findings(jdbc).delete(alone);
    jdbc.batchUpdate("update finding set pupils = ?, observed = ? where id = ?", shared);
    deleteWhere("decision", "id");
    deleteWhere("answer_line", "cast(as_of as varchar(10)) || '/' || cast(number as varchar(10))");
    deleteWhere("mail", "id");
    for (String account : keys("collected_page", "account")) {
      // The reading begins anew: what came of it is not to be carried on.
      jdbc.update("delete from collected_page where account = ?", account);
      jdbc.update("update collected_part set open_night = null where account = ?", account);
    }
    strike("finding", "id", "url");
    strike("rule_outcome", "scope", "causes");
    strike("account_reading", "account", "gaps");
    strike("account_reading", "account", "parts");
    strike("collected_account", "account", "profile");
    strike("collected_account", "account", "reason");
    strike("collected_part", "account", "note");
    strike("collected_part", "account", "reason");
  }

  /** Strikes out what is recognised in a text of its own; one of JSON stays JSON. */
  private void strike(String table, String key, String column) {
    record Text(String key, String text) {}
    for (Text one :
        jdbc.query(
            "select distinct " + key + ", " + column + " from " + table,
            (rs, n) -> new Text(rs.getString(1), rs.getString(2)))) {
      if (traces.areIn(one.text())) {
        jdbc.update(
            "update "
                + table
                + " set "
                + column
                + " = ? where "
                + key
                + " = ? and "
                + column
                + " = ?",
            one.text().startsWith("{") ? struckOrEmpty(one.text()) : traces.strike(one.text()),
            one.key(),
            one.text());
      }
    }
  }

  private String struckOrEmpty(String json) {
    String struck = struck(json);
    return struck == null ? "" : struck;
  }

  private void deleteWhere(String table, String key) {
    for (String id : keys(table, key)) {
      jdbc.update("delete from " + table + " where " + key + " = ?", id);
    }
  }

  /** The keys of the rows of which any text bears the pupil. */
  private List<String> keys(String table, String key) {
    List<String> columns = TEXTS.getOrDefault(table, List.of());
    return jdbc
        .query(
            "select " + key + ", " + String.join(", ", columns) + " from " + table,
            (rs, n) -> {
              for (int i = 0; i < columns.size(); i++) {
                if (bears(columns.get(i), rs.getString(i + 2))) {
                  return rs.getString(1);
                }
              }
              return "";
            })
        .stream()
        .filter(id -> !id.isEmpty())
        .distinct()
        .toList();
  }

  private List<Held> inSnapshots(boolean erase) throws IOException {
    List<Held> held = new ArrayList<>();
    for (Path file : all(snapshots)) {
      String name = String.valueOf(file.getFileName());
      if (name.startsWith(".")) {
        // What a killed run had begun to write; the next one begins it anew.
        if (bears(file)) {
          held.add(new Held(Kind.OURS, shown(file), "the beginning of a file", 1));
          if (erase) {
            Files.delete(file);
          }
        }
      } else if (name.endsWith(".ndjson") || name.endsWith(".ndjson.gz")) {
        long count = edit(file, this::struck, erase);
        if (count > 0) {
          held.add(new Held(Kind.OURS, shown(file), "captured lines that bear any", count));
        }
      } else if (name.endsWith(".json")) {
        if (editWhole(file, erase)) {
          held.add(new Held(Kind.OURS, shown(file), "a captured file that bears any", 1));
        }
      } else if (bears(file)) {
        held.add(new Held(Kind.THE_TRUSTS, shown(file), "a file that is no capture", 1));
      }
    }
    return held;
  }

  private static long edit(Path file, Copies.Edit edit, boolean erase) throws IOException {
    long[] met = {0};
    Copies.Edit counted =
        line -> {
          String then = edit.of(line);
          met[0] += line.equals(then) ? 0 : 1;
          return then;
        };
    Copies.look(file, counted);
    long count = met[0];
    if (erase && count > 0) {
      Copies.rewrite(file, counted);
    }
    return count;
  }

  /** A file that is one JSON value; says whether it bore anything. */
  private boolean editWhole(Path file, boolean erase) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    String then = struck(text);
    if (text.equals(then)) {
      return false;
    }
    if (!erase) {
      return true;
    }
    if (then == null) {
      Files.delete(file);
    } else {
      Path draft = file.resolveSibling("." + file.getFileName() + ".new");
      try (OutputStream to = OwnerOnly.write(draft)) {
        to.write(then.getBytes(StandardCharsets.UTF_8));
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return true;
  }

  /** A line of a snapshot without the pupil; null when it is the pupil's own account. */
  private @Nullable String struck(String line) {
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
    for (Path folder : folders()) {
      for (Path file : ReportFolders.ours(folder)) {
        boolean sealed = String.valueOf(file.getFileName()).equals("safeguarding.xlsx");
        if (sealed || bears(file)) {
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
    }
    return held;
  }

  /** Whatever else bears the pupil, below the trust folder and among the reports. */
  private List<Held> inFilesOfTheTrust() throws IOException {
    Set<Path> ours = new TreeSet<>();
    for (Path folder : folders()) {
      ours.addAll(ReportFolders.ours(folder));
    }
    Set<Path> others = new TreeSet<>(files(trust));
    others.addAll(all(outs));
    List<Held> held = new ArrayList<>();
    for (Path file : others) {
      if (snapshots.stream().noneMatch(file::startsWith)
          && !ours.contains(file)
          && !isState(file)
          && bears(file)) {
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
    Path base =
        Stream.of(List.of(trust), outs, snapshots)
            .flatMap(List::stream)
            .filter(file::startsWith)
            .findFirst()
            .orElse(trust);
    return base.getFileName() + "/" + base.relativize(file).toString().replace('\\', '/');
  }

  private List<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (Path out : outs) {
      folders.addAll(ReportFolders.all(out));
    }
    return folders;
  }

  private static List<Path> all(List<Path> roots) throws IOException {
    Set<Path> files = new TreeSet<>();
    for (Path root : roots) {
      files.addAll(files(root));
    }
    return List.copyOf(files);
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
    } catch (ZipException | EOFException | IllegalArgumentException e) {
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
