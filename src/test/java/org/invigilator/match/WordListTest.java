package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordListTest {
  private static final WordList WORDS =
      new WordList(
          List.of(
              "harn", "darn", "zaz", "odd", "heck", "twit", "dim", "sass", "ass", "dont", "iis",
              "ai", "iarn", "asss", "adars", "h0o9", "88"),
          List.of("Heck Mondwike", "dim", "dim sum"));

  private static final WordList COARSE =
      new WordList(List.of("blast", "blasted", "whore", "darn"), List.of("blast off"));

  @ParameterizedTest
  @CsvSource({
    "d*rn,darn",
    "**darn**,darn",
    "*darn*,darn",
    "**d*rn**!,darn",
    "*DARN**,darn",
    "da**,darn",
    "h*rn,harn",
    "0dd,odd",
    "h3ck,heck",
    "7wit,twit",
    "$a55,sass",
    "zaz,zaz",
    "ZAZ,zaz",
    "@ss,ass",
    "@dar$,adars",
    "don't,dont",
    "h0o9,h0o9",
    "|darn,darn",
    "!darn!!,darn",
    "darn—it,darn",
    "dárn,darn",
    "da\u0301rn,darn",
    "tw1t,twit",
    "tw!t,twit",
    "tw|t,twit",
    "Heck Mondwike heck,heck",
    "heck mond,heck",
    "darn',darn",
    "#SuchATwit,twit",
    "#AHeck,heck",
    "#HECKYes,heck",
    "#darnWell,darn",
    "#WellDARN,darn",
    "#DARN,darn",
    "#Darn!,darn",
    "#oh88oh,88",
    "88,88",
    "88!,88",
    "darn!,darn",
    "DARN!!,darn",
    "Darn.,darn",
    "caf\u00e9-darn,darn",
    "#such twit,twit"
  })
  void wordIsFoundHoweverItIsMasked(String text, String word) {
    assertThat(WORDS.firstIn("Oh " + text)).contains(word);
    assertThat(WORDS.firstIn(text + " indeed")).contains(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dar*",
        "****",
        "115",
        "@|",
        "1*rn",
        "@sss",
        "@heck",
        "Heck Mondwike",
        "dim sum",
        "dim",
        "d*",
        "d*rning",
        "x*rn",
        "oddly",
        "heckMondwike's",
        "zazz",
        "9*",
        "#darning",
        "888",
        "8",
        "darnings",
        "#Darnings",
        "#DARNINGS",
        "darn1",
        "#WellDarning",
        "!!!",
        "#!"
      })
  void whatOnlyLooksLikeOneIsNot(String text) {
    assertThat(WORDS.firstIn("Oh " + text)).isEmpty();
  }

  @Test
  void firstOfSeveralIsGivenAndBlankLinesOfTheListAreNone() {
    WordList words = new WordList(List.of(" ", "Darn ", "heck"), List.of(" "));
    assertThat(words.firstIn("what the heck, darn")).contains("heck");
    assertThat(words.firstIn("nothing, at all")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bl\u0430st,blast",
    "b l a s t,blast",
    "B.L.A.S.T.,blast",
    "b-l-a-s-t-e-d,blast",
    "blaaast,blast",
    "bl--t,blast",
    "bl-st,blast",
    "bl_st,blast",
    "bl.st,blast",
    "bl#st,blast",
    "bl%st,blast",
    "bl\u00a1st,blast",
    "bl\ud83e\udd2cst,blast",
    "bl*st's,blast",
    "blast's,blast",
    "blast\u2019ll,blast"
  })
  void wordIsFoundBehindSignsAndLettersOfOtherScripts(String text, String word) {
    assertThat(COARSE.firstIn("Oh " + text + " hard")).contains(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Who're you bringing to the quiz?",
        "Blast off!",
        "B1457 and DA88",
        "B*** = boom!",
        "bla-st-ic",
        "Groups A, B, L, A",
        "well-being and co-op.org",
        "\u0431\u043b\u0430\u0441\u0442"
      })
  void plainWordsWithSignsAreNone(String text) {
    assertThat(COARSE.firstIn(text)).isEmpty();
  }
}
