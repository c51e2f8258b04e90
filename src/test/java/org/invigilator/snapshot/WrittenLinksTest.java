package org.invigilator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrittenLinksTest {
  @ParameterizedTest
  @CsvSource({
    "Odds at bets.com today, bets.com",
    "See give.co.uk/page/tate-run2., give.co.uk/page/tate-run2",
    "https://www.bets.com/ (odds), https://www.bets.com/",
    "News: www.school.example!, www.school.example",
    "GIVE.ORG.UK, GIVE.ORG.UK"
  })
  void addressIsFoundWithOrWithoutItsScheme(String text, String address) {
    assertThat(WrittenLinks.mayBeIn(text)).isTrue();
    assertThat(WrittenLinks.in(text)).containsExactly(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Well done.Me too",
        "office@school.com",
        "@oak.bsky.com",
        "p.m. and e.g.",
        "5.30 in the hall.Infoevening",
        "Finished.Next week"
      })
  void aFullStopWithoutABlankIsNoAddress(String text) {
    assertThat(WrittenLinks.in(text)).isEmpty();
  }
}
