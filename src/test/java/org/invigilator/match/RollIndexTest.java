package org.invigilator.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollIndexTest {
  private static final RollIndex ROLL =
      new RollIndex(TestRoll.of("Keziah|Thornbury", "Ella|St. Clairmont", "Cher|", "Jo|Ng"));

  @ParameterizedTest
  @CsvSource({
    "thornbury,thornbery,true",
    "thornbury,thornburry,true",
    "thornbury,thornbry,true",
    "thornbury,thronbury,true",
    "thornbury,thornbuyr,true",
    "thornbury,hthornbury,true",
    "thornbury,hornbury,true",
    "thornbury,thornburyx,true",
    "thornbury,thornbur,true",
    "thornbury,thornbury,true",
    "thornbury,thornbxrx,false",
    "thornbury,thornbu,false",
    "thornbury,thornburyxx,false",
    "thornbury,htronbury,false",
    "thornbury,thornbyru,false",
    "thornbury,tharnberry,false"
  })
  void oneLetterIsChangedAddedLeftOutOrSwapped(String one, String other, boolean isApart) {
    assertThat(RollIndex.isOneApart(one, other)).isEqualTo(isApart);
    assertThat(RollIndex.isOneApart(other, one)).isEqualTo(isApart);
  }

  @Test
  void surnamesNearAWordAreFoundAndTheWordItselfIsNone() {
    assertThat(ROLL.nearly("thornbery")).containsExactly("thornbury");
    assertThat(ROLL.nearly("thornburyx")).containsExactly("thornbury");
    assertThat(ROLL.nearly("thornbry")).containsExactly("thornbury");
    assertThat(ROLL.nearly("thornbury")).isEmpty();
    assertThat(ROLL.nearly("thornxxry")).isEmpty();
    assertThat(ROLL.nearly("nxg")).isEmpty();
  }

  @Test
  void quickLookMissesNoSurname() {
    assertThat(ROLL.mayBeSurname("thornbury")).isTrue();
    assertThat(ROLL.mayBeSurname("st")).isTrue();
    assertThat(ROLL.mayBeSurname("saintclairmont")).isTrue();
    assertThat(ROLL.mayBeSurname("ng")).isTrue();
    assertThat(ROLL.mayBeSurname("weekend")).isFalse();
    assertThat(ROLL.isForename("keziah")).isTrue();
    assertThat(ROLL.isForename("thornbury")).isFalse();
    assertThat(ROLL.isOpening("st")).isTrue();
    assertThat(ROLL.isOpening("thornbury")).isFalse();
  }

  @Test
  void nameOfOnePartCannotBeSearched() {
    assertThat(RollIndex.isSearchable(TestRoll.of("Cher|").get(0))).isFalse();
    assertThat(RollIndex.isSearchable(TestRoll.of("Jo|Ng").get(0))).isTrue();
    assertThat(ROLL.isForename("cher")).isFalse();
  }
}
