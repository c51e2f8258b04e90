package org.invigilator.job.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.core.serializer.Deserializer;
import org.springframework.core.serializer.Serializer;
import org.springframework.integration.support.MutableMessage;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests as they are kept in the queue: one JSON object each, so that what is read from a
 * database never becomes an object of a class that the database names.
 */
final class RequestMessages implements Serializer<Message<?>>, Deserializer<Message<?>> {
  /** The payload of a message that is not a request. */
  static final String UNREADABLE = "not a request";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * What is kept.
   *
   * @param id the message's own
   * @param request the number of the partition's step execution
   */
  private record Kept(
      UUID id,
      String step,
      long request,
      String ledger,
      String schema,
      String trust,
      String run,
      long execution,
      LocalDate asOf,
      String snapshots,
      String bundle,
      String sha256) {}

  @Override
  public void serialize(Message<?> message, OutputStream out) throws IOException {
    StepExecutionRequest request = (StepExecutionRequest) message.getPayload();
    RunTicket ticket = RunTicket.of(message);
    UUID id = message.getHeaders().getId();
    out.write(
        JSON.writeValueAsBytes(
            new Kept(
                id == null ? UUID.randomUUID() : id,
                request.getStepName(),
                request.getStepExecutionId(),
                ticket.ledger(),
                ticket.schema(),
                ticket.trust(),
                ticket.run(),
                ticket.execution(),
                ticket.asOf(),
                ticket.snapshots().toString(),
                ticket.bundle().file().toString(),
                ticket.bundle().sha256())));
  }

  @Override
  public Message<?> deserialize(InputStream in) throws IOException {
    try {
      Kept kept = JSON.readValue(in.readAllBytes(), Kept.class);
      RunTicket ticket =
          new RunTicket(
              kept.ledger(),
              kept.schema(),
              kept.trust(),
              kept.run(),
              kept.execution(),
              kept.asOf(),
              Path.of(kept.snapshots()),
              new RunBundle(Path.of(kept.bundle()), kept.sha256()));
      return new MutableMessage<>(
          new StepExecutionRequest(kept.step(), kept.request()),
          Map.of(MessageHeaders.ID, kept.id(), RunTicket.HEADER, ticket));
    } catch (JacksonException e) {
      // Taken and dropped, for it would come back for ever.
      return new MutableMessage<>(UNREADABLE);
    }
  }
}
