package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchTest {
  private static final java.time.LocalDate DAY = java.time.LocalDate.of(2026, 11, 20);
  private static final List<String> ALL =
      List.of("uk-phone", "email", "address", "dob", "nino", "upn");

  private static Set<String> named(String text) {
    NameIndex<String> index = new NameIndex<>();
    index.add("Amelia", "Stone", "amelia");
    index.add("Seán", "O'Brien", "sean");
    index.add("Mary Ann", "Smith-Jones", "mary");
    index.add("Zoë", "Müller", "zoe");
    return index.in(Words.of(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Well done Amelia Stone!|amelia",
        "AMELIA STONE won|amelia",
        "Amelia Stone's goal|amelia",
        "Amelia Stone’s goal|amelia",
        "#AmeliaStone|amelia",
        "#WellDoneAmeliaStone2026|amelia",
        "Sean O’Brien|sean",
        "Sea\u0301n O'Brien|sean",
        "#SeanOBrien|sean",
        "Mary Ann Smith-Jones|mary",
        "Zoe Muller and friends|zoe",
        "Amelia\u00a0Stone|amelia",
        "A\u200dmelia Stone|amelia"
      })
  void fullNameIsFoundHoweverItIsWritten(String text, String whose) {
    assertThat(named(text)).isEqualTo(whose == null ? Set.of() : Set.of(whose));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Amelia won",
        "a muddy amelia stone",
        "Amelia. Stone walls",
        "Amelia Stonebridge",
        "Amelia Stone-Hart",
        "Amelia, Stone",
        "@AmeliaStone",
        "Camelia Stone",
        "#ameliastone"
      })
  void anythingLessIsNoName(String text) {
    assertThat(named(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "07700 900123",
        "+44 7700 900123",
        "(01632) 960 999",
        "01632-960-999",
        "tel:01632960999",
        "me@home.example",
        "AB 12 34 56 C",
        "DOB: 14/03/2012",
        "7 Elm Close, Town, NT1 4QP"
      })
  void privateDetailIsFound(String text) {
    assertThat(
            new PersonalData(List.of("01632 960123"), List.of("trust.example"))
                .in("Please use " + text + " today", ALL, DAY))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01632 960123",
        "+44 (0)1632 960123",
        "office@nth.trust.example",
        "07/09/2026 1030",
        "£1,234.56",
        "Invoice 20404471",
        "2026-09-07",
        "score 21-14",
        "https://example.org/07700900123",
        "Room NT1 4QP"
      })
  void whatTheTrustPublishesOrIsNoDetailIsFree(String text) {
    assertThat(
            new PersonalData(List.of("01632 960123"), List.of("trust.example"))
                .in("Please use " + text + " today", ALL, DAY))
        .isEmpty();
  }

  @Test
  void listedWordIsFoundWholeOrMaskedAndNeverInsideAnother() {
    WordList words =
        new WordList(List.of("darn", "heck"), List.of("Heck Mondwike", "Darn Tootin Diner"));
    assertThat(words.firstIn("Oh d*rn it")).contains("darn");
    assertThat(words.firstIn("Oh d4rn it")).contains("darn");
    assertThat(words.firstIn("DARN!")).contains("darn");
    assertThat(words.firstIn("#WhatTheHeck")).contains("heck");
    assertThat(words.firstIn("darning and hecklers")).isEmpty();
    assertThat(words.firstIn("A day in Heck Mondwike")).isEmpty();
    assertThat(words.firstIn("*great* 2026 @darn")).isEmpty();
    assertThat(words.firstIn("d\u200barn")).contains("darn");
  }

  @ParameterizedTest
  @CsvSource({
    "https://WWW.Casino.example/x,true",
    "casino.example,true",
    "https://notcasino.example,false",
    "https://a.example/?u=casino.example,false",
    "https://a.casino.example:8080/,true",
    "https://casino.example.evil.example,false"
  })
  void hostIsJudgedOnLabelBoundaries(String link, boolean blocked) {
    assertThat(new DomainList(List.of("casino.example;gambling")).find(link).isPresent())
        .isEqualTo(blocked);
  }

  @Property(tries = 300)
  void noTextBreaksTheSearches(@ForAll @StringLength(max = 400) String text) {
    named(text);
    new WordList(List.of("darn"), List.of("x y")).firstIn(text);
    new DomainList(List.of("a.example")).find(text);
    assertThat(Words.of(text)).isNotNull();
  }

  @Test
  void hiddenAndFancyCharactersDoNotHideAPrivateContact() {
    PersonalData data = new PersonalData(List.of(), List.of());
    assertThat(
            data.in(
                "Text \uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13",
                List.of("uk-phone"),
                DAY))
        .containsExactly("a telephone number");
    assertThat(data.in("jo\u200d.blo\u00adggs@mail\u2060.example.com", List.of("email"), DAY))
        .containsExactly("an e-mail address");
  }
}
