package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookalikesTest {
  private final Lookalikes real = new Lookalikes();

  LookalikesTest() {
    real.add("twitter", "@North_Town9", "NTH-TW-01");
    real.add("", "South Town", "South Town Academy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"northtown9", "N0rthTown9", "North-Town.19", "nrthtown9", "n0rthtown8"})
  void handleThatDiffersByNoMoreThanAllowedLooksLikeIt(String handle) {
    assertThat(real.like("twitter", handle, 2, 9)).contains("NTH-TW-01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n0rtht0wn8", "northtown9xyz", "northtow", "west"})
  void anythingElseDoesNot(String handle) {
    assertThat(real.like("twitter", handle, 2, 9)).isEmpty();
  }

  @Test
  void accountIsOfItsPlatformAndANameOfAll() {
    assertThat(real.like("bluesky", "northtown9", 2, 8)).isEmpty();
    assertThat(real.like("bluesky", "southtown1", 1, 9)).contains("South Town Academy");
  }

  @Test
  void shortNamesAreNotCompared() {
    assertThat(real.like("bluesky", "southtown", 2, 9)).isPresent();
    assertThat(real.like("bluesky", "southtown", 2, 10)).isEmpty();
    assertThat(real.like("bluesky", "southtow", 2, 9)).isEmpty();
  }
}
