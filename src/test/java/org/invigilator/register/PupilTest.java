package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PupilTest {
  private static Pupil pupil(String ref, String first, String known, String middle, String last) {
    return new Pupil(
        ref,
        first,
        known,
        last,
        middle,
        "",
        Optional.empty(),
        "NTH",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false,
        false);
  }

  private static final Pupil SIOBHAN = pupil("A-1", "Siobhán", "Shiv", "Maeve", "O'Brien-Smyth");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Siobhán O'Brien-Smyth",
        "O’BRIEN SMYTH, Siobhan",
        "shiv obrien-smyth",
        "Siobhan Maeve O'Brien-Smyth"
      })
  void nameIsKnownInEveryForm(String typed) {
    assertThat(SIOBHAN.isNamed(typed)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Siobhán", "O'Brien-Smyth", "Siobhán Smyth", "Maeve O'Brien-Smyth", ""})
  void partOfANameIsNot(String typed) {
    assertThat(SIOBHAN.isNamed(typed)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "9, 2026-09-01, , 9",
    "9, 2025-09-01, , 10",
    "9, 2006-09-01, , ''",
    "9, 2062-09-01, , ''",
    "9, 2006-09-01, 2013-02-01, 9",
    "14, 2025-09-01, , ''"
  })
  void yearThatNoSchoolHasIsNotKnown(
      String year, LocalDate asAt, @Nullable LocalDate birth, String now) {
    Pupil pupil =
        new Pupil(
            "A-1",
            "Sam",
            "",
            "Stone",
            "",
            "",
            Optional.ofNullable(birth),
            "NTH",
            List.of(),
            YearGroup.parse(year),
            Optional.of(asAt),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            false,
            false);
    assertThat(pupil.yearGroupOn(LocalDate.of(2026, 11, 20)).map(YearGroup::toString).orElse(""))
        .isEqualTo(now);
  }

  @Test
  void namesakesAreKnown() {
    assertThat(SIOBHAN.sharesNameWith(pupil("B-1", "SIOBHAN", "", "", "Obrien Smyth"))).isTrue();
    assertThat(SIOBHAN.sharesNameWith(pupil("B-2", "Siobhan", "", "Ann", "O’Brien-Smyth")))
        .isTrue();
    assertThat(SIOBHAN.sharesNameWith(pupil("B-3", "Sean", "", "", "O'Brien-Smyth"))).isFalse();
  }
}
