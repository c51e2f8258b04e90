package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class RowFingerprintTest {
  @Property(tries = 500)
  void stampTellsWhatWasIssuedFromWhatWasChanged(
      @ForAll @StringLength(max = 60) String note, @ForAll @StringLength(max = 60) String other) {
    LocalDate day = LocalDate.of(2026, 11, 20);
    String issued = note.strip();
    RowFingerprint stamp =
        RowFingerprint.of(
            "Trust",
            day,
            "F-1",
            "e1",
            issued.isEmpty() ? Map.of() : Map.of(AnswerField.NOTE, issued));
    RowFingerprint read = RowFingerprint.read(" " + stamp.text() + "\n").orElseThrow();
    assertThat(read.issued()).isEqualTo(day);
    assertThat(read.isOf("Trust", "F-1")).isTrue();
    assertThat(read.isOf("Trust", "F-2")).isFalse();
    assertThat(read.isOf("Other", "F-1")).isFalse();
    assertThat(read.isUntouched("F-1", AnswerField.NOTE, issued)).isTrue();
    assertThat(read.isUntouched("F-1", AnswerField.OWNER, "")).isTrue();
    assertThat(read.restsOn("F-1", "e1")).isTrue();
    assertThat(read.restsOn("F-1", "e2")).isFalse();
    assertThat(read.isUntouched("F-1", AnswerField.NOTE, other.strip()))
        .isEqualTo(other.strip().equals(issued));
  }

  @Property(tries = 300)
  void whatIsNoStampIsNotReadAsOne(@ForAll String text) {
    assertThat(RowFingerprint.read(text)).isEmpty();
  }
}
