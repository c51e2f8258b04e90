package org.invigilator.job.remote;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.messaging.Message;

/**
 * What a worker must know of the run that an account belongs to, in a header of the message.
 *
 * @param ledger the id of the trust's ledger
 * @param schema the schema in which that is
 * @param trust the name of the trust
 * @param execution the number of the job execution: a run that was stopped goes on as another
 * @param asOf the audit date
 * @param snapshots the folder of saved copies, on every machine alike
 */
record RunTicket(
    String ledger,
    String schema,
    String trust,
    String run,
    long execution,
    LocalDate asOf,
    Path snapshots,
    RunBundle bundle) {

  /** The header of a message that has it. */
  static final String HEADER = "run";

  /** A message of the run with a payload; those of a lower number are taken first. */
  <T> Message<T> message(T payload, int number) {
    return MessageBuilder.withPayload(payload).setPriority(-number).setHeader(HEADER, this).build();
  }

  /** The run that a message belongs to. */
  static RunTicket of(Message<?> message) {
    return Objects.requireNonNull(message.getHeaders().get(HEADER, RunTicket.class));
  }
}
