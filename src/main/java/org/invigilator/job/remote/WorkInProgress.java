package org.invigilator.job.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.invigilator.job.StateLocation;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.Lease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * What the workers of a database are doing now, for a person.
 *
 * @param workers a line for each
 * @param ready how many of them are of this version
 * @param isHere whether one of them is on this machine
 * @param accounts a line for each account in work
 * @param waiting how many requests wait, of all trusts
 * @param done how many accounts the workers have judged since they were started
 */
public record WorkInProgress(
    List<String> workers,
    long ready,
    boolean isHere,
    List<String> accounts,
    long waiting,
    long done) {

  /** Looks at a database; empty when it has no queue. */
  public static Optional<WorkInProgress> look(
      StateLocation.Server server, Map<String, String> environment) throws IOException {
    DataSource source = Database.at(server.inSchema(WorkQueue.SCHEMA), environment).single();
    JdbcClient jdbc = JdbcClient.create(source);
    if (!WorkRecords.areThere(jdbc)) {
      return Optional.empty();
    }
    Duration lease = Lease.time(environment);
    WorkRecords records = new WorkRecords(jdbc, new DataSourceTransactionManager(source));
    List<String> workers = new ArrayList<>();
    long done = 0;
    List<WorkRecords.Seen> seen = records.workers(lease);
    for (WorkRecords.Seen worker : seen) {
      done += worker.done();
      workers.add(
          String.format(
              Locale.UK,
              "%s, process %d, version %s: working on %d of %d, %,d done%s, seen %.0f s ago",
              worker.host(),
              worker.pid(),
              worker.version(),
              worker.working(),
              worker.threads(),
              worker.done(),
              worker.failed() == 0 ? "" : ", " + worker.failed() + " not done",
              Math.max(0, worker.seen())));
    }
    return Optional.of(
        new WorkInProgress(
            workers,
            seen.stream().filter(worker -> worker.version().equals(BuildVersion.ID)).count(),
            seen.stream().anyMatch(worker -> worker.host().equals(WorkerIdentity.hostName())),
            records.working().stream()
                .map(
                    one ->
                        String.format(
                            Locale.UK,
                            "%s, %s: by %s for %.0f s%s",
                            one.trust(),
                            one.account(),
                            one.host(),
                            Math.max(0, one.seconds()),
                            one.attempts() == 1 ? "" : ", attempt " + one.attempts()))
                .toList(),
            jdbc.sql("select count(*) from int_channel_message").query(Long.class).single(),
            done));
  }

  /** Whether nothing is done and nothing waits. */
  public boolean isNone() {
    return accounts.isEmpty() && waiting == 0;
  }
}
