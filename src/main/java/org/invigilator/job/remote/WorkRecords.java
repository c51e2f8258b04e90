package org.invigilator.job.remote;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which workers there are, who works on which account, and how often it was tried. All times are
 * the server's.
 */
final class WorkRecords {
  /** A worker that has not been seen for so many leases is gone. */
  private static final int SILENT_LEASES = 2;

  /**
   * The states of a partition that is still to be done. In the unknown one its end could not be
   * written; ledger and mark are one transaction, so it may be done again.
   */
  static final List<String> RUNNING = List.of("STARTING", "STARTED", "UNKNOWN");

  private final JdbcClient jdbc;
  private final TransactionTemplate ownTransaction;

  WorkRecords(JdbcClient jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /**
   * A worker as it was last seen.
   *
   * @param seen how many seconds ago
   * @param done how many accounts it has judged
   * @param failed how many it could not
   * @param working on how many it works now
   */
  record Seen(
      String host,
      long pid,
      String version,
      int threads,
      double seen,
      long done,
      long failed,
      int working) {}

  /**
   * An account in work.
   *
   * @param seconds for how long
   */
  record Working(String trust, String account, String host, int attempts, double seconds) {}

  /** How a partition and its run are, as the ledger of the trust knows it. */
  record Status(String step, String job) {
    /** Whether it is still to be done: neither is it done, nor does its run stop or fail. */
    boolean isWanted() {
      return RUNNING.contains(step) && (job.equals("STARTING") || job.equals("STARTED"));
    }
  }

  /** Whether the database has a queue. */
  static boolean areThere(JdbcClient jdbc) {
    return jdbc.sql("select to_regclass('invigilator_queue.partition_work') is not null")
        .query(Boolean.class)
        .single();
  }

  /** Enters a worker, or that it is still there. */
  void seen(WorkerIdentity worker) {
    jdbc.sql(
            """
            insert into invigilator_queue.worker (id, host, pid, version, threads)
            values (:id, :host, :pid, :version, :threads)
            on conflict (id) do update set seen_at = now()""")
        .param("id", worker.id())
        .param("host", worker.host())
        .param("pid", worker.pid())
        .param("version", BuildVersion.ID)
        .param("threads", worker.threads())
        .update();
    jdbc.sql("delete from invigilator_queue.worker where seen_at < now() - interval '1 day'")
        .update();
  }

  void gone(String id) {
    jdbc.sql("delete from invigilator_queue.worker where id = :id").param("id", id).update();
  }

  /** The workers that were seen lately, and what they are doing. */
  List<Seen> workers(Duration lease) {
    return jdbc.sql(
            """
            select host, pid, version, threads, extract(epoch from now() - seen_at) as seen, done, failed,
              (select count(*) from invigilator_queue.partition_work p where p.worker = w.id) as working
            from invigilator_queue.worker w
            where seen_at > now() - make_interval(secs => :secs)
            order by host, started_at, id""")
        .param("secs", lease.multipliedBy(SILENT_LEASES).toMillis() / 1_000.0)
        .query(Seen.class)
        .list();
  }

  /** The accounts in work, of all trusts. */
  List<Working> working() {
    return jdbc.sql(
            """
            select p.trust, p.account, coalesce(w.host, '?') as host, p.attempts,
              extract(epoch from now() - p.taken_at) as seconds
            from invigilator_queue.partition_work p
            left join invigilator_queue.worker w on w.id = p.worker
            order by p.trust, p.account""")
        .query(Working.class)
        .list();
  }

  /**
   * How a partition is; empty when its ledger is not there any more, or knows nothing of it.
   *
   * @param schema the schema of the ledger
   */
  Optional<Status> status(String schema, long stepExecution) {
    String ledger = quoted(schema);
    return isThere(ledger)
        ? jdbc.sql(
                "select s.status as step, j.status as job from "
                    + ledger
                    + ".batch_step_execution s join "
                    + ledger
                    + ".batch_job_execution j on j.job_execution_id = s.job_execution_id"
                    + " where s.step_execution_id = :id")
            .param("id", stepExecution)
            .query(Status.class)
            .optional()
        : Optional.empty();
  }

  /** How a run is; empty text when its ledger is not there. */
  String runStatus(RunTicket ticket) {
    String ledger = quoted(ticket.schema());
    return isThere(ledger)
        ? jdbc.sql(
                "select status from "
                    + ledger
                    + ".batch_job_execution where job_execution_id = :id")
            .param("id", ticket.execution())
            .query(String.class)
            .optional()
            .orElse("")
        : "";
  }

  private boolean isThere(String ledger) {
    return jdbc.sql("select to_regclass(:table) is not null")
        .param("table", ledger + ".batch_step_execution")
        .query(Boolean.class)
        .single();
  }

  private static String quoted(String schema) {
    return "\"" + schema.replace("\"", "\"\"") + "\"";
  }

  /**
   * Waits until no one else works on a partition, and keeps others from it while the current
   * transaction lasts.
   */
  void claim(String ledger, long stepExecution) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext(:ledger), :id)")
        .param("ledger", ledger)
        .param("id", (int) stepExecution)
        .query(rs -> {});
  }

  /**
   * Whether someone whose transaction lasts works on a partition.
   *
   * @param stepExecution the number of its step execution
   */
  boolean isClaimed(String ledger, long stepExecution) {
    return Boolean.TRUE.equals(
        ownTransaction.execute(
            status ->
                !jdbc.sql("select pg_try_advisory_xact_lock(hashtext(:ledger), :id)")
                    .param("ledger", ledger)
                    .param("id", (int) stepExecution)
                    .query(Boolean.class)
                    .single()));
  }

  /** Enters, whatever becomes of the current transaction, that a worker tries a partition. */
  int attempt(RunTicket ticket, long stepExecution, String account, String worker) {
    Integer attempts =
        ownTransaction.execute(
            status ->
                jdbc.sql(
                        """
                        insert into invigilator_queue.partition_work (ledger, step_execution, trust, account, worker, attempts)
                        values (:ledger, :id, :trust, :account, :worker, 1)
                        on conflict (ledger, step_execution) do update
                        set attempts = partition_work.attempts + 1, worker = :worker, taken_at = now()
                        returning attempts""")
                    .param("ledger", ticket.ledger())
                    .param("id", stepExecution)
                    .param("trust", ticket.trust())
                    .param("account", account)
                    .param("worker", worker)
                    .query(Integer.class)
                    .single());
    return attempts == null ? 1 : attempts;
  }

  /** Enters, in the current transaction, that a partition is dealt with. */
  void done(RunTicket ticket, long stepExecution, String worker, boolean well) {
    forget(ticket.ledger(), stepExecution);
    jdbc.sql(
            well
                ? "update invigilator_queue.worker set done = done + 1 where id = :id"
                : "update invigilator_queue.worker set failed = failed + 1 where id = :id")
        .param("id", worker)
        .update();
  }

  /** Forgets one partition. */
  void forget(String ledger, long stepExecution) {
    jdbc.sql(
            "delete from invigilator_queue.partition_work where ledger = :ledger and step_execution = :id")
        .param("ledger", ledger)
        .param("id", stepExecution)
        .update();
  }

  /** Forgets all partitions of a ledger. */
  void forget(String ledger) {
    jdbc.sql("delete from invigilator_queue.partition_work where ledger = :ledger")
        .param("ledger", ledger)
        .update();
  }
}
