package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenNamesTest {
  @ParameterizedTest
  @CsvSource({
    "tom,thomas,true",
    "thomas,tom,true",
    "alex,alexander,true",
    "mads,madsen,true",
    "ravie,ravinder,true",
    "ravi,ravinder,true",
    "ravy,ravinder,true",
    "rossi,rosalind,true",
    "rosy,rosalind,true",
    "ra,ravinder,false",
    "ravinder,ravinder,false",
    "ravinders,ravinder,false",
    "rovie,ravinder,false",
    "rai,ravinder,false",
    "annie,annabel,true",
    "abi,about,false",
    "addy,adeline,false",
    "xyz,thomas,false"
  })
  void shortFormIsInTheTableOrTheBeginningOfTheName(String written, String name, boolean isShort) {
    assertThat(GivenNames.isShort(written, name)).isEqualTo(isShort);
  }

  @ParameterizedTest
  @CsvSource({"thomas,tom,true", "tom,thomas,false", "thomas,thomas,false", "zz,tom,false"})
  void fullNameIsWhatTheShortOneBelongsTo(String written, String name, boolean isFull) {
    assertThat(GivenNames.isFull(written, name)).isEqualTo(isFull);
  }

  @ParameterizedTest
  @CsvSource({
    "hayley,hailey,true",
    "sophie,sofie,true",
    "nicola,nikola,true",
    "stephen,stefen,true",
    "alexa,aleksa,true",
    "jon,john,true",
    "thomas,tom,false",
    "ed,ned,false"
  })
  void spellingsOfOneNameSoundAlike(String one, String other, boolean isSpelling) {
    assertThat(GivenNames.isSpelling(one, other)).isEqualTo(isSpelling);
    assertThat(GivenNames.isSpelling(other, one)).isEqualTo(isSpelling);
  }

  @ParameterizedTest
  @CsvSource({"tom,thomas", "thomas,tom", "hayley,hailey"})
  void relatedNamesAreThoseOfBothTables(String written, String name) {
    assertThat(GivenNames.related(written)).contains(name).doesNotContain(written);
  }
}
