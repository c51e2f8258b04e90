package org.invigilator.job.store;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the numbers of a ledger's executions begin. Within one process Batch keeps the context of
 * an execution by its number, and takes two of the same number for one; so no two ledgers may count
 * from 1, or a process that works for two trusts could mix them up.
 */
final class BatchNumbers {
  private static final long FIRST = 1L << 40;
  private static final long LAST = 1L << 52;

  private BatchNumbers() {}

  /** Has a ledger that still counts from 1 go on from a number at random. */
  static void spread(JdbcClient jdbc) {
    long most =
        jdbc.sql("select coalesce(max(step_execution_id), 0) from batch_step_execution")
            .query(Long.class)
            .single();
    if (most < FIRST) {
      long start = ThreadLocalRandom.current().nextLong(FIRST, LAST);
      for (String sequence : List.of("batch_step_execution_seq", "batch_job_execution_seq")) {
        jdbc.sql("alter sequence " + sequence + " restart with " + start).update();
      }
    }
  }
}
