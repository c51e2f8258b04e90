package org.invigilator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineHeadTest {
  @Test
  void everyIdUnderWhichAFindingMayNameAPostIsOneOfItsLine() {
    LineHead head =
        LineHead.of(
            "{\"data\":{\"id\":\"3\",\"also_ids\":[\"1\"],\"edit_history_tweet_ids\":[\"2\",\"3\"]}}");
    assertThat(head.id()).isEqualTo("3");
    assertThat(head.ids()).containsExactlyInAnyOrder("1", "2", "3");
  }

  @Test
  void someoneWithoutAnIdIsKnownByTheirHandle() {
    assertThat(LineHead.of("{\"username\":\"Someone\"}").ids()).containsExactly("@someone");
  }
}
