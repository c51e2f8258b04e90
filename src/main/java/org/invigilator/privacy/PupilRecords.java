package org.invigilator.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything that is held on one pupil, wherever it is: shown, or erased. The trust's own files,
 * its registers above all, are listed and not touched.
 */
public final class PupilRecords {
  private final TransactionTemplate transaction;
  private final PupilLedger ledger;
  private final PupilFiles files;

  /**
   * @param trust the trust folder
   * @param snapshots every folder in which copies of accounts were saved
   * @param outs every folder in which reports were written
   * @param watchedHashes the keyed hashes of the pupil's names and handles
   */
  public PupilRecords(
      NamedParameterJdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      Traces traces,
      Path trust,
      List<Path> snapshots,
      List<Path> outs,
      Set<String> watchedHashes) {
    this.transaction = new TransactionTemplate(transactions);
    JsonEraser json = new JsonEraser(traces);
    this.ledger = new PupilLedger(jdbc, traces, json::erase, watchedHashes);
    this.files = new PupilFiles(traces, json, trust, snapshots, outs);
  }

  /** Whose a record is, and so what becomes of it. */
  public enum Kind {
    /** Ours: erased on request. */
    OURS,
    /** The trust's own file: listed, and left to the trust. */
    THE_TRUSTS,
    /** An encrypted workbook: it may contain the name and cannot be searched; deleted whole. */
    SEALED
  }

  /**
   * Something that is held.
   *
   * @param where the table or the file
   * @param what the kind of record, for a reader
   * @param count how many rows, lines or files
   */
  public record Held(Kind kind, String where, String what, long count) {}

  /** A finding that names the pupil. */
  public record Named(String id, String rule, String account, String status) {}

  /** Everything that is held. */
  public List<Held> show() throws IOException {
    files.alsoWith(findings().stream().map(Named::id).collect(Collectors.toSet()));
    List<Held> held = new ArrayList<>(ledger.held());
    held.addAll(files.ours(false));
    held.addAll(files.ofTheTrust());
    return held;
  }

  /** Whether the ledger has a finding with the pupil's reference. */
  public boolean areOfKnownReference() {
    return ledger.knowsReference();
  }

  /** The findings that name the pupil, by their ids. */
  public List<Named> findings() {
    return ledger.findings();
  }

  /**
   * Erases everything that is ours, and lists what it was and which files of the trust are left.
   * The database must be rewritten afterwards, because deleted rows stay in its file until then.
   */
  public List<Held> erase() throws IOException {
    List<Held> held = new ArrayList<>(ledger.held());
    Set<String> findings = findings().stream().map(Named::id).collect(Collectors.toSet());
    files.alsoWith(findings);
    transaction.executeWithoutResult(status -> ledger.erase(findings));
    held.addAll(files.ours(true));
    held.addAll(files.ofTheTrust());
    return held;
  }

  /** The files of a folder in which a name or an account of a pupil is found. */
  public static List<Path> filesWith(Traces traces, Path folder) throws IOException {
    FileSearch search = new FileSearch(traces::hasNameOrAccount);
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (search.isIn(file)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** What is left of ours after an erasure; it is complete only when there is nothing. */
  public List<Held> remaining() throws IOException {
    List<Held> left = new ArrayList<>(ledger.held());
    files.ours(false).stream().filter(held -> held.kind() == Kind.OURS).forEach(left::add);
    return left;
  }
}
