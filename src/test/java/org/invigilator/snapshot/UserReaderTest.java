package org.invigilator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserReaderTest {

  @Property
  void anInstantAsXWritesItIsReadAsTheJdkReadsIt(
      @ForAll @LongRange(min = 0, max = 4_102_444_799_999L) long millis) {
    Instant at = Instant.ofEpochMilli(millis);
    String written = at.toString();
    String plain = millis % 1000 == 0 ? written.replace("Z", ".000Z") : written;

    assertThat(UserReader.instant(plain)).contains(at);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-19T20:15:30Z",
        "2026-11-19T20:15:30.123456Z",
        "2026-11-19T24:00:00.000Z",
        "2016-12-31T23:59:60.000Z"
      })
  void otherFormsAreLeftToTheJdk(String text) {
    assertThat(UserReader.instant(text)).contains(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-02-30T10:00:00.000Z",
        "2026-13-01T10:00:00.000Z",
        "2026-11-19T25:00:00.000Z",
        "2026-11-19 10:00:00.000Z",
        "\u0662026-11-19T10:00:00.000Z",
        "yesterday"
      })
  void whatIsNoInstantIsNotRead(String text) {
    assertThat(UserReader.instant(text)).isEmpty();
  }
}
