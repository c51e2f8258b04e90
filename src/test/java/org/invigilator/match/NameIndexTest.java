package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameIndexTest {
  private static Set<String> named(String text) {
    NameIndex<String> index = new NameIndex<>();
    index.add("Mary-Ann", "Smith", "mary");
    index.add("Amelia", "Stone", "amelia");
    index.add("", "Stone", "no first name");
    index.add("Ben", "-", "no last name");
    return index.in(Words.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#MaryAnnSmith", "#ThanksMaryAnnSmith", "Mary-Ann Smith", "#MaryAnnSMITH"})
  void hyphenOfAFirstNameIsLeftOutInAHashtag(String text) {
    assertThat(named(text)).containsExactly("mary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "We saw Amelia",
        "Ben",
        "Stone",
        "#AmeliaSt One",
        "#AmeliaStrong",
        "#Amelia #Stone",
        "#Amelia_stone",
        "#AmeliaAndStone"
      })
  void partOfANameIsNone(String text) {
    assertThat(named(text)).isEmpty();
  }

  @Test
  void everybodyIsFoundOnceThoughAHashtagIsLong() {
    assertThat(named("#AmeliaStoneAmeliaStoneXMaryAnnSmithx, Amelia Stone"))
        .containsExactlyInAnyOrder("amelia");
    assertThat(named("#AmeliaStone2026xAmeliaStoneMaryAnnSmith"))
        .containsExactlyInAnyOrder("amelia", "mary");
  }
}
