package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.invigilator.match.Words.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  private static List<String> folded(String text) {
    return Words.of(text).stream().map(Word::folded).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "#WhatAStory,what a story",
    "#BBCNews,bbc news",
    "#NASA,nasa",
    "#well_done,well done",
    "#Year11Trip,year 11 trip",
    "#WellA,well a",
    "#a__B,a b",
    "O'Brien's rock',obrien rock",
    "Smith-Jones and Smith- Jones,smith-jones and smith jones",
    "Bjørn Łukasz Straße İpek,bjorn lukasz strasse ipek",
    "ΟΔΟΣ οδος,οδοσ οδοσ"
  })
  void textIsCutIntoWords(String text, String words) {
    assertThat(String.join(" ", folded(text))).isEqualTo(words);
  }

  @Test
  void handleIsAWordOfItsOwnAndNeverWrittenLikeAName() {
    assertThat(Words.of("@Sam_J09 Sam"))
        .containsExactly(new Word("@samj09", false, false, -1), new Word("sam", true, true, -1));
  }

  @Test
  void wordsOfOneHashtagShareItsNumber() {
    assertThat(Words.of("#WellDone #All")).extracting(Word::tag).containsExactly(0, 0, 1);
  }

  @Test
  void onlyBlanksJoinWords() {
    assertThat(Words.of("a b, c \u200d d #e f"))
        .extracting(Word::joined)
        .containsExactly(false, true, false, true, false, false);
  }

  @Test
  void partOfAHashtagThatIsMarksAloneIsNoWord() {
    assertThat(folded("#A_\u0301_\u0301_B")).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "Amelia’s,amelia",
    "AMELIA'S,amelia",
    "’s,s",
    "’S,s",
    "é's,e",
    "Ross,ross",
    "BOSS-MAN,boss-man"
  })
  void possessiveEndingIsLeftOut(String word, String folded) {
    assertThat(Words.fold(word)).isEqualTo(folded);
  }

  @Test
  void textIsSeenAsItLooks() {
    assertThat(Words.visible("\uff10\uff17")).isEqualTo("07");
    assertThat(Words.visible("0\u200b7")).isEqualTo("07");
    assertThat(Words.visible("caf\u00e9")).isEqualTo("caf\u00e9");
  }

  /** Between letters and before a mark that may join it, of every character but those of Asia. */
  @Test
  void everyCharacterIsComposedAsTheStandardAsks() {
    java.util.stream.IntStream.concat(
            java.util.stream.IntStream.range(1, 0x3400),
            java.util.stream.IntStream.range(0xF900, 0x20000))
        .filter(c -> Character.getType(c) != Character.SURROGATE)
        .forEach(
            c -> {
              for (String text : java.util.List.of("a", "a\u0301b", "b")) {
                String whole = text + Character.toString(c) + text;
                assertThat(Words.composed(whole))
                    .as("U+%04X", c)
                    .isEqualTo(
                        java.text.Normalizer.normalize(whole, java.text.Normalizer.Form.NFKC));
              }
            });
    assertThat(Words.composed("x\ud83d")).isEqualTo("x\ud83d");
    assertThat(Words.composed("\udc00x")).isEqualTo("\udc00x");
  }
}
