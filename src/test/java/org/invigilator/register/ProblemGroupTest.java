package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemGroupTest {
  private static final Problem SETTING =
      new Problem("trust.yaml", 0, "overrides", "It is not a number.", "Write a number.");

  @Test
  void oneMistakeThatEachPolicyFindsIsSaidOnce() {
    InvalidInput input = new InvalidInput(List.of(SETTING, SETTING));
    assertThat(input.problems()).containsExactly(SETTING);
    assertThat(input).hasMessage(SETTING.toString());
  }

  @Test
  void problemsThatAreInNoRowHaveNoRows() {
    assertThat(new ProblemGroup(List.of(SETTING, SETTING)).toString())
        .isEqualTo(SETTING.toString())
        .doesNotContain("row");
  }

  @Test
  void cellsWithOneCauseAreCounted() {
    List<Problem> cells =
        List.of(
            new Problem("people.csv", 4, "left", "It is not a date.", "Write 31/01/2027."),
            new Problem("people.csv", 7, "left", "It is not a date.", "Write 31/01/2027."));
    assertThat(ProblemGroup.of(cells)).hasSize(1);
    assertThat(ProblemGroup.of(cells).get(0).toString()).contains("2 rows", "row 4, row 7");
  }
}
