package org.invigilator.job.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.messaging.Message;

class RequestMessagesTest {
  private static final RunTicket TICKET =
      new RunTicket(
          "a-ledger",
          "trust_é",
          "A \"Trust\"",
          "2026-11-20-1",
          7,
          LocalDate.of(2026, 11, 20),
          Path.of("/srv/copies"),
          new RunBundle(Path.of("/srv/copies/.runs/x.zip"), "00ff"));

  @Test
  void requestComesBackAsItWasKept() throws Exception {
    Message<StepExecutionRequest> message =
        TICKET.message(new StepExecutionRequest("account", 1L << 45), 3);
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    new RequestMessages().serialize(message, kept);
    Message<?> read =
        new RequestMessages().deserialize(new ByteArrayInputStream(kept.toByteArray()));
    assertThat(RunTicket.of(read)).isEqualTo(TICKET);
    assertThat(read.getHeaders().getId()).isEqualTo(message.getHeaders().getId());
    StepExecutionRequest request = (StepExecutionRequest) read.getPayload();
    assertThat(request.getStepName()).isEqualTo("account");
    assertThat(request.getStepExecutionId()).isEqualTo(1L << 45);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "not json", "{}", "[1]", "{\"step\": {\"@class\": \"java.net.URL\"}}"})
  void anythingElseIsNoRequest(String kept) throws Exception {
    Message<?> read =
        new RequestMessages()
            .deserialize(new ByteArrayInputStream(kept.getBytes(StandardCharsets.UTF_8)));
    assertThat(read.getPayload()).isEqualTo(RequestMessages.UNREADABLE);
  }
}
