package org.invigilator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.invigilator.snapshot.LineHead;
import org.junit.jupiter.api.Test;

class SnapshotUpdateTest {
  @Test
  void postKeepsTheKeyUnderWhichItWasFirstKnown() {
    String minute = "{\"data\":{\"id\":\"7_1\",\"also_ids\":[\"A@2026-11-01T10:00Z\",\"1\"]}}";
    String number = "{\"data\":{\"id\":\"7_1\",\"also_ids\":[\"7_1\",\"1\"]}}";
    assertThat(LineHead.of(SnapshotUpdate.steady(number, LineHead.of(minute))).alsoIds())
        .as("another post came into the same minute")
        .containsExactly("A@2026-11-01T10:00Z", "7_1", "1");
    assertThat(LineHead.of(SnapshotUpdate.steady(minute, LineHead.of(number))).alsoIds())
        .as("the other post of the minute is gone")
        .containsExactly("7_1", "A@2026-11-01T10:00Z", "1");
    assertThat(SnapshotUpdate.steady(minute, null)).isEqualTo(minute);
  }
}
