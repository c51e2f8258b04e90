package org.invigilator.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.invigilator.snapshot.LineHead;
import org.junit.jupiter.api.Test;

class KnownLinesTest {
  @Test
  void postKeepsTheKeyUnderWhichItWasFirstKnown() {
    String minute = "{\"data\":{\"id\":\"7_1\",\"also_ids\":[\"A@2026-11-01T10:00Z\",\"1\"]}}";
    String number = "{\"data\":{\"id\":\"7_1\",\"also_ids\":[\"7_1\",\"1\"]}}";
    assertThat(LineHead.of(KnownLines.steady(number, LineHead.of(minute))).alsoIds())
        .as("another post came into the same minute")
        .containsExactly("A@2026-11-01T10:00Z", "7_1", "1");
    assertThat(LineHead.of(KnownLines.steady(minute, LineHead.of(number))).alsoIds())
        .as("the other post of the minute is gone")
        .containsExactly("7_1", "A@2026-11-01T10:00Z", "1");
    assertThat(KnownLines.steady(minute, null)).isEqualTo(minute);
  }

  private static String reply(String text, String users) {
    return "{\"data\":{\"id\":\"1\",\"text\":\""
        + text
        + "\",\"in_reply_to_user_id\":\"9001\"},\"includes\":{\"users\":["
        + users
        + "]}}";
  }

  @Test
  void whoWasAnsweredStaysKnownWhileTheAnswerHasTheSameText() {
    String known = reply("Well done", "{\"id\":\"9001\",\"username\":\"kit_demo\"}");
    String gone = reply("Well done", "{\"id\":\"9001\"}");
    String edited = reply("Well done all", "{\"id\":\"9001\"}");
    String renamed = reply("Well done", "{\"id\":\"9001\",\"username\":\"kit2_demo\"}");
    assertThat(KnownLines.withKnownPeople(gone, known)).isEqualTo(known);
    assertThat(KnownLines.withKnownPeople(edited, known)).isEqualTo(edited);
    assertThat(KnownLines.withKnownPeople(renamed, known)).isEqualTo(renamed);
    assertThat(KnownLines.withKnownPeople(known, gone)).isEqualTo(known);
  }
}
