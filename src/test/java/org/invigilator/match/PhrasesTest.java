package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.invigilator.match.Phrases.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasesTest {
  private final Phrases phrases = new Phrases();

  PhrasesTest() {
    phrases.add("confidential", List.of("not for release;Corporate", "Falcon", ";;"));
    phrases.add("offence", List.of("liar;2;accusation", "not for;insult"));
  }

  @Test
  void phrasesOfAllListsAreFoundInOnePassAndEachOnce() {
    assertThat(phrases.in(Words.of("Falcon: NOT  for release, not for release, liar")))
        .isEqualTo(
            Map.of(
                "confidential",
                List.of(
                    new Entry("confidential", "Falcon", "", 1),
                    new Entry("confidential", "not for release", "corporate", 1)),
                "offence",
                List.of(
                    new Entry("offence", "not for", "insult", 1),
                    new Entry("offence", "liar", "accusation", 2))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"not, for release", "not for", "for release", "not for releases", "", "not for a"})
  void phraseStandsWholeAndUnbroken(String text) {
    assertThat(phrases.in(Words.of(text))).doesNotContainKey("confidential");
    assertThat(Phrases.has(Words.of(text), "not for release")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Not for release", "this is not for release", "not not for release now"})
  void phraseIsFoundWhereverItStands(String text) {
    assertThat(Phrases.has(Words.of(text), "not for release")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "wifi password, the wi-fi password is here, true",
    "wifi password, the Wifi-password is here, true",
    "drug dealer, a drug-dealer, true",
    "self-harm, about self harm, true",
    "self-harm, about selfharm, true",
    "shot, a one-shot play, false",
    "drug dealer, a drug - dealer, false"
  })
  void aHyphenIsABlankOrNothing(String phrase, String text, boolean isFound) {
    Phrases one = new Phrases();
    one.add("list", List.of(phrase));
    assertThat(one.in(Words.of(text)).containsKey("list")).isEqualTo(isFound);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not really for release",
        "not for immediately release",
        "this is not just for release"
      })
  void oneAdverbMayBeInAPhrase(String text) {
    assertThat(phrases.in(Words.of(text))).containsKey("confidential");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not really just for release",
        "not in for release",
        "not really, for release",
        "not really"
      })
  void moreThanOneOrAnotherWordMayNot(String text) {
    assertThat(phrases.in(Words.of(text))).doesNotContainKey("confidential");
  }

  @Test
  void phraseWithoutAWordStandsNowhere() {
    assertThat(Phrases.has(Words.of("a b"), " - ")).isFalse();
    assertThat(new Phrases().in(Words.of("a b"))).isEmpty();
  }

  @Test
  void phraseBeginsWhereItIsLookedFor() {
    List<Words.Word> words = Words.of("well, done well");
    assertThat(Phrases.stands(List.of("done", "well"), words, 1)).isTrue();
    assertThat(Phrases.stands(List.of("done", "well"), words, 0)).isFalse();
    assertThat(Phrases.stands(List.of("well", "done"), words, 0)).isFalse();
    assertThat(Phrases.stands(List.of("well", "done"), words, 2)).isFalse();
  }
}
