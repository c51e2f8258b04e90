package org.invigilator.job.remote;

import java.nio.file.Path;
import java.time.LocalDate;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * What a worker must know of the run that an account belongs to, as headers of the message.
 *
 * @param ledger the id of the trust's ledger
 * @param schema the schema in which that is; empty for the one that the server chooses
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

  /** A message of the run with a payload; those of a lower number are taken first. */
  <T> Message<T> message(T payload, int number) {
    return MessageBuilder.withPayload(payload)
        .setPriority(-number)
        .setHeader("ledger", ledger)
        .setHeader("schema", schema)
        .setHeader("trust", trust)
        .setHeader("run", run)
        .setHeader("execution", Long.toString(execution))
        .setHeader("asOf", asOf.toString())
        .setHeader("snapshots", snapshots.toString())
        .setHeader("bundle", bundle.file().toString())
        .setHeader("sha256", bundle.sha256())
        .build();
  }

  /** What the headers of a message say. */
  static RunTicket of(MessageHeaders headers) {
    return new RunTicket(
        text(headers, "ledger"),
        text(headers, "schema"),
        text(headers, "trust"),
        text(headers, "run"),
        Long.parseLong(text(headers, "execution")),
        LocalDate.parse(text(headers, "asOf")),
        Path.of(text(headers, "snapshots")),
        new RunBundle(Path.of(text(headers, "bundle")), text(headers, "sha256")));
  }

  private static String text(MessageHeaders headers, String name) {
    return String.valueOf(headers.get(name));
  }
}
