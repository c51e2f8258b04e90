package org.invigilator.job.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.invigilator.input.FileHashes;
import org.invigilator.job.Progress;
import org.invigilator.job.StateLocation;
import org.invigilator.job.Stop;
import org.invigilator.job.TrustInput;
import org.invigilator.job.step.AccountStep;
import org.invigilator.job.store.Lease;
import org.invigilator.job.store.StateStore;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;

/** A run of another process, of which this one judges accounts: its registers and its ledger. */
final class JoinedRun implements AutoCloseable {
  private final StateStore state;
  private final Step step;
  private final Stop stop = new Stop();

  private JoinedRun(StateStore state, TrustInput input, FileHashes hashes, Lease lease) {
    this.state = state;
    AccountStep account = new AccountStep(input, state, stop, Progress.SILENT, hashes);
    Tasklet held =
        (contribution, context) -> {
          try (Lease.Held connection = lease.hold(state.dataSource())) {
            return account.execute(contribution, context);
          }
        };
    this.step =
        new StepBuilder(AccountStep.NAME, state.jobRepository())
            .tasklet(held, state.transactions())
            .build();
  }

  /**
   * Opens a run.
   *
   * @param database the database in which the ledgers are
   * @throws IOException when the registers or the ledger are not those of the run, or not within
   *     reach
   */
  static JoinedRun open(
      RunTicket ticket,
      StateLocation.Server database,
      Map<String, String> environment,
      int threads,
      Duration time,
      Lease lease,
      FileHashes hashes)
      throws IOException {
    StateStore state =
        StateStore.join(
            database.inSchema(ticket.schema()), environment, threads + 2, Lease.setting(time));
    try {
      if (!state.identity().id().equals(ticket.ledger())) {
        throw new IOException(
            "The schema '" + ticket.schema() + "' has another ledger than that of the run.");
      }
      TrustInput input = ticket.bundle().read(ticket.asOf(), ticket.snapshots());
      state.runs().latest(ticket.asOf()).ifPresent(run -> input.compareSizes(state.runs(), run));
      return new JoinedRun(state, input, hashes, lease);
    } catch (IOException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  JobRepository repository() {
    return state.jobRepository();
  }

  /** The step that judges the account of a partition. */
  Step step() {
    return step;
  }

  /** Asks the accounts in work to stop, because the run does. */
  void stop() {
    stop.request();
  }

  @Override
  public void close() {
    state.close();
  }
}
