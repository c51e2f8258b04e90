package org.invigilator.job.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.invigilator.input.FileHashes;
import org.invigilator.job.StateLocation;
import org.invigilator.job.store.Lease;
import org.jspecify.annotations.Nullable;

/**
 * The runs that a worker takes part in. A run is opened once for all its accounts, and closed when
 * it was not needed for some time: it holds the registers in memory.
 */
final class JoinedRuns implements AutoCloseable {
  /** So many are kept although they are idle, so that runs that take turns are read once. */
  private static final int IDLE = 4;

  private static final Duration IDLE_TIME = Duration.ofMinutes(2);

  private final StateLocation.Server database;
  private final Map<String, String> environment;
  private final int threads;
  private final Duration time;
  private final Lease lease;
  private final FileHashes hashes = new FileHashes();
  private final Map<RunTicket, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  JoinedRuns(
      StateLocation.Server database,
      Map<String, String> environment,
      int threads,
      Duration time,
      Lease lease) {
    this.database = database;
    this.environment = environment;
    this.threads = threads;
    this.time = time;
    this.lease = lease;
  }

  /** A run that is opened by the first who needs it, while others wait. */
  private static final class Entry {
    private @Nullable JoinedRun run;
    private int users;
    private long idleSince;
  }

  /** What is done with a run. */
  interface Work<T> {
    T with(JoinedRun run);
  }

  /**
   * Does something with a run, which stays open meanwhile.
   *
   * @throws IOException when the run cannot be joined from this machine
   */
  <T> T use(RunTicket ticket, Work<T> work) throws IOException {
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(ticket, t -> new Entry());
      entry.users++;
    }
    try {
      return work.with(opened(ticket, entry));
    } finally {
      synchronized (entries) {
        entry.users--;
        entry.idleSince = System.nanoTime();
      }
      closeIdle();
    }
  }

  private JoinedRun opened(RunTicket ticket, Entry entry) throws IOException {
    synchronized (entry) {
      JoinedRun run = entry.run;
      if (run == null) {
        run = JoinedRun.open(ticket, database, environment, threads, time, lease, hashes);
        entry.run = run;
      }
      return run;
    }
  }

  /** Asks the accounts of a run to stop. */
  void stop(RunTicket ticket) {
    synchronized (entries) {
      Entry entry = entries.get(ticket);
      if (entry != null && entry.run != null) {
        entry.run.stop();
      }
    }
  }

  /** Closes runs on which no one has worked for some time, and the oldest of too many. */
  void closeIdle() {
    synchronized (entries) {
      long idle = entries.values().stream().filter(e -> e.users == 0).count();
      for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
        Entry entry = all.next();
        boolean isOld = System.nanoTime() - entry.idleSince > IDLE_TIME.toNanos();
        if (entry.users == 0 && (idle > IDLE || isOld)) {
          close(entry);
          all.remove();
          idle--;
        }
      }
    }
  }

  private static void close(Entry entry) {
    if (entry.run != null) {
      entry.run.close();
    }
  }

  @Override
  public void close() {
    synchronized (entries) {
      entries.values().forEach(JoinedRuns::close);
      entries.clear();
    }
    hashes.close();
  }
}
